"""The law as pages: every procedure and version for officers, new versions for administrators."""

import json
import uuid
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.actors import Role
from states.kernel import Procedure, Refused
from states.sheet import file_name, parts, summary
from workflow.access import administrator, current_person, signed_in
from workflow.accounts.room import this_visit
from workflow.dossiers.versions.forms import BeginForm, DocumentForm, NumbersForm, numbers_form
from workflow.dossiers.versions.rehearsal import rehearse
from workflow.errors import BadInput, NotFound
from workflow.procedures import queries, services
from workflow.procedures.models import EditionKind, EditionState
from workflow.wall_clock import today

room = Blueprint("procedures", __name__, url_prefix="/procedures")


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """Every procedure with its versions; administrators see what is being written."""
    drafts = queries.drafts()
    return render_template("procedures/index.html", laws=queries.laws(), drafts=drafts, today=today())


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
    return render_template("procedures/begin.html", law=queries.get_law(code, version), form=BeginForm())


@room.post("/<code>/<version>/new")
@administrator
def begin(code: str, version: str) -> ResponseReturnValue:
    """Begin a version."""
    law, form = queries.get_law(code, version), BeginForm()
    if not form.validate_on_submit():
        return render_template("procedures/begin.html", law=law, form=form), 422
    edition_id = services.draft_of(
        EditionKind.PROCEDURE, law, form.version.data or "", form.valid_from.data or today(), by=current_person(),
        on=today(), visit=this_visit(),
    )  # fmt: skip
    return redirect(url_for("procedures.draft", edition_id=edition_id), 303)


@room.get("/drafts/<uuid:edition_id>")
@administrator
def draft(edition_id: uuid.UUID) -> ResponseReturnValue:
    """A version that is being written: its numbers, its document, what is wrong with it."""
    row = queries.get_edition(edition_id)
    return _draft_page(row, _numbers(row), _document(row))


@room.post("/drafts/<uuid:edition_id>/numbers")
@administrator
def save_numbers(edition_id: uuid.UUID) -> ResponseReturnValue:
    """Keep other days and numbers."""
    row = queries.get_edition(edition_id)
    form = _numbers(row, sent=True)
    if form is None or not form.validate_on_submit():
        return _draft_page(row, form, _document(row)), 422
    base = services.check(row.kind, row.document)
    if not isinstance(base, Procedure):
        raise NotFound
    told = services.with_numbers(base, form.legal_days.data or 1, form.days, form.numbers)
    return _keep(row, told, form.seen.data)


@room.post("/drafts/<uuid:edition_id>/document")
@administrator
def save_document(edition_id: uuid.UUID) -> ResponseReturnValue:
    """Keep another document, right or wrong; what is wrong is said beside it."""
    row, form = queries.get_edition(edition_id), DocumentForm()
    try:
        told = form.told()
    except ValueError as wrong:
        form.document.errors = [_("Không đọc được JSON: %(why)s. Nội dung đã nhập vẫn còn.", why=str(wrong))]
        return _draft_page(row, _numbers(row), form), 422
    return _keep(row, told, form.seen.data)


@room.get("/drafts/<uuid:edition_id>/rehearsal")
@administrator
def rehearsal(edition_id: uuid.UUID) -> ResponseReturnValue:
    """What the draft would change for live dossiers; nothing is written."""
    row = queries.get_edition(edition_id)
    law = services.check(row.kind, row.document)
    if not isinstance(law, Procedure):
        raise NotFound
    found, looked_at = rehearse(law, today())
    return render_template("procedures/rehearsal.html", edition=row, law=law, found=found, looked_at=looked_at)


@room.post("/drafts/<uuid:edition_id>/publish")
@administrator
def publish(edition_id: uuid.UUID) -> ResponseReturnValue:
    """Publish the draft, once and for ever."""
    form, row = DocumentForm(), queries.get_edition(edition_id)
    services.publish(edition_id, seen=_seen(form.seen.data), by=current_person(), on=today(), visit=this_visit())
    flash(_("Đã ban hành phiên bản %(version)s. Hồ sơ đang giải quyết giữ phiên bản cũ.", version=row.version))
    return redirect(url_for("procedures.index"), 303)


@room.post("/drafts/<uuid:edition_id>/withdraw")
@administrator
def withdraw(edition_id: uuid.UUID) -> ResponseReturnValue:
    """Put the draft aside."""
    seen = _seen(DocumentForm().seen.data)
    services.withdraw(edition_id, seen=seen, by=current_person(), on=today(), visit=this_visit())
    flash(_("Đã bỏ bản dự thảo."))
    return redirect(url_for("procedures.index"), 303)


def _keep(row: Any, told: Any, seen: str | None) -> ResponseReturnValue:
    services.change_draft(row.id, told, seen=_seen(seen), by=current_person(), on=today(), visit=this_visit())
    flash(_("Đã lưu bản dự thảo."))
    return redirect(url_for("procedures.draft", edition_id=row.id), 303)


def _numbers(row: Any, *, sent: bool = False) -> NumbersForm | None:
    """The numbers of a draft that can be read; one that cannot is mended in its document."""
    try:
        law = services.check(row.kind, row.document)
    except Refused:
        return None
    if not isinstance(law, Procedure):
        return None
    form = numbers_form(law, row.document)
    if not sent:
        form.seen.data = str(row.edited)
    return form


def _document(row: Any) -> DocumentForm:
    text = json.dumps(row.document, ensure_ascii=False, indent=1)
    return DocumentForm(formdata=None, data={"seen": str(row.edited), "document": text})


def _draft_page(row: Any, numbers: NumbersForm | None, document: DocumentForm) -> str:
    problems: tuple[Any, ...] = ()
    try:
        services.check(row.kind, row.document)
    except Refused as refusal:
        problems = refusal.reasons
    return render_template(
        "procedures/draft.html", edition=row, numbers=numbers, document=document, problems=problems, today=today(),
        is_draft=row.state == EditionState.DRAFT.value,
    )  # fmt: skip


def _seen(text: str | None) -> int:
    try:
        return int(text or "")
    except ValueError:
        raise BadInput from None
