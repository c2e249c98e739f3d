"""The yearly estimate of a commune for preserving and developing its craft villages (plan V.9): what for, from which
money, who sends it and who takes note of it.

Needs of environmental protection are summed up apart (plan V.9, second indent); everything else is a kind of support or
the upkeep of the village.
"""

from states.actors import COMMUNE_LEADER, COMMUNE_OFFICER, DEPT_OFFICER
from states.passage import Move, Passage
from states.support_kinds import CATALOGUES

DRAFT, SUBMITTED, NOTED, RETURNED = "draft", "submitted", "noted", "returned"
OPEN = (DRAFT, RETURNED)
"""States in which the commune writes."""
COUNTED = (SUBMITTED, NOTED)
"""States in which an estimate is part of the province's sum."""
EDITOR = COMMUNE_OFFICER

# fmt: off
ESTIMATE = Passage(
    {DRAFT: "Đang lập", SUBMITTED: "Đã gửi Sở", NOTED: "Sở đã tổng hợp", RETURNED: "Sở trả lại để sửa"},
    (
        Move("submit", "Gửi dự toán",   (DRAFT, RETURNED),   SUBMITTED, COMMUNE_LEADER),
        Move("note",   "Ghi nhận",      (SUBMITTED,),        NOTED,     DEPT_OFFICER),
        Move("return", "Trả lại để sửa", (SUBMITTED, NOTED), RETURNED,  DEPT_OFFICER, needs_reason=True),
    ),
)

ENVIRONMENT_NEEDS: dict[str, str] = {
    "env_water":      "Môi trường: hệ thống thu gom, xử lý nước thải",
    "env_waste":      "Môi trường: khu tập kết, xử lý chất thải rắn, chất thải nguy hại",
    "env_models":     "Môi trường: mô hình thu gom, xử lý tại chỗ",
    "env_relocation": "Môi trường: chuyển đổi ngành nghề, di dời cơ sở",
    "env_outreach":   "Môi trường: tuyên truyền, tổ chức tự quản",
}
# fmt: on
UPKEEP = {"upkeep": "Cải tạo cảnh quan, lễ hội, bảo tồn nghề"}
PURPOSES: dict[str, str] = {
    **{kind.code: kind.title for each in CATALOGUES.values() for kind in each.kinds if kind.has_money},
    **UPKEEP,
    **ENVIRONMENT_NEEDS,
}
"""What an estimate may ask money for."""

FIRST_YEAR, LAST_YEAR = 2020, 2100
