"""The law as pages: procedures, checklists and printed forms for officers, new versions for administrators."""

from pathlib import Path

from flask import Response, current_app, render_template
from flask.typing import ResponseReturnValue

from states.actors import Role
from states.kernel import Procedure
from states.sheet import file_name, parts, summary
from workflow.access import administrator, current_person, signed_in
from workflow.dossiers.versions import checklist_views, draft_views, editing_views, form_views
from workflow.dossiers.versions.forms import BeginForm
from workflow.dossiers.versions.room import begin_page, begun, room
from workflow.errors import NotFound
from workflow.procedures import queries
from workflow.procedures.models import EditionKind
from workflow.wall_clock import today

__all__ = ["checklist_views", "draft_views", "editing_views", "form_views", "room"]


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """Everything that has versions; administrators see what is being written."""
    checklists, screenings = queries.checklists()
    return render_template(
        "procedures/index.html", laws=queries.laws(), checklists=checklists, screenings=screenings,
        forms=queries.forms(), drafts=queries.drafts(), today=today(),
    )  # fmt: skip


@room.get("/<code>/<version>")
@signed_in
def show(code: str, version: str) -> ResponseReturnValue:
    """One version as a sheet that a jurist reads."""
    law = queries.get_law(code, version)
    return render_template(
        "procedures/show.html", law=law, summary=summary(law), parts=parts(law), has_diagram=_diagram(law).exists(),
        is_procedure=any(law is one for one, since in queries.laws() if since),
        names={step.action: step.title for step in law.all_steps},
        with_codes=current_person().holds(Role.ADMINISTRATOR),
    )  # fmt: skip


@room.get("/<code>/<version>/diagram.svg")
@signed_in
def diagram(code: str, version: str) -> ResponseReturnValue:
    """The picture of a version that the program brings."""
    file = _diagram(queries.get_law(code, version))
    if not file.exists():
        raise NotFound
    return Response(file.read_bytes(), mimetype="image/svg+xml")


def _diagram(law: Procedure) -> Path:
    return Path(current_app.root_path).parent / "docs" / "sheets" / f"{file_name(law)}.svg"


@room.get("/<code>/<version>/new")
@administrator
def new(code: str, version: str) -> ResponseReturnValue:
    """The name and first day of a version that begins from this one."""
    law = queries.get_procedure(code, version)
    return begin_page(EditionKind.PROCEDURE, law, law.title, BeginForm())


@room.post("/<code>/<version>/new")
@administrator
def begin(code: str, version: str) -> ResponseReturnValue:
    """Begin a version."""
    law = queries.get_procedure(code, version)
    return begun(EditionKind.PROCEDURE, law, law.title)
