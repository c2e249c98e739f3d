"""What the law asks before a yearly review goes on. A review is no dossier: its case is `ReviewCase`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from states.actors import AgencyKind
from states.basis import THE_PLAN, Basis, Mark, Reason
from states.case import Case
from states.criteria import HOUSEHOLD_SHARE
from states.numbers import vn_percent
from states.reviewing import HOUSEHOLDS, Effectiveness, ReviewFact, floor_gaps, unanswered, unmet
from states.tables import Attempt, rule

THE_REVIEW = Basis(f"{THE_PLAN}, phần V.9", Mark.PLAN)
WORKING_RULE = Basis("Quy ước rà soát hằng năm", Mark.INFERENCE)


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """One yearly review as the kernel sees it: where it stands, whose it is, what was filled in."""

    stage: str
    agencies: Mapping[AgencyKind, str]
    review: ReviewFact
    hold: None = None

    @property
    def as_case(self) -> Case:
        """The same for the kernel, which of a case reads no more than this."""
        return cast("Case", self)


def review_of(attempt: Attempt) -> ReviewFact:
    """The review an attempt is about."""
    return cast("ReviewCase", attempt.case).review


@rule("Đã có đủ số liệu của năm", THE_REVIEW)
def figures_are_given(attempt: Attempt) -> Iterator[Reason]:
    figures = review_of(attempt).figures
    asked = (
        ("households", figures.households, "Chưa ghi tổng số hộ trên địa bàn."),
        ("trade_households", figures.trade_households, "Chưa ghi số hộ làm nghề."),
        ("workers", figures.workers, "Chưa ghi số lao động làm nghề."),
        ("trained_workers", figures.trained_workers, "Chưa ghi số lao động được đào tạo, tập huấn."),
        ("revenue_vnd", figures.revenue_vnd, "Chưa ghi doanh thu của năm (ghi 0 nếu không sản xuất)."),
    )
    for name, value, missing in asked:
        if value is None:
            yield Reason(missing, where=f"ask:{name}")


@rule("Mọi tiêu chí đã được trả lời; tiêu chí không đạt có lý do", THE_REVIEW)
def every_criterion_has_its_word(attempt: Attempt) -> Iterator[Reason]:
    review = review_of(attempt)
    for criterion in unanswered(review):
        yield Reason(f"Chưa trả lời tiêu chí “{criterion.title}”.", where=f"ask:{criterion.code}-met")
    for criterion in unmet(review.kind, review.answers):
        if not review.answers[criterion.code].remark.strip():
            told = f"Chưa ghi vì sao tiêu chí “{criterion.title}” không đạt."
            yield Reason(told, where=f"ask:{criterion.code}-remark")


@rule("Câu trả lời về tỷ lệ hộ khớp với số liệu", WORKING_RULE)
def share_agrees_with_the_figures(attempt: Attempt) -> Iterator[Reason]:
    review = review_of(attempt)
    word, share = review.answers.get(HOUSEHOLDS), review.figures.share
    if word is not None and share is not None and word.met != (share >= HOUSEHOLD_SHARE):
        said = "đạt" if word.met else "không đạt"
        told = f"Số liệu cho tỷ lệ {vn_percent(share)}, nhưng tiêu chí “Tỷ lệ hộ tham gia” được trả lời là {said}."
        yield Reason(told, where=f"ask:{HOUSEHOLDS}-met")


@rule("Đã xếp loại hiệu quả hoạt động", THE_REVIEW)
def effectiveness_is_proposed(attempt: Attempt) -> Iterator[Reason]:
    if review_of(attempt).effectiveness is None:
        yield Reason("Chưa xếp loại hiệu quả hoạt động.", where="ask:effectiveness")


@rule("Chỉ xếp loại có hiệu quả khi không dưới mức tối thiểu", WORKING_RULE)
def rating_is_above_the_floor(attempt: Attempt) -> Iterator[Reason]:
    """The rating that is given now, else the one that was proposed."""
    review = review_of(attempt)
    rating = attempt.inputs.get("effectiveness", "").strip() or review.effectiveness
    if rating == Effectiveness.EFFECTIVE:
        for gap in floor_gaps(review, attempt.procedure.number("revenue_percent")):
            yield Reason(f"Chưa thể xếp loại có hiệu quả: {gap}", where="ask:effectiveness")


@rule("Người duyệt không phải là người lập", WORKING_RULE)
def approver_is_not_the_filler(attempt: Attempt) -> Iterator[str]:
    if review_of(attempt).filled_by in attempt.actor.ids:
        yield "Ông/Bà đã lập phiếu rà soát này nên không được duyệt; hãy để người khác duyệt."
