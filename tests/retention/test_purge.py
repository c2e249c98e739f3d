"""After its period a dossier loses people, files and words, and keeps every hash; nothing under handling ever does."""

import io
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.pages import Page
from tests.papers.bundles import members, repacked, taken, with_bytes
from tests.people import People
from tests.retention.office import NOTICE, YEARS, Office, at, years_on
from tests.story import ROAD, Story
from workflow.dossiers.bundle.verify import verify as verify_bundle
from workflow.dossiers.journal import digest_of_reason
from workflow.dossiers.models import Dossier, Entry
from workflow.dossiers.retention import services
from workflow.dossiers.retention.models import Purge, PurgedFile
from workflow.dossiers.retention.purge import purge
from workflow.extensions import db
from workflow.notices.models import Notice
from workflow.papers.models import Attachment
from workflow.papers.storage import store
from workflow.transactions import writing

DUE = years_on(YEARS)
FAR = date(2090, 1, 1)


@pytest.fixture
def office(app: Flask, people: People) -> Office:
    return Office(app, people)


def test_nothing_closed_falls_due_before_the_archive_officer_has_spoken(story: Story, office: Office) -> None:
    story.up_to("recognised")
    assert office.run(FAR) == (0, 0)
    office.keeps(None)
    assert office.run(FAR) == (0, 0)


def test_notice_comes_thirty_days_before_and_the_purge_on_the_day(story: Story, office: Office) -> None:
    story.up_to("recognised")
    office.keeps()
    happened = office.run_days(DUE - NOTICE - timedelta(days=3), DUE + timedelta(days=3))
    assert happened == [(DUE - NOTICE, 1, 0), (DUE, 0, 1)]
    with story.app.app_context():
        told = db.session.execute(select(Notice.account_id, Notice.path).where(Notice.kind == "retention:soon")).all()
    assert told == [(office.admin.id, "/admin/retention")]


def test_after_a_week_of_silence_people_are_told_first_and_keep_their_days(story: Story, office: Office) -> None:
    story.up_to("recognised")
    late = DUE + timedelta(days=7)
    office.keeps()
    assert office.run(late) == (1, 0)
    assert office.run(late) == (0, 0)
    assert office.run_days(late, late + NOTICE + timedelta(days=2)) == [(late + NOTICE, 0, 1)]


def test_twice_is_once(story: Story, office: Office) -> None:
    with_bytes(story).up_to("recognised")
    office.keeps().run(DUE - NOTICE)
    assert office.run(DUE) == (0, 1)
    entries, files = office.count("entry"), office.count("purged_file")
    assert office.run(DUE) == (0, 0)
    assert office.run(FAR) == (0, 0)
    assert (office.count("entry"), office.count("purged_file"), office.count("purge")) == (entries, files, 1)


@pytest.mark.parametrize(
    "stage",
    [
        "commune_approval",
        "submitted",
        "environmental_appraisal",
        "department_review",
        "provincial_review",
        "issuance",
        "delivery",
    ],
)
def test_nothing_under_handling_is_ever_purged(story: Story, office: Office, stage: str) -> None:
    with_bytes(story).up_to(stage)
    office.keeps()
    office.run(FAR - NOTICE)
    assert office.run(FAR) == (0, 0)
    assert not office.purged(story.id)
    with story.app.app_context():
        assert not purge(story.id, on=FAR, at=at(FAR))


def test_the_database_itself_refuses_to_purge_what_is_open(story: Story) -> None:
    from sqlalchemy.exc import IntegrityError

    wanted = update(Dossier).where(Dossier.id == story.id).values(purged_on=FAR)
    with story.app.app_context(), pytest.raises(IntegrityError, match="purged_when_closed"), writing() as session:
        session.execute(wanted)


@pytest.fixture
def purged(story: Story, office: Office) -> Story:
    with_bytes(story).up_to("department_review")
    story.step("return_to_appraisal", "dept_officer", reason="Ông Ly Giờ Xá chưa ký biên bản, gọi 0912 345 123")
    story.step("sign_off", "env_appraiser")
    for action, role in ROAD[4:]:
        story.prepare(action)
        story.step(action, role, **story.inputs(action))
    office.keeps().run(DUE - NOTICE)
    office.run(DUE)
    return story


def test_the_chain_verifies_and_no_person_of_the_dossier_is_left(purged: Story, office: Office) -> None:
    assert office.purged(purged.id)
    assert office.chain_is_whole()
    assert office.tables_that_say("0912 345 123") == set()
    assert office.tables_that_say("Ly Giờ Xá") == {"decision_delivery"}, "the delivery belongs to the decision"
    with purged.app.app_context():
        told = db.session.execute(select(Purge.__table__)).one()
        assert (told.kind, told.files, told.households, told.reasons) == ("dossier", 5, 41, 1)
        last = db.session.execute(select(Entry).order_by(Entry.seq.desc()).limit(1)).scalar_one()
        assert (last.action, last.payload["files"], last.number) == ("purge", 5, told.entry_number)


def test_an_erased_reason_cannot_be_replaced_by_another(purged: Story, office: Office) -> None:
    with purged.app.app_context(), writing() as session:
        erased = session.scalars(select(Entry).where(Entry.reason_digest.is_not(None))).one()
        session.execute(update(Entry).where(Entry.id == erased.id).values(reason="khác", reason_digest=None))
    assert not office.chain_is_whole()


