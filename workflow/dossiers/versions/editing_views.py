"""Changing a draft: its first day, its numbers, its items, its layout, or all of it at once."""

import uuid
from datetime import date
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workflow.access import administrator
from workflow.dossiers.versions.draft_page import Draft
from workflow.dossiers.versions.forms import DocumentForm, FirstDayForm
from workflow.dossiers.versions.room import acting, room
from workflow.errors import NotFound
from workflow.procedures import queries, services
from workflow.procedures.editing import with_items, with_numbers
from workflow.procedures.models import EditionKind


@room.post("/drafts/<uuid:edition_id>/day")
@administrator
def save_day(edition_id: uuid.UUID) -> ResponseReturnValue:
    """Keep another first day."""
    draft, form = Draft(queries.get_edition(edition_id)), FirstDayForm()
    if not form.validate_on_submit():
        return draft.page(day=form), 422
    return _keep(draft, draft.row.document, form.valid_from.data)


@room.post("/drafts/<uuid:edition_id>/numbers")
@administrator
def save_numbers(edition_id: uuid.UUID) -> ResponseReturnValue:
    """Keep other days and numbers of a procedure."""
    draft = _draft(edition_id, EditionKind.PROCEDURE)
    form = draft.figures()
    if not form.validate_on_submit():
        return draft.page(figures=form), 422
    return _keep(draft, with_numbers(draft.row.document, form.legal_days.data or 1, form.days, form.numbers))


@room.post("/drafts/<uuid:edition_id>/items")
@administrator
def save_items(edition_id: uuid.UUID) -> ResponseReturnValue:
    """Keep other words of a checklist, without the items taken out, with the one added."""
    draft = _draft(edition_id, EditionKind.CHECKLIST)
    form = draft.items()
    if not form.validate_on_submit():
        return draft.page(items=form), 422
    return _keep(draft, with_items(draft.row.document, form.words(), form.new_item()))


@room.post("/drafts/<uuid:edition_id>/layout")
@administrator
def save_layout(edition_id: uuid.UUID) -> ResponseReturnValue:
    """Keep another circular, symbol and layout of a printed form."""
    draft = _draft(edition_id, EditionKind.FORM)
    form = draft.layout()
    if not form.validate_on_submit():
        return draft.page(layout=form), 422
    said = {name: form[name].data or "" for name in ("circular", "symbol", "layout")}
    return _keep(draft, draft.row.document | said)


@room.post("/drafts/<uuid:edition_id>/document")
@administrator
def save_document(edition_id: uuid.UUID) -> ResponseReturnValue:
    """Keep another document, right or wrong; what is wrong is said beside it."""
    draft, form = Draft(queries.get_edition(edition_id)), DocumentForm()
    try:
        told = form.told()
    except ValueError as wrong:
        form.document.errors = [_("Không đọc được JSON: %(why)s. Nội dung đã nhập vẫn còn.", why=str(wrong))]
        return draft.page(document=form), 422
    return _keep(draft, told)


def _draft(edition_id: uuid.UUID, kind: EditionKind) -> Draft:
    """A draft of the kind this address changes. Raises NotFound."""
    row = queries.get_edition(edition_id)
    if row.kind != kind:
        raise NotFound
    return Draft(row)


def _keep(draft: Draft, told: Any, valid_from: date | None = None) -> ResponseReturnValue:
    services.change_draft(draft.row.id, told, valid_from=valid_from, **acting())
    flash(_("Đã lưu bản dự thảo."))
    return redirect(url_for("procedures.draft", edition_id=draft.row.id), 303)
