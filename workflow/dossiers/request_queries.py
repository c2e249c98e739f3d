"""Reading a request: as the law sees it, as it was handed in, and page by page."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from states.request import RequestAnswers
from states.request import YearResult as DeclaredYear
from workflow.accounts.person import Person
from workflow.dossiers.household_rows import HouseholdRow
from workflow.dossiers.models import Dossier
from workflow.dossiers.request_models import Household, Request, RequestSite, YearResult
from workflow.dossiers.visibility import visible_to
from workflow.extensions import db
from workflow.register.models import Commune

HOUSEHOLDS_A_PAGE = 100
_FACTS = tuple(column for column in Request.__table__.columns if column.name != "dossier_id")
_ROW = (Household.head_name, Household.village, Household.trade, Household.workers, Household.years_in_trade)
_YEAR = (
    YearResult.year, YearResult.households, YearResult.workers, YearResult.revenue_vnd, YearResult.products,
    YearResult.remark,
)  # fmt: skip
Facts = dict[str, Any]


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
    found = db.session.execute(select(*_FACTS).where(Request.dossier_id == dossier_id)).mappings().one_or_none()
    if found is not None:
        return dict(found)
    return {column.name: "" if column.default is not None else None for column in _FACTS}


def sites(dossier_id: uuid.UUID) -> tuple[Place, ...]:
    """The places of the request, in the order typed."""
    rows = db.session.execute(
        select(RequestSite.commune_code, RequestSite.village, RequestSite.former_commune, Commune.full_name)
        .join(Commune, Commune.code == RequestSite.commune_code)
        .where(RequestSite.dossier_id == dossier_id)
        .order_by(RequestSite.position)
    )
    return tuple(Place(*row) for row in rows)


def site_names(dossier_id: uuid.UUID) -> tuple[str, ...]:
    """The places in words, e.g. "Nậm Pung, Xã Mường Hum"."""
    return tuple(", ".join(filter(None, (site.village, site.commune_name))) for site in sites(dossier_id))


def results(dossier_id: uuid.UUID) -> tuple[DeclaredYear, ...]:
    """The results of years, the latest first."""
    rows = db.session.execute(
        select(*_YEAR).where(YearResult.dossier_id == dossier_id).order_by(YearResult.year.desc())
    )
    return tuple(DeclaredYear(*row) for row in rows)


def household_count(dossier_id: uuid.UUID) -> int:
    """How many households are listed."""
    return db.session.scalar(select(func.count()).where(Household.dossier_id == dossier_id)) or 0


def answers(dossier_id: uuid.UUID) -> RequestAnswers:
    """Everything declared, as the law asks for it. Households are counted, not read."""
    listed = select(func.count(), func.sum(Household.workers)).where(Household.dossier_id == dossier_id)
    count, workers = db.session.execute(listed).one()
    return RequestAnswers(
        unit_name=db.session.scalar(select(Dossier.title).where(Dossier.id == dossier_id)) or "",
        sites=tuple((site.commune_code, site.village) for site in sites(dossier_id)),
        households=count,
        workers=int(workers) if workers is not None else None,
        results=results(dossier_id),
        **facts(dossier_id),
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
