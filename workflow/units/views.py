"""Public pages: home with the look-up form and the map, the register, the guide, the privacy notice."""

from collections.abc import Container, Sequence
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.kinds import KIND_TITLES, TRADE_GROUPS, Kind
from workflow.access import public
from workflow.register import guide as law_guide
from workflow.register import queries
from workflow.register.hexes import HexMap, Tile, bands_of, hex_map, shade_of
from workflow.text import nfc
from workflow.units import export_views, map_views, place_views, unit_views
from workflow.units.room import room
from workflow.wall_clock import today

__all__ = ["export_views", "map_views", "place_views", "room", "unit_views"]


@room.get("/")
@public
def home() -> ResponseReturnValue:
    counts = queries.count_by_commune()
    by_kind = queries.count_by_kind()
    return render_template("register/home.html", map=_first_map(counts), total=sum(by_kind.values()), by_kind=by_kind)


def _first_map(counts: Sequence[queries.CommuneCount]) -> HexMap:
    """The map of the first page: communes without a unit lead nowhere and say nothing."""
    bands = bands_of(max((one.count for one in counts), default=0))
    tiles = []
    for one in counts:
        address = url_for("register.index", commune=one.commune.code) if one.count else ""
        said, title = str(one.count) if one.count else "", f"{one.commune.full_name}: {one.count}"
        tiles.append((one.commune, Tile(said, title, shade_of(one.count, bands), address)))
    return hex_map(tiles, _("Số làng nghề, nghề truyền thống đã công nhận theo xã, phường"))


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
