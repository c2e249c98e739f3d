"""Steps and their papers: fixed when the step is taken, shown before it."""

from datetime import date, datetime
from typing import Any

from states.kernel import Step
from states.papers_out import papers_fixed_at
from workflow.accounts.person import Person
from workflow.dossiers.case import DossierCase
from workflow.dossiers.doing import Doing
from workflow.dossiers.editing import seat_for
from workflow.dossiers.printing.issuing import facts_now, fix_papers
from workflow.dossiers.printing.making import Making, making_of
from workflow.extensions import JsonDict, db


def papers_of_step(doing: Doing) -> dict[str, Any]:
    """Fix what a step fixes, after its effects. Runs inside the caller's transaction."""
    codes = papers_fixed_at(doing.case.row.procedure_code, doing.decision.step.action)
    case = DossierCase(doing.session, doing.case.row, doing.on)
    case.finding = doing.decision.step.finding or case.finding
    return fix_papers(making_of(doing, case), codes, doing.number)


def papers_before(case: DossierCase, step: Step, person: Person, on: date, at: datetime) -> list[JsonDict]:
    """The facts of every paper a step would fix, as they would be now. Raises Forbidden when it is not the reader's."""
    seat = seat_for(person, step.by, case.row)
    making = Making(db.session(), case, person, seat, on, at, step.action)
    codes = papers_fixed_at(case.row.procedure_code, step.action)
    return [facts for code in codes if (facts := facts_now(making, code)) is not None]
