"""Writing absences and delegations. Both are a person's own; a delegation may also be ended by who received it."""

import uuid
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from states.kernel import Forbidden, Reason, Refused
from workflow.accounts.away_models import Absence, Delegation
from workflow.accounts.away_queries import colleagues, own_holdings
from workflow.accounts.models import PostHolding
from workflow.accounts.person import Person
from workflow.accounts.queries import hold_person_still, wait_for_acts_of
from workflow.accounts.session_services import Visit
from workflow.audit.services import record
from workflow.errors import NotFound
from workflow.extensions import new_id
from workflow.transactions import writing

LENT, AWAY, HELD = Delegation.__table__, Absence.__table__, PostHolding.__table__
LONGEST = 366
"""A delegation or an absence lasts at most a year, in days; a longer one is a change of post."""


@dataclass(frozen=True, slots=True)
class Lending:
    """A post lent to somebody, from the first to the last day."""

    holding_id: uuid.UUID
    to_id: uuid.UUID
    first_on: date
    last_on: date
    ground: str
    signs_as: str = ""


def lend(lending: Lending, *, by: Person, on: date, visit: Visit) -> uuid.UUID:
    """Lend a post of one's own to a colleague of the same agency.

    Raises Forbidden for a post that is not one's own today or a person of another agency, Refused for days that are
    over, in the wrong order, or more than a year.
    """
    _check_days(lending.first_on, lending.last_on, on)
    with writing() as session:
        hold_person_still(session, by.id)
        if str(lending.holding_id) not in dict(own_holdings(by.id, on)):
            raise Forbidden(_("Chỉ ủy quyền được chức vụ của chính mình đang có hiệu lực."))
        agency_id = session.execute(select(HELD.c.agency_id).where(HELD.c.id == lending.holding_id)).scalar_one()
        if str(lending.to_id) not in dict(colleagues([agency_id], on, by.id)):
            raise Forbidden(_("Chỉ ủy quyền được cho người đang giữ chức vụ ở cùng cơ quan."))
        row = {
            "id": new_id(), "holding_id": lending.holding_id, "to_id": lending.to_id, "signs_as": lending.signs_as,
            "ground": lending.ground, "valid_from": lending.first_on, "valid_to": lending.last_on, "given_by": by.id,
            "given_at": visit.at,
        }  # fmt: skip
        session.execute(insert(LENT), row)
        record(
            session, "account:delegation:given", at=visit.at, actor_id=by.id, subject=lending.to_id, ip=visit.ip,
            holding=lending.holding_id, valid_from=lending.first_on, valid_to=lending.last_on,
        )  # fmt: skip
    return row["id"]  # type: ignore[return-value]


def take_back(delegation_id: uuid.UUID, *, by: Person, visit: Visit) -> None:
    """End a delegation at once. Raises NotFound unless it is one's own, given or received, and not over."""
    with writing() as session:
        found = session.execute(
            select(LENT.c.id, LENT.c.to_id)
            .join(HELD, HELD.c.id == LENT.c.holding_id)
            .where(LENT.c.id == delegation_id, LENT.c.ended_at.is_(None))
            .where((HELD.c.account_id == by.id) | (LENT.c.to_id == by.id))
        ).one_or_none()
        if found is None:
            raise NotFound
        wait_for_acts_of(session, found.to_id)
        still = LENT.c.id == found.id, LENT.c.ended_at.is_(None)
        session.execute(update(LENT).where(*still).values(ended_by=by.id, ended_at=visit.at))
        record(session, "account:delegation:ended", at=visit.at, actor_id=by.id, subject=found.to_id, ip=visit.ip)


def be_away(first_on: date, last_on: date, note: str, *, by: Person, on: date, visit: Visit) -> None:
    """Say that one is away for some days. Raises Refused for days that are over or in the wrong order."""
    _check_days(first_on, last_on, on)
    with writing() as session:
        row = {"id": new_id(), "account_id": by.id, "first_on": first_on, "last_on": last_on, "note": note}
        session.execute(insert(AWAY), row | {"at": visit.at})
        _note(session, "account:absence:declared", by, visit)


def be_back(absence_id: uuid.UUID, *, by: Person, visit: Visit) -> None:
    """Take an absence of one's own back. Raises NotFound."""
    with writing() as session:
        gone = session.execute(delete(AWAY).where(AWAY.c.id == absence_id, AWAY.c.account_id == by.id))
        if gone.rowcount == 0:  # type: ignore[attr-defined]
            raise NotFound
        _note(session, "account:absence:ended", by, visit)


def _note(session: Session, kind: str, by: Person, visit: Visit) -> None:
    record(session, kind, at=visit.at, actor_id=by.id, subject=by.id, ip=visit.ip)


def _check_days(first_on: date, last_on: date, on: date) -> None:
    if last_on < first_on:
        raise Refused(Reason(_("Ngày cuối phải sau hoặc trùng ngày đầu.")))
    if last_on < on:
        raise Refused(Reason(_("Khoảng ngày này đã qua.")))
    if (last_on - first_on).days > LONGEST:
        raise Refused(Reason(_("Khoảng ngày dài quá một năm; hãy đổi chức vụ thay vì ủy quyền.")))
