"""The report on quality on one dossier that went back and was asked twice, and what its measures mean."""

import pytest
from flask import Flask

from states.measuring import nearest_rank, sends_back
from states.procedures import PROCEDURES
from tests.people import People
from tests.story import Story
from tests.supplements.desk import Desk
from workflow.dossiers.assignment.services import assign
from workflow.dossiers.reports.overdue import overdue
from workflow.dossiers.reports.quality import quality
from workflow.reports.making import Asked, make_whole_report
from workflow.wall_clock import now, today

LAW = PROCEDURES["recognition", "2026.2"]


@pytest.mark.parametrize(
    ("values", "median", "p90"),
    [
        ((), None, None),
        ((7,), 7, 7),
        ((1, 9), 1, 9),
        (range(1, 11), 5, 9),
        (range(1, 12), 6, 10),
        ((5, 5, 5, 40), 5, 40),
    ],
)
def test_a_number_that_stands_for_many_is_one_of_them(values: tuple[int, ...], median: int, p90: int) -> None:
    assert nearest_rank(list(values)[::-1], 50) == median
    assert nearest_rank(list(values), 90) == p90


def test_only_a_way_to_an_earlier_stage_is_a_send_back() -> None:
    assert sends_back(LAW, "department_review", "environmental_appraisal")
    assert not sends_back(LAW, "environmental_appraisal", "department_review")
    assert not sends_back(LAW, "department_review", "department_review")
    assert not sends_back(LAW, "stopped", "department_review"), "an end that is taken back is none"
    assert not sends_back(LAW, "environmental_appraisal", "withdrawn")


def test_second_requests_and_ways_back_are_found_with_where_they_were(app: Flask, story: Story) -> None:
    story.up_to("environmental_appraisal")
    desk, day = Desk(story), today()
    desk.ask()
    desk.reply()
    story.step("supplement", "commune_officer")
    with app.app_context():
        assert quality(day, day).asked_again == ()
    desk.write("env_appraiser", {"parts:CV-ENV": ("incorrect", "Bản mới chưa có chữ ký")})
    story.step("propose_supplement", "env_appraiser", reason="Bản mới chưa có chữ ký")
    story.step("approve_supplement", "dept_leader", reason="Cần bản có chữ ký")
    with app.app_context():
        (again,) = quality(day, day).asked_again
        assert (again.code, again.stage, again.time) == (story.row.code, "environmental_appraisal", 2)
    desk.reply("Đã ký")
    story.step("supplement", "commune_officer")
    story.appraise()
    story.step("sign_off", "env_appraiser")
    story.step("return_to_appraisal", "dept_officer", reason="Chưa rõ nước thải")
    with app.app_context():
        found = quality(day, day)
        assert [(one.source, one.action) for one in found.sent_back] == [("department_review", "return_to_appraisal")]
        stays = {one.stage: (one.days, one.longer) for one in found.durations()}
        assert stays["environmental_appraisal"] == ((0,), 0)
        report = make_whole_report("quality", Asked(day, day), on=day, at=now())
        back = report.sections[1].table
        assert back is not None
        assert back.totals is not None
        assert back.totals[-1] == 1


def test_a_dossier_is_counted_with_the_officer_it_was_given_to(app: Flask, story: Story, people: People) -> None:
    story.up_to("department_review")
    officer = people("dept_officer", name="Đỗ Quang Huy")
    with app.app_context():
        assert [each.name for each in overdue(today(), today()).by(lambda fate: fate.officer)] == [""]
        by = people.person(people("dept_leader"))
        assign(story.id, officer.id, by=by, on=today(), at=now(), seen_version=story.row.version)
        (given,) = overdue(today(), today()).by(lambda fate: fate.officer)
        assert (given.name, given.total) == ("Đỗ Quang Huy", 1)
        report = make_whole_report("overdue", Asked(today(), today()), on=today(), at=now())
        agreement = next(section.table for section in report.sections if "nhật ký" in section.title)
        assert agreement is not None
        assert [row[-1] for row in agreement] == [0, 0, 0]
