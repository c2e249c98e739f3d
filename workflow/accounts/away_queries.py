"""Reading absences and delegations."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, bindparam, exists, func, or_, select

from states.actors import ROLE_TITLES, Role
from workflow.accounts.away_models import Absence, Delegation
from workflow.accounts.models import Account, Agency, PostHolding
from workflow.extensions import db

LENT, AWAY = Delegation.__table__, Absence.__table__
HELD, ACCOUNT, AGENCY = PostHolding.__table__, Account.__table__, Agency.__table__
_LENDER, _BORROWER = ACCOUNT.alias("lender"), ACCOUNT.alias("borrower")


def is_away(account_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether an account is away on the parameter `today`, as a condition."""
    today = bindparam("today", type_=Date)
    return exists().where(AWAY.c.account_id == account_id, AWAY.c.first_on <= today, AWAY.c.last_on >= today)


def away_until(ids: Iterable[uuid.UUID], on: date) -> dict[uuid.UUID, date]:
    """Of these accounts those that are away on a day, with their last day away."""
    wanted = select(AWAY.c.account_id, AWAY.c.last_on).where(
        AWAY.c.account_id.in_(sorted(set(ids))), AWAY.c.first_on <= on, AWAY.c.last_on >= on
    )
    return {row.account_id: row.last_on for row in db.session.execute(wanted)}


def absences_of(account_id: uuid.UUID, on: date) -> Sequence[Any]:
    """A person's absences that are not over, the next first."""
    wanted = select(AWAY).where(AWAY.c.account_id == account_id, AWAY.c.last_on >= on).order_by(AWAY.c.first_on)
    return db.session.execute(wanted).all()


def delegations_of(account_id: uuid.UUID, on: date) -> Sequence[Any]:
    """Delegations given or received by a person that are not over, the next first."""
    wanted = (
        select(
            LENT, HELD.c.role, AGENCY.c.short_name.label("agency"), _LENDER.c.id.label("lender_id"),
            _LENDER.c.name.label("lender"), _BORROWER.c.name.label("borrower"),
        )
        .join(HELD, HELD.c.id == LENT.c.holding_id)
        .join(AGENCY, AGENCY.c.id == HELD.c.agency_id)
        .join(_LENDER, _LENDER.c.id == HELD.c.account_id)
        .join(_BORROWER, _BORROWER.c.id == LENT.c.to_id)
        .where(
            or_(HELD.c.account_id == account_id, LENT.c.to_id == account_id), LENT.c.ended_at.is_(None),
            LENT.c.valid_to >= on,
        )
        .order_by(LENT.c.valid_from)
    )  # fmt: skip
    return db.session.execute(wanted).all()


def own_holdings(account_id: uuid.UUID, on: date) -> list[tuple[str, str]]:
    """(id, words) of the posts a person may lend: own ones in force."""
    wanted = (
        select(HELD.c.id, HELD.c.role, AGENCY.c.short_name)
        .join(AGENCY, AGENCY.c.id == HELD.c.agency_id)
        .where(
            HELD.c.account_id == account_id, HELD.c.ended_at.is_(None), HELD.c.valid_from <= on,
            or_(HELD.c.valid_to.is_(None), HELD.c.valid_to >= on), HELD.c.role != Role.ADMINISTRATOR.value,
        )
        .order_by(HELD.c.id)
    )  # fmt: skip
    return [(str(row.id), f"{ROLE_TITLES[Role(row.role)]}, {row.short_name}") for row in db.session.execute(wanted)]


def colleagues(agency_ids: Iterable[uuid.UUID], on: date, but: uuid.UUID) -> list[tuple[str, str]]:
    """(id, name) of the others who hold a post at one of these agencies."""
    return [(str(row.id), row.name) for row in people_at(agency_ids, on) if row.id != but]


def people_at(agency_ids: Iterable[uuid.UUID], on: date) -> Sequence[Any]:
    """The people who hold a post at one of these agencies: id, name, and `away_until` for those away on the day."""
    gone = (AWAY.c.account_id == ACCOUNT.c.id) & (AWAY.c.first_on <= on) & (AWAY.c.last_on >= on)
    wanted = (
        select(ACCOUNT.c.id, ACCOUNT.c.name, ACCOUNT.c.sort_key, func.max(AWAY.c.last_on).label("away_until"))
        .join(HELD, HELD.c.account_id == ACCOUNT.c.id)
        .outerjoin(AWAY, gone)
        .where(
            HELD.c.agency_id.in_(sorted(set(agency_ids))), HELD.c.ended_at.is_(None), HELD.c.valid_from <= on,
            or_(HELD.c.valid_to.is_(None), HELD.c.valid_to >= on), ACCOUNT.c.is_active,
        )
        .group_by(ACCOUNT.c.id, ACCOUNT.c.name, ACCOUNT.c.sort_key)
        .order_by(ACCOUNT.c.sort_key)
    )  # fmt: skip
    return db.session.execute(wanted).all()
