"""What the tables keep of a vote, and what they keep to themselves."""

import uuid
from collections import Counter

from sqlalchemy import inspect, text

from states.voting import BallotMode
from tests.council.desk import ABSTAIN, AGAINST, FOR, Chamber
from workflow.council.models import Ballot, BallotCast
from workflow.extensions import db

OPEN = BallotMode.OPEN
BOXES = (Ballot.__tablename__, BallotCast.__tablename__)


def test_a_secret_ballot_leads_to_nobody(chamber: Chamber) -> None:
    """Who voted and what was said share nothing but the item: no member, no time, no order, no other key."""
    chamber.plan(chamber.dossier()).open().begin()
    said = dict(zip(chamber.everybody, [FOR, AGAINST, FOR, ABSTAIN, FOR, FOR, AGAINST], strict=True))
    for someone, choice in said.items():
        chamber.vote(someone, choice)
    ballots, casts = chamber.rows("ballot"), chamber.rows("ballot_cast")
    assert Counter(ballot.choice for ballot in ballots) == Counter(choice.value for choice in said.values())
    assert {cast.member_id for cast in casts} == {chamber.seat(one).id for one in said}
    assert {ballot.member_id for ballot in ballots} == {None}
    assert {ballot.id.version for ballot in ballots} == {4}, "random ids, not ids that sort by time"
    assert not {ballot.id for ballot in ballots} & {cast.member_id for cast in casts}
    with chamber.app.app_context():
        columns = {table: {c["name"] for c in inspect(db.engine).get_columns(table)} for table in BOXES}
    assert columns["ballot_cast"] == {"item_id", "member_id"}
    assert columns["ballot"] == {"id", "item_id", "is_secret", "member_id", "choice"}


def test_the_place_of_a_ballot_says_nothing_of_its_turn(chamber: Chamber) -> None:
    """Each vote empties the box and fills it anew: every ballot has a new id, in random order, of one transaction."""
    chamber.plan(chamber.dossier()).open().begin()
    seen: set[uuid.UUID] = set()
    for count, someone in enumerate(chamber.everybody, start=1):
        chamber.vote(someone, FOR)
        with chamber.app.app_context():
            order, marks = _physical(db.engine.dialect.name)
        assert len(order) == count
        assert order == sorted(order), "they lie in the order of their random ids"
        assert not seen & set(order)
        assert len(marks) == 1, "all of them were written by the same transaction"
        seen |= set(order)


def _physical(dialect: str) -> tuple[list[uuid.UUID], set[str]]:
    """The ballots as the database lays them down, and what it marks them with."""
    if dialect == "postgresql":
        rows = db.session.execute(text("SELECT id, xmin::text FROM ballot ORDER BY ctid")).all()
        return [row[0] for row in rows], {row[1] for row in rows}
    rows = db.session.execute(text("SELECT id FROM ballot ORDER BY rowid")).all()
    return [uuid.UUID(row[0]) for row in rows], {"sqlite keeps no mark"}


def test_no_journal_tells_when_somebody_voted(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier()).open().begin()
    before = {table: chamber.size(table) for table in ("event", "entry", "notice")}
    for someone in chamber.everybody:
        chamber.vote(someone)
    assert {table: chamber.size(table) for table in before} == before


def test_the_minutes_of_a_secret_vote_name_no_choice(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier()).open().decide(FOR, AGAINST, *[FOR] * 5)
    chamber.close()
    minutes = chamber.rows("minutes")[0]
    assert minutes.facts["items"][0]["ballots"] == []
    assert "Ý kiến từng thành viên" not in minutes.text


def test_the_minutes_of_an_open_vote_name_every_choice(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier(), mode=OPEN).open().decide(FOR, AGAINST, *[FOR] * 5)
    chamber.close()
    assert "Nguyễn Hữu Bình: đồng ý; Phạm Quốc Việt: không đồng ý" in chamber.rows("minutes")[0].text
