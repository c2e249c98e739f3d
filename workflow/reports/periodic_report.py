"""The figures of the periodic report to the province and the Ministry (plan, V.1), counted from rows that say when they
were written down.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext as _
from sqlalchemy import and_, func, or_, select

from states.indicators import VILLAGES_MEAN, Villages
from states.kinds import KIND_TITLES, Kind
from states.reports import REPORTS
from states.support import FUND_TITLES, Fund
from workflow.dossiers.reports.overdue import LATE, RETURNED, Came, Counts, overdue
from workflow.extensions import JsonDict, db
from workflow.formats import law, vndate
from workflow.plan.indicators import indicators
from workflow.plan.measures import Measured
from workflow.register.models import PlanItem, Unit
from workflow.register.plan_queries import SECTION_TITLES
from workflow.register.queries import count_by_kind, recognised_at
from workflow.reports.dossier_reports import period_words
from workflow.reports.environment_report import figures_of, followed_at
from workflow.reports.shape import Column, CutOff, Is, Linked, Report, Row, Section, Table
from workflow.support.models import Commitment, FundLine, Payment
from workflow.wall_clock import end_of

UNIT, ITEM = Unit.__table__, PlanItem.__table__
COMMITMENT, LINE, PAYMENT = Commitment.__table__, FundLine.__table__, Payment.__table__


def periodic_report(first: date, last: date, cut: CutOff, words: Sequence[tuple[str, str]] = ()) -> Report:
    """The register, the plan, its indicators, dossiers, support and the environment, then what its officer wrote."""
    measured = indicators(last)
    sections = (
        Section(_("Làng nghề, nghề được công nhận"), _register(first, last)),
        Section(_("Chỉ tiêu của Kế hoạch đến hết kỳ"), _indicators(measured, last), (_meant(),)),
        Section(_("Thực hiện phụ lục Kế hoạch"), _plan(last)),
        Section(_("Giải quyết hồ sơ"), _dossiers(first, last)),
        Section(_("Hỗ trợ bảo tồn và phát triển làng nghề"), _support(first, last), (_gross(),)),
        Section(_("Môi trường làng nghề"), _environment(last)),
        *(Section(title, words=tuple(text.splitlines())) for title, text in words if text.strip()),
    )
    scope = f"{period_words(first, last)} · {_('toàn tỉnh Lào Cai')}."
    figures = {"from": first.isoformat(), "to": last.isoformat(), "indicators": [*map(_kept, measured)]}
    return Report("periodic", law(REPORTS["periodic"].title), scope, cut, sections, False, figures)


def _meant() -> str:
    said: str = _("“Làng nghề” ở chỉ tiêu 3 đến 8: %(what)s.", what=law(VILLAGES_MEAN[Villages.D2][0]))
    return said


def _gross() -> str:
    said: str = _("Số cam kết chưa trừ phần được hoàn lại nguồn; số giải ngân theo ngày chi.")
    return said


def _kept(one: Measured) -> JsonDict:
    """An indicator as it is kept: its numbers, and every row behind them with the unit's id."""
    rows = [
        {"part": r.part, "name": r.name, "counted": r.counted, "of": r.of, "why": r.why, "key": r.key,
         "unit": str(r.unit_id) if r.unit_id else None}
        for r in one.rows
    ]  # fmt: skip
    return one.as_json() | {"rows": rows}


def _register(first: date, last: date) -> Table:
    """By kind: how many at the end, how many were recognised and revoked in the period."""
    columns = (
        Column(_("Loại")), Column(_("Đầu kỳ"), Is.WHOLE), Column(_("Công nhận trong kỳ"), Is.WHOLE),
        Column(_("Thu hồi trong kỳ"), Is.WHOLE), Column(_("Cuối kỳ"), Is.WHOLE),
    )  # fmt: skip
    eve = date.fromordinal(first.toordinal() - 1)
    before, after = count_by_kind(eve), count_by_kind(last)
    gained, lost = _counted(_and_not(last, eve)), _counted(_and_not(eve, last))
    rows = [(law(KIND_TITLES[kind]), *(each.get(kind, 0) for each in (before, gained, lost, after))) for kind in Kind]
    return Table(columns, rows, (_("Cộng"), *(sum(each.values()) for each in (before, gained, lost, after))))


def _and_not(one_day: date, other: date) -> Any:
    return and_(recognised_at(one_day), ~func.coalesce(recognised_at(other), False))


def _counted(condition: Any) -> dict[str, int]:
    rows = db.session.execute(select(UNIT.c.kind, func.count().label("n")).where(condition).group_by(UNIT.c.kind))
    return {row.kind: row.n for row in rows}


def _indicators(measured: Sequence[Measured], on: date) -> Table:
    """The eight, each number leading to the rows behind it."""
    asked = urlencode({"on": vndate(on), "villages": Villages.D2.value})
    columns = (
        Column(_("Chỉ tiêu"), width=44), Column(_("Đạt"), Is.WHOLE), Column(_("Tổng"), Is.WHOLE),
        Column(_("Tỷ lệ"), Is.PERCENT), Column(_("Mục tiêu"), Is.PERCENT), Column(_("Còn thiếu"), Is.WHOLE),
    )  # fmt: skip
    rows = [
        (
            f"{one.indicator.code}. {law(one.indicator.title)}",
            Linked(one.numerator, f"/plan/indicators/{one.indicator.code}?{asked}"), one.denominator, one.percent,
            float(one.indicator.target * 100), one.gap if one.percent is not None else None,
        )
        for one in measured
    ]  # fmt: skip
    return Table(columns, rows)


