"""The register as open data: what is public of every unit, and nothing of people."""

import csv
import io

from flask import Flask
from sqlalchemy import select

from workflow.extensions import db
from workflow.register.models import Unit, UnitSite
from workflow.register.open_data import FIELDS
from workflow.transactions import writing
from workflow.wall_clock import today


def test_every_place_of_every_unit_is_a_record(app: Flask) -> None:
    client = app.test_client()
    told = client.get("/register.json").get_json()
    assert told["as_of"] == today().isoformat()
    with app.app_context():
        units = {str(one) for one in db.session.scalars(select(Unit.id).where(Unit.status == "active"))}
        places = db.session.scalars(select(UnitSite.id).join(Unit).where(Unit.status == "active")).all()
    assert {record["id"] for record in told["units"]} == units
    assert len(told["units"]) == len(places)
    first = told["units"][0]
    assert first["page"].endswith(f"/register/{first['id']}")
    assert client.get(f"/register/{first['id']}").status_code == 200
    assert {"Y Tý", "Mường Hum"} & {record["commune"].partition(" ")[2] for record in told["units"]}


def test_the_sheet_says_the_same_and_nothing_in_it_is_evaluated(app: Flask) -> None:
    with app.app_context(), writing() as session:
        unit = session.scalars(select(Unit).order_by(Unit.sort_key)).first()
        assert unit is not None
        unit.name = "=cmd|' /C calc'!A0"
    client = app.test_client()
    answer = client.get("/register.csv")
    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == [*FIELDS, "page"]
    assert len(rows) - 1 == len(client.get("/register.json").get_json()["units"])
    assert "'=cmd|' /C calc'!A0" in [row[1] for row in rows]


def test_a_revoked_unit_leaves_it(app: Flask) -> None:
    with app.app_context(), writing() as session:
        unit = session.scalars(select(Unit).order_by(Unit.sort_key)).first()
        assert unit is not None
        unit.status, unit.revoked_on, gone = "revoked", today(), str(unit.id)
    assert gone not in {record["id"] for record in app.test_client().get("/register.json").get_json()["units"]}