def test_a_reason_erased_without_a_purge_is_found(story: Story, office: Office) -> None:
    """Its digest keeps the chain whole; no line of the journal says that it was erased."""
    story.up_to("department_review")
    story.step("return_to_appraisal", "dept_officer", reason="Chưa rõ nơi tập kết chất thải")
    with story.app.app_context(), writing() as session:
        said = session.scalars(select(Entry).where(Entry.reason != "")).one()
        digest = digest_of_reason(said.id, said.reason)
        session.execute(update(Entry).where(Entry.id == said.id).values(reason="", reason_digest=digest))
    assert not office.chain_is_whole()


def test_the_bytes_are_gone_and_their_hashes_stay(purged: Story, office: Office) -> None:
    with purged.app.app_context():
        digests = list(db.session.scalars(select(PurgedFile.digest)))
        assert len(digests) == 5
        assert office.count("attachment") == office.count("stored_file") == 0
        old = purged.app.test_cli_runner().invoke(args=["files", "sweep", "--hours", "0"])
        assert old.exit_code == 0
        assert not [digest for digest in digests if store().has(digest)]
        assert purged.app.test_cli_runner().invoke(args=["files", "verify"]).exit_code == 0


def test_bytes_that_another_dossier_needs_stay(story: Story, office: Office) -> None:
    with_bytes(story).up_to("recognised")
    other = Story(story.app, story.people).draft()
    with story.app.app_context(), writing() as session:
        shared = session.scalars(select(Attachment.digest).where(Attachment.dossier_id == story.id)).first()
        mine = session.scalars(select(Attachment.id).where(Attachment.dossier_id == other.id)).first()
        session.execute(update(Attachment).where(Attachment.id == mine).values(digest=shared))
    office.keeps().run(DUE - NOTICE)
    with story.app.app_context():
        assert purge(story.id, on=DUE, at=at(DUE))
        story.app.test_cli_runner().invoke(args=["files", "sweep", "--hours", "0"])
        assert shared is not None
        assert store().has(shared)


def test_its_page_says_so_and_nothing_can_be_done_with_it(purged: Story) -> None:
    for role in ("commune_officer", "dept_officer", "env_appraiser", "province_leader"):
        page = Page(purged.people.client(purged.who(role)).get(f"/dossiers/{purged.id}"))
        assert "Nội dung đã xóa theo thời hạn lưu" in page.text
        assert "5 tệp, 41 hộ" in page.text
    officer = purged.people.client(purged.who("commune_officer"))
    assert officer.post(f"/dossiers/{purged.id}/request/households", data={"seen_version": "1"}).status_code in (
        403,
        409,
    )
    for address in ("/control", "/clock", "/request/households"):
        assert officer.get(f"/dossiers/{purged.id}{address}").status_code == 200
    department = purged.people.client(purged.who("dept_officer"))
    assert "đã xóa nội dung theo thời hạn lưu" in Page(department.get("/dossier-register")).text


def test_the_bundle_of_a_purged_dossier_says_what_was_purged(purged: Story, tmp_path) -> None:
    held = members(taken(purged))
    report = verify_bundle(repacked(held, tmp_path / "b.zip"))
    assert report.faults == []
    assert "5 tệp, 41 hộ, 1 lý do" in report.notes[0]
    index = held["index.html"].decode()
    assert "Đã xóa theo thời hạn lưu" in index
    with purged.app.app_context():
        assert all(digest.hex() in index for digest in db.session.scalars(select(PurgedFile.digest)))
    assert not [name for name in held if name.startswith("Tệp/")]
    whole = b"".join(held.values()).decode("utf-8", "replace")
    assert "0912 345 123" not in whole
    receipt = next(content for name, content in held.items() if "Giay-tiep-nhan" in name)
    assert receipt.startswith(b"%PDF")


def test_a_dossier_that_an_open_one_still_needs_waits(story: Story, office: Office) -> None:
    story.up_to("submitted")
    story.step("refuse", "reception_desk", reason="Chưa đúng mẫu")
    office.keeps()
    officer = story.people.client(story.who("commune_officer"))
    again = officer.post(f"/dossiers/{story.id}/supplements/again", data={"seen_version": story.row.version})
    if again.status_code != 303:
        from workflow.dossiers.supplements.again import begin_again

        with story.app.app_context():
            begin_again(
                story.id, by=story.people.person(story.who("commune_officer")), on=date.today(), at=at(date.today())
            )
    office.run(DUE)
    assert not office.purged(story.id)


def test_a_hold_or_a_postponement_between_the_list_and_the_act_wins(story: Story, office: Office) -> None:
    story.up_to("recognised")
    office.keeps().run(DUE - NOTICE)
    with story.app.app_context():
        services.hold(story.id, "Khiếu nại", by=office.by, on=date.today(), at=at(date.today()))
        assert not purge(story.id, on=DUE, at=at(DUE))
        services.release(story.id, "Đã giải quyết", by=office.by, on=date.today(), at=at(date.today()))
        services.postpone(
            story.id, DUE + timedelta(days=60), "Thanh tra", by=office.by, on=date.today(), at=at(date.today())
        )
        assert not purge(story.id, on=DUE, at=at(DUE))
    assert office.run_days(DUE, DUE + timedelta(days=61)) == [
        (DUE + timedelta(days=30), 1, 0), (DUE + timedelta(days=60), 0, 1),
    ]  # fmt: skip


def test_files_may_be_read_while_the_store_is_empty(purged: Story) -> None:
    """Nothing refers to what is gone: a bundle lists it as purged, not as missing."""
    assert b"missing" in members(taken(purged))["manifest.json"]
    assert io.BytesIO(members(taken(purged))["manifest.json"]).read().count(b'"missing": []') == 1
