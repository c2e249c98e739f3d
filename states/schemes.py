"""Schemes and projects on their way to approval (plan V.1: the leading agency draws up, the province approves)."""

from states.actors import LEAD_LEADER, LEAD_OFFICER, PROVINCE_CLERK
from states.passage import Move, Passage

DRAFT, SUBMITTED, APPROVED, REFUSED = "draft", "submitted", "approved", "refused"
DECIDED = (APPROVED, REFUSED)
EDITOR = LEAD_OFFICER

SCHEME_KINDS: dict[str, str] = {"scheme": "Đề án", "project": "Dự án"}

# fmt: off
SCHEME = Passage(
    {DRAFT: "Đang xây dựng", SUBMITTED: "Đã trình UBND tỉnh", APPROVED: "Đã phê duyệt", REFUSED: "Không phê duyệt"},
    (
        Move("submit",  "Trình UBND tỉnh",      (DRAFT,),     SUBMITTED, LEAD_LEADER),
        Move("return",  "Trả lại để hoàn thiện", (SUBMITTED,), DRAFT,    PROVINCE_CLERK, needs_reason=True),
        Move("approve", "Ghi phê duyệt",        (SUBMITTED,), APPROVED,  PROVINCE_CLERK),
        Move("refuse",  "Ghi không phê duyệt",  (SUBMITTED,), REFUSED,   PROVINCE_CLERK),
    ),
)
# fmt: on
"""Approval and refusal are recorded with the number and the day of the paper that says so."""
