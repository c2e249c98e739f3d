"""Two people at the same thing at the same instant: one wins, the other is told, and nobody waits for ever."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from states.checklist import ItemResult
from states.kernel import MovedOn
from tests.environment.desk import CODES, Desk, in_days
from tests.environment.test_remedies import asked
from tests.people import People, Someone
from tests.reliability.race import LATE, WON, crowd
from tests.story import Story
from workflow.appraisal.services import DraftAnswer
from workflow.audit.queries import first_broken_line
from workflow.dossiers.environment.households import take_households
from workflow.dossiers.environment.planning import plan_visit
from workflow.dossiers.services import take_step
from workflow.environment import inspections, pollution, remedies, visits
from workflow.environment.follow_models import PollutionInspection, Remedy, RemedyEntry
from workflow.environment.inspections import DraftInspection
from workflow.environment.models import Establishment, EstablishmentInspection
from workflow.environment.visit_models import SiteVisit
from workflow.environment.visits import Trip
from workflow.errors import Stale
from workflow.wall_clock import now, today

TIMES = 12
ONE_WINNER = {(LATE, WON): TIMES}


def trying(people: People, someone: Someone, act: Callable[..., Any], *args: Any, **more: Any) -> Callable[[], str]:
    """One attempt of one person, as a word."""
    person = people.person(someone)

    def attempt() -> str:
        try:
            act(*args, by=person, on=today(), at=now(), **more)
        except (Stale, MovedOn):
            return LATE
        except Exception as mishap:  # noqa: BLE001 - whatever else happens is the finding
            return f"{type(mishap).__name__}: {mishap}"
        return WON

    return attempt


def race(desk: Desk, *meetings: tuple[Callable[[], str], ...]) -> Counter[tuple[str, ...]]:
    """How each meeting ended: what was said, sorted."""
    ended: Counter[tuple[str, ...]] = Counter()
    with crowd(desk.app, len(meetings[0])) as everybody:
        for meeting in meetings:
            ended[tuple(sorted(everybody.at_once(list(meeting))))] += 1
    with desk.app.app_context():
        assert first_broken_line() is None
    return ended


def test_two_who_plan_one_stop(desk: Desk, people: People) -> None:
    one, other = desk.who("env_appraiser"), people("env_appraiser")
    stops = [f"remedy_id:{desk.remedy(in_days(3)).id}" for _n in range(TIMES)]
    trip = Trip(today(), (one.id,))
    meetings = [
        (trying(people, one, plan_visit, trip, [stop]), trying(people, other, plan_visit, trip, [stop]))
        for stop in stops
    ]
    assert race(desk, *meetings) == ONE_WINNER
    assert len(desk.rows(SiteVisit)) == TIMES


def test_two_who_report_one_remedy(desk: Desk, people: People) -> None:
    one, other = desk.who("commune_officer"), people("commune_officer", commune=desk.commune)
    said = {"seen_version": 1, "inputs": {"done": "Xong"}}
    meetings = [
        tuple(trying(people, who, remedies.act, remedy.id, "report", **said) for who in (one, other))
        for remedy in (desk.remedy() for _n in range(TIMES))
    ]
    assert race(desk, *meetings) == ONE_WINNER
    assert len([row for row in desk.rows(RemedyEntry) if row.action == "report"]) == TIMES


def test_two_who_take_one_request(desk: Desk, people: People) -> None:
    one, other = desk.who("env_appraiser"), people("env_appraiser")
    seen: dict[str, Any] = {"seen_version": 1, "inputs": {}}
    meetings = [
        tuple(trying(people, who, pollution.act, request.id, "take", **seen) for who in (one, other))
        for request in (desk.asked() for _n in range(TIMES))
    ]
    assert race(desk, *meetings) == ONE_WINNER
    assert {row.state for row in desk.rows(PollutionInspection)} == {"taken"}


def test_a_trip_is_not_cancelled_and_held_at_once(desk: Desk, people: People) -> None:
    one, other = desk.who("env_appraiser"), people("env_appraiser")
    trips = [desk.visit(f"remedy_id:{desk.remedy(in_days(3)).id}") for _n in range(TIMES)]
    meetings = [
        (
            trying(people, one, visits.cancel, trip.id, "Bão", seen_version=1),
            trying(people, other, visits.save_results, trip.id, {}, "Đang ghi", finish=False, seen_version=1),
        )
        for trip in trips
    ]
    assert race(desk, *meetings) == ONE_WINNER


def test_an_inspection_and_an_act_on_its_remedy_do_not_wait_for_each_other(desk: Desk, people: People) -> None:
    appraiser, officer = desk.who("env_appraiser"), desk.who("commune_officer")
    meetings = []
    for _n in range(TIMES):
        remedy = desk.remedy(in_days(9))
        place = desk.one(EstablishmentInspection, id=remedy.inspection_id).establishment_id
        amiss = {code: DraftAnswer(ItemResult.MET) for code in CODES}
        amiss[CODES[0]] = DraftAnswer(ItemResult.NOT_MET, "", "Vẫn chưa", in_days(40))
        again = DraftInspection(today(), amiss)
        meetings.append((
            trying(people, appraiser, inspections.record_inspection, place, again, seen_version=2),
            trying(people, officer, remedies.act, remedy.id, "report", seen_version=1, inputs={"done": "Xong"}),
        ))  # fmt: skip
    ended = race(desk, *meetings)
    assert set(ended) <= {(WON, WON), (LATE, WON)}, ended
    assert len(desk.rows(Remedy)) == TIMES, "no remedy twice"


def test_a_conclusion_and_a_trip_to_its_dossier_do_not_wait_for_each_other(story: Story) -> None:
    desk = Desk.__new__(Desk)
    desk.__dict__.update(app=story.app, people=story.people, commune=story.commune, cast=story.cast, _browsers={})
    one, other = story.who("env_appraiser"), story.people("env_appraiser")
    for number in range(4):
        each = Story(story.app, story.people).draft()
        each.cast |= story.cast
        each.up_to("environmental_appraisal")
        each.appraise()
        asked(each, ENV_V08=in_days(20))
        step = {"seen_version": each.row.version, "token": f"token-{number}", "inputs": {}}
        stop = f"dossier_id:{each.id}"
        ended = race(desk, (
            trying(story.people, one, take_step, each.id, "sign_off", **step),
            trying(story.people, other, plan_visit, Trip(today(), (one.id,)), [stop]),
        ))  # fmt: skip
        assert set(ended) == {(LATE, WON)}, "nothing waits for a visit any more"


def test_households_taken_twice_at_once_are_there_once(story: Story, people: People) -> None:
    story.up_to("recognised")
    desk = Desk.__new__(Desk)
    desk.__dict__.update(app=story.app, people=people, commune=story.commune, cast=story.cast, _browsers={})
    officer = story.who("commune_officer")
    taking = tuple(trying(people, officer, take_households, story.row.unit_id) for _n in range(2))
    assert race(desk, taking) == {(WON, WON): 1}
    assert len(desk.rows(Establishment)) == 41
