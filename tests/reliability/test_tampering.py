"""Whoever changes the journal behind the office's back is found out.

What hashes alone cannot show: entries cut off at the very end, or a journal that was computed anew from some line on by
somebody who can write to the database. Both need a checkpoint kept elsewhere, which is not built yet; the last two
tests hold the office to saying so.
"""

import random
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from tests.people import People
from tests.story import Story
from workflow.dossiers.journal import ENTRY, broken_lines, hash_of, sealed, verify
from workflow.extensions import db
from workflow.transactions import writing

AT = datetime(2026, 11, 23, 1, 30, 15, 123456, tzinfo=UTC)
Rows = list[dict[str, Any]]


def other(value: Any) -> Any:
    """A value of the same kind that is not this one, and as near to it as can be."""
    match value:
        case None | "":
            return "ask_supplement"
        case uuid.UUID():
            return uuid.UUID(int=value.int ^ 1)
        case datetime():
            return value + timedelta(microseconds=1)
        case date():
            return value + timedelta(days=1)
        case bytes():
            return bytes([value[0] ^ 1]) + value[1:] if value else b"\1"
        case int():
            return value + 1
        case dict():
            return value | {"law": "recognition 2025.1"}
    return value[:-1] + chr(ord(value[-1]) ^ 1)


def changed(column: str, value: Any) -> Any:
    """Another value for a column; a day, a person or a digest that is not set becomes one."""
    unset = {"until_on": date(2030, 1, 1), "acting_for": uuid.UUID(int=7), "reason_digest": b"x" * 32}
    return unset[column] if column in unset and value is None else other(value)


ACTIONS = st.sampled_from(("present", "return_to_officer", "receive", "ask_supplement"))
ACTS = st.lists(
    st.tuples(st.integers(0, 3), ACTIONS, st.text(max_size=8), st.integers(0, 10**9)), min_size=2, max_size=12
)


def history(acts: list[tuple[int, str, str, int]]) -> Rows:
    """A journal of acts at four dossiers, written by the journal's own rules."""
    rows: Rows = []
    heads: dict[int, tuple[int, bytes]] = {}
    head = b""
    for seq, (dossier, action, reason, micros) in enumerate(acts, 1):
        number, prev = heads.get(dossier, (0, b""))
        facts = {
            "id": uuid.UUID(int=seq << 64), "dossier_id": uuid.UUID(int=dossier), "number": number + 1,
            "action": action, "source": "draft", "dest": "draft", "hold_before": None, "hold_after": None,
            "actor_id": uuid.UUID(int=9), "role": "dept_officer", "agency_id": uuid.UUID(int=8),
            "on": date(2026, 11, 23), "at": AT + timedelta(microseconds=micros), "reason": reason,
            "until_on": date(2026, 12, 1) if micros % 2 else None,
            "acting_for": uuid.UUID(int=10) if micros % 3 else None,
            "payload": {"law": "recognition 2026.1", "no": micros},
        }  # fmt: skip
        row = sealed(facts, seq, prev, head)
        rows.append(row)
        heads[dossier], head = (number + 1, row["hash"]), row["head"]
    return rows


@given(ACTS)
def test_an_untouched_journal_is_whole(acts: list[tuple[int, str, str, int]]) -> None:
    assert broken_lines(history(acts)) == []


