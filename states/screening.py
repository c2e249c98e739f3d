# ruff: noqa: E501 - a table is read in columns
"""The short environmental screening of a support application: two to five questions for each kind, by version.

An honour is not screened: nothing is built or bought.

What is asked of which kind is a working rule of this version; the articles say where a question comes from.
"""

from collections.abc import Mapping

from states.basis import THE_PLAN, Basis, Mark
from states.checklist import Checklist, Item, Level, Mandatory
from states.environment import DECREE_33_1, DECREE_34, DECREE_35, LAW_56_1, LAW_56_1C, LAW_56_2, PLAN
from states.support_kinds import CATALOGUE_2026_1

PREFIX = "screening:"
WORKING_RULE = Basis("Quy tắc làm việc của Sở", Mark.INFERENCE)
MATERIALS = Basis(f"{THE_PLAN}, mục II.8", Mark.PLAN)
VILLAGE, HOUSEHOLD = Level.VILLAGE, Level.HOUSEHOLD

# fmt: off
LAWFUL = Item("SCR-LAWFUL", HOUSEHOLD, "Cơ sở không có vi phạm về bảo vệ môi trường chưa khắc phục", "Kết quả kiểm tra gần nhất, xác nhận của UBND cấp xã", (WORKING_RULE,), Mandatory.YES)
TRADE = Item("SCR-TRADE", HOUSEHOLD, "Cơ sở không thuộc ngành nghề không khuyến khích phát triển, hoặc đang thực hiện kế hoạch chuyển đổi, di dời", "Ngành nghề của cơ sở; kế hoạch chuyển đổi, di dời", (DECREE_35,), Mandatory.YES)
WATER = Item("SCR-WATER", HOUSEHOLD, "Nước thải, khí thải tăng thêm do nội dung được hỗ trợ có biện pháp thu gom, xử lý", "Thuyết minh, hồ sơ thiết bị", (DECREE_34,), Mandatory.IF_ARISES)
NOISE = Item("SCR-NOISE", HOUSEHOLD, "Máy, thiết bị mới có biện pháp giảm tiếng ồn, độ rung, bụi", "Tài liệu kỹ thuật của máy, thiết bị", (DECREE_34, LAW_56_2), Mandatory.IF_ARISES)
WASTE = Item("SCR-WASTE", HOUSEHOLD, "Chất thải rắn tăng thêm được thu gom, lưu giữ, chuyển giao", "Hợp đồng, cam kết thu gom", (DECREE_34, LAW_56_1C), Mandatory.YES)
LICENCE = Item("SCR-LICENCE", HOUSEHOLD, "Có báo cáo đánh giá tác động môi trường, giấy phép hoặc đăng ký môi trường, nếu quy mô thuộc diện phải có", "Số, ngày của văn bản", (LAW_56_2,), Mandatory.IF_PRESENT)
PLANNED = Item("SCR-PLAN", VILLAGE, "Nội dung phù hợp với phương án bảo vệ môi trường của làng nghề", "Mục của phương án", (LAW_56_1, DECREE_33_1), Mandatory.WARN)
HAZARD = Item("SCR-HAZARD", VILLAGE, "Chất thải nguy hại (cắt đá, thuốc nhuộm, dung môi) được phân loại, lưu giữ, chuyển giao", "Nơi lưu giữ, chứng từ chuyển giao", (PLAN,), Mandatory.IF_ARISES)
EVENT = Item("SCR-EVENT", HOUSEHOLD, "Vật liệu trưng bày, bao bì, ấn phẩm được thu gom, dùng lại hoặc tái chế", "Thuyết minh", (WORKING_RULE,), Mandatory.NO)
SOURCE = Item("SCR-SOURCE", VILLAGE, "Nguyên liệu được khai thác, trồng hợp pháp, không làm cạn nguồn không tái sinh", "Giấy tờ về nguồn nguyên liệu, quy hoạch vùng trồng", (MATERIALS,), Mandatory.YES)
VISITORS = Item("SCR-VISITORS", VILLAGE, "Điểm đón khách có nơi thu gom rác và nhà vệ sinh", "Ảnh, sơ đồ", (LAW_56_1C,), Mandatory.YES)

GATHERING = (LAWFUL, EVENT)
PAPERWORK = (LAWFUL, TRADE)
LEARNING = (LAWFUL, TRADE, WASTE)
PRODUCING = (LAWFUL, TRADE, WATER, NOISE, LICENCE)
BUILDING = (TRADE, PLANNED, WATER, WASTE, LICENCE)

ITEMS_2026_1: Mapping[str, tuple[Item, ...]] = {
    "training": LEARNING,
    "environment": (PLANNED, WASTE, HAZARD, LICENCE),
    "trade_promotion": GATHERING,
    "contest": GATHERING,
    "ecommerce": PAPERWORK,
    "equipment": PRODUCING,
    "ocop": (LAWFUL, TRADE, WASTE),
    "study_visit": GATHERING,
    "media": GATHERING,
    "scitech": PRODUCING,
    "ip": PAPERWORK,
    "traceability": PAPERWORK,
    "credit": PRODUCING,
    "investment": BUILDING,
    "raw_material": (SOURCE, PLANNED, WASTE),
    "tourism": (LAWFUL, VISITORS, PLANNED),
    "premises": BUILDING,
    "infrastructure": BUILDING,
    "recognition_grant": PAPERWORK,
    "rural_trade_project": PRODUCING,
}
# fmt: on


def _lists(version: str, items: Mapping[str, tuple[Item, ...]]) -> dict[str, Checklist]:
    day = CATALOGUE_2026_1.valid_from
    return {kind: Checklist(version, day, asked, {}, PREFIX + kind) for kind, asked in items.items()}


SCREENINGS: dict[str, dict[str, Checklist]] = {"2026.1": _lists("2026.1", ITEMS_2026_1)}
"""The lists the program brings, by version of the support policies, then by kind; `checklists` knows the others too."""


NOTHING_TO_SCREEN = Checklist("2026.1", CATALOGUE_2026_1.valid_from, (), {}, f"{PREFIX}nothing")


def screening_for(kind: str, version: str) -> Checklist:
    """The list that came with a version of the support policies; an empty one for an honour."""
    return SCREENINGS.get(version, {}).get(kind, NOTHING_TO_SCREEN)
