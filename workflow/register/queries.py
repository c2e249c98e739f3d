"""Reading the register: communes, units, and how many there are. All of it is public."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import selectinload

from states.kinds import DossierBasis, Kind
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.register.models import Commune, Decision, FormerCommune, PlanItem, Unit, UnitSite
from workflow.register.naming import patterns, words_of

PAGE = 30

PROVED_BY: dict[DossierBasis, Kind] = {
    DossierBasis.FROM_CRAFT_VILLAGE: Kind.CRAFT_VILLAGE,
    DossierBasis.FROM_TRADITIONAL_CRAFT: Kind.TRADITIONAL_CRAFT,
}
"""The kind of unit that must be recognised already for a dossier to claim this basis."""


@dataclass(frozen=True)
class Search:
    """What the reader asks of the register. Empty values ask nothing. `text` may be typed without diacritics."""

    text: str = ""
    kind: str = ""
    group: int | None = None
    commune: str = ""
    year: int | None = None
    page: int = 1


@dataclass(frozen=True)
class Page:
    """One page of units in Vietnamese order, and how many there are in all."""

    units: Sequence[Unit]
    total: int
    number: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True)
class CommuneCount:
    """A commune with the number of active units that have a place there."""

    commune: Commune
    count: int


@dataclass(frozen=True)
class Proof:
    """A recognised unit that may prove what a dossier claims to start from, and the decision that recognised it."""

    unit: Unit
    decision: Decision | None

    @property
    def sentence(self) -> str:
        """How the recognition is cited: by its decision, or by its year when the annex gives no more."""
        if self.decision is not None:
            return f"Quyết định số {self.decision.number} ngày {self.decision.decided_on:%d/%m/%Y}"
        return f"công nhận năm {self.unit.recognised_year} (phụ lục Kế hoạch, chưa có số quyết định)"


def communes() -> Sequence[Commune]:
    """The 99 communes and wards in Vietnamese order."""
    return db.session.scalars(select(Commune).order_by(Commune.sort_key)).all()


def get_commune(code: str) -> Commune:
    """One commune by its official code. Raises NotFound."""
    if commune := db.session.get(Commune, code):
        return commune
    raise NotFound


def find_former_communes(text: str) -> Sequence[tuple[FormerCommune, Commune]]:
    """Former units whose whole name is `text`, diacritics apart, with the commune each belongs to today.

    For pointing a reader the way only. It never decides where something is: Nậm Chảy and Nậm Chày fold alike.
    """
    name = " ".join(words_of(text))
    joined = select(FormerCommune, Commune).join(Commune, Commune.code == FormerCommune.commune_code)
    rows = db.session.execute(joined.where(FormerCommune.search_key == name).order_by(FormerCommune.code))
    return [(former, commune) for former, commune in rows]


def search_units(asked: Search) -> Page:
    """Active units that match, thirty a page; a page beyond the last is the last."""
    wanted = _wanted(asked)
    total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    number = min(max(asked.page, 1), max(1, -(-total // PAGE)))
    loaded = wanted.options(selectinload(Unit.sites).joinedload(UnitSite.commune), selectinload(Unit.decisions))
    rows = loaded.order_by(Unit.sort_key, Unit.id).offset((number - 1) * PAGE).limit(PAGE)
    return Page(db.session.scalars(rows).all(), total, number)


def _wanted(asked: Search) -> Select[Unit]:
    wanted = select(Unit).where(Unit.status == "active")
    for pattern in patterns(asked.text):
        wanted = wanted.where(Unit.search_key.like(pattern))
    if asked.text and not patterns(asked.text):
        wanted = wanted.where(false())
    if asked.kind:
        wanted = wanted.where(Unit.kind == asked.kind)
    if asked.group:
        wanted = wanted.where(Unit.trade_group == asked.group)
    if asked.year:
        wanted = wanted.where(Unit.recognised_year == asked.year)
    if asked.commune:
        wanted = wanted.where(Unit.sites.any(UnitSite.commune_code == asked.commune))
    return wanted


def get_unit(unit_id: uuid.UUID) -> Unit:
    """A unit with its places and decisions, revoked ones too. Raises NotFound."""
    loaded = (selectinload(Unit.sites).joinedload(UnitSite.commune), selectinload(Unit.decisions))
    unit = db.session.scalar(select(Unit).where(Unit.id == unit_id).options(*loaded))
    if unit is None:
        raise NotFound
    return unit


def units_to_choose(codes: Collection[str] | None = None) -> list[tuple[str, str]]:
    """Active units in Vietnamese order, as (id, name with its first place): many units share one name.

    `codes` keeps to units with a place in these communes (None: the whole province).
    """
    first = and_(UnitSite.unit_id == Unit.id, UnitSite.position == 1)
    places = select(Unit.id, Unit.name, UnitSite.village, Commune.full_name).where(Unit.status == "active")
    joined = places.join(UnitSite, first).join(Commune, Commune.code == UnitSite.commune_code)
    if codes is not None:
        joined = joined.where(Unit.sites.any(UnitSite.commune_code.in_(codes)))
    rows = db.session.execute(joined.order_by(Unit.sort_key, Unit.id))
    return [(str(row.id), ", ".join(filter(None, (row.name, row.village, row.full_name)))) for row in rows]


def plan_rows_of(unit_id: uuid.UUID) -> Sequence[PlanItem]:
    """The rows of the annex that mean this unit."""
    rows = select(PlanItem).where(PlanItem.unit_id == unit_id).order_by(PlanItem.section, PlanItem.no)
    return db.session.scalars(rows).all()


def years_of_recognition() -> Sequence[int]:
    """The years in which something was recognised, latest first."""
    return db.session.scalars(select(Unit.recognised_year).distinct().order_by(Unit.recognised_year.desc())).all()


def recognised_at(on: date) -> ColumnElement[bool]:
    """The condition on a unit under which it is recognised on a day: decided by then, and not revoked by then.

    Of old units the annex gives only the year; they count from its first day, those written down by hand from the day
    they were written down. The day of a revocation no longer counts.
    """
    begun = or_(Unit.recognised_on <= on, and_(Unit.recognised_on.is_(None), Unit.recognised_year <= on.year))
    known = or_(Unit.entered_on.is_(None), Unit.entered_on <= on)
    return and_(begun, known, or_(Unit.revoked_on.is_(None), Unit.revoked_on > on))


def count_by_kind(on: date | None = None) -> dict[str, int]:
    """Recognised units by kind, as the register stands or as of a day."""
    counted = Unit.status == "active" if on is None else recognised_at(on)
    rows = db.session.execute(select(Unit.kind, func.count().label("number")).where(counted).group_by(Unit.kind))
    return {row.kind: row.number for row in rows}


def count_by_commune() -> Sequence[CommuneCount]:
    """Every commune in Vietnamese order, with its active units; a unit in two communes counts in both."""
    active = select(UnitSite.commune_code, UnitSite.unit_id).join(Unit).where(Unit.status == "active").distinct()
    places = active.subquery()
    joined = select(Commune, func.count(places.c.unit_id)).outerjoin(places, places.c.commune_code == Commune.code)
    rows = db.session.execute(joined.group_by(Commune.code).order_by(Commune.sort_key))
    return [CommuneCount(commune, count) for commune, count in rows]


def find_recognition(kind: Kind, trade: str, commune_codes: Collection[str]) -> Sequence[Proof]:
    """Active units of a kind in these communes that may prove a claimed basis, the likeliest trade first.

    PROVED_BY gives the kind for a basis (Decree 52/2018, art. 6.3 b, c). People decide which one it is: names of
    trades vary too much for a machine, so every unit of the kind in the communes is offered.
    """
    loaded = (selectinload(Unit.sites).joinedload(UnitSite.commune), selectinload(Unit.decisions))
    here = Unit.sites.any(UnitSite.commune_code.in_(commune_codes))
    wanted = select(Unit).where(Unit.status == "active", Unit.kind == kind.value, here).options(*loaded)
    units = db.session.scalars(wanted.order_by(Unit.sort_key, Unit.id))
    asked = set(words_of(trade))
    likeliest = sorted(units, key=lambda unit: -len(asked & set(words_of(unit.trade))))
    return [Proof(unit, recognising(unit)) for unit in likeliest]


def earlier_recognition(unit_id: uuid.UUID | None, basis: DossierBasis) -> str | None:
    """The recognition that proves what a dossier claims to start from, in words; None when the register has none.

    A basis proves itself only by an active unit of its kind (Decree 52/2018, art. 6.3 b, c).
    """
    if unit_id is None or basis not in PROVED_BY:
        return None
    loaded = selectinload(Unit.decisions)
    unit = db.session.scalar(select(Unit).where(Unit.id == unit_id, Unit.status == "active").options(loaded))
    if unit is None or unit.kind != PROVED_BY[basis]:
        return None
    return Proof(unit, recognising(unit)).sentence


def recognising(unit: Unit) -> Decision | None:
    """The last decision that recognised a unit; None where only the annex tells of it."""
    return next((decision for decision in reversed(unit.decisions) if decision.kind == "recognise"), None)
