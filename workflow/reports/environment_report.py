"""The follow-up on the environment of units as of a day: remedies, inspections of the year, plans that run out.

Everything is read from rows that say when they were written down; the state of a remedy is that after its last act by
then.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, func, or_, select, true

from states.appraisal import plan_runs_until
from states.following import Nearness, current_follow_up, plan_nearness
from states.inspecting import Verdict
from states.procedures.remedy import REMEDY_2026_1
from states.reports import REPORTS
from workflow.accounts.models import Agency
from workflow.environment.follow_models import Remedy, RemedyEntry
from workflow.environment.models import EnvironmentalPlan, Establishment, EstablishmentInspection
from workflow.environment.unit_queries import FIRST_SITE, IN_BEING
from workflow.extensions import db
from workflow.formats import law
from workflow.plan.indicators import last_inspection
from workflow.register.models import Unit, UnitSite
from workflow.register.queries import recognised_at
from workflow.reports.shape import Column, CutOff, Is, Linked, Report, Row, Section, Table
from workflow.wall_clock import end_of

UNIT, SITE, AGENCY = Unit.__table__, UnitSite.__table__, Agency.__table__
REMEDY, ACT, PLAN = Remedy.__table__, RemedyEntry.__table__, EnvironmentalPlan.__table__
PLACE, INSPECTION = Establishment.__table__, EstablishmentInspection.__table__
LEADS_TO = {step.action: step.dest for step in REMEDY_2026_1.all_steps if step.dest}


class RemedyAt(NamedTuple):
    """A remedy as it stood at the end of a day."""

    commune: str
    about: str
    demand: str
    state: str
    due_on: date
    opened_on: date
    is_late: bool


class Followed(NamedTuple):
    """Everything that the report counts."""

    remedies: Sequence[RemedyAt]
    inspected: Mapping[str, tuple[int, int, int]]
    plans: Sequence[tuple[str, str, Any, date | None, Nearness | None]]


def followed_at(on: date, agencies: Sequence[Any] | None, units: ColumnElement[bool] | None = None) -> Followed:
    """What was known at the end of a day; `agencies` keeps to remedies and producers of some communes (None: all)."""
    return Followed(_remedies(on, agencies), _inspected(on, agencies), _plans(on, true() if units is None else units))


def environment_report(
    on: date, cut: CutOff, of_whom: str, agencies: Sequence[Any] | None, units: ColumnElement[bool] | None
) -> Report:
    """Remedies open and late, inspections of the year, environmental plans."""
    found = followed_at(on, agencies, units)
    sections = (
        Section(_("Khắc phục theo xã, phường"), _by_commune(found.remedies)),
        Section(_("Nội dung khắc phục quá hạn"), _late(found.remedies)),
        Section(_("Kiểm tra cơ sở, hộ sản xuất trong năm %(year)s", year=on.year), _inspections(found.inspected)),
        Section(_("Phương án bảo vệ môi trường hết chu kỳ, sắp hết hoặc chưa có"), _plan_rows(found.plans)),
    )
    return Report(
        "environment", law(REPORTS["environment"].title), f"{of_whom}.", cut, sections, True, figures_of(found)
    )


def figures_of(found: Followed) -> dict[str, int]:
    """The totals of it."""
    states = Counter(one.state for one in found.remedies)
    places = [sum(each) for each in zip(*found.inspected.values(), strict=True)] or [0, 0, 0]
    near = Counter(one[4] for one in found.plans)
    return {
        "open": states["open"], "late": sum(one.is_late for one in found.remedies), "reported": states["reported"],
        "confirmed": states["confirmed"], "producers": places[0], "inspected": places[1], "compliant": places[2],
        "plans_over": near[Nearness.OVER], "plans_soon": near[Nearness.SOON], "plans_none": near[None],
    }  # fmt: skip


def _remedies(on: date, agencies: Sequence[Any] | None) -> list[RemedyAt]:
    last = (
        select(ACT.c.remedy_id, func.max(ACT.c.number).label("number"))
        .where(ACT.c.on <= on, ACT.c.at < end_of(on))
        .group_by(ACT.c.remedy_id)
        .subquery()
    )
    moves = select(ACT.c.remedy_id, ACT.c.number, ACT.c.action).where(ACT.c.on <= on, ACT.c.at < end_of(on))
    states: dict[Any, str] = {}
    for row in db.session.execute(moves.order_by(ACT.c.remedy_id, ACT.c.number)):
        states[row.remedy_id] = LEADS_TO.get(row.action) or states.get(row.remedy_id, "open")
    wanted = (
        select(
            REMEDY.c.id, REMEDY.c.about, REMEDY.c.demand, REMEDY.c.opened_on, ACT.c.due_on,
            AGENCY.c.short_name.label("commune"),
        )
        .join(last, last.c.remedy_id == REMEDY.c.id)
        .join(ACT, and_(ACT.c.remedy_id == REMEDY.c.id, ACT.c.number == last.c.number))
        .join(AGENCY, AGENCY.c.id == REMEDY.c.commune_agency_id)
        .where(true() if agencies is None else REMEDY.c.commune_agency_id.in_(agencies))
        .order_by(ACT.c.due_on, AGENCY.c.sort_key, REMEDY.c.id)
    )  # fmt: skip
    return [
        RemedyAt(
            row.commune, row.about, row.demand, states[row.id], row.due_on, row.opened_on,
            states[row.id] == "open" and row.due_on < on,
        )
        for row in db.session.execute(wanted)
    ]  # fmt: skip


def _inspected(on: date, agencies: Sequence[Any] | None) -> dict[str, tuple[int, int, int]]:
    """By commune: producers at work on the day, those inspected this year, those whose last inspection was good."""
    last = INSPECTION.alias("last")
    rows = db.session.execute(
        select(
            AGENCY.c.short_name, func.count().label("all"), func.count(last.c.verdict).label("inspected"),
            func.count().filter(last.c.verdict == Verdict.COMPLIANT).label("good"),
        )
        .select_from(PLACE)
        .join(AGENCY, AGENCY.c.id == PLACE.c.commune_agency_id)
        .outerjoin(last, last.c.id == last_inspection(on, end_of(on)))
        .where(
            PLACE.c.active_from <= on, PLACE.c.added_at < end_of(on),
            or_(PLACE.c.closed_on.is_(None), PLACE.c.closed_on > on),
            true() if agencies is None else PLACE.c.commune_agency_id.in_(agencies),
        )
        .group_by(AGENCY.c.id, AGENCY.c.short_name, AGENCY.c.sort_key)
        .order_by(AGENCY.c.sort_key)
    )  # fmt: skip
    return {row.short_name: (row.all, row.inspected, row.good) for row in rows}


def _plans(on: date, units: ColumnElement[bool]) -> list[tuple[str, str, Any, date | None, Nearness | None]]:
    """Recognised units whose last plan is over or nearly so, or that have none: commune, unit, id, end, nearness."""
    end, months = end_of(on), current_follow_up(on).number("plan_notice_months")
    standing = (
        select(PLAN.c.unit_id, func.max(PLAN.c.approved_on).label("approved_on"))
        .where(
            PLAN.c.approved_on <= on, PLAN.c.added_at < end,
            or_(PLAN.c.withdrawn_at.is_(None), PLAN.c.withdrawn_at >= end),
        )
        .group_by(PLAN.c.unit_id)
        .subquery()
    )  # fmt: skip
    rows = db.session.execute(
        select(UNIT.c.id, UNIT.c.name, AGENCY.c.short_name, standing.c.approved_on)
        .join(SITE, FIRST_SITE)
        .join(AGENCY, IN_BEING)
        .outerjoin(standing, standing.c.unit_id == UNIT.c.id)
        .where(recognised_at(on), units)
        .order_by(AGENCY.c.sort_key, UNIT.c.sort_key, UNIT.c.id)
    )
    found: list[tuple[str, str, Any, date | None, Nearness | None]] = []
    for row in rows:
        near = plan_nearness(row.approved_on, on, months) if row.approved_on else None
        if near is not Nearness.FAR:
            until = plan_runs_until(row.approved_on) if row.approved_on else None
            found.append((row.short_name, row.name, row.id, until, near))
    return found


def _by_commune(remedies: Sequence[RemedyAt]) -> Table:
    by: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in remedies:
        by[one.commune][one.state] += 1
        by[one.commune]["late"] += one.is_late
    names = ("open", "late", "reported", "confirmed", "withdrawn")
    columns = (
        Column(_("Xã, phường")), Column(_("Chờ khắc phục"), Is.WHOLE), Column(_("Trong đó quá hạn"), Is.WHOLE),
        *(Column(law(REMEDY_2026_1.stage(name).title), Is.WHOLE, 16) for name in names[2:]),
    )  # fmt: skip
    rows: list[Row] = [(name, *(found[each] for each in names)) for name, found in sorted(by.items())]
    totals = (_("Cộng"), *(sum(found[each] for found in by.values()) for each in names))
    return Table(columns, rows, totals if rows else None, _("Chưa có nội dung nào phải khắc phục."))


def _late(remedies: Sequence[RemedyAt]) -> Table:
    columns = (
        Column(_("Làng nghề, hồ sơ"), width=34), Column(_("Xã, phường"), width=20),
        Column(_("Phải khắc phục"), width=44), Column(_("Từ ngày"), Is.DAY), Column(_("Hạn"), Is.DAY),
    )  # fmt: skip
    rows = [(one.about, one.commune, one.demand, one.opened_on, one.due_on) for one in remedies if one.is_late]
    return Table(columns, rows, empty=_("Không có nội dung nào quá hạn."))


def _inspections(by: Mapping[str, tuple[int, int, int]]) -> Table:
    columns = (
        Column(_("Xã, phường")), Column(_("Đang sản xuất"), Is.WHOLE), Column(_("Đã kiểm tra trong năm"), Is.WHOLE),
        Column(_("Đáp ứng quy định"), Is.WHOLE),
    )  # fmt: skip
    totals = (_("Cộng"), *(sum(each) for each in zip(*by.values(), strict=True)))
    rows = [(name, *found) for name, found in by.items()]
    return Table(columns, rows, totals if rows else None, _("Chưa ghi cơ sở, hộ sản xuất nào."))


def _plan_rows(plans: Sequence[tuple[str, str, Any, date | None, Nearness | None]]) -> Table:
    said = {Nearness.OVER: _("đã hết chu kỳ"), Nearness.SOON: _("sắp hết chu kỳ"), None: _("chưa ghi phương án")}
    columns = (
        Column(_("Làng nghề, nghề"), width=34), Column(_("Xã, phường"), width=22), Column(_("Hết chu kỳ"), Is.DAY),
        Column(_("Tình trạng"), width=20),
    )  # fmt: skip
    rows = [
        (Linked(unit, f"/environment/units/{unit_id}"), commune, until, said[near])
        for commune, unit, unit_id, until, near in plans
    ]
    return Table(columns, rows, empty=_("Mọi làng nghề đều có phương án còn chu kỳ."))
