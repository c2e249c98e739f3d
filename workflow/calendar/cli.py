"""`flask clock explain`: how a due date was counted, day by day."""

import json
import re
from datetime import date
from typing import IO, Any

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from states.clock import (
    WEEKDAYS,
    CalendarUnknown,
    CountedDay,
    Extension,
    NotAnExtension,
    Pause,
    Term,
    WorkCalendar,
    explain,
    extend,
)
from workflow.calendar.queries import find_stored_calendar, seed_calendar_in_memory

clock_cli = AppGroup("clock", help="Ngày làm việc và ngày hẹn trả.")

MOST_DAYS = 1000


class Unusable(click.ClickException):
    """What was typed cannot be used. The message says what to type instead."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(_("Lỗi: %(what)s", what=self.message), err=True)


@clock_cli.command("explain", help="Giải thích ngày hẹn trả: từng ngày được tính hoặc không, và vì sao.")
@click.option("--received", default="", metavar="YYYY-MM-DD", help="Ngày tiếp nhận hồ sơ hợp lệ.")
@click.option("--days", default="30", metavar="N", show_default=True, help="Số ngày làm việc.")
@click.option(
    "--hold", "holds", multiple=True, metavar="A..B", help="Tạm dừng từ ngày A đến trước ngày B; có thể lặp lại."
)
@click.option("--extension", "extended", default="", metavar="YYYY-MM-DD", help="Ngày hẹn mới khi gia hạn (Mẫu 04).")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def explain_command(received: str, days: str, holds: tuple[str, ...], extended: str, as_json: bool) -> None:
    received_on, length = _day(received), _length(days)
    pauses = _pauses(holds, received_on)
    extended_to = _day(extended) if extended else None
    calendar = _calendar()
    try:
        term = explain(received_on, length, pauses, calendar)
        extension = extend(term.due_on, extended_to, calendar) if extended_to and term.due_on else None
    except (CalendarUnknown, NotAnExtension) as refused:
        raise Unusable(str(refused)) from refused
    said = _as_json(term, extension) if as_json else _as_text(term, received_on, extension)
    click.echo(json.dumps(said, ensure_ascii=False) if as_json else said)


def _calendar() -> WorkCalendar:
    stored = find_stored_calendar()
    if stored is None:
        click.echo(_("Cơ sở dữ liệu chưa có lịch làm việc: dùng lịch mặc định của chương trình."), err=True)
        return seed_calendar_in_memory()
    return stored


def _day(text: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
            return date.fromisoformat(text.strip())
    except ValueError:
        pass
    raise Unusable(_("“%(text)s” không phải là ngày. Hãy ghi dạng 2027-01-29 (năm-tháng-ngày).", text=text))


def _length(text: str) -> int:
    if not text.strip().isdecimal() or not 1 <= int(text) <= MOST_DAYS:
        raise Unusable(_("Số ngày làm việc phải là số nguyên từ 1 đến %(most)s.", most=MOST_DAYS))
    return int(text)


def _pauses(texts: tuple[str, ...], received_on: date) -> list[Pause]:
    spans = sorted(_span(text) for text in texts)
    free_from = received_on
    for first, again in spans:
        if first < received_on:
            raise Unusable(_("Không thể tạm dừng từ %(first)s, trước ngày tiếp nhận.", first=first.isoformat()))
        if first < free_from:
            raise Unusable(_("Các khoảng tạm dừng chồng lên nhau ở ngày %(first)s.", first=first.isoformat()))
        free_from = again
    return [Pause(first, again, _("Tạm dừng chờ bổ sung hồ sơ")) for first, again in spans]


def _span(text: str) -> tuple[date, date]:
    first, dots, again = text.partition("..")
    if not dots:
        raise Unusable(_("“%(text)s” không phải là khoảng tạm dừng. Hãy ghi dạng 2027-02-15..2027-03-01.", text=text))
    span = _day(first), _day(again)
    if span[0] >= span[1]:
        raise Unusable(_("Khoảng tạm dừng “%(text)s” bị ngược: ngày tính tiếp phải sau ngày bắt đầu dừng.", text=text))
    return span


def _as_json(term: Term, extension: Extension | None) -> dict[str, object]:
    """Both dates, and every day up to each: `days` to the legal day, `extension_days` from there to the new one."""
    return {
        "due_on": term.due_on and term.due_on.isoformat(),
        "extended_to": extension and extension.extended_to.isoformat(),
        "days": [_day_as_json(day) for day in term.days],
        "extension_days": [_day_as_json(day) for day in extension.days] if extension else [],
    }


def _day_as_json(day: CountedDay) -> dict[str, object]:
    return {"on": day.on.isoformat(), "counted": day.counted, "number": day.number, "ground": day.ground}


def _as_text(term: Term, received_on: date, extension: Extension | None) -> str:
    lines = [_("Tiếp nhận hồ sơ hợp lệ: %(on)s (không tính ngày này)", on=f"{received_on:%d/%m/%Y}")]
    lines += map(_day_as_text, term.days)
    if term.due_on:
        lines.append(_("Hẹn trả kết quả: %(on)s", on=f"{term.due_on:%d/%m/%Y}"))
    if extension:
        lines.append(_("Gia hạn (Mẫu 04): hạn trên vẫn giữ và vẫn tính là trễ nếu quá; các ngày thêm:"))
        lines += map(_day_as_text, extension.days)
        lines.append(
            _("Hẹn trả kết quả sau gia hạn: %(on)s (thêm %(n)s ngày làm việc)",
              on=f"{extension.extended_to:%d/%m/%Y}", n=extension.working_days)
        )  # fmt: skip
    return "\n".join(lines)


def _day_as_text(day: CountedDay) -> str:
    number = f"{day.number:>4}" if day.counted else "   –"
    return f"{number}  {day.on:%d/%m/%Y}  {WEEKDAYS[day.on.weekday()]:<9}  {day.ground}".rstrip()
