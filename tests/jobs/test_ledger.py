"""Dated jobs: each runs, each is written down, one that fails stops no other."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests.pages import Page
from tests.people import People
from workflow.extensions import db
from workflow.jobs import ledger
from workflow.jobs.models import JobRun
from workflow.jobs.registry import Job, registered

ON, AT = date(2026, 3, 2), datetime(2026, 3, 2, 1, tzinfo=UTC)


def fails(on: date, at: datetime) -> int:
    raise RuntimeError("Ly Giờ Xá")


def does_three(on: date, at: datetime) -> int:
    return 3


JOBS = (Job("test:fails", "Hỏng", fails), Job("test:three", "Ba", does_three))


def test_a_job_that_fails_is_written_down_and_stops_no_other(app: Flask) -> None:
    with app.app_context():
        assert [(ran.did, ran.error) for ran in ledger.run_all(ON, AT, JOBS)] == [(0, "RuntimeError"), (3, "")]
        rows = db.session.execute(select(JobRun.job, JobRun.on, JobRun.did, JobRun.error).order_by(JobRun.id)).all()
    assert [tuple(row) for row in rows] == [("test:fails", ON, 0, "RuntimeError"), ("test:three", ON, 3, "")]


def test_every_hour_only_what_has_not_been_done_today(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "registered", lambda: JOBS)
    with app.app_context():
        for expected in (["test:fails", "test:three"], ["test:fails"], ["test:fails"]):
            assert [ran.job.name for ran in ledger.run_missing(ON, AT)] == expected
        assert len(ledger.run_missing(date(2026, 3, 3), AT)) == 2


def test_the_names_of_jobs_are_different_and_short() -> None:
    names = [job.name for job in registered()]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 60 for name in names)


def test_the_command_prints_a_line_for_each_job_and_may_be_run_twice(app: Flask) -> None:
    for _time in range(2):
        said = app.test_cli_runner().invoke(args=["jobs", "due", "--on", "2026-03-02"])
        assert said.exit_code == 0, said.output
        assert [line.split()[1] for line in said.output.splitlines()] == [job.name for job in registered()]
        assert all(line.endswith(": 0") for line in said.output.splitlines())


def test_a_failure_is_told_to_whoever_runs_the_command(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "registered", lambda: JOBS)
    said = app.test_cli_runner().invoke(args=["jobs", "due", "--on", "2026-03-02"])
    assert (said.exit_code, said.output.splitlines()[0]) == (1, "02/03/2026  test:fails  Hỏng: RuntimeError")


def test_the_administrator_sees_what_ran_and_what_never_did(app: Flask, people: People) -> None:
    browser = people.client(people("administrator"))
    before = Page(browser.get("/admin/jobs"))
    assert before.text.count("chưa chạy lần nào") == len(registered())
    app.test_cli_runner().invoke(args=["jobs", "due", "--on", "2026-03-02"])
    after = Page(browser.get("/admin/jobs"))
    assert "chưa chạy lần nào" not in after.text
    assert all(job.title in after.text for job in registered())
