"""Changing the calendar: what is asked, what it would move, and only then the change. For administrators."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from workflow.access import administrator, current_person
from workflow.accounts.room import this_visit
from workflow.calendar.changes import Change, ChangeKind
from workflow.calendar.models import YearStatus
from workflow.calendar.queries import book, get_year
from workflow.dossiers.preview import moves, services
from workflow.dossiers.preview.forms import CalendarForm, DayForm, YearForm, form_of
from workflow.errors import BadInput
from workflow.wall_clock import today

room = Blueprint("calendar_changes", __name__, url_prefix="/calendar")
SHOWN = 300
"""Moved dossiers listed on one page; the number of all is always said."""


@room.get("/<int:year>/edit")
@administrator
def edit(year: int) -> ResponseReturnValue:
    """The exceptions of a year with what may be done to each. `?on=` opens the form of one day."""
    view = get_year(year)
    on = next((day for day in view.days if day.on.isoformat() == request.args.get("on")), None)
    told = (
        {"on": on.on, "working": "yes" if on.working else "no", "ground": on.ground, "source": on.source} if on else {}
    )
    return _edit_page(year, DayForm(None, data=told))


@room.get("/years/new")
@administrator
def add_year() -> ResponseReturnValue:
    """The form of a year that the calendar does not have yet."""
    year = book().years[-1] + 1
    return _year_page(YearForm(None, data={"year": year, "status": YearStatus.COMPUTED.value}))


@room.get("/<int:year>/standing")
@administrator
def standing(year: int) -> ResponseReturnValue:
    """The form that says whether a year rests on a decision."""
    view = get_year(year)
    status = YearStatus.DECREED if view.is_decreed else YearStatus.COMPUTED
    told = {"kind": ChangeKind.DECREE_YEAR.value, "year": year, "status": status.value, "note": view.note}
    return _year_page(YearForm(None, data=told))


@room.get("/preview")
@administrator
def preview() -> ResponseReturnValue:
    """What a change would move; nothing is saved."""
    form = form_of(request.args, checked=False)
    if form is None:
        raise BadInput(_("Không có loại thay đổi này. Hãy mở lại trang lịch làm việc."))
    if not form.validate():
        return _asked_again(form), 422
    now, change = book(), form.change()
    try:
        change.check(now)
    except BadInput as problem:
        form.form_errors.append(str(problem))
        return _asked_again(form), 422
    moved = moves.preview(now.calendar(), change.calendar(now))
    return render_template(
        "calendar/preview.html", change=change, fields=_typed(form), token=change.token(now), moved=moved[:SHOWN],
        count=len(moved), span=_span(moved), title=title_of(change), back=_page_of(change), today=today(),
    )  # fmt: skip


@room.post("/changes")
@administrator
def save() -> ResponseReturnValue:
    """Make the change that was previewed. Raises Stale when the calendar was changed meanwhile."""
    form = form_of(request.form, checked=True)
    if form is None or not form.validate():
        raise BadInput
    change = form.change()
    count = services.change_calendar(
        change, request.form.get("token", ""), by=current_person(), on=today(), visit=this_visit()
    )
    flash(ngettext("Đã lưu lịch; %(num)s hồ sơ đổi hạn.", "Đã lưu lịch; %(num)s hồ sơ đổi hạn.", count))
    return redirect(_page_of(change), 303)


def title_of(change: Change) -> str:
    """A change in words."""
    day = f"{change.on:%d/%m/%Y}" if change.on else ""
    titles: dict[ChangeKind, str] = {
        ChangeKind.SET_DAY: _("Ngày %(day)s làm việc", day=day) if change.working else _("Ngày %(day)s nghỉ", day=day),
        ChangeKind.REMOVE_DAY: _("Bỏ ngoại lệ của ngày %(day)s", day=day),
        ChangeKind.ADD_YEAR: _("Thêm năm %(year)s", year=change.year),
        ChangeKind.DECREE_YEAR: _("Ghi năm %(year)s đã có quyết định hay còn chờ", year=change.year),
    }
    return titles[change.kind]


def _page_of(change: Change) -> str:
    return url_for("calendar_changes.edit", year=change.on.year if change.on else change.year)


def _span(moved: Sequence[moves.Move]) -> tuple[date, date] | None:
    """Old and new day of the dossier that moves furthest in: the first of the list, for the sentence at the top."""
    if not moved:
        return None
    was, now = moved[0].was, moved[0].now
    before, after = was.due_on or was.stage_due_on, now.due_on or now.stage_due_on
    return (before, after) if before and after else None


def _typed(form: CalendarForm) -> list[tuple[str, str]]:
    """What was typed, to be sent again when it is saved."""
    return [(name, values[0]) for name, values in request.args.lists() if name in form._fields]


def _asked_again(form: CalendarForm) -> str:
    if isinstance(form, YearForm):
        return _year_page(form)
    return _edit_page(form.on.data.year if form.on.data else today().year, form)


def _year_page(form: YearForm) -> str:
    is_new = form.kind.data == ChangeKind.ADD_YEAR.value
    return render_template("calendar/change_year.html", form=form, is_new=is_new)


def _edit_page(year: int, form: CalendarForm) -> str:
    years = book().years
    view = get_year(year if year in years else years[-1])
    day = form if isinstance(form, DayForm) else DayForm(None)
    return render_template("calendar/edit.html", view=view, form=day, faults=form, today=today())
