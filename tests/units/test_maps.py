"""The map says what an independent count says, hexagon by hexagon and row by row."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tests.pages import Page
from tests.people import People
from tests.story import Story
from workflow.extensions import db
from workflow.plan.maps import late_by_commune, progress_by_commune
from workflow.register.hexes import bands_of, shade_of
from workflow.register.models import Commune, PlanItem, Unit, UnitSite

Read = Callable[[Any], Page]
SVG = "{http://www.w3.org/2000/svg}"


def slowly(app: Flask, wanted: Callable[[Unit], bool]) -> Counter[str]:
    """Active units by the full name of their commune, counted one by one."""
    counted: Counter[str] = Counter()
    with app.app_context():
        loaded = selectinload(Unit.sites).joinedload(UnitSite.commune)
        for unit in db.session.scalars(select(Unit).options(loaded)):
            if unit.status == "active" and wanted(unit):
                counted.update({site.commune.full_name for site in unit.sites})
    return counted


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("show=count", lambda unit: True),
        ("show=kind&of=craft_village", lambda unit: unit.kind == "craft_village"),
        ("show=group&of=4", lambda unit: unit.trade_group == 4),
        ("show=year&of=2019&order=number", lambda unit: unit.recognised_year == 2019),
    ],
)
def test_the_map_is_what_is_counted_one_by_one(
    app: Flask, client: FlaskClient, page: Read, asked: str, wanted: Callable[[Unit], bool]
) -> None:
    counted = slowly(app, wanted)
    seen = page(client.get(f"/register/map?{asked}"))
    tiles = {str(tile.get("aria-label")): str(tile.get("href")) for tile in seen.all(f"{SVG}a")}
    with app.app_context():
        names = db.session.scalars(select(Commune.full_name)).all()
    assert set(tiles) == {f"{name}: {counted[name]}" for name in names}
    texts = Counter("".join(text.itertext()) for text in seen.all(f"{SVG}text"))
    assert texts == Counter(str(counted[name]) for name in names)
    busiest = max(counted, key=lambda name: counted[name])
    listed = page(client.get(tiles[f"{busiest}: {counted[busiest]}"]))
    assert f"{counted[busiest]} làng nghề, nghề truyền thống" in listed.text, "a hexagon leads to its list"
    heads = [row.find("th") for row in seen.all("tr")]
    order = ["".join(head.itertext()) for head in heads[1:-1] if head is not None]
    assert sorted(order) == sorted(names)
    if "order=number" in asked:
        assert [counted[name] for name in order] == sorted(counted[name] for name in names)[::-1]


@pytest.mark.parametrize("asked", ["show=x", "show=kind&of=x", "show=year&of=1066", "order=x", "show=group&of="])
def test_an_odd_question_is_answered_by_the_first_there_is(client: FlaskClient, page: Read, asked: str) -> None:
    assert page(client.get(f"/register/map?{asked}")).status == 200


@pytest.mark.parametrize("most", [0, 1, 3, 4, 5, 7, 20, 300])
def test_shades_cover_every_number_once(most: int) -> None:
    bands = bands_of(most)
    assert len(bands) <= 5
    shades = [shade_of(number, bands) for number in range(most + 1)]
    assert shades == sorted(shades)
    assert (shades[0], len(set(shades))) == (0, len(bands))


def test_progress_is_what_the_annex_asks_and_what_was_recognised(app: Flask, people: People) -> None:
    reader, commune = (people.person(people(role)) for role in ("dept_leader", "commune_officer"))
    with app.app_context():
        loaded = selectinload(PlanItem.sites), joinedload(PlanItem.unit)
        items = list(db.session.scalars(select(PlanItem).options(*loaded)))
        item = next(item for item in items if item.goal == "develop_new" and item.unit is None)
        asked: Counter[str] = Counter()
        for each in items:
            old = each.unit is not None and each.unit.recognised_year < 2026
            if each.goal != "maintain" and not old and each.plan_until <= 2028:
                asked.update({site.commune_code for site in each.sites})
        found = progress_by_commune(reader, 2028, date(2026, 11, 1))
        assert {code: share.of for code, share in found.items()} == dict(asked)
        assert all(share.done == 0 for share in found.values())
        own = progress_by_commune(commune, 2030, date(2026, 11, 1))
        assert "02728" in own, "Mường Hum reads its own rows"
        assert {site.commune_code for site in item.sites} - set(own), "and not those of others"


def test_what_is_overdue_is_counted_for_who_may_see_it(story: Story, people: People, page: Read) -> None:
    story.up_to("environmental_appraisal")
    row = story.row
    late = max(row.due_on, row.stage_due_on) + timedelta(1)
    reader, other = people.person(people("dept_leader")), people.person(people("commune_officer", commune="Y Tý"))
    with story.app.app_context():
        assert late_by_commune(reader, late) == {row.commune_code: (1, 1)}
        assert late_by_commune(reader, row.received_on) == {row.commune_code: (0, 1)}
        assert late_by_commune(other, late) == {}
    client = people.client(people("dept_leader"))
    assert page(client.get("/plan/map?show=overdue")).all(f"{SVG}polygon")
    assert story.row.title in page(client.get(f"/board/list?when=all&commune={row.commune_code}")).text
    assert story.row.title not in page(client.get("/board/list?when=all&commune=02647")).text
