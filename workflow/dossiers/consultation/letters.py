"""The letter with a question and the slip with an answer as they would be fixed now, for who is about to send them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from states.papers_out import papers_fixed_at
from workflow.accounts.person import Person
from workflow.dossiers.case import DossierCase
from workflow.dossiers.consultation import matter
from workflow.dossiers.consultation.matter import LAW
from workflow.dossiers.consultation.services import DOSSIER, Question, asking_seat, last_day
from workflow.dossiers.printing.consultation import Asked
from workflow.dossiers.printing.issuing import facts_now
from workflow.dossiers.printing.making import Making
from workflow.dossiers.queries import DossierView
from workflow.errors import NotFound
from workflow.extensions import JsonDict, db


def letter_before(dossier: DossierView, question: Question, person: Person, on: date, at: datetime) -> JsonDict:
    """The letter that asks a question, with what was typed. Raises MovedOn, Forbidden for who may not ask here."""
    seat = asking_seat(person, dossier.row)
    asked = Asked(question.text, question.agency_ids, last_day(question, on))
    return _paper(Making(db.session(), dossier.case(on), person, seat, on, at, "ask_opinions", about=asked))


def slip_before(
    row: Any, action: str, person: Person, on: date, at: datetime, inputs: Mapping[str, str]
) -> JsonDict:  # fmt: skip
    """The slip that answers a question. Raises what the law says of the act, and NotFound where it makes no paper."""
    matter.decide(row, action, person, on, inputs)
    dossier = db.session.execute(select(DOSSIER).where(DOSSIER.c.id == row.dossier_id)).one()
    case, seat = DossierCase(db.session(), dossier, on), matter.seat_at(person, row.agency_id)
    return _paper(Making(db.session(), case, person, seat, on, at, action, inputs, row))


def _paper(making: Making) -> JsonDict:
    """The one paper that an act of a consultation makes. Raises NotFound."""
    for code in papers_fixed_at(LAW.code, making.action):
        if (facts := facts_now(making, code)) is not None:
            return facts
    raise NotFound
