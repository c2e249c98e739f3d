"""Reading yearly reviews. What a reader may not see does not exist: a commune sees its own, others by the stage."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select

from states.actors import AgencyKind, Role
from states.criteria import Criterion
from states.kernel import Attempt, Procedure, Rehearsal
from states.kinds import Kind
from states.procedures.review import EDITIONS, review_procedure
from states.reviewing import ReviewFact, criteria_to_keep
from states.rules.reviewing import ReviewCase
from workflow.accounts.models import Account, Agency
from workflow.accounts.person import Person
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.register.models import Unit
from workflow.reviews.facts import CONFIRMED, review_fact
from workflow.reviews.facts import inspection_of as inspection_of
from workflow.reviews.facts import unit_fact as unit_fact
from workflow.reviews.models import AnnualReview

REVIEW, UNIT, AGENCY, ACCOUNT = AnnualReview.__table__, Unit.__table__, Agency.__table__, Account.__table__
BEFORE = REVIEW.alias("before")
WAITING_FOR_COMMUNE = ("due", "commune_approval")


@dataclass(frozen=True)
class ReviewView:
    """One review that the reader may see, with the unit's name and last year's figures."""

    row: Any
    last_year: Any | None

    @property
    def id(self) -> uuid.UUID:
        found: uuid.UUID = self.row.id
        return found

    @property
    def procedure(self) -> Procedure:
        return review_procedure(self.row.procedure_version)

    @property
    def kind(self) -> Kind:
        return Kind(self.row.unit_kind)

    @property
    def fact(self) -> ReviewFact:
        return review_fact(self.row, self.row.unit_kind, self.last_year)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria this unit has to keep."""
        return criteria_to_keep(self.kind)

    @property
    def state_title(self) -> str:
        return self.procedure.stage(self.row.state).title

    @property
    def case(self) -> ReviewCase:
        return ReviewCase(self.row.state, {AgencyKind.COMMUNE: str(self.row.commune_agency_id)}, self.fact)

    def rehearse(self, person: Person, on: date) -> tuple[Rehearsal, ...]:
        """What the law would answer for every act from here."""
        return self.procedure.rehearse(Attempt(self.procedure, self.case.as_case, person.actor, on))


def visible_to(person: Person) -> ColumnElement[bool]:
    """The condition on a review under which the person may see it (`Stage.seen_by`; a commune only its own)."""
    seats = [seat for seat in person.seats if seat.role is not Role.ADMINISTRATOR]
    return or_(false(), *(_seen_as(kind, seats) for kind in dict.fromkeys(seat.agency_kind for seat in seats)))


def _seen_as(kind: AgencyKind, seats: Sequence[Any]) -> ColumnElement[bool]:
    stages = {stage.name for procedure, _from in EDITIONS for stage in procedure.stages if kind in stage.seen_by}
    if kind is AgencyKind.COMMUNE:
        own = [seat.agency_id for seat in seats if seat.agency_kind is kind]
        return and_(REVIEW.c.commune_agency_id.in_(own), REVIEW.c.state.in_(sorted(stages)))
    return REVIEW.c.state.in_(sorted(stages)) if stages else false()


def may_read(person: Person) -> bool:
    """Whether reviews concern this person at all: a commune, the department or the province."""
    return any(seat.agency_kind in _CONCERNED and seat.role is not Role.ADMINISTRATOR for seat in person.seats)


_CONCERNED = (AgencyKind.COMMUNE, AgencyKind.AGRICULTURE_ENVIRONMENT, AgencyKind.PROVINCE)


def _wide() -> Select[Any]:
    """Reviews of units that are still recognised, or were confirmed before the recognition ended."""
    return (
        select(
            REVIEW, UNIT.c.name.label("unit_name"), UNIT.c.kind.label("unit_kind"),
            UNIT.c.status.label("unit_status"), AGENCY.c.short_name.label("commune_name"),
        )
        .join(UNIT, UNIT.c.id == REVIEW.c.unit_id)
        .join(AGENCY, AGENCY.c.id == REVIEW.c.commune_agency_id)
        .where(or_(UNIT.c.status == "active", REVIEW.c.state == CONFIRMED))
    )  # fmt: skip


