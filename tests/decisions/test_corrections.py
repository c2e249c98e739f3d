"""A correcting decision: what is wrong is written down, signed, numbered; the register changes when it goes out."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from states.kernel import Forbidden, MovedOn, Refused
from tests.decisions.corrections import Correcting
from tests.people import People
from tests.story import Story
from workflow.decisions.models import DecisionPaper
from workflow.decisions.queries import correction_of, open_decisions
from workflow.dossiers.correction import services
from workflow.extensions import db
from workflow.register.corrections import changes_of, decisions_of
from workflow.register.models import Unit
from workflow.register.queries import Search, search_units
from workflow.transactions import writing
from workflow.wall_clock import now, today

NAME = "Nghề thêu thổ cẩm Ngòi Tu"


@pytest.fixture
def correcting(app: Flask, people: People) -> Correcting:
    return Correcting(app, people).begin()


def test_the_register_changes_when_the_decision_goes_out_and_not_before(correcting: Correcting) -> None:
    before = correcting.words
    correcting.write(name=NAME, village_1="Thôn Ngòi Tu")
    correcting.up_to("issuance")
    assert correcting.words == before
    correcting.step("issue", "clerk")
    changed = before | {("name", 0): NAME, ("village", 1): "Thôn Ngòi Tu"}
    assert correcting.words == changed
    with correcting.app.app_context():
        kept = {(change.field, change.before, change.after, change.number) for change in changes_of(correcting.unit_id)}
    number = "01/QĐ-UBND"
    assert kept == {
        ("name", before["name", 0], NAME, number), ("village", before["village", 1], "Thôn Ngòi Tu", number),
    }  # fmt: skip


def test_a_corrected_unit_is_found_by_its_new_words(correcting: Correcting) -> None:
    correcting.write(name=NAME)
    correcting.up_to("corrected")
    with correcting.app.app_context():
        found = search_units(Search(text="theu tho cam ngoi tu")).units
        assert correcting.unit_id in [unit.id for unit in found]


def test_a_correction_names_the_decision_it_corrects(app: Flask, people: People, story: Story) -> None:
    story.up_to("recognised")
    correcting = Correcting(app, people)
    correcting.unit_id = story.row.unit_id
    correcting.begin()
    with app.app_context():
        wrong = decisions_of(correcting.unit_id)[0].id
        person = people.person(correcting.clerk)
        corrected = services.Corrected(correcting.words | {("name", 0): NAME}, wrong, "Đối chiếu hồ sơ gốc")
        services.save(correcting.id, corrected, by=person, on=today(), seen_version=None)
    correcting.up_to("corrected")
    with app.app_context():
        papers = db.session.scalars(select(DecisionPaper).order_by(DecisionPaper.number)).all()
        assert [(paper.kind, paper.symbol, paper.corrects_id) for paper in papers] == [
            ("recognise", "01/QĐ-UBND", None), ("correct", "02/QĐ-UBND", wrong),
        ]  # fmt: skip
        assert [change.corrects_id for change in changes_of(correcting.unit_id)] == [wrong]


def test_a_correction_that_says_nothing_is_not_presented(correcting: Correcting) -> None:
    correcting.write()
    with pytest.raises(Refused, match="Chưa ghi nội dung nào"):
        correcting.step("present_correction", "clerk")
    correcting.write(trade="Thêu, dệt thổ cẩm")
    with correcting.app.app_context():
        assert [field for field, _before, _after in correction_of(correcting.id).changes] == ["Nghề"]
    assert correcting.step("present_correction", "clerk").stage == "provincial_approval"


def test_what_was_presented_is_not_edited_any_more(correcting: Correcting) -> None:
    correcting.write(name=NAME)
    correcting.step("present_correction", "clerk")
    with pytest.raises(MovedOn):
        correcting.write(name="Khác")


def test_a_register_that_changed_meanwhile_is_not_overwritten(correcting: Correcting) -> None:
    correcting.write(name=NAME)
    correcting.up_to("issuance")
    with correcting.app.app_context(), writing() as session:
        session.execute(update(Unit).where(Unit.id == correcting.unit_id).values(name="Tên khác"))
    with pytest.raises(Refused, match="không còn ghi"):
        correcting.step("issue", "clerk")
    assert correcting.words["name", 0] == "Tên khác"
    assert correcting.row.stage == "issuance"


def test_only_the_clerk_begins_a_correction_and_only_one_at_a_time(correcting: Correcting) -> None:
    first = correcting.id
    assert correcting.begin().id == first
    leader = correcting.people.person(correcting.leader)
    other = Correcting(correcting.app, correcting.people)
    with correcting.app.app_context():
        other.unit_id = db.session.scalars(select(Unit.id).where(Unit.id != correcting.unit_id)).all()[0]
        with pytest.raises(Forbidden):
            services.begin(other.unit_id, by=leader, on=today(), at=now())


def test_a_correction_has_a_decision_to_itself(correcting: Correcting) -> None:
    correcting.write(name=NAME)
    correcting.up_to("numbering")
    with correcting.app.app_context():
        assert open_decisions(correcting.id) == {}
