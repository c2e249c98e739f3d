"""Support: what may be asked for, beginning an application, its pages, and the page on which all of it is checked."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.actors import AGENCY_TITLES
from states.support import FUND_TITLES
from states.support_kinds import current_catalogue
from states.support_request import SECTIONS, fields_of
from workflow.access import current_person, public, signed_in
from workflow.dossiers import pages as dossier_pages
from workflow.dossiers.attachment_services import part_rows
from workflow.dossiers.queries import DossierView, get_dossier
from workflow.dossiers.supplements.received import is_hidden_from
from workflow.dossiers.support import sections, services
from workflow.dossiers.support.forms import KindForm
from workflow.dossiers.support.subject import SupportPage, support_page
from workflow.dossiers.wizard_room import Sent, differences, problems_of, sent
from workflow.errors import NotFound, Stale
from workflow.policies.queries import limit_of, opening
from workflow.register.queries import get_unit
from workflow.support.aims import aim_in, aims_in
from workflow.support.queries import request_of
from workflow.wall_clock import HANOI, now, today

room = Blueprint("support", __name__)
PROCEDURES = ("support", "artisan_title")


@room.get("/support")
@public
def kinds() -> ResponseReturnValue:
    """What may this village apply for? Every kind in plain words, for anybody."""
    unit_id = request.args.get("unit", type=uuid.UUID)
    day = today()
    catalogue, policies = current_catalogue(day), opening(day)
    return render_template(
        "support/kinds.html", catalogue=catalogue, unit=get_unit(unit_id) if unit_id else None, policies=policies,
        limits={kind: limit_of(opened) for kind, opened in policies.items()}, agencies=AGENCY_TITLES, day=day,
        funds=FUND_TITLES,
    )  # fmt: skip


@room.get("/support/new")
@signed_in
def new() -> ResponseReturnValue:
    """Choose what to ask for, and for what."""
    unit = request.args.get("unit", "")
    form = KindForm(formdata=None, kind=request.args.get("kind", ""), aim=f"unit:{unit}" if unit else "")
    return _new_page(form)


@room.post("/support/new")
@signed_in
def start() -> ResponseReturnValue:
    """Begin an application."""
    person, day, form = current_person(), today(), KindForm()
    _offer(form)
    if not form.validate():
        return _new_page(form), 422
    kind = current_catalogue(day).by_code[form.kind.data]
    aim = aim_in(person.commune_codes, form.aim.data)
    if aim is None:
        raise NotFound
    if aim.applicant not in kind.applicants:
        form.kind.errors = [_("Loại này chỉ dành cho làng nghề, nghề truyền thống đã được công nhận.")]
        return _new_page(form), 422
    dossier_id = services.start(kind, aim, by=person, on=day, at=now())
    return redirect(url_for("support.section", dossier_id=dossier_id, section="applicant"), 303)


@room.get("/dossiers/<uuid:dossier_id>/support")
@signed_in
def check(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Everything declared in order, and all that is missing at once."""
    dossier = _open(dossier_id)
    return _shown("check", dossier, "check", where=dossier_pages.where_to_mend(dossier_id, dossier.procedure.code))


@room.get("/dossiers/<uuid:dossier_id>/support/<section>")
@signed_in
def section(dossier_id: uuid.UUID, section: str) -> ResponseReturnValue:
    """One section of the application, filled with what is stored."""
    dossier = _open(dossier_id)
    if section == "papers":
        return _shown("papers", dossier, "papers")
    page = _page(dossier, section)
    if is_hidden_from(dossier, current_person()):
        return redirect(url_for("support.check", dossier_id=dossier_id))
    form = _stored_form(page, dossier)
    return _shown("section", dossier, section, form=form, seen_version=dossier.row.version)


