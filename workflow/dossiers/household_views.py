"""The household list: typed line by line, pasted from Excel, or read from a file."""

import uuid
from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.numbers import vn_percent
from workflow.access import current_person, signed_in
from workflow.dossiers import household_forms, household_services, request_queries
from workflow.dossiers.household_forms import Line
from workflow.dossiers.household_import import draft_from_file, draft_from_text
from workflow.dossiers.household_rows import COLUMNS
from workflow.dossiers.household_table import Draft
from workflow.dossiers.queries import DossierView
from workflow.dossiers.wizard_forms import HouseholdImportForm, HouseholdsForm
from workflow.dossiers.wizard_progress import share_of
from workflow.dossiers.wizard_room import (
    Difference,
    Problem,
    Sent,
    as_typed,
    open_section,
    problems_of,
    room,
    saved,
    sent,
    show,
)
from workflow.errors import Stale
from workflow.sheets_in import Unreadable
from workflow.wall_clock import today


@room.get("/<uuid:dossier_id>/request/households")
@signed_in
def households(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """The total, the share, and a hundred lines of the list."""
    dossier = open_section(dossier_id, "households")
    page = request_queries.households_page(dossier_id, request.args.get("page", 1, type=int))
    form = HouseholdsForm(formdata=None, data=request_queries.facts(dossier_id))
    return _shown(dossier, form, household_forms.lines_of(page), page, dossier.row.version)


@room.post("/<uuid:dossier_id>/request/households")
@signed_in
def save_households(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Store the total and the lines of this page: all of them, or none and every problem told."""
    dossier, how, form = open_section(dossier_id, "households"), sent(), HouseholdsForm()
    page = request_queries.households_page(dossier_id, request.args.get("page", 1, type=int))
    lines = household_forms.typed_lines(request.form, (page.page - 1) * request_queries.HOUSEHOLDS_A_PAGE + 1)
    if not form.validate() or any(line.problems for line in lines):
        problems = (*problems_of(form), *_line_problems(lines))
        if how.is_autosave:
            return "", 422
        return _shown(dossier, form, lines, page, how.seen_version, problems=problems), 422
    try:
        version = household_services.save_households(
            dossier_id, form.total_households.data, household_forms.edits_of(lines),
            by=current_person(), on=today(), seen_version=how.seen_version,
        )  # fmt: skip
    except Stale:
        return ("", 409) if how.is_autosave else _stale(dossier_id, form, lines, page.page)
    where = {"page": _page_after(dossier_id, page.page)} if how.go == "more" else {}
    return saved(dossier_id, "households", how, version, **where)


@room.get("/<uuid:dossier_id>/request/households/import")
@signed_in
def import_households(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Paste from Excel, or choose a file."""
    dossier = open_section(dossier_id, "households")
    return _import_page(dossier, HouseholdImportForm(formdata=None), None, dossier.row.version)


@room.post("/<uuid:dossier_id>/request/households/import")
@signed_in
def import_list(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Store a whole list when every line can be read; else show every problem beside a copy that can be corrected."""
    dossier, how, form = open_section(dossier_id, "households"), sent(), HouseholdImportForm()
    if not form.validate():
        return _import_page(dossier, form, None, how.seen_version), 422
    draft = _draft(form)
    if not draft.is_sound:
        if draft.lines:
            form.text.data = draft.as_text()
        return _import_page(dossier, form, draft, how.seen_version), 422
    try:
        version = household_services.store_list(
            dossier_id, [row for _line, row in draft.rows], replace=form.replace.data,
            by=current_person(), on=today(), seen_version=how.seen_version,
        )  # fmt: skip
    except Stale:
        form.text.data = draft.as_text()
        dossier = open_section(dossier_id, "households")
        return _import_page(dossier, form, draft, dossier.row.version, stale=True), 409
    flash(_("Đã nhận %(count)s hộ vào danh sách.", count=len(draft.rows)))
    for name in draft.left_out[:6]:
        flash(_("Cột “%(name)s” không được lưu: hồ sơ không cần thông tin này.", name=name))
    return saved(dossier_id, "households", Sent(version, "more", is_autosave=False), version)


@room.get("/<uuid:dossier_id>/request/households/print")
@signed_in
def print_households(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """The whole list on paper, to be signed; while it is empty, ruled lines to fill in by hand in the village."""
    dossier = open_section(dossier_id, "households")
    total = request_queries.facts(dossier_id)["total_households"]
    rows = request_queries.every_household(dossier_id)
    return render_template("wizard/households_print.html", dossier=dossier, rows=rows, total=total, columns=COLUMNS)


def _draft(form: Any) -> Draft:
    uploaded = request.files.get("file")
    if uploaded is not None and uploaded.filename:
        try:
            return draft_from_file(uploaded.filename, uploaded.read())
        except Unreadable as problem:
            return Draft(message=str(problem))
    return draft_from_text(form.text.data or "")


def _line_problems(lines: list[Line]) -> list[Problem]:
    return [
        Problem(f"{found.column}-{place}", _("Dòng %(n)s, %(column)s", n=found.line, column=found.label), found.message)
        for place, line in enumerate(lines)
        for found in line.problems
    ]


def _stale(dossier_id: uuid.UUID, form: Any, lines: list[Line], number: int) -> ResponseReturnValue:
    dossier = open_section(dossier_id, "households")
    page = request_queries.households_page(dossier_id, number)
    kept = {listed.id: listed.row.typed() for listed in page.rows}
    found = [
        Difference(_("Dòng %(line)s", line=line.number), _line_words(line.cells), _line_words(kept.get(line.id, {})))
        for line in lines
        if _line_words(line.cells) != _line_words(kept.get(line.id, {}))
    ]
    total = request_queries.facts(dossier_id)["total_households"]
    if form.total_households.data != total:
        label = str(form.total_households.label.text)
        found.insert(0, Difference(label, as_typed(form.total_households), str(total or "")))
    return _shown(dossier, form, lines, page, dossier.row.version, stale=True, differences=found), 409


def _line_words(cells: Any) -> str:
    return " · ".join(cells[name] for name in COLUMNS if cells.get(name))


def _page_after(dossier_id: uuid.UUID, page: int) -> int:
    """Blank lines are on the last page: whoever asks for more lines is taken there."""
    return max(page, request_queries.households_page(dossier_id, page).pages)


def _shown(dossier: DossierView, form: Any, lines: list[Line], page: Any, version: int, **more: Any) -> str:
    form.total_households.flags.required = True
    return show(
        "households", dossier, "households", form=form, lines=lines, page=page, seen_version=version, columns=COLUMNS,
        percent=vn_percent,
        share=share_of(dossier.case(today()).answers), twins=request_queries.twin_heads(dossier.id), **more,
    )  # fmt: skip


def _import_page(dossier: DossierView, form: Any, draft: Draft | None, version: int, **more: Any) -> str:
    page = request_queries.households_page(dossier.id)
    return show(
        "households_import", dossier, "households", form=form, draft=draft, page=page, seen_version=version,
        columns=COLUMNS, **more,
    )  # fmt: skip
