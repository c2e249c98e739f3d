"""What the office knows of a unit beside what is public, as far as one sees: reviews, inspections, dossiers, money."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from states.inspecting import VERDICT_TITLES, Verdict
from states.reviewing import EFFECTIVENESS_TITLES, Effectiveness
from states.support import FUND_TITLES, Fund
from states.support_kinds import KIND_TITLES
from workflow.accounts.person import Person
from workflow.dossiers.models import Dossier
from workflow.dossiers.queries import search
from workflow.dossiers.visibility import visible_to
from workflow.environment.models import Establishment, EstablishmentInspection
from workflow.environment.unit_queries import get_unit as get_followed_unit
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.reviews.queries import reviews_of_unit
from workflow.support.models import Commitment, FundLine, SupportRequest

DOSSIER, REQUEST = Dossier.__table__, SupportRequest.__table__
COMMITMENT, LINE = Commitment.__table__, FundLine.__table__
ESTABLISHMENT, INSPECTION = Establishment.__table__, EstablishmentInspection.__table__


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One yearly review: where it stands, what it says of the criteria and of how well the unit works."""

    id: uuid.UUID
    year: int
    state: str
    maintained: bool | None
    rating: str


@dataclass(frozen=True, slots=True)
class Money:
    """One support application: asked, granted, promised from a fund and paid, in whole VND."""

    dossier_id: uuid.UUID
    title: str
    year: int
    fund: str
    requested: int | None
    granted: int | None
    committed: int
    paid: int


@dataclass(frozen=True, slots=True)
class UnitFile:
    """The whole file. `inspections` is None for whoever does not follow the environment of this unit."""

    reviews: Sequence[Reviewed]
    inspections: dict[str, int] | None
    dossiers: Sequence[Any]
    money: Sequence[Money]


def file_of(unit_id: uuid.UUID, person: Person) -> UnitFile:
    """What this reader may see of a unit's file."""
    of_unit = [DOSSIER.c.unit_id == unit_id]
    return UnitFile(
        _reviews(person, unit_id), _inspections(person, unit_id), search(person, also=of_unit).rows,
        _money(person, unit_id),
    )  # fmt: skip


def _reviews(person: Person, unit_id: uuid.UUID) -> list[Reviewed]:
    found = []
    for review in reviews_of_unit(person, unit_id):
        word = review.row.effectiveness_confirmed or review.row.effectiveness_proposed
        rating = EFFECTIVENESS_TITLES[Effectiveness(word)] if word else ""
        found.append(Reviewed(review.id, review.row.year, review.state_title, review.row.maintained, rating))
    return found


def _inspections(person: Person, unit_id: uuid.UUID) -> dict[str, int] | None:
    """How many inspections of its producers ended in which verdict: numbers, no names."""
    try:
        get_followed_unit(unit_id, person)
    except NotFound:
        return None
    wanted = (
        select(INSPECTION.c.verdict, func.count().label("number"))
        .join(ESTABLISHMENT, ESTABLISHMENT.c.id == INSPECTION.c.establishment_id)
        .where(ESTABLISHMENT.c.unit_id == unit_id)
        .group_by(INSPECTION.c.verdict)
    )
    counted = Counter({row.verdict: row.number for row in db.session.execute(wanted)})
    return {VERDICT_TITLES[verdict]: counted[verdict.value] for verdict in Verdict}


def _money(person: Person, unit_id: uuid.UUID) -> list[Money]:
    said = REQUEST.c.dossier_id, REQUEST.c.kind, REQUEST.c.year, REQUEST.c.requested, REQUEST.c.granted
    promised = COMMITMENT.c.amount - COMMITMENT.c.released
    wanted = (
        select(
            *said, LINE.c.source, LINE.c.programme, func.coalesce(func.sum(promised), 0).label("committed"),
            func.coalesce(func.sum(COMMITMENT.c.paid), 0).label("paid"),
        )
        .select_from(
            REQUEST.join(DOSSIER, DOSSIER.c.id == REQUEST.c.dossier_id)
            .outerjoin(COMMITMENT, COMMITMENT.c.dossier_id == REQUEST.c.dossier_id)
            .outerjoin(LINE, LINE.c.id == COMMITMENT.c.fund_line_id)
        )
        .where(REQUEST.c.unit_id == unit_id, visible_to(person))
        .group_by(*said, LINE.c.source, LINE.c.programme)
        .order_by(REQUEST.c.year.desc(), REQUEST.c.dossier_id)
    )  # fmt: skip
    return [
        Money(
            row.dossier_id, KIND_TITLES.get(row.kind, row.kind), row.year, _fund(row), row.requested, row.granted,
            int(row.committed), int(row.paid),
        )
        for row in db.session.execute(wanted)
    ]  # fmt: skip


def _fund(row: Any) -> str:
    if row.source is None:
        return ""
    said: str = _("%(fund)s: %(programme)s", fund=_(FUND_TITLES[Fund(row.source)]), programme=row.programme)
    return said
