# ruff: noqa: E501 - a table is read in columns
"""The yearly review of a recognised unit: filled in by its commune, confirmed by the department (plan, V.1 and V.9).

It is a matter, not a dossier: `workflow/reviews` keeps it. The plan asks for the review and says no more; stages, days and
the numbers below are working rules of this version.
"""

from collections.abc import Mapping
from datetime import date

from states.actors import COMMUNE_LEADER, COMMUNE_OFFICER, DEPT_LEADER, DEPT_OFFICER, AgencyKind
from states.basis import DECREE_52, Basis, Mark
from states.case import Case
from states.kernel import Ask, AskKind, Parameter, Procedure, Stage, Step
from states.reviewing import EFFECTIVENESS_TITLES
from states.rules.reviewing import (
    approver_is_not_the_filler,
    effectiveness_is_proposed,
    every_criterion_has_its_word,
    figures_are_given,
    rating_is_above_the_floor,
    share_agrees_with_the_figures,
)


def _ratings(case: Case) -> Mapping[str, str]:
    return {rating.value: title for rating, title in EFFECTIVENESS_TITLES.items()}


ARTICLE_6_5 = Basis(f"{DECREE_52}, Điều 6 khoản 5", Mark.MEMORY)
PROPOSAL = Basis("Đề xuất cách hiểu chỉ tiêu “hoạt động có hiệu quả” của Kế hoạch", Mark.INFERENCE)
COMMUNE, BOTH = (AgencyKind.COMMUNE,), (AgencyKind.COMMUNE, AgencyKind.AGRICULTURE_ENVIRONMENT)
RATING = Ask(
    "effectiveness",
    "Xếp loại được xác nhận",
    AskKind.CHOICE,
    required=False,
    options=_ratings,
    hint="Để trống nếu đồng ý với đề xuất của xã, phường.",
)
REMARK = Ask("reason", "Ý kiến của Sở", AskKind.PARAGRAPH, required=False)
COMPLETE = (
    figures_are_given,
    every_criterion_has_its_word,
    share_agrees_with_the_figures,
    effectiveness_is_proposed,
    rating_is_above_the_floor,
)

# fmt: off
REVIEW_2026_1 = Procedure(
    code="review", version="2026.1",
    title="Rà soát hằng năm nghề, làng nghề đã công nhận",
    basis="Kế hoạch Bảo tồn và phát triển làng nghề tỉnh Lào Cai giai đoạn 2026-2030, phần V",
    legal_days=30, limit_is_target=True,
    opened_by=DEPT_OFFICER,
    stages=(
        #     name                 for officers                     for the public        phase
        Stage("due",              "Chờ xã, phường rà soát",        "Đang rà soát",       "Rà soát",   days=20, editable=True, seen_by=BOTH),
        Stage("commune_approval", "Chờ lãnh đạo cấp xã duyệt",     "Đang rà soát",       "Rà soát",   days=3,  seen_by=BOTH),
        Stage("submitted",        "Chờ Sở xác nhận",               "Đang rà soát",       "Xác nhận",  days=7,  seen_by=BOTH),
        Stage("confirmed",        "Đã xác nhận",                   "Đã rà soát",         "Kết quả",   final=True),
    ),
    steps=(
        #    action               from                to                  who                 button, and on what condition
        Step("present",           "due",              "commune_approval", by=COMMUNE_OFFICER, title="Trình lãnh đạo cấp xã", when=COMPLETE),
        Step("approve",           "commune_approval", "submitted",        by=COMMUNE_LEADER,  title="Duyệt, gửi Sở",         when=(*COMPLETE, approver_is_not_the_filler)),
        Step("return_to_officer", "commune_approval", "due",              by=COMMUNE_LEADER,  title="Trả lại công chức",     needs_reason=True),
        Step("confirm",           "submitted",        "confirmed",        by=DEPT_OFFICER,    title="Xác nhận kết quả",      when=(every_criterion_has_its_word, rating_is_above_the_floor), asks=(RATING, REMARK)),
        Step("return_to_commune", "submitted",        "due",              by=DEPT_OFFICER,    title="Trả lại xã, phường",    needs_reason=True),
        Step("reopen",            "confirmed",        "due",              by=DEPT_LEADER,     title="Mở lại phiếu đã xác nhận", needs_reason=True, reopens=True),
    ),
    parameters=(
        Parameter("warn_from_year",    "Cảnh báo từ năm thứ mấy không đạt tiêu chí", 3, "năm", ARTICLE_6_5),
        Parameter("ready_after_years", "Số năm không đạt tiêu chí trước khi lập hồ sơ thu hồi", 5, "năm", ARTICLE_6_5),
        Parameter("revenue_percent",   "Doanh thu tối thiểu so với năm trước để xếp loại có hiệu quả", 80, "%", PROPOSAL),
        Parameter("remind_after_days", "Nhắc xã, phường sau khi mở đợt rà soát", 20, "ngày làm việc", PROPOSAL),
    ),
)
# fmt: on

EDITIONS: tuple[tuple[Procedure, date], ...] = ((REVIEW_2026_1, date(2025, 1, 1)),)


def review_procedure(version: str) -> Procedure:
    """The version a review was opened under. Raises LookupError."""
    for procedure, _valid_from in EDITIONS:
        if procedure.version == version:
            return procedure
    raise LookupError(f"there is no review procedure {version}")


def current_review(on: date) -> Procedure:
    """The version that a review opened on that day uses. Raises LookupError when there is none yet."""
    valid = [(valid_from, procedure) for procedure, valid_from in EDITIONS if valid_from <= on]
    if not valid:
        raise LookupError(f"there is no review procedure on {on}")
    return max(valid, key=lambda edition: edition[0])[1]
