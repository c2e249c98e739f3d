"""Reading the book of decisions: a year's numbers with their dossiers, one decision with all that is known of it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Subquery, and_, func, not_, or_, select

from workflow.accounts.models import Account
from workflow.accounts.person import Person
from workflow.decisions.kinds import PaperState, symbol_of
from workflow.decisions.models import DecisionCounter, DecisionDelivery, DecisionDossier, DecisionPaper
from workflow.dossiers.models import Dossier
from workflow.dossiers.visibility import visible_to
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.register.models import Decision

PAPER, LISTED, DELIVERY = DecisionPaper.__table__, DecisionDossier.__table__, DecisionDelivery.__table__
DOSSIER, ACCOUNT, COUNTER = Dossier.__table__, Account.__table__, DecisionCounter.__table__
PAGE = 100
_COLUMNS = (
    "id", "agency_id", "kind", "year", "number", "symbol", "state", "signed_on", "signer_name", "signer_title",
    "numbered_by", "numbered_at", "ground", "issued_on", "void_reason", "void_by", "void_at", "corrects_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A number of the book, or a run of numbers that were given on paper together (`until` is the last of them)."""

    paper: Any
    until: str = ""
    dossiers: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class YearPage:
    """One page of a year's book, the latest numbers first; `below` is where the next begins."""

    rows: Sequence[Row]
    below: int | None


def year_page(year: int, person: Person, below: int | None = None) -> YearPage:
    """The numbers of a year, latest first, with their dossiers; numbers given on paper in one act stand together."""
    firsts = _firsts_of_runs(year)
    wanted = select(firsts).order_by(firsts.c.number.desc()).limit(PAGE + 1)
    papers = db.session.execute(wanted.where(firsts.c.number < below) if below else wanted).all()
    shown = papers[:PAGE]
    dossiers = _dossiers_of([paper.id for paper in shown], person)
    rows, end = [], below or _end_of(year)
    for paper in shown:
        rows.append(Row(paper, symbol_of(end - 1) if end - 1 > paper.number else "", dossiers.get(paper.id, ())))
        end = paper.number
    return YearPage(rows, end if len(papers) > PAGE else None)


def _end_of(year: int) -> int:
    """One past the last number of a year."""
    return (db.session.execute(select(func.max(PAPER.c.number)).where(PAPER.c.year == year)).scalar() or 0) + 1


def _firsts_of_runs(year: int) -> Subquery:
    """Every number but those that follow, on paper, a number of the same act. As there are no gaps, a run ends where
    the next begins.
    """
    earlier = {name: func.lag(PAPER.c[name]).over(order_by=PAPER.c.number) for name in ("state", "numbered_at", "kind")}
    every = (
        select(*(PAPER.c[name] for name in _COLUMNS), *(told.label(f"{name}_0") for name, told in earlier.items()))
        .where(PAPER.c.year == year)
        .subquery()
    )
    on_paper = PaperState.ON_PAPER.value
    follows = and_(
        every.c.state == on_paper, every.c.state_0 == on_paper, every.c.numbered_at_0 == every.c.numbered_at,
        every.c.kind_0 == every.c.kind,
    )  # fmt: skip
    return select(every).where(or_(every.c.state_0.is_(None), not_(follows))).subquery()


def years() -> Sequence[int]:
    """The years in which numbers were given, latest first."""
    return db.session.scalars(select(PAPER.c.year).distinct().order_by(PAPER.c.year.desc())).all()


def last_number(agency_id: uuid.UUID, year: int) -> int:
    """The last number of a year's book; 0 when none was given."""
    wanted = select(COUNTER.c.last).where(COUNTER.c.agency_id == agency_id, COUNTER.c.year == year)
    return db.session.execute(wanted).scalar() or 0


def counts(year: int) -> Mapping[str, int]:
    """How many numbers of a year are in each state."""
    wanted = select(PAPER.c.state, func.count().label("number")).where(PAPER.c.year == year).group_by(PAPER.c.state)
    return {row.state: row.number for row in db.session.execute(wanted)}


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision with its list. `corrected` is the decision of the register that it corrects."""

    paper: Any
    dossiers: Sequence[Any]
    names: Mapping[uuid.UUID, str]
    corrected: Any

    @property
    def can_be_void(self) -> bool:
        return self.paper.state in (PaperState.NUMBERED.value, PaperState.ON_PAPER.value)


def get_decision(decision_id: uuid.UUID, person: Person) -> DecisionView:
    """One number of the book. Raises NotFound."""
    paper = db.session.execute(select(PAPER).where(PAPER.c.id == decision_id)).one_or_none()
    if paper is None:
        raise NotFound
    dossiers = _dossiers_of([decision_id], person).get(decision_id, [])
    people = {found for found in (paper.numbered_by, paper.issued_by, paper.void_by) if found}
    names = {row.id: row.name for row in db.session.execute(_names(people))}
    corrected = db.session.get(Decision, paper.corrects_id) if paper.corrects_id else None
    return DecisionView(paper, dossiers, names, corrected)


def _names(ids: Iterable[uuid.UUID]) -> Any:
    return select(ACCOUNT.c.id, ACCOUNT.c.name).where(ACCOUNT.c.id.in_(list(ids)))


def _dossiers_of(decision_ids: Sequence[uuid.UUID], person: Person) -> dict[uuid.UUID, list[Any]]:
    """The dossiers on these lists that the reader may see, void lists too, in the order in which they came."""
    rows = db.session.execute(
        select(
            LISTED.c.decision_id, LISTED.c.is_live, LISTED.c.issued_on, DOSSIER.c.id, DOSSIER.c.title, DOSSIER.c.code,
            DELIVERY.c.delivered_on,
        )
        .join(DOSSIER, DOSSIER.c.id == LISTED.c.dossier_id)
        .outerjoin(
            DELIVERY, (DELIVERY.c.decision_id == LISTED.c.decision_id) & (DELIVERY.c.dossier_id == LISTED.c.dossier_id)
        )
        .where(LISTED.c.decision_id.in_(decision_ids), visible_to(person))
        .order_by(LISTED.c.id)
    )  # fmt: skip
    found: dict[uuid.UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.decision_id, []).append(row)
    return found
