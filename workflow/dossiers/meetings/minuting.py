"""The council's vote in the journal of each dossier: one line, in the transaction that closes the meeting."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from states.papers_out import papers_fixed_at
from states.voting import OUTCOME_TITLES, Outcome
from workflow.accounts.person import Person, Seat
from workflow.council.sheets import ItemRow, MeetingSheet
from workflow.council.standing import is_clerk_of
from workflow.dossiers.case import DossierCase
from workflow.dossiers.models import Dossier
from workflow.dossiers.noting import note_act
from workflow.dossiers.printing.council import Facts
from workflow.dossiers.printing.issuing import fix_papers
from workflow.dossiers.printing.making import Making

DOSSIER = Dossier.__table__
VOTED = "council_vote"
_LOCKED = select(DOSSIER).where(DOSSIER.c.id == bindparam("dossier_id")).with_for_update()


def note_votes(session: Session, sheet: MeetingSheet, facts: Facts, person: Person, on: date, at: datetime) -> None:
    """Write the result of each vote on its dossier, in the order of their ids, so that no two writers cross.

    `facts` are what the minutes say of the whole meeting; each dossier gets an extract of what they say of it alone.
    """
    seat = _seat(person, sheet)
    for item, told in sorted(
        zip(sheet.items, facts["items"], strict=True), key=lambda pair: str(pair[0].row.dossier_id)
    ):
        if item.state == "decided":
            row = session.connection().execute(_LOCKED, {"dossier_id": item.row.dossier_id}).one()
            alone = {**facts, "items": [told]}
            making = Making(session, DossierCase(session, row, on), person, seat, on, at, VOTED, about=alone)
            payload = _payload(item) | fix_papers(making, papers_fixed_at("council", VOTED), row.entry_count + 1)
            note_act(session, row, VOTED, by=person, seat=seat, on=on, at=at, reason=_words(item), payload=payload)


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
