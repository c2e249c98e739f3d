"""How often something may be tried."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from workflow.accounts import throttle
from workflow.accounts.models import Throttle
from workflow.extensions import db
from workflow.transactions import writing

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def test_the_limit_holds_for_one_window_and_one_bucket(app: Flask) -> None:
    with app.app_context():
        assert [throttle.allow("a", 2, 60, AT) for _try in range(4)] == [True, True, False, False]
        assert throttle.allow("b", 2, 60, AT)
        assert throttle.allow("a", 2, 60, AT + timedelta(seconds=60))


def test_all_buckets_count_even_when_one_is_full(app: Flask) -> None:
    with app.app_context():
        limits = [("narrow", 1, 60), ("wide", 3, 60)]
        assert [throttle.allow_all(limits, AT) for _try in range(3)] == [True, False, False]
        assert not throttle.allow("wide", 3, 60, AT)


def test_an_honest_try_is_given_back(app: Flask) -> None:
    with app.app_context():
        assert throttle.allow("a", 1, 60, AT)
        with writing():
            throttle.give_back([("a", 1, 60)], AT)
        assert throttle.allow("a", 1, 60, AT)


def test_when_the_database_does_not_answer_the_answer_is_no(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> bool:
        raise OperationalError("x", {}, Exception("down"))

    monkeypatch.setattr(throttle, "_count", fail)
    with app.app_context():
        assert throttle.allow("a", 1000, 60, AT) is False


def test_names_are_not_kept_and_old_windows_are_swept(app: Flask) -> None:
    with app.app_context():
        throttle.allow("sign-in:person:tran.thi.lan", 5, 60, AT)
        assert "lan" not in db.session.execute(select(Throttle.bucket)).scalar_one()
        throttle.allow("b", 5, 60, AT + timedelta(days=3))
        assert db.session.execute(select(func.count()).select_from(Throttle)).scalar_one() == 1


def test_tries_that_come_at_once_are_all_counted(app: Flask) -> None:
    allowed: list[bool] = []

    def work() -> None:
        with app.app_context():
            allowed.extend(throttle.allow("crowd", 10, 60, AT) for _try in range(5))
            db.session.remove()

    crowd = [threading.Thread(target=work) for _one in range(6)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert allowed.count(True) == 10
    assert len(allowed) == 30
