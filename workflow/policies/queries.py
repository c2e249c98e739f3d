"""Reading policies: which count on a day, what each version says, and its history."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from states.actors import AgencyKind
from states.basis import Basis, Mark
from states.policies import COUNTING, PolicyFact, ceiling_from, draws_up, limit_for
from states.support import Ceilinged
from workflow.accounts.person import Person
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.policies.models import Policy, PolicyKind, PolicyVersion

POLICY, VERSION, KIND = Policy.__table__, PolicyVersion.__table__, PolicyKind.__table__


def counting_on(on: date) -> ColumnElement[bool]:
    """The condition under which a version counts on a day: begun, not over, and none that came after it begun."""
    line, later = VERSION.c, VERSION.alias("later")
    newer = exists().where(later.c.policy_id == line.policy_id, later.c.number > line.number, later.c.counts_from <= on)
    return and_(
        line.counts_from <= on, or_(line.valid_until.is_(None), line.valid_until >= on),
        or_(line.ended_on.is_(None), line.ended_on >= on), ~newer,
    )  # fmt: skip


def fact_of(row: Any) -> PolicyFact:
    """A version as the law asks for it."""
    basis = Basis(row.legal_basis, Mark(row.mark))
    ceiling = ceiling_from(row.rate, row.amount_vnd, row.each, basis)
    return PolicyFact(row.title, row.number, basis, ceiling, row.covers)


def opened_by(kind: str, on: date) -> tuple[PolicyFact, ...]:
    """The policies that open a kind of support on a day; none means that it cannot be asked for."""
    return opening(on, kind).get(kind, ())


def opening(on: date, kind: str | None = None) -> Mapping[str, tuple[PolicyFact, ...]]:
    """The policies that count on a day by the kinds they open, in one statement."""
    wanted = select(VERSION, KIND.c.kind).join(KIND, KIND.c.version_id == VERSION.c.id).where(counting_on(on))
    if kind is not None:
        wanted = wanted.where(KIND.c.kind == kind)
    found: defaultdict[str, tuple[PolicyFact, ...]] = defaultdict(tuple)
    for row in db.session.execute(wanted.order_by(VERSION.c.policy_id)):
        found[row.kind] += (fact_of(row),)
    return dict(found)


def limit_of(policies: Iterable[PolicyFact]) -> Ceilinged:
    """The limit in general of what these policies open, before a cost is known."""
    return limit_for(policies, None)


@dataclass(frozen=True, slots=True)
class Told:
    """A version with what it opens, as pages show it. `counts` on the day asked, `is_due` when it will."""

    row: Any
    fact: PolicyFact
    kinds: tuple[str, ...]
    counts: bool

    @property
    def lead(self) -> AgencyKind:
        """Who draws it up."""
        return AgencyKind(self.row.lead)

    @property
    def limit(self) -> Ceilinged:
        """Its ceiling in words."""
        return limit_of((self.fact,))


def reads_drafts(person: Person) -> bool:
    """Whether a person sees what is not in force yet."""
    return any(draws_up(seat.role, seat.agency_kind) for seat in person.seats)


def policies_on(on: date) -> Sequence[Told]:
    """Every version that counts on a day: what anybody may read."""
    return _told(counting_on(on), on)


def catalogue_for(person: Person, on: date) -> Sequence[Told]:
    """Every version the person may read, the newest of each policy first."""
    return _told(_readable(person), on)


def versions_of(policy_id: uuid.UUID, person: Person, on: date) -> Sequence[Told]:
    """The versions of one policy that the person may read, the newest first. Raises NotFound when there is none."""
    found = _told(and_(VERSION.c.policy_id == policy_id, _readable(person)), on)
    if not found:
        raise NotFound
    return found


def _readable(person: Person) -> ColumnElement[bool]:
    return VERSION.c.number > 0 if reads_drafts(person) else VERSION.c.state.in_(COUNTING)


def _told(which: ColumnElement[bool], on: date) -> Sequence[Told]:
    rows = db.session.execute(
        select(VERSION, POLICY.c.lead, counting_on(on).label("counts"))
        .join(POLICY, POLICY.c.id == VERSION.c.policy_id)
        .where(which)
        .order_by(VERSION.c.policy_id, VERSION.c.number.desc())
    ).all()
    kinds = _kinds_of([row.id for row in rows])
    return [Told(row, fact_of(row), kinds.get(row.id, ()), bool(row.counts)) for row in rows]


def _kinds_of(versions: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, tuple[str, ...]]:
    found: defaultdict[uuid.UUID, tuple[str, ...]] = defaultdict(tuple)
    for row in db.session.execute(select(KIND).where(KIND.c.version_id.in_(versions)).order_by(KIND.c.kind)):
        found[row.version_id] += (row.kind,)
    return found
