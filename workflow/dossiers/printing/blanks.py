# ruff: noqa: E501 - sentences of papers are read whole
"""Forms to fill by hand in the village: the list of households, the environmental checklist."""

from datetime import datetime

from states.actors import AgencyKind
from states.checklist import Checklist, Item
from workflow.dossiers.case import DossierCase
from workflow.dossiers.printing.making import signed_by, start
from workflow.dossiers.printing.matters import commune_of
from workflow.extensions import JsonDict
from workflow.papers import blocks
from workflow.papers.blocks import Blocks

ROWS = 35
_HINT = "(Ký, ghi rõ họ tên)"


def households_of(case: DossierCase, at: datetime) -> JsonDict:
    """DS-HO with the names of a dossier."""
    return households(commune_of(case), case.row.title, at)


def checklist_of(case: DossierCase, at: datetime) -> JsonDict:
    """PKT-MT by the list the dossier is appraised with."""
    agency = "Sở Nông nghiệp và Môi trường tỉnh Lào Cai"
    return checklist(case.checklist, agency, f"{case.row.title}, {commune_of(case)}", at)


def households(agency: str, unit: str, at: datetime) -> JsonDict:
    """DS-HO: the columns of the list as it is typed afterwards. No numbers of identity, no birthdays."""
    facts = start("DS-HO", at, AgencyKind.COMMUNE, agency)
    titles = (
        "STT",
        "Họ và tên chủ hộ",
        "Thôn, bản, tổ dân phố",
        "Ngành nghề",
        "Số lao động",
        "Số năm làm nghề",
        "Ký tên",
    )
    rows = [[str(number), *[""] * 6] for number in range(1, ROWS + 1)]
    body: Blocks = [
        blocks.said("Tên nghề, làng nghề", unit or "…" * 60),
        blocks.said("Tổng số hộ trên địa bàn", "…………… hộ"), blocks.said("Ngày lập", "ngày ……… tháng ……… năm …………"),
        blocks.table(titles, rows, (11, 1.5, 1.2, 1, 17, 17, 20), "cllllll", row_height=9),
        blocks.note("Mỗi hộ ghi một dòng; chỉ ghi họ tên chủ hộ, thôn, nghề, số lao động và số năm làm nghề."),
    ]  # fmt: skip
    signs = [signed_by(("TRƯỞNG THÔN",), "", _HINT), signed_by(("NGƯỜI LẬP DANH SÁCH",), "", _HINT)]
    return facts | {
        "place": "", "kind": "DANH SÁCH HỘ THAM GIA NGÀNH NGHỀ", "blocks": body, "signatures": signs, "is_blank": True,
    }  # fmt: skip


def checklist(items: Checklist, agency: str, unit: str, at: datetime) -> JsonDict:
    """PKT-MT: every item of the list with boxes to tick, on wide sheets."""
    facts = start("PKT-MT", at, AgencyKind.AGRICULTURE_ENVIRONMENT, agency)
    rows = [
        [_asked(item), item.evidence, "□", "□", "□", "□", ""]
        for item in items.items
    ]  # fmt: skip
    titles = (
        "STT",
        "Nội dung kiểm tra",
        "Minh chứng",
        "Đạt",
        "Chưa đạt",
        "Không áp dụng",
        "Cần kiểm tra thực tế",
        "Ghi chú",
    )
    body: Blocks = [
        blocks.said("Nơi kiểm tra", unit or "…" * 60),
        blocks.said("Ngày kiểm tra", "……/……/…………"),
        blocks.said("Người kiểm tra", "…" * 30), blocks.said("Đại diện địa phương", "…" * 30),
        blocks.table(titles, blocks.numbered(rows), (10, 2.2, 1.4, 14, 14, 16, 18, 1.2), "cllccccl"),
    ]  # fmt: skip
    signs = [signed_by(("ĐẠI DIỆN ĐỊA PHƯƠNG",), "", _HINT), signed_by(("NGƯỜI KIỂM TRA",), "", _HINT)]
    return facts | {
        "place": "", "kind": "PHIẾU KIỂM TRA MÔI TRƯỜNG", "subject": f"Theo danh mục thẩm định, phiên bản {items.version}",
        "blocks": body, "signatures": signs, "is_blank": True,
    }  # fmt: skip


def _asked(item: Item) -> str:
    grounds = "; ".join(item.citations)
    return f"{item.text} ({grounds})" if grounds else item.text
