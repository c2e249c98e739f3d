"""Long work: done once, whatever dies; called off, overtaken or given up, it never stands for ever."""

import uuid
from datetime import timedelta

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import update

from states.kernel import Forbidden, Reason, Refused
from states.kinds import KIND_TITLES
from tests.errands.desk import AT, ON, Clock, ask, kind, state_of, write_file
from tests.people import People
from workflow.accounts.models import PostHolding
from workflow.accounts.person import Person
from workflow.errands import running
from workflow.errands.attempt import Attempt
from workflow.errands.kinds import Context, Outcome
from workflow.errands.models import Errand
from workflow.errands.queries import get_errand
from workflow.errands.results import forget, results, sweep_results
from workflow.errands.running import run_waiting
from workflow.errands.services import MOST_OPEN, begin, cancel
from workflow.errors import Stale
from workflow.extensions import db
from workflow.register.models import UnitSite
from workflow.transactions import writing


class Killed(BaseException):
    """What a process does when it is killed: it writes nothing more."""


@pytest.fixture
def officer(people: People) -> Person:
    return people.person(people("dept_officer"), ON)


def test_what_is_asked_is_done_once_and_its_file_kept(app: Flask, officer: Person) -> None:
    with app.app_context(), kind(write_file):
        errand = ask(officer, unit="x")
        assert ask(officer, unit="x") == errand, "asked twice, it is one"
        assert run_waiting(Clock()) == 1
        assert run_waiting(Clock()) == 0
        row = get_errand(errand, officer)
        assert (row.state, row.said, row.file_name, row.done, row.total) == ("done", "Ba dòng.", "Danh sách.csv", 3, 3)
        assert results().path(row.digest).read_bytes() == b"0\n1\n2\n"
        assert ask(officer, unit="x") != errand, "what is over may be asked anew"


def test_a_worker_that_dies_is_replaced_and_after_three_nobody_waits(app: Flask, officer: Person) -> None:
    def die(ctx: Context) -> Outcome:
        ctx.progress(1, 3)
        raise Killed

    clock = Clock()
    with app.app_context(), kind(die):
        errand = ask(officer)
        for _attempt in range(running.MOST_ATTEMPTS):
            with pytest.raises(Killed):
                run_waiting(clock)
            assert state_of(errand, officer) == "running"
            assert run_waiting(clock) == 0, "it may be alive"
            clock.wait(running.SILENT.total_seconds() + 1)
        assert run_waiting(clock) == 0
        row = get_errand(errand, officer)
        assert row.state == "failed"
        assert "dừng giữa chừng 3 lần" in row.error


def test_who_was_overtaken_leaves_nothing(app: Flask, officer: Person) -> None:
    """The first worker was only slow: a second has taken the errand up, and its result is the one that counts."""
    clock = Clock()

    def slow(ctx: Context) -> Outcome:
        assert isinstance(ctx, Attempt)
        if clock.at == AT:
            clock.wait(running.SILENT.total_seconds() + 1)
            row = running._take(clock())
            running._run(row, clock)
            path = ctx.folder / "late.csv"
            path.write_text("late")
            return Outcome(path, "late.csv")
        return write_file(ctx)

    with app.app_context(), kind(slow):
        errand = ask(officer)
        run_waiting(clock)
        row = get_errand(errand, officer)
        assert (row.state, row.attempt, row.file_name) == ("done", 2, "Danh sách.csv")


def test_what_an_import_writes_counts_once_with_its_end(app: Flask, officer: Person) -> None:
    """`complete` is in the transaction of what was written: overtaken, both are rolled back."""
    mark = update(PostHolding).where(PostHolding.account_id == officer.id)

    def load(ctx: Context) -> Outcome:
        with writing() as session:
            session.execute(mark.values(valid_to=ON + timedelta(days=ctx.params["days"])))
            if ctx.params["days"] == 9:
                session.execute(update(Errand).where(Errand.id == ctx.id).values(attempt=7))
            ctx.complete(session, Outcome(said="Đã nạp 12 dòng.", leads_to="/register"))
        return Outcome()

    with app.app_context(), kind(load):
        first, second = ask(officer, days=5), ask(officer, days=9)
        run_waiting(Clock())
        row = get_errand(first, officer)
        assert (row.state, row.said, row.leads_to) == ("done", "Đã nạp 12 dòng.", "/register")
        assert state_of(second, officer) == "running"
        until = db.session.query(PostHolding.valid_to).filter_by(account_id=officer.id).scalar()
        assert until == ON + timedelta(days=5)


