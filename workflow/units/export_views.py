"""The register as open data: for a spreadsheet, for a program, for a map."""

import uuid
from typing import Any

from flask import current_app, url_for
from flask.typing import ResponseReturnValue

from workflow.access import public
from workflow.register import open_data
from workflow.sheets import CSV, as_csv
from workflow.units.exports import features, records
from workflow.units.room import room
from workflow.wall_clock import today

GEOJSON = "application/geo+json"


@room.get("/register.csv")
@public
def as_sheet() -> ResponseReturnValue:
    """The units and their places, for a spreadsheet."""
    found = open_data.records(page_of)
    rows = [[*open_data.FIELDS, "page"], *([record[name] for name in (*open_data.FIELDS, "page")] for record in found)]
    response = current_app.response_class(as_csv(rows), mimetype=CSV)
    response.headers["Content-Disposition"] = "attachment; filename=danh-ba-lang-nghe-lao-cai.csv"
    return response


@room.get("/register.json")
@public
def as_json() -> ResponseReturnValue:
    """The same with products, artisans, photos and stories that may be public, for a program."""
    return {"as_of": today().isoformat(), "units": _records()}


@room.get("/register.geojson")
@public
def as_points() -> ResponseReturnValue:
    """The places that somebody gave, for a map."""
    response = current_app.json.response(features(_records()))
    response.mimetype = GEOJSON
    return response


def _records() -> list[dict[str, Any]]:
    return records(page_of, photo_of)


def page_of(unit_id: uuid.UUID) -> str:
    """The permanent public address of a unit."""
    return f"{current_app.config['PUBLIC_BASE_URL']}{url_for('register.unit', unit_id=unit_id)}"


def photo_of(unit_id: uuid.UUID, exhibit_id: uuid.UUID) -> str:
    """The public address of a photo."""
    where = url_for("consents.photo", unit_id=unit_id, exhibit_id=exhibit_id)
    return f"{current_app.config['PUBLIC_BASE_URL']}{where}"
