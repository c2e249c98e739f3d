"""Making a report for a reader: who may, over what, and by which function."""

from datetime import date, datetime
from typing import NamedTuple

from flask_babel import gettext as _

from states.reports import REPORTS, ReportKind
from workflow.accounts.person import Person
from workflow.dossiers.visibility import visible_to
from workflow.environment.standing import communes_of, reads_the_province, units_seen_by
from workflow.errors import NotFound
from workflow.reports.dossier_reports import Seen, overdue_report, quality_report
from workflow.reports.environment_report import environment_report
from workflow.reports.periodic_report import periodic_report
from workflow.reports.shape import CutOff, Report, cut_off
from workflow.reports.unit_reports import promotion_report, recognised_report


class Asked(NamedTuple):
    """What a report is asked for: days, both included. A report of a day is asked for its last."""

    first: date
    last: date


def reports_for(person: Person) -> list[ReportKind]:
    """The reports that a person may read, in the order of the table."""
    return [kind for kind in REPORTS.values() if may_read(person, kind.code)]


def may_read(person: Person, code: str) -> bool:
    """Whether a report is for this person."""
    kind = REPORTS.get(code)
    return kind is not None and bool(kind.readers & person.posts)


def make_report(code: str, asked: Asked, person: Person, *, on: date, at: datetime) -> Report:
    """A report over what the person may see. Raises NotFound for one that is not there or not for this person."""
    if not may_read(person, code):
        raise NotFound
    cut = cut_off(asked.last, at, on)
    if code == "environment":
        return _environment(asked.last, cut, person)
    return _made(code, asked, cut, visible_to(person), _("Ông/Bà được xem"))


def make_whole_report(code: str, asked: Asked, *, on: date, at: datetime) -> Report:
    """The same over the whole office, for an operator."""
    cut = cut_off(asked.last, at, on)
    if code == "environment":
        return environment_report(asked.last, cut, _("Toàn tỉnh Lào Cai"), None, None)
    return _made(code, asked, cut, None, _("toàn tỉnh"))


def _made(code: str, asked: Asked, cut: CutOff, seen: Seen, of_whom: str) -> Report:
    if code == "overdue":
        return overdue_report(asked.first, asked.last, cut, seen, of_whom)
    if code == "quality":
        return quality_report(asked.first, asked.last, cut, seen, of_whom)
    if code == "periodic":
        return periodic_report(asked.first, asked.last, cut)
    return {"recognised": recognised_report, "promotion": promotion_report}[code](asked.last, cut)


def _environment(on: date, cut: CutOff, person: Person) -> Report:
    if reads_the_province(person):
        return environment_report(on, cut, _("Toàn tỉnh Lào Cai"), None, None)
    names = ", ".join(dict.fromkeys(seat.agency_name for seat in person.seats if seat.agency_id in communes_of(person)))
    return environment_report(on, cut, names, communes_of(person), units_seen_by(person))