def _plan(last: date) -> Table:
    """By section of the annex: its rows, those whose years are over by now, those recognised at the end."""
    columns = (
        Column(_("Phần của phụ lục"), width=44), Column(_("Số mục"), Is.WHOLE),
        Column(_("Đến hạn"), Is.WHOLE), Column(_("Đang được công nhận"), Is.WHOLE),
    )  # fmt: skip
    is_in = and_(UNIT.c.id == ITEM.c.unit_id, recognised_at(last))
    found = db.session.execute(
        select(
            ITEM.c.section, func.count().label("all"), func.count(UNIT.c.id).label("stand"),
            func.count().filter(ITEM.c.plan_until <= last.year).label("due"),
        )
        .outerjoin(UNIT, is_in)
        .where(or_(ITEM.c.added_on.is_(None), ITEM.c.added_on <= last))
        .group_by(ITEM.c.section)
        .order_by(ITEM.c.section)
    ).all()  # fmt: skip
    rows = [(f"{r.section} {law(SECTION_TITLES[r.section])}", r.all, r.due, r.stand) for r in found]
    totals = (_("Cộng"), *(sum(int(row[place]) for row in rows) for place in (1, 2, 3)))
    return Table(columns, rows, totals)


def _dossiers(first: date, last: date) -> Table:
    names = (
        _("Chuyển qua"), _("Tiếp nhận"), _("Đã trả"), _("Trong đó quá hạn"), _("Còn lại"), _("Còn lại quá hạn"),
    )  # fmt: skip
    columns = Column(_("Thủ tục"), width=40), *(Column(name, Is.WHOLE) for name in names)
    report = overdue(first, last)
    rows: list[Row] = [(law(each.name), *_numbers(each)) for each in report.by(lambda fate: fate.procedure)]
    return Table(columns, rows, (_("Cộng"), *_numbers(report.totals)), _("Không có hồ sơ nào trong kỳ."))


def _numbers(counts: Counts) -> Iterator[int]:
    late_returned = sum(counts.by.get(way, 0) for way in LATE & RETURNED)
    yield from (counts.by.get(Came.CARRIED_OVER, 0), counts.by.get(Came.RECEIVED, 0), counts.returned, late_returned)
    yield from (counts.total - counts.returned, counts.late - late_returned)


def _support(first: date, last: date) -> Table:
    """By source of funds: promised and paid in the period, and since the first (VND)."""
    columns = (
        Column(_("Nguồn vốn"), width=36), Column(_("Hồ sơ được cam kết trong kỳ"), Is.WHOLE),
        Column(_("Cam kết trong kỳ (đồng)"), Is.MONEY), Column(_("Giải ngân trong kỳ (đồng)"), Is.MONEY),
        Column(_("Giải ngân lũy kế (đồng)"), Is.MONEY),
    )  # fmt: skip
    begin, end = end_of(date.fromordinal(first.toordinal() - 1)), end_of(last)
    promised = {
        row.source: (row.dossiers, int(row.amount))
        for row in db.session.execute(
            select(
                LINE.c.source, func.count(COMMITMENT.c.dossier_id.distinct()).label("dossiers"),
                func.sum(COMMITMENT.c.amount).label("amount"),
            )
            .join(LINE, LINE.c.id == COMMITMENT.c.fund_line_id)
            .where(COMMITMENT.c.at >= begin, COMMITMENT.c.at < end)
            .group_by(LINE.c.source)
        )
    }  # fmt: skip
    paid, ever = _paid(end, PAYMENT.c.paid_on.between(first, last)), _paid(end, PAYMENT.c.paid_on <= last)
    rows: list[Row] = [
        (law(FUND_TITLES[fund]), *promised.get(fund.value, (0, 0)), paid.get(fund.value, 0), ever.get(fund.value, 0))
        for fund in Fund
        if fund.value in promised or fund.value in ever
    ]
    totals = (_("Cộng"), *(sum(row[place] for row in rows) for place in range(1, 5)))
    return Table(columns, rows, totals if rows else None, _("Chưa có khoản hỗ trợ nào."))


def _paid(end: Any, days: Any) -> dict[str, int]:
    rows = db.session.execute(
        select(LINE.c.source, func.sum(PAYMENT.c.amount).label("amount"))
        .join(COMMITMENT, COMMITMENT.c.id == PAYMENT.c.commitment_id)
        .join(LINE, LINE.c.id == COMMITMENT.c.fund_line_id)
        .where(PAYMENT.c.at < end, days)
        .group_by(LINE.c.source)
    )
    return {row.source: int(row.amount) for row in rows}


def _environment(last: date) -> Table:
    columns = Column(_("Nội dung"), width=60), Column(_("Số lượng"), Is.WHOLE)
    titles = {
        "open": _("Nội dung chờ khắc phục"), "late": _("Trong đó quá hạn"),
        "reported": _("Đã báo khắc phục, chờ xác nhận"), "confirmed": _("Đã xác nhận khắc phục"),
        "producers": _("Cơ sở, hộ đang sản xuất"), "inspected": _("Đã kiểm tra trong năm %(year)s", year=last.year),
        "compliant": _("Đáp ứng quy định ở lần kiểm tra gần nhất"),
        "plans_over": _("Phương án bảo vệ môi trường đã hết chu kỳ"), "plans_soon": _("Phương án sắp hết chu kỳ"),
        "plans_none": _("Làng nghề, nghề chưa ghi phương án"),
    }  # fmt: skip
    figures = figures_of(followed_at(last, None))
    return Table(columns, [(title, figures[name]) for name, title in titles.items()])


def subject_of(first: date, last: date) -> str:
    """What an official report of the period is about."""
    return (
        "Tình hình bảo tồn và phát triển làng nghề trên địa bàn tỉnh Lào Cai "
        f"từ ngày {vndate(first)} đến ngày {vndate(last)}"
    )
