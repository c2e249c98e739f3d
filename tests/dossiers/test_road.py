"""The shortest road, walked by the services on a real row of the annex."""

from typing import Any

import pytest
from sqlalchemy import func, select

from tests.story import ROAD, Story
from workflow.dossiers.journal import verify
from workflow.dossiers.models import Entry, Submission
from workflow.errors import Stale
from workflow.extensions import db
from workflow.papers.models import Paper
from workflow.register.models import Decision, PlanItem, Unit


def test_a_row_of_the_annex_walks_to_the_register(story: Story) -> None:
    story.up_to("recognised")
    with story.app.app_context():
        unit = db.session.execute(select(Unit).where(Unit.id == story.row.unit_id)).scalar_one()
        decision = db.session.execute(select(Decision).where(Decision.dossier_id == story.id)).scalar_one()
        item = db.session.execute(select(PlanItem).where(PlanItem.section == "A.II", PlanItem.no == 25)).scalar_one()
        assert (unit.kind, unit.status) == ("craft_village", "active")
        assert decision.number == "01/QĐ-UBND"
        assert decision.signer_name == "Người province_leader"
        assert item.unit_id == unit.id
        assert not story.row.is_open


def test_every_step_leaves_one_line_and_the_chain_holds(story: Story) -> None:
    story.up_to("recognised")
    with story.app.app_context():
        actions = db.session.scalars(
            select(Entry.action).where(Entry.dossier_id == story.id).order_by(Entry.number)
        ).all()
        assert actions == ["open", *(action for action, _ in ROAD)]
        assert verify(db.session()) == []


def test_reception_gives_a_code_a_due_day_and_a_receipt(story: Story) -> None:
    story.up_to("environmental_appraisal")
    row = story.row
    assert row.code.startswith("H38.12-")
    assert row.due_on > row.received_on
    with story.app.app_context():
        mine = Paper.dossier_id == story.id, Paper.form == "M01"
        assert db.session.scalar(select(func.count()).select_from(Paper).where(*mine)) == 1


def test_what_leaves_the_commune_is_kept_as_it_was(story: Story) -> None:
    story.up_to("commune_approval")
    with story.app.app_context():
        kept = db.session.execute(select(Submission).where(Submission.dossier_id == story.id)).scalar_one()
        assert len(kept.content["households"]) == 41


def test_the_same_form_twice_is_one_act(story: Story) -> None:
    from workflow.dossiers.services import take_step
    from workflow.wall_clock import now, today

    person = story.people.person(story.who("commune_officer"))
    version = story.row.version

    def click() -> Any:
        with story.app.app_context():
            return take_step(
                story.id, "present", by=person, on=today(), at=now(), seen_version=version, token="one", inputs={}
            )

    first, second = click(), click()
    assert (first.again, second.again) == (False, True)
    assert first.entry_number == second.entry_number == 2


def test_a_stale_page_changes_nothing(story: Story) -> None:
    from workflow.dossiers.services import take_step
    from workflow.wall_clock import now, today

    person, version = story.people.person(story.who("commune_officer")), story.row.version
    story.step("present", "commune_officer")
    story.step("return_to_officer", "commune_leader", reason="Thiếu chữ ký của trưởng thôn")
    with story.app.app_context(), pytest.raises(Stale):
        take_step(story.id, "present", by=person, on=today(), at=now(), seen_version=version, token="x", inputs={})
    assert story.row.stage == "draft"
