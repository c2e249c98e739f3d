"""Opening the round of a year: every active unit gets a review, at the commune of its first place."""

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from states.actors import Role
from states.kernel import Forbidden, Reason, Refused
from states.procedures.review import current_review
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.audit.services import lock_chain, record
from workflow.extensions import new_id
from workflow.notices.services import tell
from workflow.reviews.models import FIRST_YEAR, AnnualReview
from workflow.reviews.services import is_department
from workflow.reviews.telling import holders
from workflow.reviews.warnings import active_units
from workflow.transactions import writing

REVIEW = AnnualReview.__table__


def open_round(year: int, *, by: Person, on: date, at: datetime) -> int:
    """Open the reviews of a year, and tell the communes; give back how many were opened now.

    Again opens only what is missing, such as units recognised since; what is there stays as it is. Raises Forbidden
    unless the department's officer opens it, Refused for a year that has not begun or lies too far back.
    """
    with writing() as session:
        person = in_force(session, by, on)
        if not is_department(person):
            raise Forbidden(_("Đợt rà soát do chuyên viên Sở Nông nghiệp và Môi trường mở."))
        if not FIRST_YEAR <= year <= on.year:
            raise Refused(Reason(_("Chỉ mở được đợt rà soát của năm nay hoặc những năm trước; chưa có gì được mở.")))
        lock_chain(session)
        missing = _missing(session, year)
        if missing:
            session.execute(insert(REVIEW), [_row(unit, year, person.id, on, at) for unit in missing])
            record(session, "review:round:opened", at=at, actor_id=person.id, year=year, count=len(missing))
            _tell(session, missing, year, on, at)
    return len(missing)


def _missing(session: Session, year: int) -> list[Any]:
    """Units that were recognised by the end of the year and have no review of it."""
    known = set(session.scalars(select(REVIEW.c.unit_id).where(REVIEW.c.year == year)))
    return [unit for unit in active_units() if unit.id not in known and unit.recognised_year <= year]


def _row(unit: Any, year: int, by: uuid.UUID, on: date, at: datetime) -> dict[str, Any]:
    procedure = current_review(on)
    return {
        "id": new_id(), "unit_id": unit.id, "year": year, "procedure_version": procedure.version,
        "commune_agency_id": unit.agency_id, "state": procedure.first_stage.name, "version": 1, "criteria": {},
        "opened_by": by, "opened_at": at,
    }  # fmt: skip


def _tell(session: Session, opened: Sequence[Any], year: int, on: date, at: datetime) -> None:
    """One notice for each commune, however many units it has."""
    for agency_id, count in Counter(unit.agency_id for unit in opened).items():
        readers = holders(session, (Role.COMMUNE_OFFICER,), agency_id, on)
        tell(session, "review:opened", to=readers, at=at, path=f"/reviews?year={year}", year=year, count=count)
