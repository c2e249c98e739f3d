"""Open data of the register with what may be public of people, asked anew each time; and its places as GeoJSON."""

from collections.abc import Callable
from typing import Any

from workflow.artisans.queries import named_artisans, products_of
from workflow.consents.shown import shown_of
from workflow.register import open_data

Address = Callable[..., str]


def records(page: Address, photo: Address) -> list[dict[str, Any]]:
    """A record for each place of each active unit, with its products and the people who may be named or shown."""
    units = open_data.active()
    shown, artisans, products = shown_of(units), named_artisans(units), products_of(units)
    found = []
    for record, unit_id in ((record, record.pop("unit_id")) for record in open_data.records(page)):
        of_unit = shown[unit_id]
        record["products"] = [
            {"name": one.name, "description": one.description, "raw_material": one.raw_material}
            for one in products[unit_id]
        ]
        record["artisans"] = [
            {"name": one.name, "title": one.rank.title, "craft": one.craft, "decision": one.decision_number}
            for one in artisans[unit_id]
        ]
        record["photos"] = [{"caption": one.title, "url": photo(unit_id, one.id)} for one in of_unit.photos]
        record["stories"] = [{"title": one.title, "text": one.body} for one in of_unit.stories]
        record["contacts"] = [{"name": one.name, "phone": one.phone} for one in of_unit.contacts]
        found.append(record)
    return found


def features(all_records: list[dict[str, Any]]) -> dict[str, Any]:
    """The records whose place somebody gave, as a collection of points (RFC 7946: longitude first)."""
    points = []
    for record in all_records:
        latitude, longitude = record["latitude"], record["longitude"]
        if latitude is not None:
            told = {name: value for name, value in record.items() if name not in ("latitude", "longitude")}
            geometry = {"type": "Point", "coordinates": [longitude, latitude]}
            points.append({"type": "Feature", "geometry": geometry, "properties": told})
    return {"type": "FeatureCollection", "features": points}