def get_review(review_id: uuid.UUID, person: Person) -> ReviewView:
    """One review the reader may see. Raises NotFound."""
    row = db.session.execute(_wide().where(REVIEW.c.id == review_id, visible_to(person))).one_or_none()
    if row is None:
        raise NotFound
    return ReviewView(row, last_year_of(row))


def review_of(unit_id: uuid.UUID, year: int) -> uuid.UUID:
    """The review of a unit in a year. Raises NotFound where no round asks for it."""
    wanted = select(AnnualReview.id).where(AnnualReview.unit_id == unit_id, AnnualReview.year == year)
    if found := db.session.scalar(wanted):
        return found
    raise NotFound


def last_year_of(row: Any) -> Any | None:
    """The confirmed review of the same unit in the year before, or None."""
    before = select(BEFORE).where(
        BEFORE.c.unit_id == row.unit_id, BEFORE.c.year == row.year - 1, BEFORE.c.state == CONFIRMED
    )
    return db.session.execute(before).one_or_none()


def reviews_of_year(person: Person, year: int, agency_id: uuid.UUID | None = None) -> list[ReviewView]:
    """The reviews of a year that the reader may see, commune by commune; of one commune when it is named."""
    wanted = _wide().where(REVIEW.c.year == year, visible_to(person))
    if agency_id:
        wanted = wanted.where(REVIEW.c.commune_agency_id == agency_id)
    rows = db.session.execute(wanted.order_by(AGENCY.c.sort_key, UNIT.c.sort_key, REVIEW.c.id)).all()
    units = [row.unit_id for row in rows]
    before = select(BEFORE).where(BEFORE.c.unit_id.in_(units), BEFORE.c.year == year - 1, BEFORE.c.state == CONFIRMED)
    last = {row.unit_id: row for row in db.session.execute(before)} if units else {}
    return [ReviewView(row, last.get(row.unit_id)) for row in rows]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one commune is with the reviews of a year."""

    agency_id: uuid.UUID
    name: str
    total: int
    with_commune: int
    submitted: int
    confirmed: int


def progress(person: Person, year: int) -> list[Progress]:
    """Commune by commune, the communes that are furthest behind first. Only what the reader may see is counted."""
    state = REVIEW.c.state
    counted = (
        select(
            AGENCY.c.id, AGENCY.c.short_name, func.count(),
            func.sum(_one_if(state.in_(WAITING_FOR_COMMUNE))), func.sum(_one_if(state == "submitted")),
            func.sum(_one_if(state == CONFIRMED)),
        )
        .join(REVIEW, REVIEW.c.commune_agency_id == AGENCY.c.id)
        .join(UNIT, UNIT.c.id == REVIEW.c.unit_id)
        .where(REVIEW.c.year == year, visible_to(person), or_(UNIT.c.status == "active", state == CONFIRMED))
        .group_by(AGENCY.c.id, AGENCY.c.short_name, AGENCY.c.sort_key)
        .order_by(AGENCY.c.sort_key)
    )  # fmt: skip
    found = [Progress(*row) for row in db.session.execute(counted)]
    return sorted(found, key=lambda row: -row.with_commune)


def _one_if(condition: ColumnElement[bool]) -> Any:
    return case((condition, 1), else_=0)


def years_opened() -> list[int]:
    """The years whose round was opened, latest first."""
    return list(db.session.scalars(select(REVIEW.c.year).distinct().order_by(REVIEW.c.year.desc())))


def reviews_of_unit(person: Person, unit_id: uuid.UUID) -> list[ReviewView]:
    """Every review of a unit that the reader may see, latest first."""
    wanted = _wide().where(REVIEW.c.unit_id == unit_id, visible_to(person)).order_by(REVIEW.c.year.desc())
    rows = db.session.execute(wanted).all()
    by_year = {row.year: row for row in rows if row.state == CONFIRMED}
    return [ReviewView(row, by_year.get(row.year - 1)) for row in rows]


def names(ids: Sequence[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """Names of accounts."""
    wanted = [each for each in ids if each]
    rows = db.session.execute(select(ACCOUNT.c.id, ACCOUNT.c.name).where(ACCOUNT.c.id.in_(wanted)))
    return {row.id: row.name for row in rows}
