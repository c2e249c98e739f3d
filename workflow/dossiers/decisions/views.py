"""The book of decisions: the numbers of a year, one decision with its list, numbers given on paper, void numbers."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.kernel import Refused
from workflow.access import current_person, signed_in
from workflow.accounts.person import Person, Seat
from workflow.decisions.book_services import OnPaper
from workflow.decisions.kinds import KIND_TITLES, STATE_TITLES, symbol_of
from workflow.dossiers.decisions import book, services
from workflow.dossiers.decisions.forms import PaperNumbersForm, VoidForm
from workflow.dossiers.decisions.readers import clerks_seat, reads_the_book
from workflow.errors import NotFound
from workflow.wall_clock import now, today

room = Blueprint("decisions", __name__, url_prefix="/decisions")


@room.get("")
@signed_in
def this_year() -> ResponseReturnValue:
    _reader()
    return redirect(url_for("decisions.year", year=today().year), 303)


@room.get("/<int:year>")
@signed_in
def year(year: int) -> ResponseReturnValue:
    """The book of a year, latest numbers first."""
    person = _reader()
    return render_template(
        "decisions/year.html", year=year, page=book.year_page(year, person, request.args.get("below", type=int)),
        years=sorted({*book.years(), today().year}, reverse=True), counts=book.counts(year), kinds=KIND_TITLES,
        states=STATE_TITLES, keeps=clerks_seat(person) is not None, may_enter=year in (today().year, today().year - 1),
    )  # fmt: skip


@room.get("/<uuid:decision_id>")
@signed_in
def show(decision_id: uuid.UUID) -> ResponseReturnValue:
    """One number of the book with its dossiers."""
    person = _reader()
    found = book.get_decision(decision_id, person)
    return render_template(
        "decisions/show.html", found=found, kinds=KIND_TITLES, states=STATE_TITLES,
        keeps=clerks_seat(person) is not None,
    )  # fmt: skip


@room.get("/<uuid:decision_id>/void")
@signed_in
def confirm_void(decision_id: uuid.UUID) -> ResponseReturnValue:
    """What voiding means, and the reason."""
    _clerks_seat()
    return _void_page(decision_id, VoidForm())


@room.post("/<uuid:decision_id>/void")
@signed_in
def void(decision_id: uuid.UUID) -> ResponseReturnValue:
    """Void the number. Its dossiers get the next one in the same act."""
    _clerks_seat()
    form = VoidForm()
    if not form.validate_on_submit():
        return _void_page(decision_id, form), 422
    made = services.void(decision_id, form.reason.data, by=current_person(), on=today(), at=now())
    flash(
        _("Đã hủy số. Các hồ sơ được cấp số mới %(symbol)s.", symbol=made.symbol)
        if made
        else _("Đã hủy số. Số này vẫn nằm trong sổ cùng lý do.")
    )
    return redirect(url_for("decisions.show", decision_id=made.decision_id if made else decision_id), 303)


@room.get("/<int:year>/paper-numbers")
@signed_in
def paper_numbers(year: int) -> ResponseReturnValue:
    """Which numbers were given on paper, and on what ground."""
    form = PaperNumbersForm()
    form.seen_last.data = str(book.last_number(_clerks_seat().agency_id, year))
    return _paper_page(year, form)


@room.post("/<int:year>/paper-numbers")
@signed_in
def enter_paper_numbers(year: int) -> ResponseReturnValue:
    """Enter the numbers; the counter goes on after them."""
    seat, form = _clerks_seat(), PaperNumbersForm()
    if not form.validate_on_submit():
        return _paper_page(year, form), 422
    seen = int(form.seen_last.data) if (form.seen_last.data or "").isdecimal() else -1
    entered = OnPaper(year, seen, form.until.data or 0, form.chosen_kind, form.ground.data)
    try:
        count = services.enter_paper_numbers(entered, by=current_person(), on=today(), at=now())
    except Refused as refused:
        form.form_errors.extend(reason.text for reason in refused.reasons)
        form.seen_last.data = str(book.last_number(seat.agency_id, year))
        return _paper_page(year, form), 409
    flash(_("Đã ghi %(count)s số đã cấp trên giấy.", count=count))
    return redirect(url_for("decisions.year", year=year), 303)


def _reader() -> Person:
    """Raises NotFound for whoever has no post at the province."""
    person = current_person()
    if not reads_the_book(person):
        raise NotFound
    return person


def _clerks_seat() -> Seat:
    """Raises NotFound for anybody but the clerk: others do not have these pages."""
    seat = clerks_seat(current_person())
    if seat is None:
        raise NotFound
    return seat


def _void_page(decision_id: uuid.UUID, form: VoidForm) -> str:
    found = book.get_decision(decision_id, current_person())
    return render_template("decisions/void.html", found=found, form=form, kinds=KIND_TITLES)


def _paper_page(year: int, form: PaperNumbersForm) -> str:
    last = int(form.seen_last.data or 0)
    return render_template("decisions/paper_numbers.html", year=year, form=form, last=last, next=symbol_of(last + 1))
