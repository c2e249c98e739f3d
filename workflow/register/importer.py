"""Bringing the annex into the register. Doing it again changes nothing; doing it after half completes the rest."""

import hashlib
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit.services import record
from workflow.register.annex import Item, Key, show, trade_of
from workflow.register.annex_files import DATA, Annex, read_rows
from workflow.register.models import (
    Commune,
    Correction,
    FormerCommune,
    PlanItem,
    PlanItemSite,
    Unit,
    UnitSite,
)
from workflow.register.naming import search_key, unit_sort_key
from workflow.text import fold, vi_sort_key
from workflow.transactions import writing

KIND_WORDS = {"commune": "Xã", "ward": "Phường", "township": "Thị trấn"}


@dataclass
class Imported:
    """What one import wrote, by table, and the rows whose printed text differs from what is already kept."""

    added: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return ", ".join(f"{name} {count}" for name, count in sorted(self.added.items())) or _("không có gì mới")


def import_places(at: datetime | None = None) -> int:
    """Write the communes and the former units that are not there yet, and return how many were written."""
    done = Imported()
    with writing() as session:
        _import_places(session, done)
        _journal(session, done, at, DATA / "communes.csv")
    return done.added.total()


def import_annex(on: date, *, at: datetime | None = None, by: str = "Nhập phụ lục", folder: Path = DATA) -> Imported:
    """Write communes, rows of the annex, their corrections and the units already recognised.

    Idempotent by (section, number): rows that exist are never touched, so what people corrected since stays. A row
    whose printed text differs from what is kept is reported and left. Raises BadAnnex, having written nothing, with
    every problem of the files. `on` is the day written beside each correction, `by` its author; an import that added
    something is journalled at the instant `at`, when one is given.
    """
    annex = Annex(folder)
    done = Imported()
    with writing() as session:
        _import_places(session, done)
        kept = {(item.section, item.no): item for item in session.scalars(select(PlanItem))}
        for item in annex.items.values():
            if item.key not in kept:
                kept[item.key] = add_item(session, item, on, by)
                done.added["plan_item"] += 1
            elif _differs(kept[item.key], item):
                done.differing.append(show(item.key))
        session.flush()
        _add_units(session, annex, kept, done)
        _link(annex, kept, done)
        _journal(session, done, at, folder / "annex.csv")
    return done


def _journal(session: Session, done: Imported, at: datetime | None, source: Path) -> None:
    if done.added and at is not None:
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        record(session, "cli:register:imported", at=at, count=done.added.total(), digest=digest)


def _import_places(session: Session, done: Imported) -> None:
    known = set(session.scalars(select(Commune.code)))
    hexes = {row["code"]: row for row in read_rows("commune_hexes.csv")}
    for row in read_rows("communes.csv"):
        if row["code"] not in known:
            session.add(_commune(row, hexes[row["code"]]))
            done.added["commune"] += 1
    session.flush()
    known = set(session.scalars(select(FormerCommune.code)))
    for row in read_rows("former_communes.csv"):
        if row["code"] not in known:
            session.add(FormerCommune(**row, search_key=fold(row["name"])))
            done.added["former_commune"] += 1


def _commune(row: dict[str, str], place: dict[str, str]) -> Commune:
    return Commune(
        code=row["code"],
        kind=row["kind"],
        name=row["name"],
        full_name=f"{KIND_WORDS[row['kind']]} {row['name']}",
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        hex_x=2 * int(place["col"]) + int(place["shift"]),
        hex_row=int(place["row"]),
        search_key=fold(row["name"]),
        sort_key=vi_sort_key(row["name"]),
    )


def add_item(session: Session, item: Item, on: date, by: str) -> PlanItem:
    """A row of the annex with its places and slips, added to the session."""
    words = [item.name, item.name_printed, item.location_printed]
    words += [text for place in item.places for text in (place.village, place.old_commune, place.commune)]
    first, last = item.plan_years
    row = PlanItem(
        key=show(item.key),
        section=item.section,
        no=item.no,
        name_printed=item.name_printed,
        location_printed=item.location_printed,
        name=item.name,
        trade=trade_of(item.name),
        trade_group=item.trade_group,
        kind=item.kind,
        goal=item.goal,
        recognised_year=item.recognised_year,
        plan_year_printed=item.plan_year,
        plan_from=first,
        plan_until=last,
        search_key=search_key(words),
    )
    row.sites = [_item_site(item, place.position) for place in item.places]
    row.corrections = _corrections(item, on, by)
    session.add(row)
    return row


def _item_site(item: Item, position: int) -> PlanItemSite:
    place = next(place for place in item.places if place.position == position)
    return PlanItemSite(
        position=position,
        village_printed=place.village_printed,
        former_commune_printed=place.old_commune_printed,
        commune_printed=place.commune_printed,
        village=place.village,
        former_commune=place.old_commune,
        commune_code=place.commune_code,
    )


def _corrections(item: Item, on: date, by: str) -> list[Correction]:
    return [
        Correction(
            position=slip.position,
            field=slip.field,
            printed=slip.printed,
            corrected=slip.corrected,
            ground=slip.ground,
            mark=slip.mark,
            is_applied=slip.is_sure,
            corrected_by=by,
            corrected_on=on,
        )
        for slip in item.slips
    ]


def _differs(kept: PlanItem, item: Item) -> bool:
    printed = (item.name_printed, item.location_printed, item.trade_group, item.plan_year)
    return (kept.name_printed, kept.location_printed, kept.trade_group, kept.plan_year_printed) != printed


def _add_units(session: Session, annex: Annex, kept: dict[Key, PlanItem], done: Imported) -> None:
    for item in annex.items.values():
        row = kept[item.key]
        if item.goal == "maintain" and row.unit_id is None:
            unit = unit_of(item)
            session.add(unit)
            session.flush()
            row.unit_id = unit.id
            row.link_ground = "Đã công nhận trước Kế hoạch"
            done.added["unit"] += 1


def unit_of(item: Item) -> Unit:
    """The unit that a row of what was recognised before the plan speaks of."""
    first = item.places[0]
    texts = [item.name, item.name_printed]
    texts += [text for place in item.places for text in (place.village, place.old_commune, place.commune)]
    unit = Unit(
        kind=item.kind,
        name=item.name,
        trade=trade_of(item.name),
        trade_group=item.trade_group,
        status="active",
        recognised_year=item.recognised_year,
        search_key=search_key(texts),
        sort_key=unit_sort_key(item.name, first.commune, first.village),
    )
    unit.sites = [
        UnitSite(
            position=place.position,
            village=place.village,
            former_commune=place.old_commune,
            commune_code=place.commune_code,
        )
        for place in item.places
    ]
    return unit


def _link(annex: Annex, kept: dict[Key, PlanItem], done: Imported) -> None:
    for link in annex.links:
        row, unit_id = kept[link.item], _held_unit(kept[link.unit_of])
        if row.unit_id is None:
            row.unit_id, row.link_ground = unit_id, link.ground
            done.added["link"] += 1


def _held_unit(item: PlanItem) -> uuid.UUID:
    if item.unit_id is None:
        raise AssertionError(f"{item.key} is recognised and has no unit")
    return item.unit_id
