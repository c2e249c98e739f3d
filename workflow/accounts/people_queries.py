"""Lists for the administrator: agencies, people, posts, names for the journal."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, String, bindparam, func, or_, select, union
from sqlalchemy.orm import Session, aliased

from states.actors import ROLE_TITLES, STAND_INS, Role
from workflow.accounts.away_models import Delegation
from workflow.accounts.models import Account, Agency, PostHolding
from workflow.accounts.system import SYSTEM_USERNAME
from workflow.errors import NotFound
from workflow.extensions import IdType, db
from workflow.text import fold

PAGE = 50


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency as the administrator sees it."""

    id: uuid.UUID
    kind: str
    name: str
    short_name: str
    commune_code: str | None
    dossier_prefix: str
    valid_from: date
    valid_to: date | None
    successor_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the administrator's list."""

    id: uuid.UUID
    username: str
    name: str
    email: str | None
    is_active: bool
    has_password: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """A post somebody holds, held or will hold."""

    id: uuid.UUID
    role: str
    title: str
    agency: str
    valid_from: date
    valid_to: date | None
    ended_at: datetime | None

    def is_in_force(self, on: date) -> bool:
        return self.ended_at is None and self.valid_from <= on and (self.valid_to is None or self.valid_to >= on)


_AGENCY = select(
    Agency.id,
    Agency.kind,
    Agency.name,
    Agency.short_name,
    Agency.commune_code,
    Agency.dossier_prefix,
    Agency.valid_from,
    Agency.valid_to,
    Agency.successor_id,
)


def agencies(words: str = "") -> list[AgencyRow]:
    """All agencies, provincial ones first, then the communes by name; `words` filters by name without diacritics."""
    asked = _AGENCY.order_by(Agency.kind == "commune", Agency.sort_key, Agency.id)
    if words:
        asked = asked.where(Agency.search_key.contains(fold(words), autoescape=True))
    return [AgencyRow(*row) for row in db.session.execute(asked)]


def get_agency(agency_id: uuid.UUID) -> AgencyRow:
    row = db.session.execute(_AGENCY.where(Agency.id == agency_id)).first()
    if row is None:
        raise NotFound
    return AgencyRow(*row)


def agency_choices(on: date) -> list[tuple[str, str]]:
    """(id, name) of the agencies in being on the day `on`, for a list to choose from."""
    return [(str(row.id), row.name) for row in agencies() if row.valid_to is None or row.valid_to >= on]


_IS_SOMEBODY = Account.username != SYSTEM_USERNAME


def _people() -> Any:
    return select(
        Account.id,
        Account.username,
        Account.name,
        Account.email,
        Account.is_active,
        Account.password_hash.is_not(None),
        Account.created_at,
    ).where(_IS_SOMEBODY)


def people(words: str = "", page: int = 1) -> tuple[list[PersonRow], int]:
    """One page of people by name, and how many there are; `words` searches names and user names without diacritics."""
    found = Account.search_key.contains(fold(words), autoescape=True) if words else Account.search_key.is_not(None)
    asked = _people().where(found).order_by(Account.sort_key, Account.id).limit(PAGE).offset((page - 1) * PAGE)
    total = db.session.execute(select(func.count()).select_from(Account).where(found, _IS_SOMEBODY)).scalar_one()
    return [PersonRow(*row) for row in db.session.execute(asked)], total


def get_person(account_id: uuid.UUID) -> PersonRow:
    row = db.session.execute(_people().where(Account.id == account_id)).first()
    if row is None:
        raise NotFound
    return PersonRow(*row)


def holdings(account_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[HoldingRow]]:
    """The posts of these people, past ones included, newest first."""
    rows = db.session.execute(
        select(PostHolding, Agency.short_name)
        .join(Agency, Agency.id == PostHolding.agency_id)
        .where(PostHolding.account_id.in_(list(account_ids)))
        .order_by(PostHolding.ended_at.is_not(None), PostHolding.valid_from.desc(), PostHolding.id)
    )
    found: dict[uuid.UUID, list[HoldingRow]] = {}
    for held, agency in rows:
        title = ROLE_TITLES[Role(held.role)]
        line = HoldingRow(held.id, held.role, title, agency, held.valid_from, held.valid_to, held.ended_at)
        found.setdefault(held.account_id, []).append(line)
    return found