@given(ACTS, st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_any_one_value_changed_is_found(acts: list[tuple[int, str, str, int]], chance: random.Random) -> None:
    rows = history(acts)
    row, column = chance.choice(rows), chance.choice(list(rows[0]))
    row[column] = changed(column, row[column])
    assert broken_lines(sorted(rows, key=lambda line: line["seq"]))


@given(ACTS, st.randoms(use_true_random=False))
def test_any_line_taken_out_before_the_last_is_found_even_when_the_rest_is_renumbered(
    acts: list[tuple[int, str, str, int]], chance: random.Random
) -> None:
    rows = history(acts)
    del rows[chance.randrange(len(rows) - 1)]
    assert broken_lines(rows)
    assert broken_lines([row | {"seq": seq} for seq, row in enumerate(rows, 1)])


@given(ACTS, st.randoms(use_true_random=False))
def test_any_two_lines_exchanged_are_found(acts: list[tuple[int, str, str, int]], chance: random.Random) -> None:
    rows = history(acts)
    first, second = sorted(chance.sample(range(len(rows)), 2))
    rows[first], rows[second] = rows[second] | {"seq": first + 1}, rows[first] | {"seq": second + 1}
    assert broken_lines(rows)


@given(ACTS, st.randoms(use_true_random=False))
def test_a_line_put_in_is_found(acts: list[tuple[int, str, str, int]], chance: random.Random) -> None:
    rows = history(acts)
    place = chance.randrange(len(rows))
    forged = dict(chance.choice(rows)) | {"id": uuid.UUID(int=1)}
    rows.insert(place, forged | {"hash": hash_of(forged, forged["prev_hash"])})
    assert broken_lines([row | {"seq": seq} for seq, row in enumerate(rows, 1)])


@given(ACTS)
def test_an_entry_is_bound_to_the_one_before_it(acts: list[tuple[int, str, str, int]]) -> None:
    last = history(acts)[-1]
    assert hash_of(last, last["prev_hash"]) == last["hash"] != hash_of(last, b"another")


@pytest.fixture
def two_roads(app: Flask, people: People) -> Flask:
    """A journal of two dossiers whose entries alternate."""
    stories = [Story(app, people).draft() for _one in range(2)]
    for action, role in (("present", "commune_officer"), ("submit", "commune_leader"), ("receive", "reception_desk")):
        for story in stories:
            story.step(action, role)
    return app


def unforgiving(session: Session, change: Any) -> list[int]:
    """Where the journal is found broken after a change that no foreign key may prevent; undone after."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ALTER TABLE entry DISABLE TRIGGER ALL"))
    else:
        session.execute(text("PRAGMA defer_foreign_keys=ON"))
    session.execute(change)
    found = [broken.seq for broken in verify(session)]
    session.rollback()
    return found


def test_each_stored_value_is_covered(two_roads: Flask) -> None:
    missed = []
    with two_roads.app_context():
        rows = db.session.execute(select(ENTRY).order_by(ENTRY.c.seq)).mappings().all()
        for row in (rows[0], rows[len(rows) // 2], rows[-1]):
            for column in rows[0]:
                value = 1000 if column in ("seq", "number") else changed(column, row[column])
                edit = update(ENTRY).where(ENTRY.c.id == row["id"]).values({column: value})
                with writing() as session:
                    if not unforgiving(session, edit):
                        missed.append((row["seq"], column))
    assert missed == []


def test_a_stored_line_taken_out_is_found(two_roads: Flask) -> None:
    with two_roads.app_context():
        places = db.session.scalars(select(ENTRY.c.seq).order_by(ENTRY.c.seq)).all()
        for place in places[:-1]:
            with writing() as session:
                cut = unforgiving(session, delete(ENTRY).where(ENTRY.c.seq == place))
            assert cut[0] == place + 1


def test_lines_cut_off_at_the_end_need_an_outside_checkpoint_only_the_dossier_counts_them(two_roads: Flask) -> None:
    from tests.reliability.whole import faults

    with two_roads.app_context(), writing() as session:
        last = session.scalars(select(ENTRY.c.seq).order_by(ENTRY.c.seq.desc()).limit(1)).one()
        session.execute(delete(ENTRY).where(ENTRY.c.seq == last))
    with two_roads.app_context():
        assert verify(db.session()) == []
    assert any("counts 4 entries, the journal has 3" in fault for fault in faults(two_roads))


@given(ACTS)
def test_a_journal_computed_anew_needs_an_outside_checkpoint(acts: list[tuple[int, str, str, int]]) -> None:
    (dossier, action, reason, micros), *rest = acts
    assert broken_lines(history([(dossier, action, reason + "!", micros), *rest])) == []
