"""The plan's annex at the desk: for a commune what is expected of it, for the province every row."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from states.achievements import KEEPINGS
from states.annex import CORRECTS
from states.kinds import TRADE_GROUPS
from workflow.access import current_person, signed_in
from workflow.plan import queries
from workflow.register.annex import PLAN_YEARS
from workflow.register.plan_queries import DONE, LATE, SECTION_TITLES, STATE_TITLES, PlanSearch
from workflow.register.queries import communes
from workflow.text import nfc
from workflow.wall_clock import today

room = Blueprint("plan", __name__)
YEARS = range(PLAN_YEARS[0], PLAN_YEARS[1] + 1)


@room.get("/plan")
@signed_in
def index() -> ResponseReturnValue:
    person, asked = current_person(), _asked()
    return render_template(
        "plan/index.html",
        rows=queries.rows_for(person, asked, today()),
        asked=asked,
        of_commune=queries.works_for_a_commune(person),
        may_start=queries.may_start(person),
        corrects=CORRECTS in person.posts,
        filtered=asked != PlanSearch(),
        own=person.commune_codes,
        communes=communes(),
        sections=SECTION_TITLES,
        states=STATE_TITLES,
        groups=TRADE_GROUPS,
        years=YEARS,
        keepings=KEEPINGS,
    )


def _asked() -> PlanSearch:
    """What the address asks; what cannot be read asks nothing."""
    year = request.args.get("year", type=int)
    section, state = request.args.get("section", ""), request.args.get("state", "")
    return PlanSearch(
        text=nfc(request.args.get("q", "")).strip()[:100],
        section=section if section in SECTION_TITLES else "",
        year=year if year in YEARS else None,
        commune=request.args.get("commune", "")[:5],
        state=state if state in {*STATE_TITLES, LATE, DONE} else "",
        only_new=request.args.get("new") == "1",
    )
