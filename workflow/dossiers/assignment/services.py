"""Who handles a dossier: taken, assigned, handed over; and who may not, because of a conflict of interest."""

import uuid
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from states.actors import Post, Role, concrete
from states.kernel import Forbidden, MovedOn, Reason, Refused
from states.procedures import get as get_procedure
from workflow.accounts.people_queries import holders_of
from workflow.accounts.person import Person, Seat
from workflow.dossiers.assignment.conflicts import ConflictOfInterest, conflicted_in
from workflow.dossiers.assignment.models import Assignment
from workflow.dossiers.editing import in_force, lock_dossier
from workflow.dossiers.models import Dossier
from workflow.dossiers.noting import note_act
from workflow.errors import Stale
from workflow.extensions import new_id
from workflow.notices.services import tell
from workflow.transactions import writing

DOSSIER, ROW, CONFLICT = Dossier.__table__, Assignment.__table__, ConflictOfInterest.__table__
LEADERS = frozenset({Role.COMMUNE_LEADER, Role.DEPT_LEADER, Role.CONSULTED_LEADER, Role.PROVINCE_LEADER})


def waited_posts(row: Any) -> frozenset[Post]:
    """The posts a person can hold for which the dossier waits where it stands."""
    procedure = get_procedure(row.procedure_code, row.procedure_version)
    return frozenset(post for by in procedure.handlers(row.stage, row.hold) for post in concrete(by))


def candidates(session: Session, row: Any, on: date) -> dict[uuid.UUID, Role]:
    """Who may handle the dossier at the agency it waits for, with the role by which they do."""
    found: dict[uuid.UUID, Role] = {}
    for role in dict.fromkeys(post.role for post in sorted(waited_posts(row), key=lambda post: post.role)):
        if row.waiting_agency_id is not None and role is not Role.SYSTEM:
            found |= dict.fromkeys(holders_of(session, role, row.waiting_agency_id, on), role)
    barred = conflicted_in(row)
    return {account_id: role for account_id, role in found.items() if str(account_id) not in barred}


def may_assign(person: Person, row: Any) -> Seat | None:
    """The seat by which a person may say who handles it: one the dossier waits for there, or a leader's."""
    waited = waited_posts(row) if row.waiting_agency_id else frozenset()
    for seat in person.seats:
        if seat.agency_id == row.waiting_agency_id and (seat.post in waited or seat.role in LEADERS):
            return seat
    return None


def assign(
    dossier_id: uuid.UUID, account_id: uuid.UUID | None, *, by: Person, on: date, at: datetime, seen_version: int,
    note: str = "",
) -> None:  # fmt: skip
    """Give the dossier to somebody at the agency it waits for; None gives it back to all. The history is kept.

    Raises NotFound, MovedOn (it waits for nobody), Forbidden (another agency), Refused (not somebody who may act
    there, or one with a conflict of interest), Stale.
    """
    with writing() as session:
        person = in_force(session, by, on)
        row = lock_dossier(session, dossier_id, person)
        seat = _seat_to_assign_by(person, row, seen_version)
        open_to = candidates(session, row, on)
        if account_id is not None and account_id not in open_to:
            said = _("Người này không xử lý được hồ sơ ở bước hiện tại, hoặc có xung đột lợi ích; hãy chọn người khác.")
            raise Refused(Reason(said))
        _end(session, row, by=person.id, at=at)
        if account_id is not None:
            told = {"account_id": account_id, "role": open_to[account_id].value, "given_by": person.id, "note": note}
            place = {"id": new_id(), "dossier_id": row.id, "agency_id": row.waiting_agency_id, "at": at}
            session.execute(insert(ROW), place | told)
        session.execute(update(DOSSIER).where(DOSSIER.c.id == row.id).values(handler_id=account_id))
        noted = {"handler": str(account_id) if account_id else None}
        note_act(session, row, "assign", by=person, seat=seat, on=on, at=at, reason=note, payload=noted)
        if account_id not in (None, person.id):
            tell(session, "dossier:assigned", to=[account_id], at=at, dossier_id=row.id, code=row.code)


def _seat_to_assign_by(person: Person, row: Any, seen_version: int) -> Seat:
    if row.waiting_agency_id is None:
        raise MovedOn(Reason(_("Hồ sơ đã kết thúc nên không phân công nữa.")))
    seat = may_assign(person, row)
    if seat is None:
        raise Forbidden(_("Việc phân công thuộc về cơ quan đang xử lý hồ sơ."))
    if row.version != seen_version:
        raise Stale(Reason(_("Hồ sơ đã thay đổi sau khi Ông/Bà mở trang này.")))
    return seat


def _end(session: Session, row: Any, *, by: uuid.UUID, at: datetime) -> None:
    """Whoever handled it at this agency in one of the roles it waits for does so no more."""
    roles = sorted({post.role.value for post in waited_posts(row)})
    here = ROW.c.dossier_id == row.id, ROW.c.agency_id == row.waiting_agency_id, ROW.c.role.in_(roles)
    session.execute(update(ROW).where(*here, ROW.c.ended_at.is_(None)).values(ended_at=at, ended_by=by))


def declare_conflict(dossier_id: uuid.UUID, ground: str, *, by: Person, on: date, at: datetime) -> None:
    """Say that one has a conflict of interest in a dossier: one handles it no more, in any post.

    Raises NotFound, Refused without a ground or when it was said before.
    """
    with writing() as session:
        person = in_force(session, by, on)
        row = lock_dossier(session, dossier_id, person)
        if not ground.strip():
            raise Refused(Reason(_("Hãy ghi xung đột lợi ích là gì.")))
        if str(person.id) in conflicted_in(row):
            raise Refused(Reason(_("Ông/Bà đã khai xung đột lợi ích với hồ sơ này.")))
        told = {"id": new_id(), "dossier_id": row.id, "account_id": person.id, "ground": ground.strip()}
        session.execute(insert(CONFLICT), told | {"declared_by": person.id, "on": on, "at": at})
        mine = ROW.c.dossier_id == row.id, ROW.c.account_id == person.id, ROW.c.ended_at.is_(None)
        session.execute(update(ROW).where(*mine).values(ended_at=at, ended_by=person.id))
        if row.handler_id == person.id:
            session.execute(update(DOSSIER).where(DOSSIER.c.id == row.id).values(handler_id=None))
        note_act(session, row, "declare_conflict", by=person, seat=person.seats[0], on=on, at=at)
