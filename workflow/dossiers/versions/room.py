"""The blueprint of this room, and what every page of it does to begin a version."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workflow.access import current_person
from workflow.accounts.room import this_visit
from workflow.dossiers.versions.forms import BeginForm
from workflow.errors import BadInput
from workflow.procedures import services
from workflow.procedures.models import EditionKind
from workflow.procedures.registries import Version, code_of
from workflow.wall_clock import today

room = Blueprint("procedures", __name__, url_prefix="/procedures")
SHOWS = {EditionKind.PROCEDURE: "procedures.show", EditionKind.CHECKLIST: "procedures.checklist",
         EditionKind.FORM: "procedures.printed_form"}  # fmt: skip
BEGINS = {EditionKind.PROCEDURE: "procedures.begin", EditionKind.CHECKLIST: "procedures.begin_checklist",
          EditionKind.FORM: "procedures.begin_form"}  # fmt: skip


def begin_page(kind: EditionKind, base: Version, title: str, form: BeginForm) -> str:
    """The name and first day of a version that begins from another."""
    code, version = code_of(base), base.version
    return render_template(
        "procedures/begin.html", title=title, base=f"{code} {version}", form=form,
        back=url_for(SHOWS[kind], code=code, version=version), action=url_for(BEGINS[kind], code=code, version=version),
    )  # fmt: skip


def begun(kind: EditionKind, base: Version, title: str) -> ResponseReturnValue:
    """Begin a version and open it."""
    form = BeginForm()
    if not form.validate_on_submit():
        return begin_page(kind, base, title, form), 422
    edition_id = services.draft_of(
        kind, base, form.version.data or "", form.valid_from.data or today(), by=current_person(), on=today(),
        visit=this_visit(),
    )  # fmt: skip
    return redirect(url_for("procedures.draft", edition_id=edition_id), 303)


def acting() -> dict[str, Any]:
    """Who writes, on which day, from where, and at which state of the draft they looked."""
    try:
        seen = int(request.form.get("seen", ""))
    except ValueError:
        raise BadInput from None
    return {"seen": seen, "by": current_person(), "on": today(), "visit": this_visit()}
