"""Dated jobs of following up. Each is safe twice on a day, and after a week of silence: `once` names what was told."""

import uuid
from datetime import date, datetime

from states.following import Nearness
from workflow.environment.pollution_queries import find_open_request, open_request_ids
from workflow.environment.remedy_queries import find_running, running_ids
from workflow.environment.telling import COMMUNE, appraisers, holders
from workflow.environment.unit_queries import UnitLine, units_with_plans
from workflow.notices.services import tell
from workflow.transactions import writing

REMEDY = {Nearness.SOON: "environment:remedy_due_soon", Nearness.OVER: "environment:remedy_late"}
INSPECTION = {Nearness.SOON: "environment:inspection_due_soon", Nearness.OVER: "environment:inspection_late"}
PLAN = {Nearness.SOON: "environment:plan_runs_out", Nearness.OVER: "environment:plan_ran_out"}


def remind_of_remedies(on: date, at: datetime) -> int:
    """Remind communes some days before a remedy is due; when it is late, tell the appraisers too. Once a day set."""
    return sum(_remind_of_remedy(remedy_id, on, at) for remedy_id in running_ids())


def _remind_of_remedy(remedy_id: uuid.UUID, on: date, at: datetime) -> int:
    with writing() as session:
        found = find_running(remedy_id, on)  # read anew: it may have been reported meanwhile
        if found is None or found.nearness is Nearness.FAR:
            return 0
        readers = holders(session, COMMUNE, found.row.commune_agency_id, on)
        if found.nearness is Nearness.OVER:
            readers += appraisers(session, on)
        return tell(
            session, REMEDY[found.nearness], to=readers, at=at, path=f"/environment/remedies/{found.id}",
            once=f"remedy:{found.nearness}:{found.id}:{found.row.due_on}", on=found.row.due_on, unit=found.row.about,
        )  # fmt: skip


def remind_of_inspections(on: date, at: datetime) -> int:
    """Remind the appraisers some days before somebody wants to know, and when that day is over. Once each."""
    return sum(_remind_of_inspection(request_id, on, at) for request_id in open_request_ids())


def _remind_of_inspection(request_id: uuid.UUID, on: date, at: datetime) -> int:
    with writing() as session:
        found = find_open_request(request_id, on)
        if found is None or found.nearness is Nearness.FAR:
            return 0
        return tell(
            session, INSPECTION[found.nearness], to=appraisers(session, on), at=at,
            path=f"/environment/requests/{found.id}", once=f"inspection:{found.nearness}:{found.id}",
            on=found.row.by_on, unit=found.about,
        )  # fmt: skip


def warn_of_plans(on: date, at: datetime) -> int:
    """Warn the commune and the appraisers of plans that run out, and again when they have run out: once a plan."""
    return sum(_warn_of_plan(line, on, at) for line in units_with_plans(on))


def _warn_of_plan(line: UnitLine, on: date, at: datetime) -> int:
    plan = line.plan
    if plan is None or plan.nearness is Nearness.FAR:
        return 0
    with writing() as session:
        readers = holders(session, COMMUNE, line.row.agency_id, on) + appraisers(session, on)
        return tell(
            session, PLAN[plan.nearness], to=readers, at=at, path=f"/environment/units/{line.row.id}",
            once=f"plan:{plan.nearness}:{plan.id}", unit=line.row.name, on=plan.runs_until,
        )  # fmt: skip
