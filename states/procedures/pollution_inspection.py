# ruff: noqa: E501 - a table is read in columns
"""An inspection of pollution, and of how it is treated, on request of the competent level (plan, V.1).

A matter, not a dossier (`workflow/environment`). The plan gives the duty; stages and buttons are a working rule.
"""

from collections.abc import Mapping
from enum import StrEnum

from states.actors import (
    COMMUNE_LEADER,
    COMMUNE_OFFICER,
    DEPT_LEADER,
    ENV_APPRAISER,
    PROVINCE_CLERK,
    PROVINCE_LEADER,
    Post,
)
from states.asks import Ask, AskKind
from states.basis import THE_PLAN
from states.case import Case
from states.kernel import Procedure, Stage, Step
from states.rules.following import INSPECTED_ON, inspection_took_place

MAY_ASK: tuple[Post, ...] = (COMMUNE_OFFICER, COMMUNE_LEADER, DEPT_LEADER, PROVINCE_CLERK, PROVINCE_LEADER)
"""The posts of a competent level. A commune asks about its own units only."""


class Pollution(StrEnum):
    """What an inspection concludes."""

    NONE = "none"
    TREATED = "treated"
    FOUND = "found"


POLLUTION_TITLES: dict[Pollution, str] = {
    Pollution.NONE: "Không gây ô nhiễm",
    Pollution.TREATED: "Có phát sinh ô nhiễm, đã được xử lý",
    Pollution.FOUND: "Gây ô nhiễm, phải xử lý",
}


def _conclusions(case: Case) -> Mapping[str, str]:
    return {each.value: title for each, title in POLLUTION_TITLES.items()}


CONCLUSION = Ask("conclusion", "Kết luận", AskKind.CHOICE, options=_conclusions)
RESULT = Ask("result", "Kết quả kiểm tra", AskKind.PARAGRAPH, hint="Đã kiểm tra gì, thấy gì, phải làm gì tiếp.")

# fmt: off
POLLUTION_INSPECTION_2026_1 = Procedure(
    code="pollution_inspection", version="2026.1",
    title="Đánh giá ô nhiễm và xử lý ô nhiễm theo yêu cầu",
    basis=f"{THE_PLAN}, phần V.1", legal_days=20, limit_is_target=True,
    opened_by=COMMUNE_LEADER,
    stages=(
        #     name         for officers                for the public     phase
        Stage("asked",     "Chờ Sở nhận yêu cầu",      "Đang xem xét",    "Yêu cầu"),
        Stage("taken",     "Sở đang kiểm tra",         "Đang kiểm tra",   "Kiểm tra"),
        Stage("concluded", "Đã kết luận",              "Đã kết luận",     "Kết quả", final=True),
        Stage("declined",  "Không kiểm tra",           "Không kiểm tra",  "Kết quả", final=True),
    ),
    steps=(
        #    action      from                to           who               button, and on what condition
        Step("take",     "asked",            "taken",     by=ENV_APPRAISER, title="Nhận yêu cầu"),
        Step("conclude", "taken",            "concluded", by=ENV_APPRAISER, title="Ghi kết quả và kết luận", asks=(INSPECTED_ON, CONCLUSION, RESULT), when=(inspection_took_place,)),
        Step("decline",  ("asked", "taken"), "declined",  by=ENV_APPRAISER, title="Không kiểm tra",          needs_reason=True, beside=True),
    ),
)
# fmt: on
