"""Mẫu 06 and 07: the control slip of a dossier and the register of a period. What each says, in which words.

Both are read from the journal whenever they are asked for; nothing of them is kept.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from workflow.extensions import JsonDict
from workflow.papers.printing import Form, form_note, template_on, written_day
from workflow.wall_clock import HANOI

NO_CODE = "chưa cấp"


class SlipRow(NamedTuple):
    """One hand-over as Mẫu 06 says it. `receiver` is empty where the dossier ended."""

    giver: str
    giver_role: str
    given_by: str
    receiver: str
    receiver_role: str
    received_by: str
    at: datetime
    place: str
    outcome: str
    due_on: date | None
    left_on: date | None
    notes: tuple[str, ...]


class BookRow(NamedTuple):
    """One dossier as Mẫu 07 says it: thirteen cells in the order of the form, the number before them left out."""

    code: str
    procedure: str
    sets: str
    applicant: str
    contact: str
    lead: str
    received_on: date
    due_on: date | None
    returned_on: date | None
    way: str
    received_by: str
    note: str


BOOK_HEAD = (
    "STT", "Mã hồ sơ", "Tên thủ tục hành chính", "Số lượng (bộ)", "Tên cá nhân, tổ chức", "Địa chỉ, điện thoại",
    "Cơ quan chủ trì giải quyết", "Ngày nhận hồ sơ", "Ngày hẹn trả", "Ngày trả kết quả", "Phương thức nhận kết quả",
    "Ký nhận", "Ghi chú",
)  # fmt: skip


def slip_facts(
    *, dossier_id: uuid.UUID, code: str | None, agency: str, submitter: str, procedure: str, unit: str,
    received_on: date | None, due_on: date | None, overall: str, at: datetime, rows: Sequence[SlipRow],
) -> JsonDict:  # fmt: skip
    """Mẫu 06. `at` is the instant of the journal's last act; `overall` how the whole kept its days, in words."""
    local = at.astimezone(HANOI)
    return {
        "version": template_on("M06", local.date()).version, "made_at": local.isoformat(),
        "dossier_id": str(dossier_id), "code": code, "agency": agency, "submitter": submitter,
        "procedure": procedure, "unit": unit, "received_on": _iso(received_on), "due_on": _iso(due_on),
        "overall": overall,
        "rows": [
            {**row._asdict(), "at": row.at.astimezone(HANOI).isoformat(), "due_on": _iso(row.due_on),
             "left_on": _iso(row.left_on), "notes": list(row.notes)}
            for row in rows
        ],
    }  # fmt: skip


def book_facts(
    *, agency: str, first: date, last: date, on: date, rows: Sequence[BookRow], totals: Sequence[tuple[str, int]]
) -> JsonDict:
    """Mẫu 07 for the dossiers received from the day `first` to the day `last`, as they stand on the day `on`."""
    return {
        "version": template_on("M07", on).version, "made_at": datetime.combine(on, time(), HANOI).isoformat(),
        "code": "", "agency": agency, "first": first.isoformat(), "last": last.isoformat(),
        "rows": [book_cells(number, row) for number, row in enumerate(rows, 1)],
        "totals": [[label, count] for label, count in totals],
    }  # fmt: skip


def book_cells(number: int, row: BookRow) -> list[str]:
    """A row of the register as text."""
    days = (f"{day:%d/%m/%Y}" if day else "" for day in (row.received_on, row.due_on, row.returned_on))
    return [str(number), *row[:6], *days, row.way, row.received_by, row.note]


def written_instant(at: datetime) -> str:
    """08 giờ 30 phút, ngày 05 tháng 02 năm 2026"""
    return f"{at.hour:02d} giờ {at.minute:02d} phút, {written_day(at.date())}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(iso: str | None) -> str:
    return f"{date.fromisoformat(iso):%d/%m/%Y}" if iso else ""


def _slip(facts: JsonDict, draft: bool) -> JsonDict:
    made = datetime.fromisoformat(facts["made_at"])
    who = [
        ["Mã hồ sơ", facts["code"] or NO_CODE], ["Hồ sơ của", facts["submitter"]],
        ["Thủ tục hành chính", f"{facts['procedure']}: {facts['unit']}"], ["Cơ quan tiếp nhận", facts["agency"]],
        ["Ngày tiếp nhận", _day(facts["received_on"])], ["Ngày hẹn trả kết quả", _day(facts["due_on"])],
    ]  # fmt: skip
    return {
        "code": facts["code"] or "", "agency": facts["agency"],
        "place_and_day": f"Lào Cai, {written_day(made.date())}", "who": [line for line in who if line[1]],
        "rows": [_slip_row(row) for row in facts["rows"]], "overall": facts["overall"],
        "as_of": f"Lập từ nhật ký hồ sơ, đến thao tác lúc {written_instant(made)}.",
        "form_note": form_note("M06", facts["version"]),
    }  # fmt: skip


def _slip_row(row: JsonDict) -> JsonDict:
    ended = not row["receiver"]
    receiver = row["place"] if ended else f"{row['receiver']} ({row['receiver_role']})"
    term = f" (hạn {_day(row['due_on'])})" if row["due_on"] else ""
    return {
        "giver": f"{row['giver']} ({row['giver_role']})", "receiver": receiver, "ended": ended, "place": row["place"],
        "given_by": row["given_by"], "received_by": row["received_by"],
        "at": written_instant(datetime.fromisoformat(row["at"])),
        "outcome": "" if ended else f"{row['outcome']}{term}", "notes": row["notes"],
    }  # fmt: skip


def _book(facts: JsonDict, draft: bool) -> JsonDict:
    made = datetime.fromisoformat(facts["made_at"]).date()
    first, last = _day(facts["first"]), _day(facts["last"])
    return {
        "code": "", "agency": facts["agency"], "place_and_day": f"Lào Cai, {written_day(made)}",
        "period": f"Hồ sơ tiếp nhận từ ngày {first} đến ngày {last}", "head": list(BOOK_HEAD),
        "rows": facts["rows"], "totals": [[label, str(count)] for label, count in facts["totals"]],
        "form_note": form_note("M07", facts["version"]),
    }  # fmt: skip


CONTROL = (Form("M06", "made_at", _slip), Form("M07", "made_at", _book))
