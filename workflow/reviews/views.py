"""Yearly reviews: the round of a year, one review, the warnings."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.reviewing import EFFECTIVENESS_TITLES, KEEPING
from workflow.access import current_person, signed_in
from workflow.errors import BadInput, NotFound
from workflow.reviews import queries, rounds, services, warnings
from workflow.reviews.forms import ReviewForm, review_form
from workflow.reviews.queries import ReviewView
from workflow.wall_clock import now, today

room = Blueprint("reviews", __name__, url_prefix="/reviews")


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """The reviews of a year: a commune's own, or how far the communes are."""
    person, years = current_person(), queries.years_opened()
    if not queries.may_read(person):
        raise NotFound
    year = request.args.get("year", years[0] if years else today().year, type=int)
    agency = request.args.get("commune", type=uuid.UUID)
    is_department = services.is_department(person)
    shows_all = not is_department or agency is not None
    return render_template(
        "reviews/index.html", year=year, years=years, this_year=today().year, is_department=is_department,
        progress=queries.progress(person, year), agency=agency,
        reviews=queries.reviews_of_year(person, year, agency) if shows_all else [],
    )  # fmt: skip


@room.post("/round")
@signed_in
def open_round() -> ResponseReturnValue:
    """Open the round of a year, or what is missing of it."""
    year = request.form.get("year", type=int)
    if year is None:
        raise BadInput(_("Hãy nhập năm bằng bốn chữ số."))
    count = rounds.open_round(year, by=current_person(), on=today(), at=now())
    flash(_("Đã mở %(n)s phiếu rà soát của năm %(year)s.", n=count, year=year))
    return redirect(url_for("reviews.index", year=year), 303)


@room.post("/confirm")
@signed_in
def confirm_many() -> ResponseReturnValue:
    """Confirm several reviews in which everything is kept."""
    try:
        seen = {uuid.UUID(value.split(":")[0]): int(value.split(":")[1]) for value in request.form.getlist("review")}
    except (ValueError, IndexError):
        raise BadInput from None
    found = services.confirm_many(seen, by=current_person(), on=today(), at=now())
    flash(_("Đã xác nhận %(n)s phiếu.", n=found.done))
    for name, reasons in found.refused:
        flash(f"{name}: {' '.join(str(reason) for reason in reasons)}", "wait")
    year, commune = request.form.get("year", type=int), request.form.get("commune") or None
    return redirect(url_for("reviews.index", year=year, commune=commune), 303)


@room.get("/warnings")
@signed_in
def warned() -> ResponseReturnValue:
    """Units whose criteria are unmet, and units that nobody reviews."""
    person = current_person()
    if not queries.may_read(person):
        raise NotFound
    communes = warnings.communes_of(person)
    return render_template(
        "reviews/warnings.html", watched=warnings.watched(today(), communes),
        unreviewed=warnings.unreviewed(today(), communes), may_begin=bool(person.commune_codes),
    )  # fmt: skip


@room.get("/<uuid:review_id>")
@signed_in
def show(review_id: uuid.UUID) -> ResponseReturnValue:
    """One review: to fill in where it is mine to fill in, else to read."""
    review = queries.get_review(review_id, current_person())
    form = review_form(review)
    form.seen_version.data = str(review.row.version)
    return _page(review, form)


@room.post("/<uuid:review_id>")
@signed_in
def save(review_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what was filled in so far."""
    review = queries.get_review(review_id, current_person())
    form = review_form(review)
    if not form.validate_on_submit():
        return _page(review, form), 422
    services.save_review(
        review_id, form.draft(), by=current_person(), on=today(), at=now(), seen_version=_number(form.seen_version.data)
    )
    flash(_("Đã lưu phiếu."))
    return redirect(url_for("reviews.show", review_id=review_id), 303)


@room.post("/<uuid:review_id>/<action>")
@signed_in
def act(review_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """Hand on, return or confirm."""
    review = queries.get_review(review_id, current_person())
    step = review.procedure.step(action, review.row.state)
    inputs = {ask.name: request.form.get(ask.name, "") for ask in step.asks}
    services.act(
        review_id, action, by=current_person(), on=today(), at=now(), inputs=inputs,
        seen_version=_number(request.form.get("seen_version")),
    )  # fmt: skip
    flash(_("Đã thực hiện: %(title)s.", title=_(step.title)))
    return redirect(url_for("reviews.index", year=review.row.year), 303)


def _page(review: ReviewView, form: ReviewForm) -> str:
    found = [answer for answer in review.rehearse(current_person(), today()) if answer.mine]
    mine = review.row.commune_agency_id in {seat.agency_id for seat in current_person().seats}
    return render_template(
        "reviews/show.html", review=review, row=review.row, form=form, mine=found, last=review.last_year,
        editable=mine and review.procedure.is_editable(review.row.state) and bool(found), keeping=KEEPING,
        ratings={rating.value: title for rating, title in EFFECTIVENESS_TITLES.items()},
        names=queries.names([review.row.filled_by, review.row.approved_by, review.row.confirmed_by]),
    )  # fmt: skip


def _number(text: Any) -> int:
    try:
        return int(text or "")
    except ValueError:
        raise BadInput from None
