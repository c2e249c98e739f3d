"""The paper a step would issue, from what was typed on its page: read before the act, never kept."""

from collections.abc import Mapping
from datetime import date, datetime

from states.kernel import Decision, Effect, Step
from workflow.accounts.person import Person
from workflow.dossiers.case import DossierCase
from workflow.dossiers.decisions.step_papers import facts_of_paper, preview_of_supplement
from workflow.dossiers.doing import Doing
from workflow.dossiers.editing import seat_for
from workflow.dossiers.supplements.effects import last_day_to_answer
from workflow.extensions import JsonDict, db


def draft_of_step(
    case: DossierCase, step: Step, person: Person, inputs: Mapping[str, str], on: date, at: datetime
) -> JsonDict | None:
    """The facts of the paper (Mẫu 02 to 05) as they would stand if the step were taken now; None where it issues none.

    Raises Forbidden when the step is not this person's to take.
    """
    seat = seat_for(person, step.by, case.row)
    if step.effect is Effect.ASK_SUPPLEMENT:
        answer_by, message = last_day_to_answer(case.procedure, on), inputs.get("reason", "").strip()
        return preview_of_supplement(case, person, on, at) | {"answer_by": answer_by.isoformat(), "message": message}
    moved = Decision(step, case.stage, step.dest_from(case.stage), case.hold, step.hold_after)
    return facts_of_paper(Doing(db.session(), case, moved, person, seat, on, at, inputs))
