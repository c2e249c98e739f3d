"""What the office does about the environment after a step: remedies after a sign-off, the plan after a recognition."""

from datetime import date

from sqlalchemy import select

from states.checklist import ENVIRONMENT
from states.procedures.remedy import REMEDY_2026_1
from workflow.appraisal.queries import remedies_asked
from workflow.dossiers.doing import Consequence, Doing
from workflow.dossiers.journal import hold_journal
from workflow.environment import following, plans
from workflow.environment.following import Demand, Origin
from workflow.environment.plans import NewPlan
from workflow.register.models import Decision

DECISION = Decision.__table__


def follow_remedies(doing: Doing, due_on: date | None) -> Consequence:
    """The appraisal is concluded: what it wants put right by a day is followed up, and nobody sees it before.

    Signed off again, a remedy that is not asked for any more and that nobody reported ends; another day moves it.
    """
    case, row = doing.case, doing.case.row
    demands = [Demand(*found) for found in remedies_asked(case.id)]
    running = following.running_of_dossier(doing.session, case.id)
    if case.checklist.code == ENVIRONMENT and (demands or running):
        origin = Origin(row.title, row.commune_agency_id, case.checklist.name, row.unit_id, dossier_id=case.id)
        hold_journal(doing.session)
        by, on, at = doing.person.id, doing.on, doing.at
        asked = {demand.item_code for demand in demands}
        first = REMEDY_2026_1.first_stage.name
        gone = [one for code, one in running.items() if code not in asked and one.state == first]
        following.drop(doing.session, gone, by=by, on=on, at=at)
        following.follow(doing.session, origin, demands, running, by=by, on=on, at=at)
    return {}, {}


def keep_plan(doing: Doing, due_on: date | None) -> Consequence:
    """The unit is recognised: the environmental plan that its dossier declared is the unit's first."""
    answers = doing.case.answers if doing.case.asks_recognition else None
    entered = select(DECISION.c.unit_id).where(DECISION.c.dossier_id == doing.case.id, DECISION.c.kind == "recognise")
    unit_id = doing.session.scalar(entered) if answers else None
    if answers and unit_id and answers.env_plan_on and answers.env_plan_number and answers.env_plan_by:
        declared = NewPlan(answers.env_plan_number, answers.env_plan_on, answers.env_plan_by)
        hold_journal(doing.session)
        plans.keep_first(doing.session, unit_id, doing.case.id, declared, by=doing.person.id, at=doing.at)
    return {}, {}
