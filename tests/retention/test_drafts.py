"""Drafts that nobody ever sent go after twelve months, unless somebody still works on them."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.pages import Page
from tests.people import People
from tests.retention.office import NOTICE, Office, at, years_on
from tests.story import Story
from workflow.dossiers.models import Dossier
from workflow.dossiers.retention.purge import DRAFT_TITLE
from workflow.extensions import db
from workflow.notices.models import Notice
from workflow.transactions import writing

YEAR = years_on(1)


@pytest.fixture
def office(app: Flask, people: People) -> Office:
    return Office(app, people)


def test_a_draft_goes_after_a_year_and_its_commune_is_told_before(story: Story, office: Office) -> None:
    assert office.run_days(YEAR - NOTICE - timedelta(days=2), YEAR + timedelta(days=1)) == [
        (YEAR - NOTICE, 1, 0), (YEAR, 0, 1),
    ]  # fmt: skip
    assert office.chain_is_whole()
    row = story.row
    assert (row.title, row.is_open, row.purged_on) == (DRAFT_TITLE, False, YEAR)
    with story.app.app_context():
        told = db.session.execute(select(Notice.account_id, Notice.facts).where(Notice.kind == "retention:draft")).all()
    assert told == [(story.who("commune_officer").id, {"on": f"{YEAR:%d/%m/%Y}"})]
    assert office.tables_that_say("Ly Giờ Xá", "0912 345 123") == set()


def test_a_draft_that_is_gone_cannot_be_written_to_or_sent(story: Story, office: Office) -> None:
    office.run(YEAR - NOTICE)
    office.run(YEAR)
    officer = story.people.client(story.who("commune_officer"))
    page = Page(officer.get(f"/dossiers/{story.id}"))
    assert "Soạn hồ sơ" not in page.text
    assert "Bỏ hồ sơ" not in page.text
    assert "Nội dung đã xóa" in page.text
    typed = {"seen_version": str(story.row.version), "token": "t" * 32, "reason": "x"}
    assert officer.post(f"/dossiers/{story.id}/request/households", data=typed).status_code in (403, 409)
    assert officer.post(f"/dossiers/{story.id}/steps/discard", data=typed).status_code in (404, 409)
    assert story.row.stage == "draft"


def test_whoever_saves_a_draft_keeps_it_another_year(story: Story, office: Office) -> None:
    office.run(YEAR - NOTICE)
    with story.app.app_context(), writing() as session:
        edited = YEAR - timedelta(days=1)
        session.execute(update(Dossier).where(Dossier.id == story.id).values(edited_on=edited))
    assert office.run(YEAR) == (0, 0)
    assert office.run(YEAR + timedelta(days=300)) == (0, 0)


def test_saving_writes_down_the_day(story: Story) -> None:
    officer = story.people.client(story.who("commune_officer"))
    typed = {"seen_version": str(story.row.version), "total_households": "118"}
    assert officer.post(f"/dossiers/{story.id}/request/households", data=typed).status_code == 303
    assert story.row.edited_on is not None


def test_what_was_returned_to_the_officer_counts_from_that_day(story: Story, office: Office) -> None:
    story.step("present", "commune_officer")
    story.step("return_to_officer", "commune_leader", on=YEAR - timedelta(days=5), reason="Sửa lại")
    assert office.run(YEAR) == (0, 0)
    assert office.run(YEAR + timedelta(days=365))[0] == 1


def test_a_draft_thrown_away_goes_like_one_that_was_forgotten(story: Story, office: Office) -> None:
    story.step("discard", "commune_officer", reason="Lập nhầm")
    office.run(YEAR - NOTICE)
    assert office.run(YEAR) == (0, 1)
    assert office.chain_is_whole()


def test_a_dossier_that_was_sent_once_is_no_draft(story: Story, office: Office) -> None:
    story.up_to("submitted")
    story.step("withdraw", "commune_leader", reason="Rút")
    office.run(YEAR)
    assert office.run(YEAR + NOTICE) == (0, 0)
    assert at(YEAR).date() == YEAR
