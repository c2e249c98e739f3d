"""The page of a unit: permanent, public, printed on A4 with its QR; and the file that officers read beside it."""

import uuid

from flask import render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from states.consents import KIND_TITLES as CONSENT_TITLES
from states.kinds import KIND_TITLES, TRADE_GROUPS
from states.partners import PARTNER_KINDS
from states.schemes import SCHEME, SCHEME_KINDS
from workflow.access import current_person, public, signed_in
from workflow.artisans.queries import named_artisans, products_of
from workflow.consents.queries import answers_withdrawals, unanswered
from workflow.consents.shown import shown_of
from workflow.dossiers import pages
from workflow.errors import NotFound
from workflow.papers.printing import qr
from workflow.partners.queries import partners_of
from workflow.policies.scheme_queries import schemes_of
from workflow.register import queries
from workflow.register.places import places_of
from workflow.units.export_views import page_of
from workflow.units.history import history_of
from workflow.units.room import room
from workflow.units.unit_file import file_of
from workflow.wall_clock import today


@room.get("/register/<uuid:unit_id>")
@public
def unit(unit_id: uuid.UUID) -> ResponseReturnValue:
    """Everything public of a unit; a revoked one keeps its page."""
    found = queries.get_unit(unit_id)
    earlier = queries.get_unit(found.earlier_id) if found.earlier_id else None
    return render_template(
        "register/unit.html", unit=found, history=history_of(found, earlier, today()),
        rows=queries.plan_rows_of(unit_id), kinds=KIND_TITLES, groups=TRADE_GROUPS, shown=shown_of([unit_id])[unit_id],
        artisans=named_artisans([unit_id])[unit_id], products=products_of([unit_id])[unit_id],
        places=[place for place in places_of(unit_id) if place.latitude is not None], address=page_of(unit_id),
        qr=Markup(qr(page_of(unit_id))),  # noqa: S704 - drawn by ourselves
        partners=partners_of(unit_id, today()), partner_kinds=PARTNER_KINDS,
    )  # fmt: skip


@room.get("/register/withdrawals")
@signed_in
def withdrawals() -> ResponseReturnValue:
    """Who took a consent back and waits to be told that it was done."""
    person = current_person()
    if not answers_withdrawals(person):
        raise NotFound
    kinds = {kind.value: title for kind, title in CONSENT_TITLES.items()}
    return render_template("consents/withdrawals.html", lines=unanswered(person), kinds=kinds, today=today())


@room.get("/register/<uuid:unit_id>/file")
@signed_in
def unit_file(unit_id: uuid.UUID) -> ResponseReturnValue:
    """What the office knows beside it, each reader as far as they see."""
    found, person = queries.get_unit(unit_id), current_person()
    codes = [site.commune_code for site in found.sites]
    return render_template(
        "register/file.html", unit=found, file=file_of(unit_id, person), kinds=KIND_TITLES,
        procedure_of=pages.procedure_of, kind_title=pages.kind_title, schemes=schemes_of(unit_id, codes, person),
        scheme_kinds=SCHEME_KINDS, scheme_states=SCHEME.states,
    )  # fmt: skip
