"""Dossiers as a council meets them: which may come before it, and each in a few lines."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from states.case import FINDING_TITLES
from states.clock import working_days_left
from states.criteria import criteria_for
from states.facts import Answer
from states.kernel import Procedure, Reason, Refused
from states.procedures import PROCEDURES
from states.procedures import get as get_procedure
from states.reviewing import criteria_to_keep
from workflow.accounts.person import Person
from workflow.calendar.queries import work_calendar
from workflow.council.closing import AgendaLine
from workflow.council.queries import on_an_agenda
from workflow.council.sheets import MeetingSheet, sheet_of
from workflow.council.standing import require_seen
from workflow.dossiers.case import DossierCase
from workflow.dossiers.models import Dossier
from workflow.dossiers.subjects import subject_of
from workflow.dossiers.visibility import visible_to
from workflow.extensions import db
from workflow.law_sentences import in_readers_language
from workflow.register.models import Commune

DOSSIER, COMMUNE = Dossier.__table__, Commune.__table__
ASKS_FOR_A_VOTE = "council_has_voted"
"""The rule of a step that may not be taken before the council has voted: the council sits where that step begins."""

_ROWS = select(DOSSIER, COMMUNE.c.full_name.label("commune_name")).join(
    COMMUNE, COMMUNE.c.code == DOSSIER.c.commune_code
)


@dataclass(frozen=True, slots=True)
class Summary:
    """One dossier in a few lines: who asks what, what was found, what speaks against it."""

    dossier_id: uuid.UUID
    title: str
    commune: str
    code: str
    asked: str
    finding: str
    met: int
    unmet: tuple[str, ...]
    total: int
    dissent: int
    opinions: int
    left: int | None


@lru_cache
def stages_of_council(procedure: Procedure) -> frozenset[str]:
    """Where a dossier of this procedure waits for the council's vote; nowhere when the law asks for none."""
    return frozenset(
        source
        for step in procedure.steps
        if any(rule.name == ASKS_FOR_A_VOTE for rule in step.when)
        for source in step.sources
    )


def waits_for_council(row: Any) -> bool:
    """Whether a dossier stands where the council votes."""
    procedure = get_procedure(row.procedure_code, row.procedure_version)
    return row.is_open and row.hold is None and row.stage in stages_of_council(procedure)


def before_the_council() -> Any:
    """The same as a condition on dossiers."""
    places = [
        and_(
            DOSSIER.c.procedure_code == code, DOSSIER.c.procedure_version == version,
            DOSSIER.c.stage.in_(sorted(stages_of_council(procedure))),
        )
        for (code, version), procedure in PROCEDURES.items()
        if stages_of_council(procedure)
    ]  # fmt: skip
    return and_(DOSSIER.c.is_open, DOSSIER.c.hold.is_(None), or_(*places))


def refuse_what_waits_elsewhere(row: Any) -> None:
    """Raises Refused unless the dossier stands where the council votes."""
    if not waits_for_council(row):
        told = _("Hồ sơ “%(title)s” không ở bước chờ Hội đồng; hãy để sang phiên họp khác.", title=row.title)
        raise Refused(Reason(told))


def waiting(person: Person, on: date) -> list[Summary]:
    """Dossiers the person sees that wait for a vote and are on no agenda yet, the most urgent first."""
    wanted = _ROWS.where(visible_to(person), before_the_council(), DOSSIER.c.id.not_in(on_an_agenda()))
    rows = db.session.execute(wanted.order_by(DOSSIER.c.due_on, DOSSIER.c.id).limit(100)).all()
    return [summary_of(db.session(), row, on) for row in rows]


def meeting_for(person: Person, meeting_id: uuid.UUID) -> MeetingSheet:
    """A meeting that the person may see. Raises NotFound."""
    return require_seen(person, sheet_of(db.session(), meeting_id))


def may_read(person: Person, dossier_id: uuid.UUID) -> bool:
    """Whether the whole dossier is open to the person, beyond its lines on the agenda."""
    asked = select(DOSSIER.c.id).where(DOSSIER.c.id == dossier_id, visible_to(person))
    return db.session.execute(asked).first() is not None


def summaries(dossier_ids: Iterable[uuid.UUID], on: date) -> Mapping[uuid.UUID, Summary]:
    """The dossiers of an agenda, by id. The reader's right to the agenda was checked before."""
    return {row.id: summary_of(db.session(), row, on) for row in rows_of(db.session(), dossier_ids)}


def lines(dossier_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, AgendaLine]:
    """The dossiers of an agenda as the minutes name them, by id."""
    return {row.id: line_of(row) for row in rows_of(db.session(), dossier_ids)}


def rows_of(session: Session, dossier_ids: Iterable[uuid.UUID]) -> Sequence[Any]:
    """Rows of dossiers with the names of their communes, in the order of their ids."""
    return session.execute(_ROWS.where(DOSSIER.c.id.in_(list(dossier_ids))).order_by(DOSSIER.c.id)).all()


def line_of(row: Any) -> AgendaLine:
    """A dossier as the minutes name it, in Vietnamese: they are a document."""
    finding = FINDING_TITLES[row.finding] if row.finding else ""
    return AgendaLine(row.title, row.commune_name, row.code or "", subject_of(row).kind_title(row), finding)


def summary_of(session: Session, row: Any, on: date) -> Summary:
    """One dossier in a few lines."""
    case = DossierCase(session, row, on)
    met, unmet, total = _criteria(case)
    given = [opinion for opinion in case.opinions if opinion.answer is not None]
    return Summary(
        row.id, row.title, row.commune_name, row.code or "", in_readers_language(subject_of(row).kind_title(row)),
        FINDING_TITLES[row.finding] if row.finding else "", met, unmet, total,
        sum(opinion.answer is Answer.DISAGREE for opinion in given), len(given),
        working_days_left(on, row.due_on, work_calendar()) if row.due_on else None,
    )  # fmt: skip


def _criteria(case: DossierCase) -> tuple[int, tuple[str, ...], int]:
    """How many criteria are met, which are not, and how many there are, by the department's word or inspection."""
    if case.inspection is not None:
        unmet = (*case.inspection.unmet, *case.inspection.missing)
        total = len(criteria_to_keep(case.kind))
        return total - len(unmet), unmet, total
    titles = {criterion.code: criterion.title for criterion in criteria_for(case.kind, case.basis)}
    words = case.confirmed
    return sum(words.values()), tuple(titles.get(one, one) for one, met in words.items() if not met), len(titles)
