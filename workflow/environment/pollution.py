"""Asking for a pollution inspection, and what the appraiser makes of it (plan, V.1)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from states.actors import AgencyKind
from states.kernel import Attempt, Decision, Forbidden, Reason, Refused
from states.procedures.pollution_inspection import MAY_ASK, POLLUTION_INSPECTION_2026_1
from states.rules.following import INSPECTED_ON, typed_day
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person, Seat
from workflow.audit.services import record
from workflow.environment.establishment_queries import get_establishment
from workflow.environment.pollution_queries import REQUEST, RequestView, get_request
from workflow.environment.telling import appraisers, others
from workflow.environment.unit_queries import commune_codes_of, get_unit
from workflow.errors import NotFound, Stale
from workflow.extensions import new_id
from workflow.notices.services import tell
from workflow.text import nfc
from workflow.transactions import writing


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: a unit or one establishment of it, why, and by when the asker wants to know."""

    unit_id: uuid.UUID
    ground: str
    by_on: date
    establishment_id: uuid.UUID | None = None


def ask(asked: Asked, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Ask the department's appraisers to assess pollution; they are told.

    Raises NotFound, Forbidden (not a competent level), Refused with every reason (no ground, a day that is over).
    """
    with writing() as session:
        person = in_force(session, by, on)
        unit = get_unit(asked.unit_id, person)
        place = get_establishment(asked.establishment_id, person) if asked.establishment_id else None
        if place is not None and place.unit_id != unit.id:
            raise NotFound
        seat = _asking_seat(person, unit.id)
        if reasons := _faults(asked, on):
            raise Refused(*reasons)
        request_id = new_id()
        concerned = place.commune_agency_id if place else _commune(seat, unit)
        session.execute(insert(REQUEST), _row(request_id, asked, person, seat, concerned, on, at))
        record(session, "environment:request:asked", at=at, actor_id=person.id, subject=request_id, on=asked.by_on)
        tell(
            session, "environment:inspection_asked", to=others(appraisers(session, on), person.id), at=at,
            path=f"/environment/requests/{request_id}", agency=seat.agency_name, unit=unit.name, on=asked.by_on,
        )  # fmt: skip
    return request_id


def _asking_seat(person: Person, unit_id: uuid.UUID) -> Seat:
    """The seat by which the person asks: a commune's only about a unit that has a place there. Raises Forbidden."""
    codes = commune_codes_of(unit_id)
    for seat in person.seats:
        if seat.post in MAY_ASK and (seat.agency_kind is not AgencyKind.COMMUNE or seat.commune_code in codes):
            return seat
    raise Forbidden(_("Yêu cầu kiểm tra do UBND cấp xã nơi có làng nghề, lãnh đạo Sở hoặc UBND tỉnh đưa ra."))


def _commune(seat: Seat, unit: Any) -> uuid.UUID:
    """Where the unit is: the asking commune, else the one that answers for the unit."""
    found: uuid.UUID = seat.agency_id if seat.agency_kind is AgencyKind.COMMUNE else unit.agency_id
    return found


def _faults(asked: Asked, on: date) -> list[Reason]:
    reasons = []
    if not asked.ground.strip():
        reasons.append(Reason(_("Hãy ghi lý do yêu cầu kiểm tra.")))
    if asked.by_on < on:
        reasons.append(Reason(_("Ngày cần kết quả đã qua.")))
    return reasons


def _row(
    request_id: uuid.UUID, asked: Asked, person: Person, seat: Seat, concerned: uuid.UUID, on: date, at: datetime
) -> dict[str, Any]:
    procedure = POLLUTION_INSPECTION_2026_1
    return {
        "id": request_id, "unit_id": asked.unit_id, "establishment_id": asked.establishment_id,
        "commune_agency_id": concerned, "procedure_version": procedure.version, "ground": nfc(asked.ground.strip()),
        "by_on": asked.by_on, "state": procedure.first_stage.name, "version": 1, "asked_by": person.id,
        "asked_role": seat.role.value, "asked_agency_id": seat.agency_id, "asked_on": on, "asked_at": at,
        "result": "", "reason": "",
    }  # fmt: skip


def act(
    request_id: uuid.UUID, action: str, *, by: Person, on: date, at: datetime, seen_version: int,
    inputs: Mapping[str, str],
) -> str:  # fmt: skip
    """Take, conclude or decline a request; the asker is told. Gives back the state it leads to.

    Raises NotFound, Unknown, Forbidden, Refused with every reason, MovedOn and Stale when somebody was quicker.
    """
    with writing() as session:
        person = in_force(session, by, on)
        asked = get_request(request_id, person, on)
        attempt = Attempt(asked.procedure, asked.case.as_case, person.actor, on, inputs)
        decision = asked.procedure.decide(action, attempt)
        row = asked.row
        seen = (REQUEST.c.id == row.id, REQUEST.c.state == row.state, REQUEST.c.version == seen_version)
        columns = _changes(attempt, decision, person.id, at) | {"state": decision.dest, "version": seen_version + 1}
        if session.connection().execute(update(REQUEST).where(*seen).values(**columns)).rowcount != 1:
            raise Stale(Reason(_("Yêu cầu này vừa được người khác xử lý.")))
        record(session, f"environment:request:{action}", at=at, actor_id=person.id, subject=row.id)
        _tell(session, asked, decision, person.id, at)
    return decision.dest


def _changes(attempt: Attempt, decision: Decision, by: uuid.UUID, at: datetime) -> dict[str, Any]:
    """The columns an act changes beside the state."""
    if decision.step.action == "take":
        return {"taken_by": by, "taken_at": at}
    closed = {"closed_by": by, "closed_at": at}
    if decision.step.action == "decline":
        return closed | {"reason": nfc(attempt.inputs.get("reason", "").strip())}
    found = {name: nfc(attempt.inputs.get(name, "").strip()) for name in ("conclusion", "result")}
    return closed | found | {"inspected_on": typed_day(attempt, INSPECTED_ON)}


def _tell(session: Session, asked: RequestView, decision: Decision, by: uuid.UUID, at: datetime) -> None:
    tell(
        session, "environment:inspection_moved", to=others([asked.row.asked_by], by), at=at,
        path=f"/environment/requests/{asked.id}", action=decision.step.title, unit=asked.about,
        stage=asked.procedure.stage(decision.dest).title,
    )  # fmt: skip