def names_of(ids: Iterable[uuid.UUID]) -> dict[str, str]:
    """Names of the people and agencies among these ids, for the journal's reader."""
    wanted = list(ids)
    named = select(Account.id, Account.name).where(Account.id.in_(wanted))
    offices = select(Agency.id, Agency.name).where(Agency.id.in_(wanted))
    return {str(row.id): row.name for row in db.session.execute(named.union_all(offices))}


def has_administrator(on: date) -> bool:
    """Whether anybody holds the administrator's post on the day `on` or later."""
    held = select(PostHolding.id).where(
        PostHolding.role == Role.ADMINISTRATOR.value,
        PostHolding.ended_at.is_(None),
        or_(PostHolding.valid_to.is_(None), PostHolding.valid_to >= on),
    )
    return db.session.execute(held.limit(1)).first() is not None


def agency_of_kind(kind: str) -> uuid.UUID | None:
    """The agency of a kind that exists once (not the communes), while it is in being."""
    return db.session.execute(
        select(Agency.id).where(Agency.kind == kind, Agency.valid_to.is_(None)).order_by(Agency.valid_from).limit(1)
    ).scalar()


_ON = bindparam("on", type_=Date)
_HELD_THERE = (
    PostHolding.agency_id == bindparam("agency_id", type_=IdType),
    PostHolding.role.in_(bindparam("roles", expanding=True, type_=String)),
    PostHolding.ended_at.is_(None),
    PostHolding.valid_from <= _ON,
    or_(PostHolding.valid_to.is_(None), PostHolding.valid_to >= _ON),
    Account.is_active,
)
_BORROWER = aliased(Account)
_OWN = select(PostHolding.account_id).distinct().join(Account, Account.id == PostHolding.account_id).where(*_HELD_THERE)
_LENT = (
    select(Delegation.to_id)
    .distinct()
    .join(PostHolding, PostHolding.id == Delegation.holding_id)
    .join(Account, Account.id == PostHolding.account_id)
    .join(_BORROWER, _BORROWER.id == Delegation.to_id)
    .where(
        *_HELD_THERE,
        Delegation.ended_at.is_(None),
        Delegation.valid_from <= _ON,
        Delegation.valid_to >= _ON,
        _BORROWER.is_active,
    )
)
_HOLDERS = union(_OWN, _LENT).order_by("account_id")


def roles_that_count_as(role: Role) -> list[str]:
    """The roles people hold that count as this one: several for an abstract role (lead officer), else itself."""
    stand_ins = {own.role.value for post, posts in STAND_INS.items() if post.role is role for own in posts}
    return sorted(stand_ins) or [role.value]


def holders_anywhere(session: Session, role: Role, on: date) -> list[uuid.UUID]:
    """Accounts in use that hold a role at any agency on the day `on`."""
    return list(
        session.execute(
            select(PostHolding.account_id)
            .distinct()
            .join(Account, Account.id == PostHolding.account_id)
            .where(
                PostHolding.role == role.value, PostHolding.ended_at.is_(None), PostHolding.valid_from <= on,
                or_(PostHolding.valid_to.is_(None), PostHolding.valid_to >= on), Account.is_active,
            )
            .order_by(PostHolding.account_id)
        ).scalars()
    )  # fmt: skip


def holders_of(session: Session, role: Role, agency_id: uuid.UUID, on: date) -> list[uuid.UUID]:
    """Accounts in use whose post in this role, at this agency, is in force on the day `on`: held, or lent to them."""
    asked = {"agency_id": agency_id, "roles": roles_that_count_as(role), "on": on}
    return list(session.connection().execute(_HOLDERS, asked).scalars())


def administrators(session: Session, on: date) -> list[uuid.UUID]:
    """Accounts in use that hold the administrator's post, at whatever agency, on the day `on`."""
    held = PostHolding.role == Role.ADMINISTRATOR.value, PostHolding.ended_at.is_(None), PostHolding.valid_from <= on
    is_on = or_(PostHolding.valid_to.is_(None), PostHolding.valid_to >= on)
    joined = select(PostHolding.account_id).distinct().join(Account, Account.id == PostHolding.account_id)
    return list(session.connection().execute(joined.where(*held, is_on, Account.is_active)).scalars())
