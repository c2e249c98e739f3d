"""One dossier before the council: its lines, the ballot, the count."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.voting import CHOICE_TITLES, OUTCOME_TITLES, SEAT_TITLES, Choice
from workflow.access import current_person, signed_in
from workflow.dossiers.meetings import pages, voting
from workflow.dossiers.meetings.forms import PaperForm, RecusalForm, VoteForm, WhyForm, WordForm, named
from workflow.dossiers.meetings.pages import ItemPage
from workflow.dossiers.meetings.room import room
from workflow.wall_clock import now, today

ADDRESS = "/meetings/<uuid:meeting_id>/items/<uuid:item_id>"


@room.get(ADDRESS)
@signed_in
def item(meeting_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    return _shown(_page(meeting_id, item_id))


@room.post(f"{ADDRESS}/begin")
@signed_in
def begin_vote(meeting_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    voting.begin_vote(meeting_id, item_id, by=current_person(), on=today(), at=now())
    flash(_("Đã bắt đầu biểu quyết; các thành viên có mặt được báo."))
    return _back(meeting_id, item_id)


@room.post(f"{ADDRESS}/vote")
@signed_in
def vote(meeting_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    """The reader's own ballot."""
    form = VoteForm()
    if not form.validate_on_submit():
        return _shown(_page(meeting_id, item_id), vote=form), 422
    voting.vote(meeting_id, item_id, Choice(form.choice.data), by=current_person(), on=today())
    flash(_("Đã nhận phiếu của Ông/Bà."))
    return _back(meeting_id, item_id)


@room.post(f"{ADDRESS}/count")
@signed_in
def count(meeting_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    found = voting.count_vote(meeting_id, item_id, by=current_person(), on=today(), at=now())
    flash(_("Đã kiểm phiếu: %(result)s.", result=_(OUTCOME_TITLES[found])))
    return _back(meeting_id, item_id)


@room.post(f"{ADDRESS}/paper")
@signed_in
def count_paper(meeting_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    """Paper ballots as two members counted them."""
    page = _page(meeting_id, item_id)
    form = _paper_form(page)
    if not form.validate_on_submit():
        return _shown(page, paper=form), 422
    counters = (uuid.UUID(form.counter_one.data), uuid.UUID(form.counter_two.data))
    found = voting.count_paper(meeting_id, item_id, form.tally, counters, by=current_person(), on=today(), at=now())
    flash(_("Đã ghi kết quả kiểm phiếu giấy: %(result)s.", result=_(OUTCOME_TITLES[found])))
    return _back(meeting_id, item_id)


@room.post(f"{ADDRESS}/word")
@signed_in
def say_the_word(meeting_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    form = WordForm(prefix="word")
    if not form.validate_on_submit():
        return _shown(_page(meeting_id, item_id), word=form), 422
    voting.say_the_word(
        meeting_id, item_id, Choice(form.choice.data), by=current_person(), on=today(), at=now()
    )  # fmt: skip
    flash(_("Đã ghi ý kiến của người chủ trì."))
    return _back(meeting_id, item_id)


@room.post(f"{ADDRESS}/recuse")
@signed_in
def recuse(meeting_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    """Leave for this dossier, or record that a member does."""
    page = _page(meeting_id, item_id)
    form = _recusal_form(page)
    if not form.validate_on_submit():
        return _shown(page, recusal=form), 422
    member_id = uuid.UUID(form.member.data)
    voting.recuse(meeting_id, item_id, member_id, form.ground.data, by=current_person(), on=today(), at=now())
    flash(_("Đã ghi việc không tham gia biểu quyết hồ sơ này."))
    return _back(meeting_id, item_id)


@room.post(f"{ADDRESS}/postpone")
@signed_in
def postpone(meeting_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    form = WhyForm(prefix="postpone")
    if not form.validate_on_submit():
        return _shown(_page(meeting_id, item_id), postponing=form), 422
    voting.postpone(meeting_id, item_id, form.reason.data, by=current_person(), on=today(), at=now())
    flash(_("Đã chuyển hồ sơ sang phiên họp khác."))
    return _back(meeting_id, item_id)


def _page(meeting_id: uuid.UUID, item_id: uuid.UUID) -> ItemPage:
    return pages.item_page(meeting_id, item_id, current_person(), today())


def _paper_form(page: ItemPage) -> PaperForm:
    found: PaperForm = named(
        PaperForm(prefix="paper"), {"counter_one": page.counters, "counter_two": page.counters}
    )  # fmt: skip
    return found


def _recusal_form(page: ItemPage) -> RecusalForm:
    found: RecusalForm = named(RecusalForm(prefix="recusal"), {"member": page.may_recuse})
    return found


def _shown(page: ItemPage, **sent: Any) -> str:
    """The page with a fresh form for everything the reader may do, or the one that was sent."""
    fresh = {
        "vote": VoteForm(None), "word": WordForm(None, prefix="word"), "postponing": WhyForm(None, prefix="postpone"),
        "paper": _paper_form(page), "recusal": _recusal_form(page),
    }  # fmt: skip
    return render_template(
        "council/item.html", page=page, seats=SEAT_TITLES, choices=CHOICE_TITLES, outcomes=OUTCOME_TITLES,
        sent=next(iter(sent.values()), None), **(fresh | sent),
    )  # fmt: skip


def _back(meeting_id: uuid.UUID, item_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for("meetings.item", meeting_id=meeting_id, item_id=item_id), 303)
