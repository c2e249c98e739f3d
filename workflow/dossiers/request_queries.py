"""Reading a request: as the law sees it, as it was handed in, and page by page."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, cast, func, null, select, union_all

from states.request import RequestAnswers
from states.request import YearResult as DeclaredYear
from workflow.accounts.person import Person
from workflow.dossiers.household_rows import HouseholdRow
from workflow.dossiers.models import Dossier
from workflow.dossiers.request_models import Household, Request, RequestSite, YearResult
from workflow.dossiers.visibility import visible_to
from workflow.extensions import IdType, db
from workflow.register.models import Commune

HOUSEHOLDS_A_PAGE = 100
_FACTS = tuple(column for column in Request.__table__.columns if column.name != "dossier_id")
_ROW = (Household.head_name, Household.village, Household.trade, Household.workers, Household.years_in_trade)
_DOSSIER, _SITE, _COMMUNE = Dossier.__table__, RequestSite.__table__, Commune.__table__
_LISTED, _RESULT = Household.__table__, YearResult.__table__
_YEAR = tuple(_RESULT.c[name] for name in ("year", "households", "workers", "revenue_vnd", "products", "remark"))
Facts = dict[str, Any]

_ID = bindparam("dossier_id", type_=IdType)
_DECLARED = select(*_FACTS).where(Request.__table__.c.dossier_id == _ID)
_PLACES = (
    select(_SITE.c.commune_code, _SITE.c.village, _SITE.c.former_commune, _COMMUNE.c.full_name)
    .join(_COMMUNE, _COMMUNE.c.code == _SITE.c.commune_code)
    .where(_SITE.c.dossier_id == _ID)
    .order_by(_SITE.c.position)
)
_SITE_COLUMNS = (_SITE.c.commune_code, _SITE.c.village, _SITE.c.former_commune, _COMMUNE.c.full_name)
_BOTH = union_all(
    select(_SITE.c.position.label("place"), *_SITE_COLUMNS, *(cast(null(), one.type).label(one.name) for one in _YEAR))
    .join(_COMMUNE, _COMMUNE.c.code == _SITE.c.commune_code)
    .where(_SITE.c.dossier_id == _ID),
    select(-_RESULT.c.year, *(cast(null(), one.type) for one in _SITE_COLUMNS), *_YEAR).where(
        _RESULT.c.dossier_id == _ID
    ),
).order_by("place")
"""The places in the order typed and the years, the latest first: in one statement, for a page that shows both."""
_RESULTS = select(*_YEAR).where(_RESULT.c.dossier_id == _ID).order_by(_RESULT.c.year.desc())


def _of_households(figure: Any) -> Any:
    return select(figure).where(_LISTED.c.dossier_id == _ID).scalar_subquery()


_ANSWERS = (
    select(
        _DOSSIER.c.title,
        _of_households(func.count()).label("households_listed"),
        _of_households(func.sum(_LISTED.c.workers)).label("workers_listed"),
        Request.__table__.c.dossier_id.is_not(None).label("declared"),
        *_FACTS,
    )
    .outerjoin(Request.__table__, Request.__table__.c.dossier_id == _DOSSIER.c.id)
    .where(_DOSSIER.c.id == _ID)
)
"""Title, counts of households and facts in one statement: every rule that asks anything asks for some of them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A site of the request, with the name of its commune."""

    commune_code: str
    village: str = ""
    former_commune: str = ""
    commune_name: str = ""


@dataclass(frozen=True, slots=True)
class ListedHousehold:
    """A household with its number in the list."""

    id: uuid.UUID
    number: int
    row: HouseholdRow


@dataclass(frozen=True, slots=True)
class HouseholdsPage:
    """One page of the list, and how long the whole list is."""

    page: int
    pages: int
    count: int
    rows: tuple[ListedHousehold, ...]

    @property
    def is_last(self) -> bool:
        """Whether new lines are added on this page."""
        return self.page == self.pages


def facts(dossier_id: uuid.UUID) -> Facts:
    """The facts declared once; the blank of each where nothing was declared."""
    found = db.session.execute(_DECLARED, {"dossier_id": dossier_id}).mappings().one_or_none()
    return _facts_in(found) if found is not None else _blank()


def _facts_in(row: Mapping[Any, Any]) -> Facts:
    return {column.name: row[column.name] for column in _FACTS}


def _blank() -> Facts:
    return {column.name: "" if column.default is not None else None for column in _FACTS}


def sites(dossier_id: uuid.UUID) -> tuple[Place, ...]:
    """The places of the request, in the order typed."""
    return tuple(Place(*row) for row in db.session.execute(_PLACES, {"dossier_id": dossier_id}))


def sites_and_results(dossier_id: uuid.UUID) -> tuple[tuple[Place, ...], tuple[DeclaredYear, ...]]:
    """`sites` and `results`, in one statement."""
    rows = db.session.execute(_BOTH, {"dossier_id": dossier_id}).all()
    width = len(_SITE_COLUMNS) + 1
    return (
        tuple(Place(*row[1:width]) for row in rows if row.year is None),
        tuple(DeclaredYear(*row[width:]) for row in rows if row.year is not None),
    )


def site_names(places: Iterable[Place]) -> tuple[str, ...]:
    """The places in words, e.g. "Nậm Pung, Xã Mường Hum"."""
    return tuple(", ".join(filter(None, (site.village, site.commune_name))) for site in places)


def results(dossier_id: uuid.UUID) -> tuple[DeclaredYear, ...]:
    """The results of years, the latest first."""
    return tuple(DeclaredYear(*row) for row in db.session.execute(_RESULTS, {"dossier_id": dossier_id}))


def household_count(dossier_id: uuid.UUID) -> int:
    """How many households are listed."""
    return db.session.scalar(select(func.count()).where(Household.dossier_id == dossier_id)) or 0


def answers(
    dossier_id: uuid.UUID, places: Sequence[Place] | None = None, years: tuple[DeclaredYear, ...] | None = None
) -> RequestAnswers:
    """Everything declared, as the law asks for it; households are counted. What was read before may be given."""
    found = db.session.execute(_ANSWERS, {"dossier_id": dossier_id}).mappings().one()
    workers = found["workers_listed"]
    return RequestAnswers(
        unit_name=found["title"],
        sites=tuple((site.commune_code, site.village) for site in (sites(dossier_id) if places is None else places)),
        households=found["households_listed"],
        workers=int(workers) if workers is not None else None,
        results=results(dossier_id) if years is None else years,
        **(_facts_in(found) if found["declared"] else _blank()),
    )


def households_page(dossier_id: uuid.UUID, page: int = 1) -> HouseholdsPage:
    """A hundred households of the list. A page beyond the end is the last one."""
    count = household_count(dossier_id)
    pages = max(1, -(-count // HOUSEHOLDS_A_PAGE))
    page = min(max(page, 1), pages)
    first = (page - 1) * HOUSEHOLDS_A_PAGE
    found = db.session.execute(
        select(Household.id, *_ROW)
        .where(Household.dossier_id == dossier_id)
        .order_by(Household.position, Household.id)
        .limit(HOUSEHOLDS_A_PAGE)
        .offset(first)
    )
    rows = (ListedHousehold(row[0], number, HouseholdRow(*row[1:])) for number, row in enumerate(found, first + 1))
    return HouseholdsPage(page, pages, count, tuple(rows))


def every_household(dossier_id: uuid.UUID) -> tuple[HouseholdRow, ...]:
    """The whole list, in order."""
    rows = db.session.execute(
        select(*_ROW).where(Household.dossier_id == dossier_id).order_by(Household.position, Household.id)
    )
    return tuple(HouseholdRow(*row) for row in rows)


def content_of(dossier_id: uuid.UUID) -> dict[str, Any]:
    """The whole request as plain JSON values with a fixed order: what a submission keeps and digests."""
    named = select(Dossier.kind, Dossier.basis, Dossier.title, Dossier.unit_id).where(Dossier.id == dossier_id)
    head = db.session.execute(named).mappings().one()
    return {
        "format": 1,
        **{name: _plain(value) for name, value in head.items()},
        "facts": {name: _plain(value) for name, value in sorted(facts(dossier_id).items())},
        "sites": [[site.commune_code, site.former_commune, site.village] for site in sites(dossier_id)],
        "households": [list(row.stored().values()) for row in every_household(dossier_id)],
        "results": [_year(year) for year in results(dossier_id)],
    }


def _year(result: DeclaredYear) -> list[Any]:
    return [result.year, result.households, result.workers, result.revenue_vnd, result.products, result.remark]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def open_dossier_of(plan_item_id: uuid.UUID, person: Person) -> uuid.UUID | None:
    """The open dossier of a row of the plan that this person may see, or None."""
    return db.session.scalar(
        select(Dossier.id).where(Dossier.plan_item_id == plan_item_id, Dossier.is_open, visible_to(person)).limit(1)
    )


def twin_heads(dossier_id: uuid.UUID, most: int = 10) -> Sequence[tuple[str, str, int]]:
    """Heads listed more than once in the same village: (name, village, times)."""
    times = func.count()
    found = db.session.execute(
        select(Household.head_name, Household.village, times)
        .where(Household.dossier_id == dossier_id)
        .group_by(Household.head_name, Household.village)
        .having(times > 1)
        .order_by(times.desc(), Household.head_name)
        .limit(most)
    )
    return [(row[0], row[1], row[2]) for row in found]
