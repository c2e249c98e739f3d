"""The map and the page of a unit with everything that can be on them, on a desk and on a phone, with axe."""

import io
import os
import uuid

import pytest
from flask import Flask

from states.consents import Channel, ConsentKind
from tests.browser.conftest import Enter
from tests.browser.troupe import someone
from tests.consents.desk import SILVER
from tests.papers.photographs import photograph
from tests.people import People
from workflow.artisans.services import NewArtisan, NewProduct, add_artisan, add_product
from workflow.consents.exhibits import NewExhibit, show
from workflow.consents.files import Upload
from workflow.consents.files import photograph as kept_photograph
from workflow.consents.services import Given, give, withdraw
from workflow.extensions import db
from workflow.register.models import Unit
from workflow.register.places import give as give_place
from workflow.wall_clock import now, today

pytestmark = pytest.mark.browser
MORE = (
    "/register/withdrawals",
    "/register/map?show=year", "/register/map?show=group&of=1&order=number", "/register", "/plan/artisans", "/plan/map",
    "/register/{unit}/file", "/register/{unit}/places", "/register/{unit}/products", "/register/{unit}/consents/new",
    "/register/{unit}/photos/new", "/register/{unit}/stories/new",
)  # fmt: skip
"""Looked at too when somebody wants every picture: `SCREENS=all`."""


def furnish(app: Flask, people: People, username: str) -> str:
    """A unit with a product, people, a photo, a story and its place; the id of it."""
    by = people.person(someone(app, username))
    when = {"by": by, "on": today(), "at": now()}
    with app.app_context():
        unit_id = db.session.query(Unit.id).filter(Unit.name == SILVER).scalar()
        give_place(unit_id, 1, "22.5301, 103.7012", "", **when)
        kinds = frozenset(ConsentKind)
        may = Given(None, "Lý Thị Mẩy", "0912 345 678", kinds, today(), Channel.PAPER)
        consents = dict(zip(sorted(kinds), give(unit_id, may, None, **when), strict=True))
        pao = Given(None, "Vàng A Páo", "", frozenset({ConsentKind.NAME}), today(), Channel.IN_PERSON)
        withdraw(give(unit_id, pao, None, **when)[0], today(), **when)
        told = "Vòng cổ, vòng tay chạm tay theo mẫu cổ của người Dao đỏ."
        add_product(unit_id, NewProduct("Vòng bạc chạm hoa", told, "Bạc nguyên chất"), **when)
        photo = kept_photograph(Upload(io.BytesIO(photograph((1200, 800))), "a.jpg"))
        resting = frozenset({consents[ConsentKind.PHOTO]})
        show(unit_id, NewExhibit("Chạm hoa văn trên vòng bạc", resting, photo=photo), **when)
        words = "Bố tôi dạy tôi chạm bạc từ năm mười hai tuổi.\n\nMột chiếc vòng làm trong ba ngày."
        show(unit_id, NewExhibit("Ba ngày một chiếc vòng", frozenset({consents[ConsentKind.STORY]}), words), **when)
    return str(unit_id)


def title_an_artisan(app: Flask, people: People, unit_id: str) -> None:
    keeper = people.person(someone(app, "congthuong"))
    new = NewArtisan(uuid.UUID(unit_id), "meritorious", "Lý Phù Chìu", "Chạm khắc bạc", "123/QĐ-CTN", today())
    with app.app_context():
        add_artisan(new, by=keeper, on=today(), at=now())


def test_what_is_known_of_a_unit(enter: Enter, app: Flask, people: People) -> None:
    visitor = enter("canbo.muonghum", screens="units")
    unit_id = furnish(app, people, "canbo.muonghum")
    title_an_artisan(app, people, unit_id)
    pages = [
        "/register/map?show=kind&of=traditional_craft_village",
        f"/register/{unit_id}",
        f"/register/{unit_id}/consents",
    ]
    pages += ["/plan/map?show=overdue", *(MORE if os.environ.get("SCREENS") == "all" else ())]
    for path in pages:
        path = path.format(unit=unit_id)
        name = path.replace(unit_id, "unit").strip("/").translate(str.maketrans("/?&=", "----"))
        visitor.go(path).look(name)
