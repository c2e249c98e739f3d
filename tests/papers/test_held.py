"""While a dossier waits for its commune: the slip says so, and a bundle holds what was received."""

import json

from tests.papers.bundles import members, repacked, taken, with_bytes
from tests.story import Story, _attach
from tests.supplements.desk import Desk
from workflow.dossiers.bundle.verify import verify
from workflow.dossiers.control.book import Period, Standing, book_of
from workflow.dossiers.control.handovers import Outcome
from workflow.dossiers.control.slip import slip_of
from workflow.dossiers.queries import get_dossier
from workflow.transactions import writing
from workflow.wall_clock import today


def held(story: Story) -> Desk:
    with_bytes(story).up_to("environmental_appraisal")
    desk = Desk(story)
    desk.ask()
    return desk


def test_a_request_for_supplements_hands_the_dossier_to_its_commune_with_a_day(story: Story) -> None:
    held(story)
    with story.app.app_context():
        last = slip_of(get_dossier(story.id, story.people.person(story.who("dept_officer")))).hand_overs[-1]
    assert last.receiver.agency == "Ủy ban nhân dân xã Mường Hum"
    assert (last.due_on, last.outcome) == (story.row.answer_by, Outcome.OPEN)
    assert f"đến {story.row.answer_by:%d/%m/%Y}" in last.notes[0]


def test_an_answer_after_its_day_is_late_and_gives_the_dossier_back(story: Story) -> None:
    desk = held(story)
    desk.reply()
    story.step("supplement", "commune_officer")
    with story.app.app_context():
        found = slip_of(get_dossier(story.id, story.people.person(story.who("dept_officer")))).hand_overs
    assert [one.outcome for one in found[-2:]] == [Outcome.BEFORE, Outcome.OPEN]
    assert found[-1].receiver.role == "Cán bộ thẩm định môi trường"


def test_a_dossier_whose_clock_stands_is_counted_apart(story: Story) -> None:
    held(story)
    reader = story.people.person(story.who("dept_officer"))
    with story.app.app_context():
        book = book_of(reader, Period(today(), today()), today())
    assert dict(book.totals)[Standing.PAUSED.value] == 1


def test_the_bundle_holds_what_was_received_and_not_what_the_commune_works_on(story: Story, tmp_path) -> None:
    desk = held(story)
    desk.reply("Chưa gửi: đang chờ xác nhận")
    with story.app.app_context(), writing() as session:
        _attach(session, story.id, "CV-RESULTS", story.who("commune_officer").id)
    whole = members(taken(story))
    assert verify(repacked(whole, tmp_path / "b.zip")).faults == []
    assert sum(name.startswith("Tệp/") for name in whole) == 5
    assert "đang chờ xác nhận" not in b"".join(whole.values()).decode("utf-8", "replace")
    asked = json.loads(whole["Yêu cầu bổ sung.json"])
    assert asked[0]["gaps"][0]["answer"] == ""
