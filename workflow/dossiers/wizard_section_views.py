"""The pages of a request, one thing a page, saved at every step; then the page on which all answers are checked."""

import uuid
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from states.declarations import fields_of
from states.kinds import BASIS_TITLES, KIND_TITLES, DossierBasis, Kind
from workflow.access import current_person, signed_in
from workflow.appraisal.queries import criteria_rows
from workflow.dossiers import pages as dossier_pages
from workflow.dossiers import request_queries, wizard_services
from workflow.dossiers.attachment_services import part_rows
from workflow.dossiers.queries import DossierView
from workflow.dossiers.wizard_pages import PAGES, Page, recognitions
from workflow.dossiers.wizard_progress import progress_of, share_of
from workflow.dossiers.wizard_room import (
    Sent,
    differences,
    open_request,
    open_section,
    problems_of,
    room,
    saved,
    sent,
    show,
)
from workflow.errors import NotFound, Stale
from workflow.wall_clock import now, today


@room.get("/<uuid:dossier_id>/request/<section>")
@signed_in
def section(dossier_id: uuid.UUID, section: str) -> ResponseReturnValue:
    """One section of the request, filled with what is stored."""
    dossier = open_section(dossier_id, section)
    form = _stored_form(_page(section), dossier)
    return _shown(dossier, section, form, dossier.row.version)


@room.post("/<uuid:dossier_id>/request/<section>")
@signed_in
def save(dossier_id: uuid.UUID, section: str) -> ResponseReturnValue:
    """Store one section. What cannot be read, or is stale, comes back with everything typed still there."""
    dossier, how, page = open_section(dossier_id, section), sent(), _page(section)
    form = page.form()
    page.prepare(form, dossier)
    if not form.validate():
        return _refused(dossier, section, form, how)
    try:
        version = wizard_services.save(
            dossier_id, page.change(form), by=current_person(), on=today(), seen_version=how.seen_version
        )
    except Stale:
        return _stale(dossier_id, section, form, how)
    return saved(dossier_id, section, how, version)


@room.get("/<uuid:dossier_id>/request/papers")
@signed_in
def papers_section(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """The papers of the request, part by part. Files are sent to the room of attachments."""
    dossier = open_section(dossier_id, "papers")
    return show("papers", dossier, "papers", rows=part_rows(dossier, current_person(), now()))


@room.get("/<uuid:dossier_id>/request")
@signed_in
def check(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Every answer in order, the criteria computed, and all that is missing at once."""
    dossier, person, day = open_request(dossier_id), current_person(), today()
    case = dossier.case(day)
    return render_template(
        "wizard/check.html", dossier=dossier, case=case, answers=case.answers, section="check",
        progress=progress_of(dossier, case, person, day), editable=dossier.is_editable_by(person),
        kind_title=KIND_TITLES[case.kind], basis_title=BASIS_TITLES[case.basis], criteria=criteria_rows(case),
        sites=request_queries.sites(dossier_id), share=share_of(case.answers),
        rows=part_rows(dossier, person, now()), where=dossier_pages.where_to_mend(dossier_id), problems=(),
        differences=(), stale=False,
    )  # fmt: skip


def _page(name: str) -> Page:
    if name not in PAGES:
        raise NotFound
    return PAGES[name]


def _stored_form(page: Page, dossier: DossierView) -> Any:
    form = page.form(formdata=None, data=page.stored(dossier, today()))
    page.prepare(form, dossier)
    return form


def _shown(dossier: DossierView, name: str, form: Any, version: int, **more: Any) -> str:
    kind, basis = Kind(dossier.row.kind), DossierBasis(dossier.row.basis)
    for field in fields_of(kind, basis):
        if field.section == name and field.name in form:
            form[field.name].flags.required = True
    if name == "basis":
        more["found"] = recognitions(dossier)
    return show("section", dossier, name, form=form, seen_version=version, **more)


def _refused(dossier: DossierView, name: str, form: Any, how: Sent) -> ResponseReturnValue:
    if how.is_autosave:
        return "", 422
    return _shown(dossier, name, form, how.seen_version, problems=tuple(problems_of(form))), 422


def _stale(dossier_id: uuid.UUID, name: str, form: Any, how: Sent) -> ResponseReturnValue:
    """Show what was typed beside what is stored now; saving again is then a decision, not an accident."""
    if how.is_autosave:
        return "", 409
    dossier = open_section(dossier_id, name)
    kept = _stored_form(_page(name), dossier)
    return _shown(dossier, name, form, dossier.row.version, stale=True, differences=tuple(differences(form, kept))), 409
