"""Support policies: those in force for anybody, the whole catalogue for officers, drawing up and putting in force."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.actors import AGENCY_TITLES, LEAD_OFFICER, AgencyKind
from states.kernel import Forbidden, Reason, Refused
from states.passage import holds
from states.policies import DRAFT, LEADS, MARK_TITLES, POLICY, SUBMITTED
from states.support_kinds import KIND_TITLES
from workflow.access import current_person, public, signed_in
from workflow.errors import BadInput, NotFound
from workflow.policies import queries, services
from workflow.policies.forms import LeadForm, PolicyForm
from workflow.wall_clock import now, today

room = Blueprint("policies", __name__, url_prefix="/support/policies")
SHOWN = {"kinds": KIND_TITLES, "agencies": AGENCY_TITLES, "states": POLICY.states, "marks": MARK_TITLES}


@room.get("")
@public
def index() -> ResponseReturnValue:
    """The policies in force today."""
    return render_template("policies/index.html", found=queries.policies_on(today()), day=today(), **SHOWN)


@room.get("/all")
@signed_in
def catalogue() -> ResponseReturnValue:
    """Every version, with its state; what is not in force yet only for those who draw up policies."""
    found = queries.catalogue_for(current_person(), today())
    return render_template("policies/all.html", found=found, leads=_leads(), day=today(), **SHOWN)


@room.get("/new")
@signed_in
def new() -> ResponseReturnValue:
    """The form of a policy that is not there yet."""
    return _first_page(_offered(LeadForm(formdata=None)))


@room.post("/new")
@signed_in
def draw_up() -> ResponseReturnValue:
    """Begin a policy with its first draft."""
    form = _offered(LeadForm())
    if not form.validate():
        return _first_page(form), 422
    try:
        policy_id = services.draw_up(
            AgencyKind(form.lead.data), form.terms(), by=current_person(), on=today(), at=now()
        )  # fmt: skip
    except Refused as refusal:
        return _first_page(_refused(form, refusal)), 409
    flash(_("Đã lưu bản dự thảo. Lãnh đạo cơ quan chủ trì cho áp dụng sau khi được trình."))
    return redirect(url_for("policies.show", policy_id=policy_id), 303)


@room.get("/<uuid:policy_id>")
@signed_in
def show(policy_id: uuid.UUID) -> ResponseReturnValue:
    """One policy: every version, and what the reader may do with the newest."""
    return _show(policy_id)


@room.get("/<uuid:policy_id>/edit")
@signed_in
def edit(policy_id: uuid.UUID) -> ResponseReturnValue:
    """The form of the draft; of the next version where there is none."""
    newest = _newest(policy_id)
    return _edit_page(newest, PolicyForm(formdata=None, data=_stored(newest)), newest.row.edited)


@room.post("/<uuid:policy_id>/edit")
@signed_in
def save(policy_id: uuid.UUID) -> ResponseReturnValue:
    """Store the draft, or begin the next version."""
    newest, form = _newest(policy_id), PolicyForm()
    if not form.validate():
        return _edit_page(newest, form, _seen()), 422
    who: dict[str, Any] = {"by": current_person(), "on": today(), "at": now()}
    try:
        if newest.row.state == DRAFT:
            services.change(newest.row.id, form.terms(), seen=_seen(), **who)
        else:
            services.draw_up_again(policy_id, form.terms(), **who)
    except Refused as refusal:
        newest = _newest(policy_id)
        return _edit_page(newest, _refused(form, refusal), newest.row.edited), 409
    flash(_("Đã lưu bản dự thảo."))
    return redirect(url_for("policies.show", policy_id=policy_id), 303)


@room.post("/<uuid:policy_id>/<action>")
@signed_in
def move(policy_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """Take the newest version one step on."""
    newest = _newest(policy_id)
    try:
        state = services.move(
            newest.row.id, action, seen=_seen(), why=request.form.get("why", ""), by=current_person(), on=today(),
            at=now(),
        )  # fmt: skip
    except Refused as refusal:
        return _show(policy_id, [str(reason) for reason in refusal.reasons]), 409
    flash(_("Chính sách nay ở trạng thái: %(state)s.", state=_(POLICY.states[state]).lower()))
    return redirect(url_for("policies.show", policy_id=policy_id), 303)


def _leads() -> list[AgencyKind]:
    """The agencies for which the reader may draw up a policy."""
    return [lead for lead in LEADS if holds(LEAD_OFFICER, current_person().posts, lead)]


def _offered(form: LeadForm) -> LeadForm:
    leads = _leads()
    if not leads:
        raise Forbidden(Reason(_("Chính sách do chuyên viên cơ quan chủ trì soạn.")))
    form.lead.choices = [(lead.value, AGENCY_TITLES[lead]) for lead in leads]
    return form


def _newest(policy_id: uuid.UUID) -> queries.Told:
    return queries.versions_of(policy_id, current_person(), today())[0]


def _stored(told: queries.Told) -> dict[str, Any]:
    return dict(told.row._mapping) | {"kinds": list(told.kinds)}  # noqa: SLF001 - the name SQLAlchemy gives it


def _seen() -> int:
    """Which change of the version the page showed."""
    try:
        return int(request.form["seen"])
    except (KeyError, ValueError):
        raise BadInput from None


def _refused(form: Any, refusal: Refused) -> Any:
    """What was typed stays on the page, with what stands in its way."""
    form.form_errors.extend(str(reason) for reason in refusal.reasons)
    return form


def _show(policy_id: uuid.UUID, problems: list[str] | None = None) -> str:
    person = current_person()
    found = queries.versions_of(policy_id, person, today())
    newest = found[0]
    return render_template(
        "policies/show.html", found=found, newest=newest, day=today(), problems=problems or [],
        moves=POLICY.open_to(newest.row.state, person.posts, newest.lead), why=request.form.get("why", ""),
        may_edit=holds(LEAD_OFFICER, person.posts, newest.lead) and newest.row.state != SUBMITTED, **SHOWN,
    )  # fmt: skip


def _first_page(form: LeadForm) -> str:
    return render_template("policies/edit.html", form=form, told=None, seen=1)


def _edit_page(told: queries.Told, form: PolicyForm, seen: int) -> str:
    if not holds(LEAD_OFFICER, current_person().posts, told.lead):
        raise NotFound
    return render_template("policies/edit.html", form=form, told=told, seen=seen)
