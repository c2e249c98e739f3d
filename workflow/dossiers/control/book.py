"""The register of dossiers (Mẫu 07): what was received in a period, as it stands on a day, read from the journal."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import select

from states.clock import WorkCalendar
from states.kernel import Procedure
from states.procedures import get as get_procedure
from workflow.accounts.models import Agency
from workflow.accounts.person import Person
from workflow.calendar.queries import work_calendar
from workflow.decisions.kinds import WAY_TITLES, Way
from workflow.decisions.models import DecisionDelivery
from workflow.dossiers.control.handovers import Outcome, compared, legal_due_on
from workflow.dossiers.deadlines import finished_on, received_on
from workflow.dossiers.journal import Line
from workflow.dossiers.models import Dossier, Entry
from workflow.dossiers.visibility import visible_to
from workflow.extensions import db
from workflow.papers.control import BookRow
from workflow.papers.models import Paper

DOSSIER, ENTRY, PAPER = Dossier.__table__, Entry.__table__, Paper.__table__
AGENCY, DELIVERY = Agency.__table__, DecisionDelivery.__table__
_LEAD = AGENCY.alias("lead")


class Standing(StrEnum):
    """Where a received dossier stands towards its day; every dossier of the register is counted under one of these."""

    BEFORE = "Đã giải quyết trước hạn"
    ON_TIME = "Đã giải quyết đúng hạn"
    AFTER = "Đã giải quyết quá hạn"
    WITHIN = "Đang giải quyết, trong hạn"
    LATE = "Đang giải quyết, quá hạn"
    PAUSED = "Đang tạm dừng tính thời hạn"


_DONE = {Outcome.BEFORE: Standing.BEFORE, Outcome.ON_TIME: Standing.ON_TIME, Outcome.AFTER: Standing.AFTER}


class Period(NamedTuple):
    """The days of reception, both included, and the receiving agency; None for all."""

    first: date
    last: date
    agency_id: uuid.UUID | None = None


class Line07(NamedTuple):
    """One dossier of the register."""

    dossier_id: uuid.UUID
    standing: Standing
    row: BookRow


@dataclass(frozen=True, slots=True)
class Book:
    """The register of a period. `totals` counts every line once."""

    period: Period
    on: date
    agency: str
    lines: tuple[Line07, ...]

    @property
    def totals(self) -> list[tuple[str, int]]:
        """How many were received, and how they stand."""
        found = Counter(line.standing for line in self.lines)
        return [("Tổng số hồ sơ tiếp nhận", len(self.lines)), *((one.value, found[one]) for one in Standing)]


def book_of(person: Person, period: Period, on: date) -> Book:
    """The dossiers this person may see that were received in a period, by day and code, as they stand on the day."""
    rows = db.session.execute(_received(person, period)).all()
    lines, desks = _journals(person, period)
    calendar, papers = work_calendar(), _receipts(person, period)
    found = [
        _line(row, lines[row.id], papers.get(row.id, {}), calendar, on)
        for row in rows
        if period.agency_id is None or desks.get(row.id, (None,))[0] == period.agency_id
    ]
    named = dict(desks.values())
    agency = named.get(period.agency_id, "") if period.agency_id else ""
    return Book(period, on, agency or _all_of(named), tuple(found))


def desks_of(person: Person, period: Period) -> Mapping[uuid.UUID, str]:
    """The agencies that received dossiers of these days, by id."""
    return dict(sorted(set(_journals(person, period)[1].values()), key=lambda found: found[1]))


def _all_of(named: Mapping[uuid.UUID, str]) -> str:
    return next(iter(named.values())) if len(named) == 1 else "Tỉnh Lào Cai"


def _within(person: Person, period: Period) -> Any:
    return visible_to(person) & DOSSIER.c.received_on.between(period.first, period.last)


def _received(person: Person, period: Period) -> Any:
    return (
        select(
            DOSSIER.c.id, DOSSIER.c.code, DOSSIER.c.title, DOSSIER.c.procedure_code, DOSSIER.c.procedure_version,
            DOSSIER.c.stage, DOSSIER.c.hold, DOSSIER.c.extended_to, DOSSIER.c.purged_on,
            AGENCY.c.name.label("submitter"), _LEAD.c.name.label("lead"),
            DELIVERY.c.delivered_on, DELIVERY.c.received_by, DELIVERY.c.way,
        )
        .join(AGENCY, AGENCY.c.id == DOSSIER.c.commune_agency_id)
        .outerjoin(_LEAD, _LEAD.c.id == DOSSIER.c.lead_agency_id)
        .outerjoin(DELIVERY, DELIVERY.c.dossier_id == DOSSIER.c.id)
        .where(_within(person, period))
        .order_by(DOSSIER.c.received_on, DOSSIER.c.code, DELIVERY.c.at)
    )  # fmt: skip


def _journals(
    person: Person, period: Period
) -> tuple[Mapping[uuid.UUID, list[Line]], dict[uuid.UUID, tuple[uuid.UUID, str]]]:
    """Every line of these dossiers, oldest first, and the agency at whose desk each was received. One statement."""
    columns = [ENTRY.c[name] for name in Line._fields]
    rows = db.session.execute(
        select(ENTRY.c.dossier_id, ENTRY.c.payload, AGENCY.c.id.label("agency_id"), AGENCY.c.name, *columns)
        .join(DOSSIER, DOSSIER.c.id == ENTRY.c.dossier_id)
        .join(AGENCY, AGENCY.c.id == ENTRY.c.agency_id)
        .where(_within(person, period))
        .order_by(ENTRY.c.dossier_id, ENTRY.c.number)
    )
    lines: defaultdict[uuid.UUID, list[Line]] = defaultdict(list)
    desks = {}
    for row in rows:
        lines[row.dossier_id].append(Line(*(getattr(row, name) for name in Line._fields)))
        if "code" in row.payload:
            desks[row.dossier_id] = (row.agency_id, row.name)
    return lines, desks


def _receipts(person: Person, period: Period) -> Mapping[uuid.UUID, Any]:
    """What the receipt of each dossier says of who asked."""
    rows = db.session.execute(
        select(PAPER.c.dossier_id, PAPER.c.facts)
        .join(DOSSIER, DOSSIER.c.id == PAPER.c.dossier_id)
        .where(_within(person, period), PAPER.c.form == "M01")
        .order_by(PAPER.c.entry_number)
    )
    return {row.dossier_id: row.facts for row in rows}


def _line(row: Any, lines: Sequence[Line], receipt: Mapping[str, Any], calendar: WorkCalendar, on: date) -> Line07:
    procedure = get_procedure(row.procedure_code, row.procedure_version)
    due_on, ended = legal_due_on(procedure, lines, calendar), finished_on(procedure, lines)
    received = received_on(procedure, lines)
    assert received is not None, row.id
    applicant = "; ".join(said for said in (row.submitter, receipt.get("proposer")) if said)
    contact = ", ".join(said for said in (receipt.get("address"), receipt.get("phone")) if said)
    told = BookRow(
        row.code, f"{procedure.title}: {row.title}", "01", applicant, contact, row.lead or receipt.get("agency", ""),
        received, due_on, row.delivered_on or ended, WAY_TITLES[Way(row.way)] if row.way else "",
        row.received_by or "", _note(row, procedure),
    )  # fmt: skip
    return Line07(row.id, _standing(procedure, lines, due_on, ended, on), told)


def _standing(
    procedure: Procedure, lines: Sequence[Line], due_on: date | None, ended: date | None, on: date
) -> Standing:
    if ended is not None and due_on is not None:
        return _DONE[compared(ended, due_on)]
    if due_on is None or procedure.pauses(lines[-1].dest, lines[-1].hold_after):
        return Standing.PAUSED
    return Standing.WITHIN if on <= due_on else Standing.LATE


def _note(row: Any, procedure: Procedure) -> str:
    extended = f"gia hạn đến {row.extended_to:%d/%m/%Y}" if row.extended_to else ""
    purged = "đã xóa nội dung theo thời hạn lưu" if row.purged_on else ""
    return "; ".join(said for said in (procedure.title_at(row.stage, row.hold), extended, purged) if said)
