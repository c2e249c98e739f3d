"""A hand-in in words: single facts under their names, and lists with one line each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from states.kinds import BASIS_TITLES, KIND_TITLES
from states.numbers import vn_number
from states.papers_asked import ALL_PARTS
from states.support import FUND_TITLES
from states.support_kinds import KIND_TITLES as SUPPORT_TITLES
from workflow.formats import vndate
from workflow.register.queries import get_commune

FACTS: Mapping[str, str] = {
    "kind": "Loại đề nghị", "basis": "Căn cứ", "title": "Tên", "trade": "Nghề", "trade_group": "Nhóm nghề",
    "proposer_name": "Người đề nghị", "proposer_role": "Vai trò người đề nghị", "proposer_phone": "Điện thoại",
    "proposer_address": "Địa chỉ", "total_households": "Tổng số hộ", "first_known_year": "Nghề có từ năm",
    "first_known_note": "Nguồn của năm", "still_developing": "Còn phát triển", "identity_text": "Bản sắc của nghề",
    "history_text": "Lịch sử nghề", "artisan_names": "Nghệ nhân", "env_plan_number": "Số phương án môi trường",
    "env_plan_on": "Ngày phê duyệt phương án", "env_plan_by": "Cơ quan phê duyệt phương án",
    "self_management": "Tổ chức tự quản", "applicant_name": "Người đề nghị hỗ trợ", "applicant_role": "Vai trò",
    "applicant_phone": "Điện thoại", "applicant_address": "Địa chỉ", "establishment": "Cơ sở", "year": "Năm",
    "purpose": "Mục đích", "content": "Nội dung", "cost": "Tổng chi phí (đồng)", "own_capital": "Vốn tự có (đồng)",
    "requested": "Đề nghị hỗ trợ (đồng)", "fund": "Nguồn kinh phí", "twin_note": "Giải trình", "why": "Lý do",
    "since": "Không đạt từ ngày", "efforts": "Đã làm gì để khôi phục", "wishes": "Ý kiến của người làm nghề",
}  # fmt: skip
"""Names of single facts, by the key under which a hand-in keeps them; a key that is not here stays out of sight."""

TITLES: Mapping[str, Mapping[str, str]] = {
    "kind": {kind.value: title for kind, title in KIND_TITLES.items()} | SUPPORT_TITLES,
    "basis": {basis.value: title for basis, title in BASIS_TITLES.items()},
    "fund": {fund.value: title for fund, title in FUND_TITLES.items()},
}
DAYS = frozenset({"env_plan_on", "since"})

LISTS: Mapping[str, str] = {
    "sites": "Địa điểm", "households": "Danh sách hộ", "results": "Kết quả các năm", "files": "Tệp kèm theo",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A hand-in as a page shows it: facts by their name, lists by theirs, each line as text."""

    facts: Mapping[str, str]
    lists: Mapping[str, Sequence[str]]


def told_in(content: Mapping[str, Any]) -> Told:
    """The content of a submission in words."""
    values = {**content, **content.get("facts", {})}
    facts = {key: _word(key, values[key]) for key in FACTS if key in values}
    lists = {key: [_line(key, line) for line in content[key]] for key in LISTS if content.get(key)}
    return Told(facts, lists)


def _word(key: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(_("có") if value else _("không"))
    if isinstance(value, int):
        return str(value) if key.endswith("year") else vn_number(value)
    if key in DAYS:
        return vndate(date.fromisoformat(str(value)))
    return str(_(TITLES[key][value])) if value in TITLES.get(key, {}) else str(value)


def _line(key: str, line: Any) -> str:
    if key == "files":
        code, name, _digest = line
        title = ALL_PARTS[code].title if code in ALL_PARTS else code
        return f"{_(title)}: {name}"
    parts: list[Any] = list(line)
    if key == "sites":
        parts = [line[2], line[1], get_commune(line[0]).full_name]
    elif key == "results":
        parts = [_("năm %(year)s", year=line[0]), *_figures(line)]
    return " · ".join(str(part) for part in parts if part not in (None, ""))


def _figures(line: list[Any]) -> Iterator[str]:
    """The figures of a year, each under its name: households, workers, revenue, products, remark."""
    names = (_l("%(n)s hộ"), _l("%(n)s lao động"), _l("doanh thu %(n)s đồng"))
    for name, value in zip(names, line[1:4], strict=True):
        if value is not None:
            yield str(name % {"n": vn_number(value)})
    yield from (str(text) for text in line[4:] if text)
