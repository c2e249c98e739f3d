"""A hand-in in words: single facts under their names, and lists with one line each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from states.kinds import BASIS_TITLES, KIND_TITLES
from states.numbers import vn_number
from states.papers_asked import ALL_PARTS

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
    "since": "Từ khi", "evidence": "Căn cứ, bằng chứng",
}  # fmt: skip
"""Names of single facts, by the key under which a hand-in keeps them; a key that is not here stays out of sight."""

TITLES: dict[str, str] = {
    **{kind.value: title for kind, title in KIND_TITLES.items()},
    **{basis.value: title for basis, title in BASIS_TITLES.items()},
}

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
    return str(_(TITLES[value])) if key in ("kind", "basis") and value in TITLES else str(value)


def _line(key: str, line: Any) -> str:
    parts = [str(part) for part in line if part not in (None, "")] if isinstance(line, list) else [str(line)]
    if key == "files":
        code, name, _digest = line
        title = ALL_PARTS[code].title if code in ALL_PARTS else code
        return f"{_(title)}: {name}"
    return " · ".join(parts)
