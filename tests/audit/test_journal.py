"""The journal of acts that concern no dossier."""

import threading
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from workflow.audit.models import Event
from workflow.audit.queries import PAGE, first_broken_line, journal
from workflow.audit.services import record
from workflow.extensions import db
from workflow.transactions import writing

AT = datetime(2026, 11, 23, 1, 30, 15, 123456, tzinfo=UTC)


def _write(times: int, **facts: Any) -> None:
    with writing() as session:
        for _one in range(times):
            record(session, "admin:agency:ended", at=AT, subject=uuid.uuid4(), **facts)


@pytest.mark.parametrize(
    "touch",
    [
        {"at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"kind": "admin:person:added"},
        {"detail": {"valid_to": None}},
        {"ip": "10.0.0.1"},
        {"hash": bytes(32)},
    ],
)
def test_a_line_that_was_touched_breaks_the_chain(app: Flask, touch: dict[str, Any]) -> None:
    with app.app_context():
        _write(5)
        with writing() as session:
            start = session.execute(select(Event.seq).order_by(Event.seq.desc()).limit(1)).scalar_one() - 2
            session.execute(update(Event).where(Event.seq == start).values(**touch))
        assert first_broken_line() == start


def test_a_line_taken_out_breaks_the_chain(app: Flask) -> None:
    with app.app_context():
        _write(5)
        with writing() as session:
            session.execute(delete(Event).where(Event.seq == 3))
        assert first_broken_line() == 3


def test_an_untouched_journal_fits_whatever_it_holds(app: Flask) -> None:
    with app.app_context():
        _write(3, valid_to=AT.date(), successor=uuid.uuid4())
        assert first_broken_line() is None


@pytest.mark.parametrize(
    ("kind", "facts"), [("admin:person:crowned", {}), ("account:session:opened", {"password": "x"})]
)
def test_what_the_journal_does_not_know_is_not_written(app: Flask, kind: str, facts: dict[str, str]) -> None:
    with app.app_context(), pytest.raises(ValueError, match="does not know"), writing() as session:
        record(session, kind, at=AT, **facts)


def _write_and_fail() -> None:
    with writing() as session:
        record(session, "account:session:opened", at=AT)
        raise RuntimeError


def test_the_line_goes_with_the_act_or_not_at_all(app: Flask) -> None:
    with app.app_context():
        before = len(db.session.execute(select(Event)).all())
        with pytest.raises(RuntimeError):
            _write_and_fail()
        assert len(db.session.execute(select(Event)).all()) == before


def test_pages_follow_each_other_without_gap_or_repetition(app: Flask) -> None:
    with app.app_context():
        _write(2 * PAGE + 7)
        seen, before = [], None
        while True:
            lines, before = journal(before)
            seen += [line.seq for line in lines]
            if before is None:
                break
    assert seen == list(range(len(seen), 0, -1))
    assert len(seen) > 2 * PAGE


def test_appends_that_come_at_once_make_one_chain(app: Flask) -> None:
    def work() -> None:
        with app.app_context():
            for _one in range(10):
                _write(1)
            db.session.remove()

    crowd = [threading.Thread(target=work) for _one in range(4)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    with app.app_context():
        assert first_broken_line() is None
        assert len(db.session.execute(select(Event.seq)).all()) >= 40
