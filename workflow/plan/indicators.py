"""The eight indicators of the plan as of a day, each with the rows that it is counted from. Nothing here is stored."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import exists, func, or_, select

from states.achievements import Achievement
from states.indicators import (
    INDICATORS,
    KEPT,
    PROMISED,
    RENEWED,
    VILLAGES_MEAN,
    WITH_TOURISM,
    Villages,
)
from states.inspecting import Verdict
from states.reviewing import EFFECTIVENESS_TITLES, Effectiveness
from workflow.achievements.queries import units_with
from workflow.environment.models import Establishment, EstablishmentInspection
from workflow.extensions import db
from workflow.plan.measures import Measured, Row
from workflow.register.annex import PLAN_YEARS
from workflow.register.models import PlanItem, Unit
from workflow.register.plan_queries import SECTION_TITLES
from workflow.register.queries import recognised_at
from workflow.reviews.models import AnnualReview
from workflow.wall_clock import HANOI

UNIT, ITEM, REVIEW = Unit.__table__, PlanItem.__table__, AnnualReview.__table__
PLACE, INSPECTION = Establishment.__table__, EstablishmentInspection.__table__


def indicators(on: date, villages: Villages = Villages.D2) -> list[Measured]:
    """All eight as of the end of a day, as far as was written down by then."""
    seen = _Seen(on, villages)
    return [Measured(each, *_COUNTING[each.code](seen)) for each in INDICATORS]


class _Seen:
    """What was known at the end of a day, read once for all indicators."""

    def __init__(self, on: date, villages: Villages) -> None:
        self.on = on
        self.end = datetime.combine(on + timedelta(days=1), time(), HANOI)
        self.recognised = {row.id: row for row in db.session.execute(_units(on))}
        kinds = VILLAGES_MEAN[villages][1]
        meant = [row for row in self.recognised.values() if row.kind in kinds]
        followed = {row.earlier_id for row in meant}
        self.villages = [row for row in meant if row.id not in followed]
        known = or_(ITEM.c.added_on.is_(None), ITEM.c.added_on <= on)
        self.items = db.session.execute(select(ITEM).where(known).order_by(ITEM.c.section, ITEM.c.no)).all()
        self.reviews: dict[uuid.UUID, Any] = {row.unit_id: row for row in db.session.execute(_reviews(on, self.end))}
        self.tourism = units_with(Achievement.TOURISM, on)

    def recent_review(self, unit_id: uuid.UUID) -> Any | None:
        """The last confirmed review, of this year or of the year before."""
        row = self.reviews.get(unit_id)
        return row if row is not None and row.year >= self.on.year - 1 else None


def _units(on: date) -> Any:
    shown = UNIT.c.id, UNIT.c.name, UNIT.c.kind, UNIT.c.earlier_id, UNIT.c.recognised_year
    return select(*shown).where(recognised_at(on)).order_by(UNIT.c.sort_key, UNIT.c.id)


def _reviews(on: date, end: datetime) -> Any:
    """The last confirmed review of each unit."""

    def known(review: Any) -> tuple[Any, ...]:
        return review.c.state == "confirmed", review.c.confirmed_at < end, review.c.year <= on.year

    later = REVIEW.alias("later")
    is_later = later.c.unit_id == REVIEW.c.unit_id, later.c.year > REVIEW.c.year
    told = REVIEW.c.year, REVIEW.c.maintained, REVIEW.c.effectiveness_confirmed
    return select(REVIEW.c.unit_id, *told, REVIEW.c.workers, REVIEW.c.trained_workers).where(
        *known(REVIEW), ~exists().where(*is_later, *known(later))
    )


def _kept(seen: _Seen) -> tuple[tuple[Row, ...], int]:
    rows, reviewed = [], 0
    for item in seen.items:
        if item.section not in KEPT:
            continue
        review = seen.reviews.get(item.unit_id)
        stands = item.unit_id in seen.recognised
        reviewed += review is not None
        if not stands:
            why = _("không còn được công nhận")
        elif review is None:
            why = _("đang được công nhận, chưa có rà soát được xác nhận")
        elif review.maintained:
            why = _("rà soát năm %(year)s: giữ được tiêu chí", year=review.year)
        else:
            why = _("rà soát năm %(year)s: không giữ được tiêu chí", year=review.year)
        counted = int(stands and (review is None or bool(review.maintained)))
        rows.append(Row(_section(item.section), item.name, counted, 1, why, item.unit_id, item.key))
    return tuple(_with_missing(rows, seen, KEPT)), reviewed


def _renewed(seen: _Seen) -> tuple[tuple[Row, ...], None]:
    rows = []
    for item in seen.items:
        unit = seen.recognised.get(item.unit_id)
        if item.section in RENEWED:
            counted = unit is not None and unit.recognised_year >= PLAN_YEARS[0]
            why = _("được công nhận năm %(year)s", year=unit.recognised_year) if unit else _("chưa được công nhận")
        elif item.section == WITH_TOURISM:
            counted = unit is not None and item.unit_id in seen.tourism
            why = _tourism_why(seen, item.unit_id, unit is not None)
        else:
            continue
        rows.append(Row(_section(item.section), item.name, int(counted), 1, why, item.unit_id, item.key))
    return tuple(_with_missing(rows, seen, (*RENEWED, WITH_TOURISM))), None


def _tourism_why(seen: _Seen, unit_id: uuid.UUID | None, stands: bool) -> str:
    if unit_id in seen.tourism and stands:
        return seen.tourism[unit_id]
    none: str = _("đã công nhận, chưa có minh chứng du lịch") if stands else _("chưa được công nhận")
    return none


def _section(section: str) -> str:
    return f"{section} {_(SECTION_TITLES[section])}"


def _with_missing(rows: Sequence[Row], seen: _Seen, sections: Iterable[str]) -> Iterable[Row]:
    """The rows in the order of sections; what the plan's text promises and the annex does not print is a row too."""
    for section in sections:
        printed = [row for row in rows if row.part == _section(section)]
        yield from printed
        if missing := PROMISED[section] - len(printed):
            name = _("%(n)s mục không có trong phụ lục", n=missing)
            yield Row(_section(section), name, 0, missing, _("phụ lục in thiếu; được phép bổ sung bằng tay"))