@room.post("/dossiers/<uuid:dossier_id>/support/<section>")
@signed_in
def save(dossier_id: uuid.UUID, section: str) -> ResponseReturnValue:
    """Store one section. What cannot be read, or is stale, comes back with everything typed still there."""
    dossier, how = _open(dossier_id), sent()
    page = _page(dossier, section)
    form = page.form()
    page.prepare(form, dossier)
    if not form.validate():
        problems = tuple(problems_of(form))
        shown = {"form": form, "seen_version": how.seen_version, "problems": problems}
        return ("", 422) if how.is_autosave else (_shown("section", dossier, section, **shown), 422)
    try:
        version = services.save(
            dossier_id, page.change(form, dossier), by=current_person(), on=today(), seen_version=how.seen_version
        )
    except Stale:
        return ("", 409) if how.is_autosave else _stale(dossier_id, section, form)
    return _saved(dossier_id, section, how, version)


def _saved(dossier_id: uuid.UUID, section: str, how: Sent, version: int) -> ResponseReturnValue:
    if how.is_autosave:
        return "", 204, {"X-Version": str(version)}
    flash(_("Đã lưu lúc %(time)s.", time=f"{now().astimezone(HANOI):%H:%M}"))
    if how.go == "later":
        return redirect(url_for("dossiers.show", dossier_id=dossier_id), 303)
    if how.go == "stay":
        return redirect(url_for("support.section", dossier_id=dossier_id, section=section), 303)
    names = list(SECTIONS)
    following = names[names.index(section) + 1]
    return redirect(url_for("support.section", dossier_id=dossier_id, section=following), 303)


def _stale(dossier_id: uuid.UUID, section: str, form: Any) -> ResponseReturnValue:
    """Show what was typed beside what is stored now; saving again is then a decision, not an accident."""
    dossier = _open(dossier_id)
    kept = _stored_form(_page(dossier, section), dossier)
    shown = {"form": form, "seen_version": dossier.row.version, "stale": True}
    return _shown("section", dossier, section, differences=tuple(differences(form, kept)), **shown), 409


def _open(dossier_id: uuid.UUID) -> DossierView:
    dossier = get_dossier(dossier_id, current_person())
    if dossier.row.procedure_code not in PROCEDURES:
        raise NotFound
    return dossier


def _page(dossier: DossierView, section: str) -> sections.Page:
    page = sections.page_of(dossier, section)
    if page is None:
        raise NotFound
    return page


def _stored_form(page: sections.Page, dossier: DossierView) -> Any:
    form = page.form(formdata=None, data=page.stored(request_of(dossier.id)))
    page.prepare(form, dossier)
    return form


def _mark_needed(form: Any, support: SupportPage) -> None:
    """A draft may be blank; what the law needs in the end is not called optional."""
    needed = {field.name for field in fields_of(support.kind)} | ({"twin_note"} if support.fact.twins else set())
    for field in form or ():
        if field.short_name in needed:
            field.flags.required = True


def _shown(template: str, dossier: DossierView, name: str, **shown: Any) -> str:
    person, day = current_person(), today()
    case = dossier.case(day)
    support = support_page(dossier, case, person)
    _mark_needed(shown.get("form"), support)
    limits = support.fact.ceilings
    limit = limits[0] if len(limits) == 1 else None  # of several the server counts the lowest when the page is saved
    return render_template(
        f"support/{template}.html", dossier=dossier, section=name, support=support, limit=limit,
        progress=sections.progress_of(dossier, case, person, day), editable=dossier.is_editable_by(person),
        rows=part_rows(dossier, current_person(), now()), titles=SECTIONS,
        **({"problems": (), "differences": (), "stale": False, "form": None} | shown),
    )  # fmt: skip


def _offer(form: KindForm) -> None:
    person, day = current_person(), today()
    services.opening_seat(person, day)
    opened = opening(day)
    kinds = [kind for kind in current_catalogue(day).kinds if kind.code in opened]
    form.offer(kinds, aims_in(person.commune_codes))


def _new_page(form: KindForm) -> str:
    _offer(form)
    return render_template("support/new.html", form=form, problems=tuple(problems_of(form)))
