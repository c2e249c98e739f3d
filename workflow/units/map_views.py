"""The map of the register: a choice of what is coloured, and the table that says it all."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workflow.access import public
from workflow.register.map_table import ORDERS
from workflow.units.maps import SHOWS, Asked, count_map, options_of
from workflow.units.room import room

SHOW_TITLES: dict[str, Any] = {
    "count": _l("Tất cả"),
    "kind": _l("Theo loại"),
    "group": _l("Theo nhóm ngành nghề"),
    "year": _l("Theo năm công nhận"),
}


@room.get("/register/map")
@public
def map_of_units() -> ResponseReturnValue:
    """The province as hexagons."""
    asked = _asked()
    found = count_map(asked, _here(asked), lambda **query: url_for("register.index", **query))
    shows = [
        (title, url_for("register.map_of_units", show=show), show == asked.show) for show, title in SHOW_TITLES.items()
    ]
    values = [
        (_(title), url_for("register.map_of_units", show=asked.show, of=value), value == asked.of)
        for value, title in found.options.items()
    ]
    shades = [(band.shade, band.words) for band in found.bands]
    return render_template("register/map.html", found=found, shows=shows, values=values, shades=shades)


@room.get("/register/communes")
@public
def communes() -> ResponseReturnValue:
    """Where the table stood before there was a map beside it."""
    return redirect(url_for("register.map_of_units"), 301)


def _asked() -> Asked:
    """What the address asks; what cannot be read is the first there is."""
    show, of, order = (request.args.get(name, "") for name in ("show", "of", "order"))
    show = show if show in SHOWS else SHOWS[0]
    options = list(options_of(show))
    return Asked(show, of if of in options else next(iter(options), ""), order if order in ORDERS else ORDERS[0])


def _here(asked: Asked) -> Any:
    told: dict[str, Any] = {"show": asked.show} | ({"of": asked.of} if asked.of else {})
    return lambda **query: url_for("register.map_of_units", **told, **query)
