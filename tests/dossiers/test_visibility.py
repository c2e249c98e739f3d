"""What one may not see does not exist: every post, every stage, every place, against the law's own words."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from states.actors import AgencyKind, Post, Role
from states.procedures import PROCEDURES
from tests.dossiers.shelf import ELSEWHERE, Shelf, at, may_read
from tests.people import People
from workflow.accounts.person import Person
from workflow.dossiers import queries
from workflow.dossiers.models import Dossier
from workflow.dossiers.visibility import sees, visible_to
from workflow.errors import NotFound
from workflow.extensions import db


@pytest.fixture
def shelf(app: Flask, people: People) -> Iterator[Shelf]:
    made = Shelf(app, people)
    with app.app_context():
        yield made


def test_every_desk_sees_what_the_law_shows_it_and_a_list_equals_a_look(shelf: Shelf) -> None:
    rows = shelf.rows()
    for seat in shelf.seats():
        person = at(seat)
        listed = set(db.session.scalars(select(Dossier.id).where(visible_to(person))))
        assert listed == {row.id for row in rows if sees(person, row)}, seat
        assert listed == {row.id for row in rows if may_read(seat, row)}, seat


def test_two_desks_see_what_either_sees(shelf: Shelf) -> None:
    rows = shelf.rows()
    for one, other in combinations(shelf.seats(), 2):
        person = at(one, other)
        listed = set(db.session.scalars(select(Dossier.id).where(visible_to(person))))
        assert listed == {row.id for row in rows if may_read(one, row) or may_read(other, row)}, (one, other)


def searched(person: Person) -> set[Any]:
    """Every page of the search, one after the other."""
    found, after = set(), None
    while True:
        page = queries.search(person, before=after)
        found |= {row.id for row in page.rows}
        after = page.after
        if after is None:
            return found


def test_a_look_at_one_dossier_and_the_search_keep_to_the_same_rule(shelf: Shelf) -> None:
    rows = shelf.rows()
    for seat in shelf.seats():
        person = at(seat)
        assert searched(person) == {row.id for row in rows if sees(person, row)}
        for row in rows[::7]:
            if sees(person, row):
                assert queries.get_dossier(row.id, person).row.stage == row.stage
            else:
                with pytest.raises(NotFound):
                    queries.get_dossier(row.id, person)


def test_the_rule_in_plain_examples(shelf: Shelf) -> None:
    draft = next(row for row in shelf.rows() if row.stage == "draft")
    appraised = next(row for row in shelf.rows() if row.stage == "environmental_appraisal")
    commune, department = AgencyKind.COMMUNE, AgencyKind.AGRICULTURE_ENVIRONMENT
    officer = Post(Role.COMMUNE_OFFICER, commune)
    assert sees(at(shelf.seat(officer)), draft)
    assert not sees(at(shelf.seat(officer, ELSEWHERE)), draft)
    assert not sees(at(shelf.seat(Post(Role.DEPT_LEADER, department))), draft)
    assert sees(at(shelf.seat(Post(Role.DEPT_LEADER, department))), appraised)
    assert not sees(at(), draft)
    administrators = [seat for seat in shelf.seats() if seat.role is Role.ADMINISTRATOR]
    assert administrators
    assert not [row.id for row in shelf.rows() for seat in administrators if sees(at(seat), row)]


@pytest.mark.parametrize("key", sorted(PROCEDURES))
def test_the_ball_has_one_owner_wherever_a_dossier_stands(key: tuple[str, str]) -> None:
    """A dossier keeps one waiting agency: every step it waits for in one place belongs to one kind of agency."""
    procedure = PROCEDURES[key]
    held = [(stage, hold.action) for hold in procedure.holds for stage in hold.during]
    for stage, hold in [*((name, None) for name in procedure.open_stages), *held]:
        owners = {step.by.agency for step in procedure.steps_from(stage, hold) if not step.beside}
        assert len(owners) == 1, (stage, hold, owners)
