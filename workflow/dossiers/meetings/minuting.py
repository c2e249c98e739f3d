"""The council's vote in the journal of each dossier: one line, in the transaction that closes the meeting."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from states.voting import OUTCOME_TITLES, Outcome
from workflow.accounts.person import Person, Seat
from workflow.council.sheets import ItemRow, MeetingSheet
from workflow.council.standing import is_clerk_of
from workflow.dossiers.journal import Act, append
from workflow.dossiers.models import Dossier

DOSSIER = Dossier.__table__
VOTED = "council_vote"
_LOCKED = select(DOSSIER).where(DOSSIER.c.id == bindparam("dossier_id")).with_for_update()
_NOTED = (
    update(DOSSIER)
    .where(DOSSIER.c.id == bindparam("dossier_id"))
    .values(
        entry_count=bindparam("to_entry_count"), entry_hash=bindparam("to_entry_hash"), version=DOSSIER.c.version + 1
    )
)


def note_votes(session: Session, sheet: MeetingSheet, person: Person, on: date, at: datetime) -> None:
    """Write the result of each vote on its dossier, in the order of their ids, so that no two writers cross."""
    seat = _seat(person, sheet)
    for item in sorted(sheet.items, key=lambda item: str(item.row.dossier_id)):
        if item.state == "decided":
            _note(session, item, seat, person, on, at)


def _note(session: Session, item: ItemRow, seat: Seat, person: Person, on: date, at: datetime) -> None:
    connection = session.connection()
    row = connection.execute(_LOCKED, {"dossier_id": item.row.dossier_id}).one()
    number = row.entry_count + 1
    act = Act(
        row.id, number, VOTED, row.stage, row.stage, row.hold, row.hold, person.id, seat.role.value, seat.agency_id,
        on, at, _words(item), _payload(item),
    )  # fmt: skip
    digest = append(session, act, row.entry_hash)
    connection.execute(_NOTED, {"dossier_id": row.id, "to_entry_count": number, "to_entry_hash": digest})


def _words(item: ItemRow) -> str:
    """The result as the journal's reader meets it; like the minutes, in the language of the office."""
    row = item.row
    numbers = f"{row.votes_for} đồng ý, {row.votes_against} không đồng ý, {row.abstained} không có ý kiến"
    return f"{OUTCOME_TITLES[Outcome(row.result)]}: {numbers}"


def _payload(item: ItemRow) -> dict[str, Any]:
    row = item.row
    numbers = {name: getattr(row, name) for name in ("votes_for", "votes_against", "abstained", "invalid", "present")}
    return {"meeting": str(row.meeting_id), "item": str(row.id), "result": row.result} | numbers


def _seat(person: Person, sheet: MeetingSheet) -> Seat:
    """The post by which a keeper writes: the clerk's, else whatever the secretary holds."""
    if is_clerk_of(person, sheet.row.agency_id):
        return next(seat for seat in person.seats if seat.agency_id == sheet.row.agency_id)
    return person.seats[0]
