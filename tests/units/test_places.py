"""Where units are: typed as telephones give it, inside the province, mended with a reason, told as GeoJSON."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from states.places import LAO_CAI, NoPlace, read_place
from tests.consents.desk import Desk
from tests.pages import Page
from tests.people import People

Read = Callable[[Any], Page]
HERE = (22.345611, 103.8765)


@pytest.mark.parametrize(
    "typed",
    [
        "22.345611, 103.876500", "22,345611; 103,8765", "22.345611 103.8765", "103.8765,22.345611",
        "22°20'44.2\"N 103°52'35.4\"E", "22°20′44.2″B 103°52′35.4″Đ", " 22.345611N, 103.8765E ",
    ],
)  # fmt: skip
def test_a_place_is_read_as_it_is_copied(typed: str) -> None:
    assert read_place(typed) == HERE


@pytest.mark.parametrize(
    ("typed", "is_outside"),
    [("10.77, 106.69", True), ("22.34", False), ("", False), ("Mường Hum", False), ("21°70'00\"N 103°52'35\"E", False)],
)
def test_what_is_no_place_here_is_refused(typed: str, is_outside: bool) -> None:
    with pytest.raises(NoPlace) as refused:
        read_place(typed)
    assert refused.value.is_outside is is_outside


def test_a_place_is_given_mended_taken_back_and_never_forgotten(app: Flask, people: People, page: Read) -> None:
    desk = Desk(app, people)
    places, stranger = f"{desk.here}/places", app.test_client()

    def give(degrees: str, why: str = "", client: FlaskClient = desk.client) -> Any:
        return client.post(places, data={"site": "1", "degrees": degrees, "why": why})

    refused = page(give("10.77, 106.69"))
    assert refused.status == 409
    assert "nằm ngoài tỉnh Lào Cai" in refused.text
    assert "10.77, 106.69" in [field.get("value") for field in refused.all("input")]
    assert give("22.5, 103.7").status_code == 303
    assert give("22.6, 103.8").status_code == 409, "a place that stands is mended with a reason"
    assert give("22.6, 103.8", "Chỉ nhầm sang thôn bên").status_code == 303
    assert points(stranger) == {str(desk.unit_id): [103.8, 22.6]}
    assert give("22.6, 103.8", client=people.client(people("commune_officer", commune="Y Tý"))).status_code == 403
    assert give("22.61, 103.8", "Đo lại", client=people.client(people("dept_officer"))).status_code == 303
    assert desk.client.post(f"{places}/1/withdraw", data={"why": ""}).status_code == 409
    assert desk.client.post(f"{places}/1/withdraw", data={"why": "Không chắc"}).status_code == 303
    assert desk.client.post(f"{places}/1/withdraw", data={"why": "Không chắc"}).status_code == 409
    assert desk.client.post(f"{places}/9/withdraw", data={"why": "Không chắc"}).status_code == 404
    assert points(stranger) == {}
    told = page(desk.client.get(places)).text
    for words in ("22.5, 103.7", "Chỉ nhầm sang thôn bên", "Đo lại", "Không chắc"):
        assert words in told


def points(client: FlaskClient) -> dict[str, list[float]]:
    """Coordinates by unit, of a collection that keeps RFC 7946."""
    answer = client.get("/register.geojson")
    assert answer.mimetype == "application/geo+json"
    told = answer.get_json()
    assert (told["type"], set(told)) == ("FeatureCollection", {"type", "features"})
    found = {}
    for feature in told["features"]:
        assert set(feature) == {"type", "geometry", "properties"}
        assert (feature["type"], feature["geometry"]["type"]) == ("Feature", "Point")
        east, north = feature["geometry"]["coordinates"]
        assert LAO_CAI.holds(north, east), "longitude comes first"
        assert "latitude" not in feature["properties"]
        found[feature["properties"]["id"]] = [east, north]
    return found