def _with(kind: Achievement, none: str) -> Callable[[_Seen], tuple[tuple[Row, ...], None]]:
    def count(seen: _Seen) -> tuple[tuple[Row, ...], None]:
        having = seen.tourism if kind is Achievement.TOURISM else units_with(kind, seen.on)
        lacking = _(none)
        rows = (Row("", v.name, int(v.id in having), 1, having.get(v.id, lacking), v.id) for v in seen.villages)
        return tuple(rows), None

    return count


def _effective(seen: _Seen) -> tuple[tuple[Row, ...], int]:
    rated = {v.id: seen.recent_review(v.id) for v in seen.villages}
    rows, unknown = [], _("chưa có rà soát được xác nhận")

    @lru_cache
    def said(rating: Effectiveness, year: int) -> str:
        return str(_("%(rating)s (năm %(year)s)", rating=_(EFFECTIVENESS_TITLES[rating]), year=year))

    for village in seen.villages:
        review = rated[village.id]
        rating, why = None, unknown
        if review and review.effectiveness_confirmed:
            rating = Effectiveness(review.effectiveness_confirmed)
            why = said(rating, review.year)
        rows.append(Row("", village.name, int(rating == Effectiveness.EFFECTIVE), 1, why, village.id))
    return tuple(rows), sum(review is not None for review in rated.values())


def _trained(seen: _Seen) -> tuple[tuple[Row, ...], None]:
    rows, words = [], {0: _("chưa có số liệu")}
    for village in seen.villages:
        review = seen.recent_review(village.id)
        workers = (review.workers or 0) if review else 0
        trained = (review.trained_workers or 0) if review else 0
        year = review.year if review else 0
        why = words.get(year) or words.setdefault(year, _("rà soát năm %(year)s", year=year))
        rows.append(Row("", village.name, trained, workers, why, village.id))
    return tuple(rows), None


def _clean(seen: _Seen) -> tuple[tuple[Row, ...], int]:
    """By unit: establishments at work on the day, those inspected this year, those whose last inspection was good."""
    found = {row.unit_id: row for row in db.session.execute(_producers(seen))}
    rows, inspected, words = [], 0, {-1: _("chưa ghi cơ sở, hộ nào")}
    for village in seen.villages:
        row = found.get(village.id)
        number = row.inspected if row else -1
        inspected += max(number, 0)
        why = words.get(number) or words.setdefault(number, _("đã kiểm tra %(n)s", n=number))
        rows.append(Row("", village.name, row.good if row else 0, row.all if row else 0, why, village.id))
    return tuple(rows), inspected


def last_inspection(on: date, end: datetime) -> Any:
    """The id of a producer's last inspection of the year, as far as was written down before the instant `end`."""
    this_year = INSPECTION.c.inspected_on.between(date(on.year, 1, 1), on), INSPECTION.c.at < end
    latest = INSPECTION.c.inspected_on.desc(), INSPECTION.c.at.desc()
    mine = select(INSPECTION.c.id).where(INSPECTION.c.establishment_id == PLACE.c.id, *this_year)
    return mine.order_by(*latest).limit(1).correlate(PLACE).scalar_subquery()


def _producers(seen: _Seen) -> Any:
    """Counts by unit, with the last inspection of this year beside each producer at work on the day."""
    last = INSPECTION.alias("last")
    at_work = (
        PLACE.c.active_from <= seen.on, PLACE.c.added_at < seen.end,
        or_(PLACE.c.closed_on.is_(None), PLACE.c.closed_on > seen.on),
    )  # fmt: skip
    return (
        select(
            PLACE.c.unit_id, func.count().label("all"), func.count(last.c.verdict).label("inspected"),
            func.count().filter(last.c.verdict == Verdict.COMPLIANT).label("good"),
        )
        .select_from(PLACE.outerjoin(last, last.c.id == last_inspection(seen.on, seen.end)))
        .where(*at_work)
        .group_by(PLACE.c.unit_id)
    )  # fmt: skip


_COUNTING: Mapping[str, Callable[[_Seen], tuple[tuple[Row, ...], int | None]]] = {
    "1": _kept, "2": _renewed, "3": _with(Achievement.TOURISM, "chưa có minh chứng"), "4": _effective, "5": _trained,
    "6": _with(Achievement.IP_RIGHT, "chưa có"), "7": _with(Achievement.OCOP, "chưa có"), "8": _clean,
}  # fmt: skip
