"""Periodic reports: drafting, approving, printing, and whether what was sent would be counted the same today."""

import io
import uuid
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.kernel import Refused
from states.reports import DRAFTS, MOVES, STANDING_TITLES, Standing, moves_of
from workflow.access import current_person, signed_in
from workflow.errors import NotFound
from workflow.reports import periodic_services as services
from workflow.reports.forms import NewReportForm, NumberForm, WordsForm
from workflow.reports.official import letterhead_of, sent_paper
from workflow.reports.periodic_queries import as_sent, differences, get_report, kept, reports_of
from workflow.reports.renderings.json_form import from_json
from workflow.reports.renderings.paper import paper_of, print_report
from workflow.reports.words import written
from workflow.security import DOWNLOAD_POLICY
from workflow.wall_clock import now, today

room = Blueprint("periodic", __name__, url_prefix="/reports/sent")


@room.get("")
@signed_in
def index() -> ResponseReturnValue:
    """All of them, the latest first; an officer of the department finds the form."""
    return _index(NewReportForm())


@room.post("")
@signed_in
def begin() -> ResponseReturnValue:
    """Begin the report of a period."""
    form = NewReportForm()
    if not form.validate_on_submit():
        return _index(form), 422
    assert form.first.data
    assert form.last.data
    try:
        made = services.begin_report(form.first.data, form.last.data, by=current_person(), on=today(), at=now())
    except Refused as refusal:
        form.form_errors = [reason.text for reason in refusal.reasons]
        return _index(form), 409
    return redirect(url_for("periodic.show", report_id=made), 303)


@room.get("/<uuid:report_id>")
@signed_in
def show(report_id: uuid.UUID) -> ResponseReturnValue:
    """One of them: its figures as they were sent, or as they are counted while it is not approved."""
    row = get_report(report_id, current_person())
    return _page(row, _words_of(row), NumberForm(None))


@room.post("/<uuid:report_id>")
@signed_in
def save(report_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what the officer wrote."""
    row, form = get_report(report_id, current_person()), WordsForm()
    if not form.validate_on_submit():
        return _page(row, form, NumberForm(None)), 422
    words = services.Words(form.difficulties.data or "", form.proposals.data or "")
    try:
        services.save_words(report_id, words, seen_version=_seen(), **_who())
    except Refused as refusal:
        form.form_errors = [reason.text for reason in refusal.reasons]
        return _page(row, form, NumberForm(None)), 409
    flash(_("Đã lưu nội dung."))
    return redirect(url_for("periodic.show", report_id=report_id), 303)


@room.post("/<uuid:report_id>/<action>")
@signed_in
def move(report_id: uuid.UUID, action: str) -> ResponseReturnValue:
    """Present, return or approve."""
    get_report(report_id, current_person())
    if action not in MOVES:
        raise NotFound
    why = request.form.get("why", "")
    services.move_report(report_id, action, why=why, seen_version=_seen(), **_who())
    flash(_("Đã xong: %(title)s.", title=_(MOVES[action].title)))
    return redirect(url_for("periodic.show", report_id=report_id), 303)


@room.post("/<uuid:report_id>/number")
@signed_in
def number(report_id: uuid.UUID) -> ResponseReturnValue:
    """Write down the number and the day of the paper."""
    row, form = get_report(report_id, current_person()), NumberForm()
    if not form.validate_on_submit():
        return _page(row, _words_of(row), form), 422
    assert form.issued_on.data
    try:
        services.record_number(report_id, form.number.data, form.issued_on.data, seen_version=_seen(), **_who())
    except Refused as refusal:
        form.form_errors = [reason.text for reason in refusal.reasons]
        return _page(row, _words_of(row), form), 409
    flash(_("Đã ghi số văn bản."))
    return redirect(url_for("periodic.show", report_id=report_id), 303)


@room.get("/<uuid:report_id>.pdf")
@signed_in
def paper(report_id: uuid.UUID) -> ResponseReturnValue:
    """The paper: as it was approved, or a draft of it that says so."""
    row = get_report(report_id, current_person())
    is_approved = row.standing == Standing.APPROVED
    words = sent_paper(row) if is_approved else _draft(row)
    content = print_report(words, draft=not is_approved)
    name = f"Bao-cao-dinh-ky-{row.first:%Y%m%d}-{row.last:%Y%m%d}.pdf"
    response = send_file(io.BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=name)
    response.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    return response


@room.get("/<uuid:report_id>.json")
@signed_in
def snapshot(report_id: uuid.UUID) -> ResponseReturnValue:
    """What was kept at the approval, byte for byte as its digest was taken; nothing before."""
    row = get_report(report_id, current_person())
    return current_app.response_class(row.snapshot or "null", mimetype="application/json")


def _draft(row: Any) -> dict[str, Any]:
    return paper_of(as_sent(row, on=today(), at=now()), now(), letterhead_of(row, None))


def _index(form: NewReportForm) -> str:
    person = current_person()
    return render_template(
        "reports/periodic.html", rows=reports_of(person), titles=STANDING_TITLES,
        form=form if DRAFTS in person.posts else None,
    )  # fmt: skip


def _page(row: Any, words: WordsForm, numbering: NumberForm) -> str:
    person, is_approved = current_person(), row.standing == Standing.APPROVED
    report = from_json(kept(row)) if is_approved else as_sent(row, on=today(), at=now())
    return render_template(
        "reports/periodic_one.html", row=row, report=report, words=words, numbering=numbering, written=written,
        titles=STANDING_TITLES, moves=moves_of(Standing(row.standing), person.actor), is_approved=is_approved,
        changed=differences(row, on=today(), at=now()) if is_approved else [], drafts=DRAFTS in person.posts,
    )  # fmt: skip


def _words_of(row: Any) -> WordsForm:
    return WordsForm(None, data={"difficulties": row.difficulties, "proposals": row.proposals})


def _seen() -> int:
    return request.form.get("seen_version", 0, type=int)


def _who() -> dict[str, Any]:
    return {"by": current_person(), "on": today(), "at": now()}
