"""The administrator's page, and the dry run."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from states.retention import EDITIONS, DocumentKind, Keeping, months_after, periods_on
from tests.pages import Page
from tests.people import People
from tests.retention.office import NOTICE, YEARS, Office, years_on
from tests.story import Story
from workflow.audit.models import Event
from workflow.extensions import db
from workflow.wall_clock import today

DUE = years_on(YEARS)


@pytest.fixture
def office(app: Flask, people: People) -> Office:
    return Office(app, people)


def test_decisions_certificates_and_hashes_are_kept_for_ever_in_every_version() -> None:
    for edition in EDITIONS:
        assert {period.kind for period in edition.periods} == set(DocumentKind)
        for kind in (DocumentKind.DECISION, DocumentKind.CERTIFICATE, DocumentKind.JOURNAL):
            assert edition.of(kind).keeping is Keeping.FOR_EVER
        assert {period.mark for period in edition.periods} <= {"F", "M", "I"}
        assert edition.notice_days >= 30


def test_months_end_with_the_month() -> None:
    day = today().replace(year=2027, month=1, day=31)
    assert months_after(day, 1).isoformat() == "2027-02-28"
    assert months_after(day, 13).isoformat() == "2028-02-29"
    assert months_after(day, -12).isoformat() == "2026-01-31"
    assert periods_on(day.replace(year=1999)) is EDITIONS[0]


def test_the_dry_run_lists_and_deletes_nothing(story: Story, office: Office) -> None:
    story.up_to("recognised")
    office.keeps().run(DUE - NOTICE)
    entries = office.count("entry")
    with story.app.app_context():
        said = story.app.test_cli_runner().invoke(args=["retention", "due", "--on", DUE.isoformat()])
    assert said.exit_code == 0
    assert story.row.code in said.output
    assert "1 hồ sơ sẽ xóa" in said.output
    assert (office.count("entry"), office.purged(story.id)) == (entries, False)


def test_the_page_shows_codes_and_days_and_nothing_of_what_dossiers_say(story: Story, office: Office) -> None:
    story.up_to("recognised")
    office.keeps(12)
    browser = story.people.client(office.admin)
    page = Page(browser.get("/admin/retention"))
    assert story.row.code in page.text
    assert "Làng nghề mây tre đan" not in page.text
    assert "12 tháng theo thời hạn cơ quan đặt" in page.text
    office.run(months_after(today(), 12) - NOTICE)
    assert "xóa sớm nhất" in Page(browser.get("/admin/retention")).text


def test_an_administrator_sets_the_schedule_postpones_holds_and_releases(story: Story, office: Office) -> None:
    story.up_to("recognised")
    browser, here = story.people.client(office.admin), f"/admin/retention/{story.id}"
    day = f"{today():%d/%m/%Y}"
    set_it = browser.post("/admin/retention/schedule", data={"months": "120", "valid_from": day, "ground": "QĐ 12"})
    assert set_it.status_code == 303
    later = f"{today() + timedelta(days=400):%d/%m/%Y}"
    assert browser.post(f"{here}/postpone", data={"until": later, "reason": "Thanh tra"}).status_code == 303
    assert browser.post(f"{here}/hold", data={"reason": "Khiếu nại"}).status_code == 303
    assert browser.post(f"{here}/hold", data={"reason": "Khiếu nại"}).status_code == 409
    assert "Khiếu nại" in Page(browser.get("/admin/retention")).text
    assert browser.post(f"{here}/release", data={"reason": "Xong"}).status_code == 303
    assert browser.post(f"{here}/release", data={"reason": "Xong"}).status_code == 409
    with story.app.app_context():
        kinds = db.session.scalars(
            select(Event.kind).where(Event.kind.startswith("retention:")).order_by(Event.seq)
        ).all()
    assert kinds == [
        "retention:schedule:set", "retention:dossier:postponed", "retention:dossier:held", "retention:dossier:released",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "typed", "status"),
    [
        ("schedule", {"months": "11", "valid_from": "01/01/2099", "ground": "x"}, 422),
        ("schedule", {"months": "120", "valid_from": "01/01/2020", "ground": "x"}, 409),
        ("schedule", {"months": "120", "valid_from": "01/01/2099", "ground": ""}, 422),
        ("postpone", {"until": "01/01/2020", "reason": "x"}, 409),
        ("postpone", {"until": "01/01/2099", "reason": ""}, 422),
        ("hold", {"reason": ""}, 422),
        ("burn", {"reason": "x"}, 404),
    ],
)
def test_what_is_typed_wrong_is_told_on_the_page(
    story: Story, office: Office, path: str, typed: dict[str, str], status: int
) -> None:
    address = f"/admin/retention/{path}" if path == "schedule" else f"/admin/retention/{story.id}/{path}"
    answer = story.people.client(office.admin).post(address, data=typed)
    assert answer.status_code == status
    Page(answer)


def test_a_dossier_is_found_by_its_code_to_be_held(story: Story, office: Office) -> None:
    story.up_to("environmental_appraisal")
    browser = story.people.client(office.admin)
    found = browser.get("/admin/retention/find", query_string={"code": story.row.code})
    assert found.location.endswith(f"{story.id}/hold")
    Page(browser.get(found.location))
    assert (
        browser.get("/admin/retention/find", query_string={"code": "H38.12-260101-9999"}).location == "/admin/retention"
    )
