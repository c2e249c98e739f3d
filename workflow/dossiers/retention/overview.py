"""What the page of retention shows an administrator: codes, kinds and days, nothing of what a dossier says."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from states.procedures import get as get_procedure
from states.retention import months_after, periods_on
from workflow.dossiers.models import Dossier
from workflow.dossiers.retention.due import Due, due_until, schedules
from workflow.dossiers.retention.models import LegalHold, Purge
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.register.models import Commune

DOSSIER, HELD, PURGE, COMMUNE = Dossier.__table__, LegalHold.__table__, Purge.__table__, Commune.__table__
AHEAD_MONTHS, SHOWN = 12, 200


def seen_on(on: date) -> Mapping[str, Any]:
    """What falls due within a year, what is held, how much was deleted, and the rules."""
    session = db.session()
    falling = due_until(session, on, months_after(on, AHEAD_MONTHS))
    return {
        "falling": falling[:SHOWN], "more": max(0, len(falling) - SHOWN), "on": on, "periods": periods_on(on),
        "schedules": schedules(session), "held": _held(), "matter": matter,
        "purged": session.execute(select(func.count()).select_from(PURGE)).scalar_one(),
    }  # fmt: skip


def matter(row: Any) -> str:
    """What a dossier is, without its title: an administrator's post opens none."""
    return f"{get_procedure(row.procedure_code, row.procedure_version).title} · {row.commune_name}"


def _held() -> Sequence[Any]:
    return db.session.execute(
        select(
            HELD.c.reason, HELD.c.at, DOSSIER.c.id, DOSSIER.c.code, DOSSIER.c.procedure_code,
            DOSSIER.c.procedure_version, COMMUNE.c.full_name.label("commune_name"),
        )
        .join(DOSSIER, DOSSIER.c.id == HELD.c.dossier_id)
        .join(COMMUNE, COMMUNE.c.code == DOSSIER.c.commune_code)
        .where(HELD.c.lifted_at.is_(None))
        .order_by(HELD.c.at)
    ).all()  # fmt: skip


def get_kept(dossier_id: uuid.UUID) -> Any:
    """A dossier that still has its content. Raises NotFound."""
    row = db.session.execute(
        select(DOSSIER, COMMUNE.c.full_name.label("commune_name"))
        .join(COMMUNE, COMMUNE.c.code == DOSSIER.c.commune_code)
        .where(DOSSIER.c.id == dossier_id, DOSSIER.c.purged_on.is_(None))
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


def falling_due(on: date, until: date) -> list[Due]:
    """What a dry run shows."""
    return due_until(db.session(), on, until)


def find_by_code(code: str) -> uuid.UUID | None:
    """The dossier of a code, for a hold before anything falls due; None when there is none or it is deleted."""
    wanted = select(DOSSIER.c.id).where(DOSSIER.c.code == code, DOSSIER.c.purged_on.is_(None))
    return db.session.execute(wanted).scalar()
