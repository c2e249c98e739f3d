"""The receipt (Mẫu 01): what it says. Its layout and its printing are in `printing`."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from workflow.extensions import JsonDict
from workflow.papers.printing import Form, form_note, print_pdf, qr, template_on, written_day
from workflow.papers.secrets import grouped, lookup_secret, lookup_token
from workflow.papers.verification import verification
from workflow.wall_clock import HANOI

__all__ = ["RECEIPT", "PartLine", "receipt_facts", "render", "template_on", "written_day"]


@dataclass(frozen=True, slots=True)
class PartLine:
    """A row of the receipt's table. `kind` is "bản điện tử", "bản chính"…; `count` is written out, e.g. "02 tệp"."""

    name: str
    kind: str
    count: str


def receipt_facts(
    *, dossier_id: uuid.UUID, code: str | None, agency: str, submitter: str, proposer: str, phone: str, address: str,
    procedure: str, unit: str, parts: tuple[PartLine, ...], legal_days: int, received_at: datetime, due_on: date,
    receiver: str, base_url: str,
) -> JsonDict:  # fmt: skip
    """What the receipt says, as it is kept for ever. Look-up secrets are not among it; they are derived when printing.

    `code` is None on a preview, before valid reception. `legal_days` are working days.
    """
    return {
        "dossier_id": str(dossier_id), "code": code, "agency": agency, "submitter": submitter, "proposer": proposer,
        "phone": phone, "address": address, "procedure": procedure, "unit": unit,
        "parts": [[part.name, part.kind, part.count] for part in parts], "legal_days": legal_days,
        "received_at": received_at.astimezone(HANOI).isoformat(), "due_on": due_on.isoformat(), "receiver": receiver,
        "base_url": base_url,
        "version": template_on("M01", received_at.astimezone(HANOI).date()).version,
    }  # fmt: skip


def render(facts: JsonDict, *, draft: bool = False) -> bytes:
    """The receipt as PDF/A-2b. A draft carries DỰ THẢO and no look-up secret."""
    return print_pdf(RECEIPT, facts, draft=draft)


def _page(facts: JsonDict, draft: bool) -> JsonDict:
    """The facts in the words of the form."""
    received = datetime.fromisoformat(facts["received_at"])
    dossier_id = uuid.UUID(facts["dossier_id"])
    due_label = "Thời gian trả kết quả"
    return {
        "code": facts["code"] or "(cấp khi tiếp nhận)",
        "agency": facts["agency"], "desk": ["Bộ phận tiếp nhận", "và trả kết quả"],
        "place_and_day": f"Lào Cai, {written_day(received.date())}",
        "who": _who(facts),
        "parts": [{"name": name, "kind": kind, "count": count} for name, kind, count in facts["parts"]],
        "terms": _terms(facts, received, due_label),
        "due_label": due_label,
        "qr": "" if draft else qr(f"{facts['base_url']}/lookup/q/{lookup_token(dossier_id)}"),
        "address": f"{facts['base_url']}/lookup",
        "secret": "(in khi tiếp nhận)" if draft else grouped(lookup_secret(dossier_id)),
        "signatures": [["Người nộp hồ sơ", ""], ["Người tiếp nhận hồ sơ", facts["receiver"]]],
        "note": "Giấy này được lập thành 02 liên: một liên giao cho người nộp hồ sơ, một liên chuyển kèm "
        "Phiếu kiểm soát quá trình giải quyết hồ sơ.",
        "form_note": form_note("M01", facts["version"]), **verification(facts, draft),
    }  # fmt: skip


def _terms(facts: JsonDict, received: datetime, due_label: str) -> list[list[str]]:
    """Lines 2 to 7 of the form."""
    due = date.fromisoformat(facts["due_on"])
    return [
        ["Số lượng hồ sơ", "01 (bộ)"],
        [
            "Thời gian giải quyết hồ sơ theo quy định",
            f"{facts['legal_days']} ngày làm việc, kể từ ngày nhận đủ hồ sơ hợp lệ",
        ],
        ["Thời gian nhận hồ sơ", f"{received:%H} giờ {received:%M} phút, ngày {received:%d/%m/%Y}"],
        [due_label, f"ngày {due:%d/%m/%Y}"],
        ["Đăng ký nhận kết quả tại", f"Bộ phận tiếp nhận và trả kết quả, {facts['agency']}"],
        ["Phí, lệ phí", "không"],
    ]


def _who(facts: JsonDict) -> list[list[str]]:
    lines = [
        ["Tiếp nhận hồ sơ của", facts["submitter"]], ["Người đề nghị", facts["proposer"]],
        ["Địa chỉ", facts["address"]], ["Số điện thoại", facts["phone"]],
        ["Nội dung yêu cầu giải quyết", f"{facts['procedure']}: {facts['unit']}"],
    ]  # fmt: skip
    return [line for line in lines if line[1]]


RECEIPT = Form("M01", "received_at", _page)
