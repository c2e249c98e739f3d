"""Checklists as pages: the environmental one of recognition, the screenings of support."""

from flask import render_template
from flask.typing import ResponseReturnValue

from states.checklist import LEVEL_TITLES, MANDATORY_TITLES
from states.checklists import title_of
from workflow.access import administrator, signed_in
from workflow.dossiers.versions.forms import BeginForm
from workflow.dossiers.versions.room import begin_page, begun, room
from workflow.procedures import queries
from workflow.procedures.models import EditionKind
from workflow.wall_clock import today


@room.get("/checklists/<code>/<version>")
@signed_in
def checklist(code: str, version: str) -> ResponseReturnValue:
    """One version: what is asked, shown by which evidence, on what law, how much each item weighs."""
    made = queries.get_checklist(code, version)
    return render_template(
        "procedures/checklist.html", checklist=made, title=title_of(made.code), levels=LEVEL_TITLES,
        weights=MANDATORY_TITLES, today=today(),
    )  # fmt: skip


@room.get("/checklists/<code>/<version>/new")
@administrator
def new_checklist(code: str, version: str) -> ResponseReturnValue:
    """The name and first day of a checklist that begins from this one."""
    made = queries.get_checklist(code, version)
    return begin_page(EditionKind.CHECKLIST, made, title_of(made.code), BeginForm())


@room.post("/checklists/<code>/<version>/new")
@administrator
def begin_checklist(code: str, version: str) -> ResponseReturnValue:
    """Begin a version."""
    made = queries.get_checklist(code, version)
    return begun(EditionKind.CHECKLIST, made, title_of(made.code))
