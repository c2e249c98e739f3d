"""Asking for opinions, answering, treating them. Each act is one transaction and one line of the dossier's journal."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from states.actors import Role
from states.clock import explain
from states.kernel import Decision, Forbidden, MovedOn, Reason, Refused
from states.papers_out import papers_fixed_at
from states.procedures import get as get_procedure
from workflow.accounts.person import Person, Seat
from workflow.calendar.queries import work_calendar
from workflow.dossiers.case import DossierCase
from workflow.dossiers.consultation import matter
from workflow.dossiers.consultation.matter import LAW
from workflow.dossiers.consultation.telling import remind_agency, tell_of_act, tell_of_question
from workflow.dossiers.editing import in_force, lock_dossier, seat_for
from workflow.dossiers.models import Dossier
from workflow.dossiers.noting import note_act
from workflow.dossiers.printing.consultation import Asked
from workflow.dossiers.printing.issuing import fix_papers
from workflow.dossiers.printing.making import Making
from workflow.errors import BadInput, NotFound, Stale
from workflow.extensions import IdType, new_id
from workflow.opinions.models import OpinionPaper, OpinionRequest, OpinionRound
from workflow.opinions.queries import OUT, find_request
from workflow.transactions import writing

DOSSIER, REQUEST = Dossier.__table__, OpinionRequest.__table__
_LOCKED = select(DOSSIER).where(DOSSIER.c.id == bindparam("dossier_id", type_=IdType)).with_for_update()


@dataclass(frozen=True, slots=True)
class Question:
    """One question to several agencies, with the papers that matter. None among them is the declared content."""

    text: str
    days: int
    agency_ids: Sequence[uuid.UUID]
    papers: Sequence[uuid.UUID | None]


def ask(dossier_id: uuid.UUID, question: Question, *, by: Person, on: date, at: datetime, seen_version: int) -> None:
    """Ask agencies for their opinion; they have `question.days` working days.

    Raises NotFound, Forbidden (not who may ask here), MovedOn, Stale, Refused when an agency is being asked already.
    """
    if not question.agency_ids:
        raise BadInput(_("Hãy chọn ít nhất một cơ quan để hỏi ý kiến."))
    due_on = last_day(question, on)
    with writing() as session:
        person = in_force(session, by, on)
        row = lock_dossier(session, dossier_id, person)
        seat = asking_seat(person, row)
        if row.version != seen_version:
            raise Stale(Reason(_("Hồ sơ đã thay đổi sau khi Ông/Bà mở trang này.")))
        _refuse_twice(session, row.id, question.agency_ids)
        who: dict[str, Any] = {
            "asked_by": person.id,
            "asking_agency_id": seat.agency_id,
            "asked_on": on,
            "asked_at": at,
        }
        round_id = _keep_question(session, row.id, question, who | {"due_on": due_on})
        noted: dict[str, Any] = {"round": str(round_id), "agencies": [str(agency) for agency in question.agency_ids]}
        asked = Asked(question.text, question.agency_ids, due_on)
        making = Making(session, DossierCase(session, row, on), person, seat, on, at, "ask_opinions", about=asked)
        noted |= fix_papers(making, papers_fixed_at(LAW.code, "ask_opinions"), row.entry_count + 1)
        note_act(session, row, "ask_opinions", by=person, seat=seat, on=on, at=at, payload=noted)
        tell_of_question(session, row, question.agency_ids, due_on, on, at)


def last_day(question: Question, on: date) -> date:
    """The last day to answer a question that is asked on a day."""
    due_on = explain(on, question.days, [], work_calendar()).due_on
    assert due_on is not None, "nothing pauses the clock of a question"
    return due_on


def _keep_question(session: Session, dossier_id: uuid.UUID, question: Question, told: Mapping[str, Any]) -> uuid.UUID:
    round_id = new_id()
    asked = {"id": round_id, "dossier_id": dossier_id, "question": question.text, "days": question.days}
    session.execute(insert(OpinionRound), {**asked, **told})
    each = {"round_id": round_id, "dossier_id": dossier_id, "due_on": told["due_on"]}
    session.execute(insert(OpinionRequest), [each | {"id": new_id(), "agency_id": a} for a in question.agency_ids])
    for paper in question.papers:
        session.execute(insert(OpinionPaper), {"id": new_id(), "round_id": round_id, "attachment_id": paper})
    return round_id


def asking_seat(person: Person, row: Any) -> Seat:
    """The seat by which a person may ask for opinions where the dossier stands. Raises MovedOn, Forbidden."""
    procedure = get_procedure(row.procedure_code, row.procedure_version)
    posts = [consult.by for consult in procedure.consults if row.stage in consult.stages]
    if not posts:
        raise MovedOn(Reason(_("Ở bước này của hồ sơ không hỏi ý kiến các cơ quan.")))
    return seat_for(person, posts[0], row)


def may_ask(person: Person, row: Any) -> bool:
    """The same as a question."""
    try:
        asking_seat(person, row)
    except (MovedOn, Forbidden):
        return False
    return True


def _refuse_twice(session: Session, dossier_id: uuid.UUID, agency_ids: Sequence[uuid.UUID]) -> None:
    asked = REQUEST.c.dossier_id == dossier_id, REQUEST.c.agency_id.in_(agency_ids), REQUEST.c.state.in_(OUT)
    if session.execute(select(REQUEST.c.id).where(*asked).limit(1)).first():
        raise Refused(Reason(_("Có cơ quan đang được hỏi về hồ sơ này và chưa trả lời; hãy chờ, nhắc hoặc thu hồi.")))


def act(
    request_id: uuid.UUID, action: str, *, by: Person, on: date, at: datetime, seen_version: int,
    inputs: Mapping[str, str],
) -> Decision:  # fmt: skip
    """Take one act of the opinion procedure: draft, return, answer, fall silent, revoke.

    The state moves by compare-and-set on (id, state, version). Raises NotFound, Forbidden, Refused, MovedOn, Stale.
    """
    with writing() as session:
        person = in_force(session, by, on)
        row = _lock(session, request_id, person)
        decision = matter.decide(row, action, person, on, inputs)
        if row.version != seen_version:
            raise Stale(Reason(_("Yêu cầu ý kiến này vừa được người khác xử lý.")))
        here = REQUEST.c.id == row.id, REQUEST.c.state == decision.source, REQUEST.c.version == seen_version
        values = {"state": decision.dest, "version": REQUEST.c.version + 1} | _kept(decision, person, at, inputs)
        if session.execute(update(REQUEST).where(*here).values(**values)).rowcount != 1:  # type: ignore[attr-defined]
            raise Stale(Reason(_("Yêu cầu ý kiến này vừa được người khác xử lý.")))
        dossier = session.connection().execute(_LOCKED, {"dossier_id": row.dossier_id}).one()
        seat = matter.seat_at(
            person, row.agency_id if decision.step.by is not matter.LAW.opened_by else row.asking_agency_id
        )
        noted: dict[str, Any] = {"opinion": str(row.id), "agency": str(row.agency_id)}
        making = Making(session, DossierCase(session, dossier, on), person, seat, on, at, action, inputs, row)
        noted |= fix_papers(making, papers_fixed_at(LAW.code, action), dossier.entry_count + 1)
        reason = inputs.get("reason", "").strip()
        note_act(session, dossier, action, by=person, seat=seat, on=on, at=at, reason=reason, payload=noted)
        tell_of_act(session, dossier, row, decision, person, on, at)
    return decision


def _lock(session: Session, request_id: uuid.UUID, person: Person) -> Any:
    """The request, with its dossier locked first. Raises NotFound for whoever neither asks nor is asked."""
    row = find_request(request_id)
    concerned = row is not None and any(
        seat.agency_id in (row.agency_id, row.asking_agency_id) or seat.role is Role.SYSTEM for seat in person.seats
    )
    if row is None or not concerned:
        raise NotFound
    session.connection().execute(_LOCKED, {"dossier_id": row.dossier_id})
    return find_request(request_id)


def _kept(decision: Decision, person: Person, at: datetime, inputs: Mapping[str, str]) -> dict[str, Any]:
    """What each act keeps beside the state."""
    said = {"answer": inputs.get("answer") or None, "remarks": inputs.get("remarks", "").strip()}
    kept: dict[str, dict[str, Any]] = {
        "draft_answer": said | {"drafted_by": person.id, "drafted_at": at},
        "answer": {"answered_by": person.id, "answered_at": at},
        "revoke": {"closed_reason": inputs.get("reason", "").strip()},
    }
    return kept.get(decision.step.action, {})


def treat(dossier_id: uuid.UUID, request_id: uuid.UUID, text: str, *, by: Person, on: date, at: datetime) -> None:
    """Write down how an opinion was treated (tiếp thu, giải trình). By who may ask here; may be changed until proposed.

    Raises NotFound, Forbidden, MovedOn, BadInput for empty words.
    """
    if not text.strip():
        raise BadInput(_("Hãy ghi ý kiến được tiếp thu thế nào, hoặc giải trình vì sao không."))
    with writing() as session:
        person = in_force(session, by, on)
        row = lock_dossier(session, dossier_id, person)
        seat = asking_seat(person, row)
        here = REQUEST.c.id == request_id, REQUEST.c.dossier_id == dossier_id, REQUEST.c.state == "answered"
        values = {"treatment": text.strip(), "treated_by": person.id, "treated_at": at}
        if session.execute(update(REQUEST).where(*here).values(**values)).rowcount != 1:  # type: ignore[attr-defined]
            raise NotFound
        noted = {"opinion": str(request_id)}
        note_act(session, row, "treat_opinion", by=person, seat=seat, on=on, at=at, payload=noted)


def remind(dossier_id: uuid.UUID, request_id: uuid.UUID, *, on: date, at: datetime) -> bool:
    """Remind the agency that is asked, by the hand of who asked; once a day. Raises NotFound when nothing is out."""
    row = find_request(request_id)
    if row is None or row.dossier_id != dossier_id or row.state not in OUT:
        raise NotFound
    with writing() as session:
        dossier = session.connection().execute(_LOCKED, {"dossier_id": dossier_id}).one()
        return remind_agency(session, dossier, row, once=f"reminded:{request_id}:{on.isoformat()}", on=on, at=at)
