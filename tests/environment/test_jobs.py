"""Dated jobs: each tells once, twice on a day tells nobody again, and a week of silence loses nothing."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.environment.desk import Desk, in_days
from workflow.environment import jobs
from workflow.environment.follow_models import Remedy
from workflow.jobs.registry import registered
from workflow.transactions import writing
from workflow.wall_clock import now, today

Run = Callable[[date], int]


def running(desk: Desk, job: Callable[..., int]) -> Run:
    def run(on: date) -> int:
        with desk.app.app_context():
            return job(on, now())

    return run


def test_the_jobs_are_registered() -> None:
    names = {job.name for job in registered()}
    assert names >= {"environment:remedies", "environment:inspections", "environment:plans"}


def test_a_commune_is_reminded_of_a_remedy_once_and_told_once_that_it_is_late(desk: Desk) -> None:
    desk.remedy(in_days(30))
    run = running(desk, jobs.remind_of_remedies)
    assert run(in_days(19)) == 0
    assert run(in_days(20)) == 1
    assert run(in_days(20)) == 0, "twice on a day"
    assert run(in_days(30)) == 0, "the last day is still in time"
    assert run(in_days(31)) == 2, "the commune and the appraiser"
    assert run(in_days(38)) == 0, "after a week of silence"
    assert len(desk.told("commune_officer", "remedy_due_soon")) == 1
    assert len(desk.told("env_appraiser", "remedy_late")) == 1


def test_after_a_week_of_silence_only_what_is_true_then_is_told(desk: Desk) -> None:
    desk.remedy(in_days(5))
    assert running(desk, jobs.remind_of_remedies)(in_days(12)) == 2
    assert desk.told("commune_officer", "remedy_due_soon") == []
    assert len(desk.told("commune_officer", "remedy_late")) == 1


def test_a_new_day_is_reminded_of_anew_and_what_was_reported_is_not(desk: Desk) -> None:
    remedy, run = desk.remedy(in_days(5)), running(desk, jobs.remind_of_remedies)
    assert run(today()) == 1
    with desk.app.app_context(), writing() as session:
        session.execute(Remedy.__table__.update().values(due_on=in_days(8)))
    assert run(today()) == 1
    desk.act("commune_officer", remedy, "report", done="Xong")
    assert run(in_days(30)) == 0


def test_the_appraisers_are_reminded_of_what_was_asked(desk: Desk) -> None:
    desk.who("env_appraiser")
    request, run = desk.asked(), running(desk, jobs.remind_of_inspections)
    assert run(in_days(24)) == 0
    assert run(in_days(25)) == 1
    assert run(in_days(26)) == 0
    assert run(in_days(31)) == 1
    assert [row.kind for row in desk.told("env_appraiser", "inspection_")][-2:] == [
        "environment:inspection_due_soon", "environment:inspection_late"
    ]  # fmt: skip
    desk.answer(request, "decline", reason="Đã kiểm tra")
    assert run(in_days(40)) == 0


LEAP = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ([date(2028, 8, 27)], []),
        ([date(2028, 8, 28), date(2028, 8, 28), date(2028, 9, 4)], ["plan_runs_out"]),
        ([date(2029, 2, 28), date(2029, 3, 1), date(2029, 3, 8)], ["plan_runs_out", "plan_ran_out"]),
        ([date(2029, 3, 1)], ["plan_ran_out"]),
    ],
)
def test_a_plan_that_runs_out_is_told_once_for_each_level(desk: Desk, days: list[date], told: list[str]) -> None:
    assert desk.plan(LEAP).status_code == 303
    desk.who("env_appraiser")
    run = running(desk, jobs.warn_of_plans)
    for day in days:
        run(day)
    for role in ("commune_officer", "env_appraiser"):
        assert [row.kind.removeprefix("environment:") for row in desk.told(role, "plan_")] == told


def test_a_new_plan_ends_the_warnings_of_the_old(desk: Desk) -> None:
    desk.plan(LEAP, number="1/QĐ")
    desk.plan(today() - timedelta(days=1), number="2/QĐ")
    assert running(desk, jobs.warn_of_plans)(date(2029, 3, 1)) == 0
