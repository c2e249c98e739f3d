"""Who may write fund lines, and which dossiers a line pays."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from states.actors import AgencyKind, Role
from states.kernel import Forbidden
from workflow.accounts.person import Person
from workflow.dossiers.editing import in_force
from workflow.dossiers.models import Dossier
from workflow.dossiers.visibility import visible_to
from workflow.extensions import db
from workflow.support import fund_services
from workflow.support.fund_services import LineData
from workflow.support.models import Commitment
from workflow.transactions import writing

DOSSIER, COMMITMENT = Dossier.__table__, Commitment.__table__
WRITERS = (Role.CONSULTED_OFFICER, Role.CONSULTED_LEADER)


@dataclass(frozen=True, slots=True)
class Use:
    """A dossier that a fund line pays, and how much of it (VND)."""

    dossier_id: uuid.UUID
    title: str
    code: str | None
    amount: int
    paid: int


@dataclass(frozen=True, slots=True)
class Uses:
    """The dossiers of a line that the reader may see, and how many others there are."""

    seen: Sequence[Use]
    others: int


def may_write(person: Person) -> bool:
    """Whether the person is an officer or leader of the Department of Finance today (plan V.4)."""
    return any(seat.agency_kind is AgencyKind.FINANCE and seat.role in WRITERS for seat in person.seats)


def check_writer(person: Person) -> None:
    """Raises Forbidden for anybody else."""
    if not may_write(person):
        raise Forbidden(_("Nguồn kinh phí do Sở Tài chính nhập. Ông/Bà xem được, không sửa được."))


def add(data: LineData, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Add a fund line; its id. Raises Forbidden, Refused when there is one already."""
    with writing() as session:
        check_writer(in_force(session, by, on))
        return fund_services.add_line(session, data, by=by.id, at=at)


def change(line_id: uuid.UUID, *, seen: int, allocation: int, note: str, by: Person, on: date, at: datetime) -> None:
    """Change what is allocated (VND), `seen` being what the page showed. Raises Forbidden, NotFound, Refused."""
    with writing() as session:
        check_writer(in_force(session, by, on))
        fund_services.change_line(session, line_id, seen=seen, allocation=allocation, note=note, by=by.id, at=at)


def uses_of(line_id: uuid.UUID, person: Person) -> Uses:
    """The dossiers this line pays, newest first."""
    promised = func.sum(COMMITMENT.c.amount - COMMITMENT.c.released)
    found = db.session.execute(
        select(DOSSIER.c.id, DOSSIER.c.title, DOSSIER.c.code, promised, func.sum(COMMITMENT.c.paid))
        .join(COMMITMENT, COMMITMENT.c.dossier_id == DOSSIER.c.id)
        .where(COMMITMENT.c.fund_line_id == line_id, visible_to(person))
        .group_by(DOSSIER.c.id, DOSSIER.c.title, DOSSIER.c.code)
        .order_by(DOSSIER.c.id.desc())
    )
    seen = [Use(row[0], row[1], row[2], int(row[3]), int(row[4])) for row in found]
    every = select(func.count(COMMITMENT.c.dossier_id.distinct())).where(COMMITMENT.c.fund_line_id == line_id)
    return Uses(seen, (db.session.scalar(every) or 0) - len(seen))
