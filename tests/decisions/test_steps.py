"""A decision on its road: signed, numbered, issued, delivered are four facts, each with its evidence in its place."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from states.kernel import Refused
from tests.story import ROAD, Story
from workflow.decisions.kinds import signer_title
from workflow.decisions.models import DecisionDelivery
from workflow.decisions.queries import find_signed
from workflow.dossiers.decisions.card import card
from workflow.dossiers.models import Entry
from workflow.dossiers.queries import get_dossier
from workflow.extensions import db
from workflow.register.models import Decision
from workflow.wall_clock import today


def days_on_the_card(story: Story) -> list[bool]:
    """Which of the four facts the clerk's card says have happened."""
    person = story.people.person(story.who("province_clerk"))
    with story.app.app_context():
        dossier = get_dossier(story.id, person)
        shown = card(dossier, dossier.case(today()), person, today())
        return [fact.on is not None for fact in shown["facts"]] if shown else []


def test_each_step_adds_one_fact_and_no_other(story: Story) -> None:
    story.up_to("provincial_approval")
    assert days_on_the_card(story) == []
    facts = []
    for action, role in ROAD[-4:]:
        story.step(action, role, **story.inputs(action))
        facts.append(days_on_the_card(story).count(True))
    assert facts == [1, 2, 3, 4]


def test_the_signature_is_in_the_words_of_the_post(story: Story) -> None:
    story.up_to("numbering")
    with story.app.app_context():
        signed = find_signed(story.id)
    assert signed is not None
    assert signed.signer_title == "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"
    assert signed.signer_id == story.who("province_leader").id
    assert signed.signed_on == today()


def test_a_delegation_signs_in_its_own_words(story: Story) -> None:
    person = story.people.person(story.who("province_leader"))
    seat = person.seats[0]
    assert signer_title(seat) == "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"
    words = "TUQ. CHỦ TỊCH, CHÁNH VĂN PHÒNG"
    assert signer_title(replace(seat, signs_as=words)) == words


def test_the_register_learns_of_the_decision_when_it_goes_out(story: Story) -> None:
    def in_the_register() -> list[tuple[str, str]]:
        with story.app.app_context():
            rows = db.session.scalars(select(Decision).where(Decision.dossier_id == story.id))
            return [(row.number, row.signer_title) for row in rows]

    story.up_to("issuance")
    assert in_the_register() == []
    story.step("issue", "province_clerk")
    assert in_the_register() == [("01/QĐ-UBND", "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH")]


def test_a_chosen_decision_that_does_not_exist_is_refused(story: Story) -> None:
    story.up_to("numbering")
    with pytest.raises(Refused, match="không còn trong danh sách"):
        story.step("number", "province_clerk", decision=str(story.id))
    assert story.row.stage == "numbering"


def test_two_dossiers_go_out_on_one_number(story: Story) -> None:
    other = Story(story.app, story.people)
    other.cast = story.cast
    other.draft()
    for one in (story, other):
        one.up_to("numbering")
    story.step("number", "province_clerk")
    with story.app.app_context():
        found = find_signed(story.id)
    assert found is not None
    other.step("number", "province_clerk", decision=str(found.decision_id))
    for one in (story, other):
        one.step("issue", "province_clerk")
    with story.app.app_context():
        numbers = db.session.scalars(select(Decision.number).where(Decision.dossier_id.in_([story.id, other.id])))
        assert list(numbers) == ["01/QĐ-UBND", "01/QĐ-UBND"]


def test_who_received_the_result_is_kept_out_of_the_journal(story: Story) -> None:
    story.up_to("delivery")
    with pytest.raises(Refused, match="không được sau hôm nay"):
        story.step(
            "deliver", "reception_desk", delivered_on=(today() + timedelta(days=1)).isoformat(), received_by="Ly Giờ Xá"
        )
    story.step("deliver", "reception_desk", **story.inputs("deliver"))
    with story.app.app_context():
        delivery = db.session.execute(select(DecisionDelivery)).scalar_one()
        payloads = db.session.scalars(select(Entry.payload).where(Entry.dossier_id == story.id)).all()
    assert (delivery.received_by, delivery.way, delivery.dossier_id) == ("Ly Giờ Xá", "desk", story.id)
    assert "Ly Giờ Xá" not in str(payloads)
