"""The yearly review as a form: figures, a word on each criterion, how the unit works."""

from collections.abc import Iterator
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from states.criteria import Criterion
from states.reviewing import EFFECTIVENESS_TITLES, KEEPING, Effectiveness, Figures, Kept
from workflow.forms import Choice, Form, Line, Money, OneOf, Paragraph, WholeNumber
from workflow.reviews.queries import ReviewView
from workflow.reviews.services import DraftReview

RATINGS = [("", _l("– chọn –")), *((rating.value, _l(title)) for rating, title in EFFECTIVENESS_TITLES.items())]


class ReviewForm(Form):
    """Built for one review by `review_form`."""

    seen_version = HiddenField()
    households = WholeNumber(_l("Tổng số hộ trên địa bàn"))
    trade_households = WholeNumber(_l("Số hộ còn làm nghề"))
    workers = WholeNumber(_l("Số lao động"))
    trained_workers = WholeNumber(_l("Số lao động đã được đào tạo, bồi dưỡng"))
    revenue_vnd = Money(_l("Doanh thu trong năm (đồng)"))
    effectiveness = Choice(_l("Đánh giá hoạt động"), choices=RATINGS, required=False)
    environment = Paragraph(_l("Tình hình bảo vệ môi trường"))
    remark = Paragraph(_l("Ghi chú"))
    criteria: tuple[Criterion, ...]

    def rows(self) -> Iterator[tuple[Criterion, Any, Any]]:
        for criterion in self.criteria:
            yield criterion, self[f"{criterion.code}-met"], self[f"{criterion.code}-remark"]

    @property
    def figures(self) -> list[Any]:
        return [self.households, self.trade_households, self.workers, self.trained_workers, self.revenue_vnd]

    def draft(self) -> DraftReview:
        """What was filled in; nothing has to be complete."""
        counted = Figures(*(field.data for field in self.figures))
        words = {c.code: Kept(met.data == "yes", remark.data or "") for c, met, remark in self.rows() if met.data}
        rating = Effectiveness(self.effectiveness.data) if self.effectiveness.data else None
        return DraftReview(counted, words, rating, self.environment.data or "", self.remark.data or "")


def review_form(review: ReviewView) -> ReviewForm:
    """The form showing what stands; when a form was sent, what was typed."""
    row, fields = review.row, {"criteria": review.criteria}
    names = ("households", "trade_households", "workers", "trained_workers", "revenue_vnd", "environment", "remark")
    data: dict[str, Any] = {name: getattr(row, name) for name in names}
    data["effectiveness"] = row.effectiveness_proposed or ""
    for criterion in review.criteria:
        title = _(KEEPING.get(criterion.code, criterion.title))
        fields[f"{criterion.code}-met"] = OneOf(
            title, required=False, choices=[("yes", _("Đạt")), ("no", _("Không đạt"))]
        )
        fields[f"{criterion.code}-remark"] = Line(_("Nhận xét"), longest=500)
        if word := row.criteria.get(criterion.code):
            data |= {
                f"{criterion.code}-met": "yes" if word["met"] else "no",
                f"{criterion.code}-remark": word["remark"],
            }
    made = cast("type[ReviewForm]", type("ReviewOfUnit", (ReviewForm,), fields))
    return made(data=data)
