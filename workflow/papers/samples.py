"""Invented facts for each form: what a layout that is being written is tried on."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime

from workflow.extensions import JsonDict
from workflow.papers import letters
from workflow.papers.letters import Author, Matter, Wanted
from workflow.papers.receipt import PartLine, receipt_facts
from workflow.wall_clock import HANOI

AT = datetime(2026, 11, 24, 9, 30, tzinfo=HANOI)
DOSSIER = uuid.UUID(int=1)
MATTER = Matter(
    DOSSIER, "H38.12-261124-0001", "UBND xã Mường Hum", "Công nhận làng nghề",
    "Làng nghề mây tre đan Nậm Pung", "Nghị định 52/2018/NĐ-CP, Điều 5, 6", "Ly Giờ Xá", "Thôn Nậm Pung, xã Mường Hum",
    "0912 345 123", date(2026, 11, 10),
)  # fmt: skip
AUTHOR = Author(
    "Sở Nông nghiệp và Môi trường", "Nguyễn Thị Hồng Ngọc", ("Tuq. Giám đốc", "Trưởng phòng"), "UBND tỉnh Lào Cai",
    "0214 3840 123",
)  # fmt: skip
WANTED = (
    Wanted("Danh sách hộ làm nghề", "chưa rõ", "Ghi năm bắt đầu làm nghề của từng hộ"),
    Wanted("Kết quả sản xuất hai năm", "thiếu", "Bổ sung số liệu năm 2024"),
)


def _receipt() -> JsonDict:
    parts = (PartLine("Danh sách hộ làm nghề", "bản điện tử", "01 tệp"), PartLine("Tóm tắt nghề", "bản chính", "02 tờ"))
    return receipt_facts(
        dossier_id=DOSSIER, code=MATTER.code, agency=AUTHOR.agency, submitter=MATTER.submitter,
        proposer=MATTER.proposer,
        phone=MATTER.phone, address=MATTER.address, procedure=MATTER.procedure, unit=MATTER.unit, parts=parts,
        legal_days=30, received_at=AT, due_on=date(2027, 1, 6), receiver=AUTHOR.name,
        base_url="https://langnghe.example",
    )  # fmt: skip


def _supplement() -> JsonDict:
    message = "Hồ sơ chưa đủ căn cứ"
    return letters.supplement_facts(MATTER, AUTHOR, WANTED, message=message, answer_by=date(2026, 12, 22), at=AT)


def _extension() -> JsonDict:
    days = {"due_on": date(2026, 12, 22), "extended_to": date(2027, 1, 8)}
    return letters.extension_facts(MATTER, AUTHOR, **days, reason="Chờ ý kiến của Sở Công Thương", at=AT)


SAMPLES: Mapping[str, Callable[[], JsonDict]] = {
    "M01": _receipt,
    "M02": _supplement,
    "M03": lambda: letters.refusal_facts(MATTER, AUTHOR, reason="Không thuộc thẩm quyền giải quyết", at=AT),
    "M04": _extension,
    "M05": lambda: letters.stop_facts(MATTER, AUTHOR, ground="UBND xã xin rút hồ sơ.", reason="Lập lại năm sau", at=AT),
}
