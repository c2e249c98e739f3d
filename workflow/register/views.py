"""Public pages: home with the look-up form and the map, the register, a unit, the guide, the privacy notice."""

import uuid
from collections.abc import Container
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from states.kinds import KIND_TITLES, TRADE_GROUPS, Kind
from workflow.access import public
from workflow.register import corrections, open_data, queries
from workflow.register import guide as law_guide
from workflow.register.hexes import hex_map
from workflow.sheets import CSV, as_csv
from workflow.text import nfc
from workflow.wall_clock import today

room = Blueprint("register", __name__)


@room.get("/")
@public
def home() -> ResponseReturnValue:
    counts = queries.count_by_commune()
    by_kind = queries.count_by_kind()
    return render_template("register/home.html", map=hex_map(counts), total=sum(by_kind.values()), by_kind=by_kind)


@room.get("/register")
@public
def index() -> ResponseReturnValue:
    asked = _asked()
    return render_template(
        "register/index.html",
        asked=asked,
        address=_address(asked),
        found=queries.search_units(asked),
        former=queries.find_former_communes(asked.text) if asked.text else (),
        communes=queries.communes(),
        years=queries.years_of_recognition(),
        kinds=KIND_TITLES,
        groups=TRADE_GROUPS,
    )


def _asked() -> queries.Search:
    """What the address asks; what cannot be read asks nothing."""
    kind = request.args.get("kind", "")
    return queries.Search(
        text=nfc(request.args.get("q", "")).strip()[:100],
        kind=kind if kind in set(Kind) else "",
        group=_number("group", TRADE_GROUPS.keys()),
        commune=request.args.get("commune", "")[:5],
        year=_number("year", range(1990, 2101)),
        page=_number("page", range(1, 10_000)) or 1,
    )


def _address(asked: queries.Search) -> dict[str, Any]:
    """The same question as the parameters of an address."""
    named = {"q": asked.text, "kind": asked.kind, "group": asked.group, "commune": asked.commune, "year": asked.year}
    return {name: value for name, value in named.items() if value}


def _number(name: str, allowed: Container[int]) -> int | None:
    number = request.args.get(name, type=int)
    return number if number is not None and number in allowed else None


@room.get("/register.csv")
@public
def as_sheet() -> ResponseReturnValue:
    """The register as open data, for a spreadsheet."""
    found = open_data.records(_page_of)
    rows = [[*open_data.FIELDS, "page"], *(list(record.values()) for record in found)]
    response = current_app.response_class(as_csv(rows), mimetype=CSV)
    response.headers["Content-Disposition"] = "attachment; filename=danh-ba-lang-nghe-lao-cai.csv"
    return response


@room.get("/register.json")
@public
def as_json() -> ResponseReturnValue:
    """The register as open data, for a program."""
    return {"as_of": today().isoformat(), "units": open_data.records(_page_of)}


def _page_of(unit_id: uuid.UUID) -> str:
    return f"{current_app.config['PUBLIC_BASE_URL']}{url_for('register.unit', unit_id=unit_id)}"


@room.get("/register/communes")
@public
def communes() -> ResponseReturnValue:
    counts = queries.count_by_commune()
    return render_template("register/communes.html", counts=counts, map=hex_map(counts))


@room.get("/register/<uuid:unit_id>")
@public
def unit(unit_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_unit(unit_id)
    earlier = queries.get_unit(found.earlier_id) if found.earlier_id else None
    return render_template(
        "register/unit.html",
        unit=found,
        earlier=earlier,
        changes=corrections.changes_of(unit_id),
        field_titles=corrections.FIELD_TITLES,
        rows=queries.plan_rows_of(unit_id),
        kinds=KIND_TITLES,
        groups=TRADE_GROUPS,
    )


@room.get("/guide")
@public
def guide() -> ResponseReturnValue:
    day = today()
    procedure = law_guide.procedure(day)
    return render_template(
        "register/guide.html",
        chapters=law_guide.chapters(day),
        procedure=procedure,
        steps=law_guide.steps(procedure),
        groups=TRADE_GROUPS,
    )


@room.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    return render_template("register/privacy.html")
