"""What was found, what was confirmed, and how it came to be so."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, bindparam, case, literal, null, select

from states import environment
from states.appraisal import conclude
from states.checklist import Checklist, ItemAnswer, ItemResult
from states.checklists import find_checklist
from states.kinds import Kind
from workflow.accounts.models import Account
from workflow.appraisal.models import Appraisal, CriterionConfirmation
from workflow.appraisal.models import ItemAnswer as AnswerRow
from workflow.appraisal.summaries import ENVIRONMENT_CRITERION, criteria_rows, is_settled, summary_rows
from workflow.extensions import IdType, db

__all__ = [
    "ENVIRONMENT_CRITERION", "Answered", "Confirmed", "Found", "Sheet", "answers_of", "checklist_in", "checklist_of",
    "confirmed_by", "confirmed_of", "criteria_rows", "found", "is_settled", "remedies_asked", "sheet_of",
    "summary_rows", "words_of",
]  # fmt: skip


_ID = bindparam("dossier_id", type_=IdType)
_BEGUN, _GIVEN, _WORD = Appraisal.__table__, AnswerRow.__table__, CriterionConfirmation.__table__
_STANDS = and_(_GIVEN.c.dossier_id == _BEGUN.c.dossier_id, _GIVEN.c.is_current, _GIVEN.c.result.is_not(None))
_APPRAISED = (
    select(
        *(_BEGUN.c[name] for name in ("checklist_code", "checklist_version")),
        *(_GIVEN.c[name] for name in ("item_code", "result", "reason", "remark")),
    )
    .outerjoin(_GIVEN, _STANDS)
    .where(_BEGUN.c.dossier_id == _ID)
)
_WORDS = (
    select(
        *(null().label(name) for name in ("checklist_code", "checklist_version")), _WORD.c.criterion.label("item_code"),
        case((_WORD.c.met, ItemResult.MET.value), else_=ItemResult.NOT_MET.value).label("result"),
        literal("").label("reason"), literal("").label("remark"),
    )
    .where(_WORD.c.dossier_id == _ID, _WORD.c.is_current)
)  # fmt: skip
_FOUND = _APPRAISED.union_all(_WORDS)
"""What the appraiser answered and what the department confirmed, in one statement; a word belongs to no checklist."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer as it was given, with who gave it and when."""

    item_code: str
    result: ItemResult | None
    reason: str
    remark: str
    remedy_due_on: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The department's word on one criterion, with who gave it and when."""

    criterion: str
    met: bool
    remark: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything ever answered on one dossier: what stands now, and what stood before, newest first."""

    standing: Mapping[str, Answered]
    earlier: Mapping[str, tuple[Answered, ...]]


def checklist_of(dossier_id: uuid.UUID, on: date) -> Checklist:
    """The list the appraisal was begun under; before it begins, the environmental one in force on that day."""
    return checklist_in(found(dossier_id).checklist, on)


def checklist_in(name: str | None, on: date) -> Checklist:
    """A checklist by its name; without one, the environmental one in force on the day."""
    return environment.current_checklist(on) if name is None else find_checklist(name)


@dataclass(frozen=True, slots=True)
class Found:
    """What stands on one dossier: the name of the checklist (None before the appraisal), its answers by item code, and
    the department's words by criterion code.
    """

    checklist: str | None
    answers: Mapping[str, ItemAnswer]
    words: Mapping[str, bool]


def found(dossier_id: uuid.UUID) -> Found:
    """Everything that was answered and confirmed, in one statement."""
    rows = db.session.execute(_FOUND, {"dossier_id": dossier_id}).all()
    listed = [row for row in rows if row.checklist_code is not None]
    answers = {
        row.item_code: ItemAnswer(ItemResult(row.result), row.reason, row.remark) for row in listed if row.result
    }
    words = {row.item_code: row.result == ItemResult.MET for row in rows if row.checklist_code is None}
    return Found(f"{listed[0].checklist_code} {listed[0].checklist_version}" if listed else None, answers, words)


def answers_of(dossier_id: uuid.UUID) -> Mapping[str, ItemAnswer]:
    """Answers that stand, by item code; an item with only a note is not answered."""
    return found(dossier_id).answers


def confirmed_of(dossier_id: uuid.UUID) -> dict[str, bool]:
    """Met or not, by criterion code; a criterion nobody has decided yet is absent."""
    known = found(dossier_id)
    return confirmed_by(known, checklist_in(known.checklist, date.max))


def confirmed_by(known: Found, checklist: Checklist) -> dict[str, bool]:
    """The same from what was read.

    The department's word, but for the environmental criterion: there the appraisal decides, and nobody types over it.
    """
    words = {code: met for code, met in known.words.items() if code != ENVIRONMENT_CRITERION}
    if known.answers:
        concluded = conclude(checklist, Kind.CRAFT_VILLAGE, known.answers).met
        if concluded is not None:
            words[ENVIRONMENT_CRITERION] = concluded
    return words


def sheet_of(dossier_id: uuid.UUID) -> Sheet:
    """Every answer with its author, newest first."""
    query = (
        select(AnswerRow, Account.name)
        .join(Account, Account.id == AnswerRow.answered_by)
        .where(AnswerRow.dossier_id == dossier_id)
        .order_by(AnswerRow.at.desc(), AnswerRow.id.desc())
    )
    standing: dict[str, Answered] = {}
    earlier: dict[str, tuple[Answered, ...]] = {}
    for row, name in db.session.execute(query):
        result = ItemResult(row.result) if row.result else None
        answered = Answered(row.item_code, result, row.reason, row.remark, row.remedy_due_on, name, row.at)
        if row.is_current:
            standing[row.item_code] = answered
        else:
            earlier[row.item_code] = (*earlier.get(row.item_code, ()), answered)
    return Sheet(standing, earlier)


def remedies_asked(dossier_id: uuid.UUID) -> list[tuple[str, str, date]]:
    """What the answers that stand want put right: item, what was found, the last day. In the order of the items."""
    rows = db.session.execute(
        select(_GIVEN.c.item_code, _GIVEN.c.remark, _GIVEN.c.remedy_due_on)
        .where(
            _GIVEN.c.dossier_id == dossier_id, _GIVEN.c.is_current, _GIVEN.c.remedy_due_on.is_not(None),
            _GIVEN.c.result.in_((ItemResult.MET.value, ItemResult.NOT_MET.value)),
        )
        .order_by(_GIVEN.c.item_code)
    )  # fmt: skip
    return [(row.item_code, row.remark, row.remedy_due_on) for row in rows]


def words_of(dossier_id: uuid.UUID) -> dict[str, Confirmed]:
    """The department's word that stands, by criterion code, with its author."""
    query = (
        select(CriterionConfirmation, Account.name)
        .join(Account, Account.id == CriterionConfirmation.confirmed_by)
        .where(CriterionConfirmation.dossier_id == dossier_id, CriterionConfirmation.is_current)
    )
    return {
        row.criterion: Confirmed(row.criterion, row.met, row.remark, name, row.on)
        for row, name in db.session.execute(query)
    }
