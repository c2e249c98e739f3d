"""All units at a glance, and the environmental file of one."""

import uuid

from flask import render_template
from flask.typing import ResponseReturnValue

from states.kinds import KIND_TITLES
from workflow.access import current_person, signed_in
from workflow.environment.establishment_queries import establishments_of
from workflow.environment.keeping import find_keeping_agency
from workflow.environment.pollution_queries import may_ask, requests
from workflow.environment.remedy_queries import remedies_of_unit
from workflow.environment.room import room
from workflow.environment.standing import concerns
from workflow.environment.unit_queries import (
    compliance_as_of,
    current_plans,
    get_unit,
    plans_of,
    unit_lines,
    was_recognised_by_dossier,
)
from workflow.errors import NotFound
from workflow.wall_clock import today


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """The units the reader reads, with how many of their producers comply and how long their plans run."""
    person = current_person()
    if not concerns(person):
        raise NotFound
    lines = unit_lines(person, today())
    whole = compliance_as_of(today(), [line.row.id for line in lines])
    return render_template("environment/index.html", lines=lines, whole=whole, kinds=KIND_TITLES)


@room.get("/units/<uuid:unit_id>")
@signed_in
def unit(unit_id: uuid.UUID) -> ResponseReturnValue:
    """The environmental file of one unit."""
    person, on = current_person(), today()
    found = get_unit(unit_id, person)
    asked = [each for each in requests(person, on) if each.row.unit_id == unit_id]
    return render_template(
        "environment/unit.html", unit=found, kinds=KIND_TITLES, plan=current_plans([unit_id], on).get(unit_id),
        plans=plans_of(unit_id), producers=establishments_of(unit_id, on), count=compliance_as_of(on, [unit_id]),
        has_dossier=was_recognised_by_dossier(unit_id), keeps=find_keeping_agency(unit_id, person) is not None,
        remedies=remedies_of_unit(unit_id, person, on), asked=asked, may_ask=may_ask(person),
    )  # fmt: skip
