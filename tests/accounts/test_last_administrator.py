"""The house always has somebody who can administer it."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, update

from states.kernel import Forbidden, Refused
from tests.accounts.door import give_password
from tests.people import People, Someone
from workflow.accounts import agency_services, people_services, post_services
from workflow.accounts.administrators import lasting_administrators
from workflow.accounts.models import PostHolding
from workflow.accounts.person import Person
from workflow.accounts.session_services import Visit
from workflow.extensions import db
from workflow.transactions import writing
from workflow.wall_clock import now, today


@pytest.fixture
def first(app: Flask, people: People) -> Someone:
    return give_password(app, people("administrator"))


def _holding(someone: Someone) -> PostHolding:
    return db.session.execute(select(PostHolding).filter_by(account_id=someone.id)).scalar_one()


def _disable(people: People, who: Someone, actor: Person) -> None:
    with people.app.test_request_context(method="POST"):
        people_services.disable(who.id, by=actor, on=today(), visit=Visit(now()))


def _end_post(people: People, who: Someone, actor: Person) -> None:
    with people.app.test_request_context(method="POST"):
        holding = _holding(who).id
        post_services.end_post(holding, by=actor, on=today(), visit=Visit(now()))


def _end_agency(people: People, who: Someone, actor: Person) -> None:
    with people.app.test_request_context(method="POST"):
        agency_services.end_agency(who.agency_id, date(2030, 1, 1), None, by=actor, on=today(), visit=Visit(now()))


@pytest.mark.parametrize("act", [_disable, _end_post, _end_agency])
def test_the_last_administrator_cannot_be_taken_away(
    app: Flask, people: People, first: Someone, act: Callable[[People, Someone, Person], None]
) -> None:
    with pytest.raises(Refused, match="người quản trị cuối cùng"):
        act(people, first, people.person(first))
    with app.app_context():
        assert lasting_administrators(db.session(), today()) == 1


@pytest.mark.parametrize("act", [_disable, _end_post])
def test_with_another_one_they_can(
    people: People, app: Flask, first: Someone, act: Callable[[People, Someone, Person], None]
) -> None:
    second = give_password(app, people("administrator"))
    act(people, first, people.person(second))
    with app.app_context():
        assert lasting_administrators(db.session(), today()) == 1


@pytest.mark.parametrize("flaw", ["no password", "an end"])
def test_one_who_cannot_come_in_or_will_leave_does_not_count(
    app: Flask, people: People, first: Someone, flaw: str
) -> None:
    second = people("administrator")
    if flaw == "an end":
        give_password(app, second)
        with app.app_context(), writing() as session:
            mine = PostHolding.account_id == second.id
            session.execute(update(PostHolding).where(mine).values(valid_to=date(2099, 1, 1)))
    with pytest.raises(Refused):
        _disable(people, first, people.person(second))


@pytest.mark.parametrize("act", [_disable, _end_post])
def test_two_administrators_who_remove_each_other_at_once_leave_one(
    app: Flask, people: People, first: Someone, act: Callable[[People, Someone, Person], None]
) -> None:
    second = give_password(app, people("administrator"))
    tasks = [(first, people.person(second)), (second, people.person(first))]
    ready, outcomes = threading.Barrier(2), []

    def remove(who: Someone, by: Person) -> None:
        ready.wait()
        try:
            act(people, who, by)
            outcomes.append("done")
        except (Refused, Forbidden):
            outcomes.append("refused")

    pair = [threading.Thread(target=remove, args=args) for args in tasks]
    for one in pair:
        one.start()
    for one in pair:
        one.join()
    assert sorted(outcomes) == ["done", "refused"]
    with app.app_context():
        assert lasting_administrators(db.session(), today()) == 1


def test_a_right_taken_away_before_the_write_is_gone(app: Flask, people: People, first: Someone) -> None:
    second = give_password(app, people("administrator"))
    stale = people.person(second)
    _end_post(people, second, people.person(first))
    with app.test_request_context(method="POST"), pytest.raises(Forbidden):
        people_services.disable(first.id, by=stale, on=today(), visit=Visit(now()))
