"""Writing an act into a dossier's journal that is no step of its procedure: an opinion, a vote."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from workflow.accounts.person import Person, Seat
from workflow.dossiers.journal import Act, append
from workflow.dossiers.models import Dossier

DOSSIER = Dossier.__table__
_NOTED = (
    update(DOSSIER)
    .where(DOSSIER.c.id == bindparam("dossier_id"))
    .values(
        entry_count=bindparam("to_entry_count"), entry_hash=bindparam("to_entry_hash"), version=DOSSIER.c.version + 1
    )
)


def note_act(
    session: Session, row: Any, action: str, *, by: Person, seat: Seat, on: date, at: datetime, reason: str = "",
    payload: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Write one line on a dossier whose row the caller has locked; the dossier stays where it is.

    `action` has its title in `acts.ACTS`; `payload` holds ids and numbers, no personal values.
    """
    number = row.entry_count + 1
    act = Act(
        row.id, number, action, row.stage, row.stage, row.hold, row.hold, by.id, seat.role.value, seat.agency_id, on,
        at, reason, dict(payload or {}), None, seat.acting_for,
    )  # fmt: skip
    digest = append(session, act, row.entry_hash)
    values = {"dossier_id": row.id, "to_entry_count": number, "to_entry_hash": digest}
    session.connection().execute(_NOTED, values)