def test_it_is_called_off_at_the_next_step(app: Flask, officer: Person) -> None:
    steps: list[int] = []

    def until_stopped(ctx: Context) -> Outcome:
        assert isinstance(ctx, Attempt)
        for step in range(9):
            steps.append(step)
            if step == 2:
                cancel(ctx.id, by=officer, at=AT)
            ctx.clock.wait(2)  # type: ignore[attr-defined]
            ctx.progress(step, 9)
        return Outcome()

    with app.app_context(), kind(until_stopped):
        running_one, waiting_one = ask(officer, n=1), ask(officer, n=2)
        cancel(waiting_one, by=officer, at=AT)
        with pytest.raises(Stale):
            cancel(waiting_one, by=officer, at=AT)
        assert run_waiting(Clock()) == 1
        assert steps == [0, 1, 2]
        assert state_of(running_one, officer) == "cancelled"


def test_a_refusal_is_told_and_a_mishap_says_what_is_safe(app: Flask, officer: Person) -> None:
    def refuse(ctx: Context) -> Outcome:
        if ctx.params["n"] == 1:
            raise Refused(Reason("Tệp không có dòng nào."))
        raise RuntimeError("secret detail")

    with app.app_context(), kind(refuse):
        told, mishap = ask(officer, n=1), ask(officer, n=2)
        run_waiting(Clock())
        assert get_errand(told, officer).error == "Tệp không có dòng nào."
        assert "secret" not in get_errand(mishap, officer).error
        assert "Chưa có gì bị thay đổi" in get_errand(mishap, officer).error


def test_a_right_that_was_lost_meanwhile_does_not_work(app: Flask, officer: Person, people: People) -> None:
    with app.app_context(), kind(write_file):
        with pytest.raises(Forbidden):
            ask(people.person(people("env_appraiser"), ON))
        errand = ask(officer)
        with writing() as session:
            session.execute(update(PostHolding).where(PostHolding.account_id == officer.id).values(ended_at=AT))
        run_waiting(Clock())
        row = get_errand(errand, officer)
        assert (row.state, row.digest) == ("failed", None)
        assert "không còn chức vụ" in row.error


def test_one_person_cannot_fill_the_worker(app: Flask, officer: Person) -> None:
    with app.app_context(), kind(write_file):
        for number in range(MOST_OPEN):
            ask(officer, n=number)
        with pytest.raises(Refused):
            ask(officer, n=MOST_OPEN)


def test_files_go_after_their_days_and_rows_later(app: Flask, officer: Person) -> None:
    def rows_left(errand: uuid.UUID) -> int:
        return db.session.query(Errand).filter_by(id=errand).count()

    with app.app_context(), kind(write_file):
        errand = ask(officer)
        run_waiting(Clock())
        digest = get_errand(errand, officer).digest
        for days, has_row in ((8, 1), (91, 0)):
            with writing() as session:
                forget(session, AT + timedelta(days=days))
            assert rows_left(errand) == has_row
        results().sweep(frozenset(), older_than=-1)
        assert sweep_results() == 0
        assert not results().has(digest)


def test_the_register_goes_out_whole_with_its_steps(app: Flask, officer: Person) -> None:
    with app.app_context():
        errand = begin("register:xlsx", {"on": ON.isoformat()}, by=officer, on=ON, at=AT)
        run_waiting(Clock())
        row = get_errand(errand, officer)
        assert (row.state, row.error, row.file_name) == ("done", "", "Danh-ba-lang-nghe-20260701.xlsx")
        book = CalamineWorkbook.from_path(str(results().path(row.digest)))
        rows = book.get_sheet_by_index(0).to_python()
        units = db.session.query(UnitSite).count()
        assert row.done == row.total == units == sum(line[1] in KIND_TITLES.values() for line in rows if len(line) > 1)
        other = {"code": "quality", "first": "2026-06-01", "last": "2026-06-30"}
        report = begin("report:file", other, by=officer, on=ON, at=AT)
        run_waiting(Clock())
        assert state_of(report, officer) == "done"
        assert get_errand(report, officer).file_name == "quality-20260601-20260630.xlsx"
