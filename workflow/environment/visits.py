"""Writing site visits: planned for a day by the department's appraisers, held with a record, or cancelled.

What a trip may visit is for the caller to say (`dossiers.environment.planning`): some of it are dossiers.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from states.kernel import Forbidden, Reason, Refused
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.audit.services import record
from workflow.environment.standing import is_appraiser
from workflow.environment.telling import COMMUNE, appraisers, holders, others
from workflow.environment.visit_models import OUTCOMES as OUTCOMES
from workflow.environment.visit_models import SiteVisit, SiteVisitMember, SiteVisitStop
from workflow.environment.visit_queries import VisitView, announced_to, get_visit
from workflow.errors import Stale
from workflow.extensions import new_id
from workflow.notices.services import tell
from workflow.text import nfc
from workflow.transactions import writing

VISIT, MEMBER, STOP = SiteVisit.__table__, SiteVisitMember.__table__, SiteVisitStop.__table__
NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing to visit: which column of a stop names it, its id, where it is, and what it is called."""

    subject: str
    subject_id: uuid.UUID
    commune_agency_id: uuid.UUID
    about: str


@dataclass(frozen=True, slots=True)
class Trip:
    """A visit as it is planned."""

    planned_on: date
    members: Sequence[uuid.UUID]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one stop: done, or not and why."""

    outcome: str
    words: str = ""


def require_appraiser(person: Person) -> None:
    """Raises Forbidden."""
    if not is_appraiser(person):
        raise Forbidden(_("Kiểm tra thực tế do cán bộ thẩm định môi trường của Sở lên lịch và ghi kết quả."))


def insert_visit(
    session: Session, trip: Trip, stops: Sequence[Stop], person: Person, agency_id: uuid.UUID, on: date, at: datetime
) -> uuid.UUID:
    """Keep a trip with its stops and tell the communes concerned, in the caller's transaction.

    Raises Refused with every reason: a day that is over, nobody who goes, somebody who is no appraiser, no stop.
    """
    if reasons := _faults(session, trip, stops, on):
        raise Refused(*reasons)
    visit_id = new_id()
    row = {"id": visit_id, "agency_id": agency_id, "planned_on": trip.planned_on, "note": nfc(trip.note.strip())}
    blank = {"state": "planned", "version": 1, "record": "", "cancelled_why": ""}
    session.execute(insert(VISIT), row | blank | {"planned_by": person.id, "planned_at": at})
    members = list(dict.fromkeys(trip.members))
    session.execute(insert(MEMBER), [{"visit_id": visit_id, "account_id": one} for one in members])
    session.execute(insert(STOP), [_row(visit_id, number, stop) for number, stop in enumerate(stops, 1)])
    kind, day = "environment:visit:planned", trip.planned_on
    record(session, kind, at=at, actor_id=person.id, subject=visit_id, on=day, count=len(stops))
    _tell_communes(session, visit_id, "environment:visit_planned", trip.planned_on, on, at)
    tell(
        session, "environment:visit_joined", to=others(members, person.id), at=at,
        path=f"/environment/visits/{visit_id}", on=trip.planned_on, count=len(stops),
    )  # fmt: skip
    return visit_id


def _faults(session: Session, trip: Trip, stops: Sequence[Stop], on: date) -> list[Reason]:
    reasons = []
    if not stops:
        reasons.append(Reason(_("Chưa chọn điểm nào để kiểm tra.")))
    if trip.planned_on < on:
        reasons.append(Reason(_("Ngày đi đã qua; hãy chọn hôm nay hoặc một ngày sau.")))
    if not trip.members:
        reasons.append(Reason(_("Chưa chọn người đi.")))
    elif not set(trip.members) <= set(appraisers(session, on)):
        reasons.append(Reason(_("Người đi phải là cán bộ thẩm định môi trường đang giữ chức vụ.")))
    return reasons


def _row(visit_id: uuid.UUID, position: int, stop: Stop) -> dict[str, Any]:
    subjects = dict.fromkeys(("dossier_id", "remedy_id", "pollution_inspection_id"))
    place = {"id": new_id(), "visit_id": visit_id, "position": position, "about": stop.about[:300]}
    rest = {"commune_agency_id": stop.commune_agency_id, "is_open": True, "words": ""}
    return subjects | place | rest | {stop.subject: stop.subject_id}


def save_results(
    visit_id: uuid.UUID, outcomes: Mapping[uuid.UUID, Outcome], text: str, *, finish: bool, by: Person, on: date,
    at: datetime, seen_version: int,
) -> None:  # fmt: skip
    """Keep the results of stops and the record so far; with `finish` the trip is over.

    Raises NotFound, Forbidden, Refused with every reason (before the day, a stop that was not done
    without saying why; to finish: a stop without a result, no record), Stale when it is over or was written elsewhere.
    """
    with writing() as session:
        person, visit = _mine(session, visit_id, by, on)
        known = {stop.id: stop for stop in visit.stops}
        given = {stop_id: outcome for stop_id, outcome in outcomes.items() if stop_id in known}
        if reasons := _unready(visit, given, text, finish, on):
            raise Refused(*reasons)
        columns: dict[str, Any] = {"record": nfc(text.strip())}
        if finish:
            columns |= {"state": "held", "closed_by": person.id, "closed_at": at}
        _set(session, visit, seen_version, **columns)
        for stop_id, found in given.items():
            told = {"outcome": found.outcome, "words": nfc(found.words.strip())[:2000], "is_open": False}
            session.execute(update(STOP).where(STOP.c.id == stop_id).values(**told))
        kind = "environment:visit:held" if finish else "environment:visit:recorded"
        record(session, kind, at=at, actor_id=person.id, subject=visit.id, count=len(given))


def _unready(visit: VisitView, given: Mapping[uuid.UUID, Outcome], text: str, finish: bool, on: date) -> list[Reason]:
    reasons = []
    if on < visit.row.planned_on:
        told = _("Chuyến đi vào ngày %(day)s; kết quả được ghi từ ngày đó.", day=f"{visit.row.planned_on:%d/%m/%Y}")
        reasons.append(Reason(told))
    for stop in visit.stops:
        found = given.get(stop.id)
        if found is not None and found.outcome == NOT_DONE and not found.words.strip():
            reasons.append(Reason(_("Hãy ghi vì sao không kiểm tra được: %(stop)s.", stop=stop.about)))
        if finish and found is None and stop.outcome is None:
            reasons.append(Reason(_("Chưa ghi kết quả: %(stop)s.", stop=stop.about)))
    if finish and not text.strip():
        reasons.append(Reason(_("Chưa có biên bản của chuyến đi.")))
    return reasons


def cancel(visit_id: uuid.UUID, why: str, *, by: Person, on: date, at: datetime, seen_version: int) -> None:
    """Cancel a trip; what it would have visited may be planned again, and the communes are told.

    Raises NotFound, Forbidden, Refused without a reason or when a stop has its result, Stale when
    it is over or was written elsewhere.
    """
    with writing() as session:
        person, visit = _mine(session, visit_id, by, on)
        reasons = []
        if not why.strip():
            reasons.append(Reason(_("Hãy ghi lý do hủy chuyến.")))
        if any(stop.outcome for stop in visit.stops):
            reasons.append(Reason(_("Đã có điểm ghi kết quả; hãy ghi các điểm còn lại là không kiểm tra được.")))
        if reasons:
            raise Refused(*reasons)
        closed = {"state": "cancelled", "cancelled_why": nfc(why.strip())[:500], "closed_by": person.id}
        _set(session, visit, seen_version, **closed, closed_at=at)
        session.execute(update(STOP).where(STOP.c.visit_id == visit.id).values(is_open=False))
        record(session, "environment:visit:cancelled", at=at, actor_id=person.id, subject=visit.id)
        _tell_communes(session, visit.id, "environment:visit_cancelled", visit.row.planned_on, on, at)


def _mine(session: Session, visit_id: uuid.UUID, by: Person, on: date) -> tuple[Person, VisitView]:
    person = in_force(session, by, on)
    visit = get_visit(visit_id, person)
    require_appraiser(person)
    if not visit.is_planned:
        raise Stale(Reason(_("Chuyến kiểm tra này đã kết thúc hoặc đã hủy.")))
    return person, visit


def _set(session: Session, visit: VisitView, seen_version: int, **columns: Any) -> None:
    """Compare and set. Raises Stale."""
    seen = (VISIT.c.id == visit.id, VISIT.c.state == "planned", VISIT.c.version == seen_version)
    changed = update(VISIT).where(*seen).values(version=seen_version + 1, **columns)
    if session.connection().execute(changed).rowcount != 1:
        raise Stale(Reason(_("Chuyến kiểm tra này vừa được người khác ghi.")))


def _tell_communes(session: Session, visit_id: uuid.UUID, kind: str, day: date, on: date, at: datetime) -> None:
    """One notice for each commune, however many of its things are visited."""
    for agency_id, count in announced_to(session, visit_id).items():
        readers = holders(session, COMMUNE, agency_id, on)
        tell(session, kind, to=readers, at=at, path=f"/environment/visits/{visit_id}", on=day, count=count)
