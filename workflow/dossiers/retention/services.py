"""What an administrator decides about retention: the agency's schedule, putting off, holding, letting go."""

import uuid
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from states.kernel import Reason, Refused
from states.retention import DocumentKind
from workflow.accounts.administrators import administering
from workflow.accounts.person import Person
from workflow.audit.services import record
from workflow.dossiers.models import Dossier
from workflow.dossiers.retention.models import LegalHold, RetentionPostponement, RetentionSchedule
from workflow.errors import NotFound
from workflow.extensions import new_id

DOSSIER, HELD = Dossier.__table__, LegalHold.__table__


def set_schedule(months: int | None, valid_from: date, ground: str, *, by: Person, on: date, at: datetime) -> None:
    """From a day that has not passed, keep closed dossiers so many months (at least 12), None for ever. On what ground.

    Raises Forbidden, Refused.
    """
    if valid_from < on:
        raise Refused(Reason(_("Thời hạn mới có hiệu lực từ hôm nay hoặc một ngày sau.")))
    kind = DocumentKind.DOSSIER.value
    row = {"id": new_id(), "kind": kind, "months": months, "valid_from": valid_from, "ground": ground}
    with administering(by, on) as session:
        session.execute(insert(RetentionSchedule), row | {"by": by.id, "at": at})
        record(session, "retention:schedule:set", at=at, actor_id=by.id, kind=kind, months=months,
               valid_from=valid_from)  # fmt: skip


def postpone(dossier_id: uuid.UUID, until: date, reason: str, *, by: Person, on: date, at: datetime) -> None:
    """Keep a dossier until a later day, and say why. Raises Forbidden, NotFound (also once deleted), Refused."""
    if until <= on:
        raise Refused(Reason(_("Hãy chọn một ngày sau hôm nay.")))
    with administering(by, on) as session:
        _lock(session, dossier_id)
        row = {"id": new_id(), "dossier_id": dossier_id, "until_on": until, "reason": reason, "on": on}
        session.execute(insert(RetentionPostponement), row | {"by": by.id, "at": at})
        record(session, "retention:dossier:postponed", at=at, actor_id=by.id, subject=dossier_id, until=until)


def hold(dossier_id: uuid.UUID, reason: str, *, by: Person, on: date, at: datetime) -> None:
    """Let nothing of a dossier be deleted until it is released. Raises Forbidden, NotFound, Refused when it is held."""
    with administering(by, on) as session:
        _lock(session, dossier_id)
        if _live(session, dossier_id) is not None:
            raise Refused(Reason(_("Hồ sơ này đang được giữ rồi.")))
        row = {"id": new_id(), "dossier_id": dossier_id, "reason": reason, "by": by.id, "at": at, "lift_reason": ""}
        session.execute(insert(LegalHold), row)
        record(session, "retention:dossier:held", at=at, actor_id=by.id, subject=dossier_id)


def release(dossier_id: uuid.UUID, reason: str, *, by: Person, on: date, at: datetime) -> None:
    """End a hold, and say why. Raises Forbidden, NotFound, Refused when there is none."""
    with administering(by, on) as session:
        _lock(session, dossier_id)
        live = _live(session, dossier_id)
        if live is None:
            raise Refused(Reason(_("Hồ sơ này không bị giữ.")))
        lifted = {"lifted_by": by.id, "lifted_at": at, "lift_reason": reason}
        session.execute(update(HELD).where(HELD.c.id == live.id).values(lifted))
        record(session, "retention:dossier:released", at=at, actor_id=by.id, subject=dossier_id)


def _lock(session: Session, dossier_id: uuid.UUID) -> None:
    """Wait for a purge that runs at this moment; what it has deleted can be neither held nor put off."""
    wanted = select(DOSSIER.c.purged_on).where(DOSSIER.c.id == dossier_id).with_for_update()
    found = session.execute(wanted).one_or_none()
    if found is None or found.purged_on is not None:
        raise NotFound


def _live(session: Session, dossier_id: uuid.UUID) -> Any | None:
    wanted = select(HELD).where(HELD.c.dossier_id == dossier_id, HELD.c.lifted_at.is_(None))
    return session.execute(wanted).one_or_none()
