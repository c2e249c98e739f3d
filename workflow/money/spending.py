"""Allocated, committed, paid and accepted, from the fund lines and the commitments themselves. Money is whole VND.

Accepted is what was paid to dossiers whose work was accepted. The year is that of the fund line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, true

from states.money import NOT_READING, reads_whole
from workflow.accounts.models import Agency
from workflow.accounts.person import Person
from workflow.dossiers.models import Dossier
from workflow.dossiers.visibility import visible_to
from workflow.extensions import db
from workflow.register.models import Commune
from workflow.support.models import Acceptance, Commitment, FundLine

LINE, COMMITMENT, ACCEPTANCE = FundLine.__table__, Commitment.__table__, Acceptance.__table__
DOSSIER, COMMUNE, AGENCY = Dossier.__table__, Commune.__table__, Agency.__table__
_KEPT = COMMITMENT.c.amount - COMMITMENT.c.released
_ACCEPTED = case(
    (
        exists().where(ACCEPTANCE.c.dossier_id == COMMITMENT.c.dossier_id, ACCEPTANCE.c.is_accepted),
        COMMITMENT.c.paid,
    ),
    else_=0,
)
_SPENT = (
    COMMITMENT.join(LINE, LINE.c.id == COMMITMENT.c.fund_line_id)
    .join(DOSSIER, DOSSIER.c.id == COMMITMENT.c.dossier_id)
    .join(COMMUNE, COMMUNE.c.code == DOSSIER.c.commune_code)
)  # fmt: skip
WAYS: Mapping[str, tuple[Any, Any]] = {
    "source": (LINE.c.source, LINE.c.source),
    "programme": (LINE.c.programme, LINE.c.programme),
    "commune": (COMMUNE.c.code, COMMUNE.c.full_name),
    "year": (LINE.c.year, LINE.c.year),
}
"""What may be summed up by: the key of a row, and what it is called."""
FIGURES = ("committed", "paid", "accepted")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which money is meant; blanks ask nothing."""

    year: int | None = None
    source: str = ""
    programme: str = ""
    commune: str = ""

    def of_lines(self) -> ColumnElement[bool]:
        """The condition on a fund line."""
        exact = ((LINE.c.year, self.year), (LINE.c.source, self.source), (LINE.c.programme, self.programme))
        return and_(true(), *(column == value for column, value in exact if value))


@dataclass(slots=True)
class SumRow:
    """One row of the overview; `allocated` is None where money is not allocated by what the row is about."""

    key: Any
    name: Any
    allocated: int | None = None
    figures: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIGURES, 0))


def reads_all(person: Person) -> bool:
    """Whether the person reads the money of every agency and commune."""
    return any(reads_whole(seat.role, seat.agency_kind) for seat in person.seats)


def agencies_of(person: Person) -> list[Any]:
    """The agencies for which the person reads business."""
    return sorted({seat.agency_id for seat in person.seats if seat.role not in NOT_READING})


def within(person: Person) -> ColumnElement[bool]:
    """The condition on a dossier under which the person reads its money: all of it, what they lead, what they asked."""
    own = agencies_of(person)
    of_own = or_(DOSSIER.c.commune_agency_id.in_(own), DOSSIER.c.lead_agency_id.in_(own))
    return true() if reads_all(person) else of_own


def _meant(asked: Asked, person: Person) -> ColumnElement[bool]:
    of_commune = DOSSIER.c.commune_code == asked.commune if asked.commune else true()
    return and_(asked.of_lines(), of_commune, within(person))


def _figures() -> tuple[Any, ...]:
    counted = (_KEPT, COMMITMENT.c.paid, _ACCEPTED)
    return tuple(
        func.coalesce(func.sum(each), 0).label(name) for name, each in zip(FIGURES, counted, strict=True)
    )  # fmt: skip


def summed(way: str, asked: Asked, person: Person) -> Sequence[SumRow]:
    """The money that is meant, by one of the `WAYS`, in the order of its names; years latest first."""
    key, name = WAYS[way]
    rows: dict[Any, SumRow] = {}
    if way != "commune":
        lines = select(key.label("key"), func.sum(LINE.c.allocation).label("allocated")).group_by(key)
        for row in db.session.execute(lines.where(asked.of_lines())):
            rows[row.key] = SumRow(row.key, row.key, int(row.allocated))
    wanted = select(key.label("key"), name.label("name"), *_figures()).select_from(_SPENT).group_by(key, name)
    for row in db.session.execute(wanted.where(_meant(asked, person))):
        figures = rows.setdefault(row.key, SumRow(row.key, row.name)).figures
        figures.update({each: int(getattr(row, each)) for each in FIGURES})
    return sorted(rows.values(), key=lambda row: -row.key if way == "year" else str(row.name))


def total(rows: Sequence[SumRow]) -> SumRow:
    """All rows together."""
    known = [row.allocated for row in rows if row.allocated is not None]
    figures = {each: sum(row.figures[each] for row in rows) for each in FIGURES}
    return SumRow("", "", sum(known) if known else None, figures)


def figures_meant(asked: Asked, person: Person) -> tuple[int, dict[str, int]]:
    """How many commitments are meant, and what they come to."""
    wanted = select(func.count(COMMITMENT.c.id).label("count_"), *_figures()).select_from(_SPENT)
    row = db.session.execute(wanted.where(_meant(asked, person))).one()
    return int(row.count_), {name: int(getattr(row, name)) for name in FIGURES}


def commitments_meant(asked: Asked, person: Person, most: int | None = None) -> Sequence[Any]:
    """The commitments behind a number, dossier by dossier; `is_seen` says whether the reader may open the dossier."""
    return db.session.execute(
        select(
            COMMITMENT.c.id, DOSSIER.c.id.label("dossier_id"), DOSSIER.c.code, DOSSIER.c.title,
            COMMUNE.c.full_name.label("commune_name"), LINE.c.id.label("line_id"), LINE.c.year, LINE.c.source,
            LINE.c.programme, _KEPT.label("committed"), COMMITMENT.c.paid, _ACCEPTED.label("accepted"),
            visible_to(person).label("is_seen"),
        )
        .select_from(_SPENT)
        .where(_meant(asked, person))
        .order_by(LINE.c.year.desc(), COMMUNE.c.sort_key, COMMITMENT.c.id)
        .limit(most)
    ).all()  # fmt: skip


def lines_meant(asked: Asked) -> Sequence[Any]:
    """The fund lines behind an allocation."""
    wanted = select(LINE, AGENCY.c.short_name.label("agency_name")).join(AGENCY, AGENCY.c.id == LINE.c.agency_id)
    ordered = wanted.where(asked.of_lines()).order_by(LINE.c.year.desc(), LINE.c.source, LINE.c.programme, LINE.c.id)
    return db.session.execute(ordered).all()


def years() -> Sequence[int]:
    """The years that have a fund line, latest first."""
    return db.session.scalars(select(LINE.c.year).distinct().order_by(LINE.c.year.desc())).all()


def communes_meant(asked: Asked) -> str:
    """The name of the commune that is asked about; empty when none is."""
    return db.session.scalar(select(COMMUNE.c.full_name).where(COMMUNE.c.code == asked.commune)) or ""
