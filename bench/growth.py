"""The same office after many years: a million journal entries, and a register far larger than any province has.

Copies of the dossiers that were generated, under other ids; their chain of hashes is not continued, which no report
reads.
"""

import uuid
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, insert, select, text

from bench.office import Office
from states.actors import Role
from workflow.achievements.models import UnitAchievement
from workflow.dossiers.models import Dossier, Entry
from workflow.environment.models import Establishment, EstablishmentInspection
from workflow.extensions import db, new_id
from workflow.register.models import Unit, UnitSite
from workflow.reviews.models import AnnualReview
from workflow.text import fold, vi_sort_key
from workflow.transactions import writing

CHUNK = 10_000
KINDS = ("traditional_craft", "craft_village", "traditional_craft_village")
TRADES = ("mây tre đan", "dệt thổ cẩm", "rèn", "nấu rượu", "làm hương", "chạm bạc", "làm giấy dó", "thêu")


def grow_journal(office: Office, entries: int) -> int:
    """Copy dossiers with their journals until there are so many entries; how many there are then."""
    with office.app.app_context():
        there = db.session.scalar(select(func.count()).select_from(Entry)) or 0
        last = db.session.scalar(select(func.max(Entry.seq))) or 0
        for copy in range(1, max(1, -(-entries // there))):
            with writing() as session:
                names = {"code": f"code || '-{copy}'", "lookup_hash": "NULL"}
                session.execute(text(_copied(Dossier.__table__, copy, names)))
                names = {"dossier_id": _other("dossier_id", copy), "seq": f"seq + {last * copy}"}
                session.execute(text(_copied(Entry.__table__, copy, names) + f" WHERE seq <= {last}"))
        return db.session.scalar(select(func.count()).select_from(Entry)) or 0


def _other(column: str, copy: int) -> str:
    """Another id for each copy: the first two digits, which ids of one age share, are the number of the copy."""
    return f"'{0xA0 + copy:02x}' || substr({column}, 3)"


def _copied(table: Any, copy: int, names: dict[str, str]) -> str:
    told = {column.name: f'"{column.name}"' for column in table.columns} | names | {"id": _other("id", copy)}
    columns = ", ".join(f'"{name}"' for name in told)
    only = " WHERE id NOT LIKE 'a%'" if table is Dossier.__table__ else ""
    return f'INSERT INTO "{table.name}" ({columns}) SELECT {", ".join(told.values())} FROM "{table.name}"{only}'


class Register:
    """Writes recognised units with all that indicators and exports read."""

    def __init__(self, office: Office, seed: int = 20261126) -> None:
        self.office, self.chance = office, Random(seed)
        self.by = office.person(Role.DEPT_OFFICER).id

    def units(self, count: int) -> list[uuid.UUID]:
        """So many more units, each with its place."""
        units, sites = [], []
        for number in range(count):
            trade, commune = self.chance.choice(TRADES), self.office.communes[number % len(self.office.communes)]
            name = f"Làng nghề {trade} thôn {number}, {commune.name}"
            unit = {
                "id": new_id(), "kind": KINDS[number % 3], "name": name, "trade": trade, "trade_group": number % 7 + 1,
                "status": "active", "recognised_year": 2000 + number % 26, "search_key": fold(name),
                "sort_key": vi_sort_key(name),
            }  # fmt: skip
            units.append(unit)
            sites.append({
                "id": new_id(), "unit_id": unit["id"], "position": 1, "village": f"Thôn {number}",
                "former_commune": "Bản Xèo", "commune_code": commune.code,
            })  # fmt: skip
        self._write((Unit, units), (UnitSite, sites))
        return [unit["id"] for unit in units]

    def lives(self, units: list[uuid.UUID], on: date) -> None:
        """Two years of reviews, ten producers each with an inspection, an achievement in two units of three."""
        reviews, places, inspections, achievements = [], [], [], []
        for number, unit in enumerate(units):
            agency = self.office.communes[number % len(self.office.communes)].agency_id
            reviews += [self._review(unit, agency, year) for year in (on.year - 1, on.year)]
            made = [self._place(unit, agency, on) for _each in range(10)]
            places += made
            inspections += [self._inspection(place["id"], on) for place in made]
            if number % 3:
                achievements.append(self._achievement(unit, on))
        self._write(
            (AnnualReview, reviews), (Establishment, places), (EstablishmentInspection, inspections),
            (UnitAchievement, achievements),
        )  # fmt: skip

    def _write(self, *tables: tuple[Any, list[dict[str, Any]]]) -> None:
        with writing() as session:
            for model, rows in tables:
                for first in range(0, len(rows), CHUNK):
                    session.execute(insert(model.__table__), rows[first : first + CHUNK])

    def _review(self, unit: uuid.UUID, agency: uuid.UUID, year: int) -> dict[str, Any]:
        workers = self.chance.randint(20, 200)
        return {
            "id": new_id(), "unit_id": unit, "year": year, "procedure_version": "2026.1", "commune_agency_id": agency,
            "state": "confirmed", "version": 3, "households": 100, "trade_households": 40, "workers": workers,
            "trained_workers": self.chance.randint(0, workers), "criteria": {}, "maintained": True,
            "effectiveness_confirmed": "effective", "environment": "", "remark": "", "returned_reason": "",
            "confirmed_remark": "", "opened_by": self.by, "opened_at": _instant(date(year, 1, 5)),
            "confirmed_by": self.by, "confirmed_at": _instant(date(year, 1, 9)),
        }  # fmt: skip

    def _place(self, unit: uuid.UUID, agency: uuid.UUID, on: date) -> dict[str, Any]:
        return {
            "id": new_id(), "unit_id": unit, "commune_agency_id": agency, "kind": "household", "name": "Hộ sản xuất",
            "village": "", "trade": "", "sort_key": "ho", "active_from": date(2020, 1, 1), "closed_why": "",
            "version": 1, "added_by": self.by, "added_at": _instant(on - timedelta(30)),
        }  # fmt: skip

    def _inspection(self, place: uuid.UUID, on: date) -> dict[str, Any]:
        return {
            "id": new_id(), "establishment_id": place, "checklist_version": "2026.1", "inspected_on": on,
            "verdict": self.chance.choice(("compliant", "not_compliant")), "remark": "", "inspected_by": self.by,
            "at": _instant(on),
        }  # fmt: skip

    def _achievement(self, unit: uuid.UUID, on: date) -> dict[str, Any]:
        return {
            "id": new_id(), "unit_id": unit, "kind": self.chance.choice(("tourism", "ip_right", "ocop")), "form": "3",
            "what": "Có", "number": "", "valid_from": date(on.year, 1, 1), "valid_until": date(on.year, 12, 31),
            "recorded_by": self.by, "recorded_on": date(on.year, 1, 1), "recorded_at": _instant(date(on.year, 1, 1)),
            "withdrawn_why": "",
        }  # fmt: skip


def _instant(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 2, tzinfo=UTC)
