"""A report on paper: A4, upright or wide, the scope and the cut-off on every page. One layout for all reports."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from flask_babel import gettext as _

from workflow.extensions import JsonDict
from workflow.papers import blocks
from workflow.papers.printing import Template, compiled, written_day
from workflow.reports.shape import Is, Report, Section, Table
from workflow.reports.words import written
from workflow.wall_clock import HANOI

LAYOUT = Template("BAO-CAO", "v1", "Nghị định 30/2020/NĐ-CP", date(2026, 1, 1), None, "report-v1.typ")
MOST_PRINTED = 1_000
"""Rows of one table on paper; the files hold all of them."""

_SIDES = {Is.TEXT: "l", Is.DAY: "c", Is.WHOLE: "r", Is.PERCENT: "r", Is.MONEY: "r"}
_MILLIMETRES = {Is.DAY: 19, Is.WHOLE: 18, Is.PERCENT: 18, Is.MONEY: 30}
PLAIN: JsonDict = {
    "parent": "UBND TỈNH LÀO CAI", "agency": ["SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"], "number_line": "", "about": "",
    "place_and_day": "", "kind": "", "subject": "", "to": [], "issuer": "", "bases": [], "recipients": [],
    "signatures": [], "qr": "", "address": "", "annex": [], "is_official": False, "intro": [], "closing": [],
}  # fmt: skip
"""What a report that is only printed out does not say."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What makes a report an official one: its number, to whom it goes, who signs."""

    number_line: str
    subject: str
    to: tuple[str, ...]
    intro: tuple[str, ...]
    recipients: tuple[str, ...]
    signed_as: tuple[str, ...]
    signed_by: str
    day: date | None


def paper_of(report: Report, at: datetime, letterhead: Letterhead | None = None) -> JsonDict:
    """The words of the layout. Kept, they print the same paper again."""
    told = [block for number, each in enumerate(report.sections, 1) for block in _section(number, each)]
    return PLAIN | {
        "title": report.title, "sheet": "a4-wide" if report.is_wide else "a4", "made_at": at.isoformat(),
        "scope": report.scope, "cut_off": report.cut_off.words,
        "printed": f"In lúc {at.astimezone(HANOI):%H:%M} ngày {at.astimezone(HANOI):%d/%m/%Y}.",
        "blocks": blocks.ended(told) if letterhead else told,
    } | (_official(letterhead) if letterhead else {})  # fmt: skip


def print_report(words: JsonDict, draft: bool = False) -> bytes:
    """The paper as PDF/A-2b. A draft carries DỰ THẢO."""
    made = int(datetime.fromisoformat(words["made_at"]).timestamp())
    printed = compiled(LAYOUT, words, draft, timestamp=made, format="pdf", pdf_standards=["a-2b"])
    return cast("bytes", printed)


def _official(letterhead: Letterhead) -> JsonDict:
    day = written_day(letterhead.day) if letterhead.day else "ngày …… tháng …… năm ……"
    return {
        "is_official": True, "number_line": letterhead.number_line, "place_and_day": f"Lào Cai, {day}",
        "kind": "BÁO CÁO", "subject": letterhead.subject, "to": list(letterhead.to),
        "intro": list(letterhead.intro), "recipients": list(letterhead.recipients),
        "signatures": [{"lines": list(letterhead.signed_as), "hint": "", "name": letterhead.signed_by}],
    }  # fmt: skip


def _section(number: int, section: Section) -> blocks.Blocks:
    found = [blocks.heading(f"{number}. {section.title}"), *map(blocks.paragraph, section.words)]
    if section.table is not None:
        found += _table(section.table)
    return found


def _table(table: Table) -> blocks.Blocks:
    kinds = [column.kind for column in table.columns]
    rows = [[written(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in table]
    if not rows:
        return [blocks.note(table.empty or _("Không có dòng nào."))]
    shown = rows[:MOST_PRINTED]
    if table.totals is not None:
        shown.append([written(value, kind) for value, kind in zip(table.totals, kinds, strict=True)])
    widths = [_MILLIMETRES.get(column.kind, max(1.0, min(9.0, column.breadth / 10))) for column in table.columns]
    head = [column.title for column in table.columns]
    made = blocks.table(head, shown, widths, "".join(_SIDES[kind] for kind in kinds))
    made["has_totals"] = table.totals is not None
    left = len(rows) - MOST_PRINTED
    return [made, *([blocks.note(f"Còn {left} dòng nữa trong tệp XLSX và CSV.")] if left > 0 else [])]
