"""Reading who handles and handled a dossier."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from workflow.accounts.away_queries import away_until
from workflow.accounts.models import Account, Agency
from workflow.dossiers.assignment.models import Assignment
from workflow.dossiers.assignment.services import candidates
from workflow.extensions import IdType, db

ROW, ACCOUNT, AGENCY = Assignment.__table__, Account.__table__, Agency.__table__
_GIVER = ACCOUNT.alias("giver")
_HISTORY = (
    select(
        ROW.c.account_id, ROW.c.role, ROW.c.at, ROW.c.ended_at, ROW.c.note, ACCOUNT.c.name,
        AGENCY.c.short_name.label("agency"), _GIVER.c.name.label("given_by_name"),
    )
    .join(ACCOUNT, ACCOUNT.c.id == ROW.c.account_id)
    .join(_GIVER, _GIVER.c.id == ROW.c.given_by)
    .join(AGENCY, AGENCY.c.id == ROW.c.agency_id)
    .where(ROW.c.dossier_id == bindparam("dossier_id", type_=IdType))
    .order_by(ROW.c.at.desc())
)  # fmt: skip


def history(dossier_id: uuid.UUID) -> Sequence[Any]:
    """Every assignment of a dossier with names, the latest first. One statement."""
    return db.session.execute(_HISTORY, {"dossier_id": dossier_id}).all()


def choices(row: Any, on: date) -> list[tuple[str, str]]:
    """(id, words) of those who may handle the dossier where it waits; who is away today is marked."""
    open_to = candidates(db.session(), row, on)
    away = away_until(open_to, on)
    names = db.session.execute(
        select(ACCOUNT.c.id, ACCOUNT.c.name).where(ACCOUNT.c.id.in_(list(open_to))).order_by(ACCOUNT.c.sort_key)
    )
    return [
        (str(one.id), f"{one.name} (vắng đến {away[one.id]:%d/%m/%Y})" if one.id in away else one.name) for one in names
    ]
