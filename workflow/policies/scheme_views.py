"""Schemes and projects on their way to approval."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.actors import AGENCY_TITLES
from states.kernel import Forbidden, Reason, Refused
from states.passage import holds
from states.schemes import DECIDED, DRAFT, EDITOR, SCHEME, SCHEME_KINDS
from workflow.access import current_person, signed_in
from workflow.errors import BadInput, NotFound
from workflow.policies import scheme_queries as queries
from workflow.policies import scheme_services as services
from workflow.policies.forms import DecidedForm, SchemeForm
from workflow.policies.scheme_services import Paper
from workflow.register.queries import communes, units_to_choose
from workflow.wall_clock import now, today

room = Blueprint("schemes", __name__, url_prefix="/support/schemes")
SHOWN = {"kinds": SCHEME_KINDS, "states": SCHEME.states, "agencies": AGENCY_TITLES, "decided": DECIDED}


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """Every scheme the reader may see."""
    state = request.args.get("state", "")
    person = current_person()
    found = queries.schemes_for(person, state if state in SCHEME.states else "")
    return render_template(
        "policies/schemes.html", found=found, state=state, may_add=bool(queries.leads_of(person)), **SHOWN
    )


@room.get("/new")
@signed_in
def new() -> ResponseReturnValue:
    """The form of another scheme."""
    _first_lead()
    return _edit_page(_offered(SchemeForm(formdata=None)), None)


@room.post("/new")
@signed_in
def add() -> ResponseReturnValue:
    """Write one down."""
    lead, form = _first_lead(), _offered(SchemeForm())
    if not form.validate():
        return _edit_page(form, None), 422
    scheme_id = services.add(lead, form.scheme(), by=current_person(), on=today(), at=now())
    flash(_("Đã ghi: %(what)s.", what=form.title.data))
    return redirect(url_for("schemes.show", scheme_id=scheme_id), 303)


@room.get("/<uuid:scheme_id>")
@signed_in
def show(scheme_id: uuid.UUID) -> ResponseReturnValue:
    """One scheme, and what the reader may do with it."""
    return _show(scheme_id, DecidedForm(formdata=None))


@room.get("/<uuid:scheme_id>/edit")
@signed_in
def edit(scheme_id: uuid.UUID) -> ResponseReturnValue:
    """The form of a scheme that is still drawn up."""
    scheme = _editable(scheme_id)
    stored = dict(scheme.row._mapping)  # noqa: SLF001 - the name SQLAlchemy gives it
    stored |= {"communes": [code for code, _name in scheme.communes], "units": [str(unit) for unit, _ in scheme.units]}
    return _edit_page(_offered(SchemeForm(formdata=None, data=stored)), scheme)


@room.post("/<uuid:scheme_id>/edit")
@signed_in
def save(scheme_id: uuid.UUID) -> ResponseReturnValue:
    """Change a scheme that is still drawn up."""
    scheme, form = _editable(scheme_id), _offered(SchemeForm())
    if not form.validate():
        return _edit_page(form, scheme), 422
    try:
        services.change(scheme_id, form.scheme(), seen=_seen(), by=current_person(), on=today(), at=now())
    except Refused as refusal:
        form.form_errors = [str(reason) for reason in refusal.reasons]
        return _edit_page(form, queries.get_scheme(scheme_id, current_person())), 409
    flash(_("Đã lưu."))
    return redirect(url_for("schemes.show", scheme_id=scheme_id), 303)


@room.post("/<uuid:scheme_id>/<action>")
@signed_in
def move(scheme_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """Take a scheme one step on; a decision comes with its number and day."""
    queries.get_scheme(scheme_id, current_person())
    form, paper = DecidedForm(), None
    if "number" in request.form:
        if not form.validate():
            return _show(scheme_id, form), 422
        assert form.decided_on.data
        paper = Paper(form.number.data, form.decided_on.data)
    try:
        state = services.move(
            scheme_id, action, seen=_seen(), paper=paper, why=request.form.get("why", ""), by=current_person(),
            on=today(), at=now(),
        )  # fmt: skip
    except Refused as refusal:
        form.form_errors = [str(reason) for reason in refusal.reasons]
        return _show(scheme_id, form), 409
    flash(_("Mục này nay ở trạng thái: %(state)s.", state=_(SCHEME.states[state]).lower()))
    return redirect(url_for("schemes.show", scheme_id=scheme_id), 303)


def _first_lead() -> Any:
    """The agency for which the reader draws up schemes. Raises Forbidden when there is none."""
    leads = queries.leads_of(current_person())
    if not leads:
        raise Forbidden(Reason(_("Đề án, dự án do chuyên viên cơ quan chủ trì ghi.")))
    return leads[0]


def _editable(scheme_id: uuid.UUID) -> queries.ShownScheme:
    scheme = queries.get_scheme(scheme_id, current_person())
    if not holds(EDITOR, current_person().posts, scheme.lead):
        raise NotFound
    return scheme


def _offered(form: SchemeForm) -> SchemeForm:
    form.offer(communes(), units_to_choose())
    return form


def _seen() -> int:
    try:
        return int(request.form["seen"])
    except (KeyError, ValueError):
        raise BadInput from None


def _edit_page(form: SchemeForm, scheme: queries.ShownScheme | None) -> str:
    return render_template("policies/scheme_edit.html", form=form, scheme=scheme)


def _show(scheme_id: uuid.UUID, form: DecidedForm) -> str:
    person = current_person()
    scheme = queries.get_scheme(scheme_id, person)
    return render_template(
        "policies/scheme.html", scheme=scheme, form=form, why=request.form.get("why", ""),
        moves=SCHEME.open_to(scheme.row.state, person.posts, scheme.lead),
        may_edit=scheme.row.state == DRAFT and holds(EDITOR, person.posts, scheme.lead), **SHOWN,
    )  # fmt: skip
