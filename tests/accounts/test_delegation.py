"""A post is lent for some days: the borrower may what the lender may, no longer, and it shows whose hand it was."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from states.kernel import Forbidden, Refused
from tests.accounts.door import give_password
from tests.accounts.lending import AS_DEPUTY, holding_of, lent
from tests.pages import Page
from tests.people import People, Someone
from tests.story import Story
from workflow.accounts.away_services import Lending, lend, take_back
from workflow.accounts.models import Account
from workflow.accounts.people_services import disable
from workflow.accounts.post_services import end_post
from workflow.accounts.session_services import Visit
from workflow.decisions.queries import find_signed
from workflow.dossiers.models import Entry
from workflow.dossiers.services import take_step
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.transactions import writing
from workflow.wall_clock import now, today

DAY = timedelta(days=1)


def visit() -> Visit:
    return Visit(now(), "127.0.0.1", "tests")


def act(story: Story, someone: Someone, action: str, on: date | None = None, **inputs: str) -> None:
    """A step by somebody in particular."""
    person = story.people.person(someone, on)
    with story.app.app_context():
        take_step(
            story.id, action, by=person, on=on or today(), at=now(), seen_version=story.row.version,
            token=uuid.uuid4().hex, inputs=inputs,
        )  # fmt: skip


def last_entry(story: Story) -> Any:
    with story.app.app_context():
        wanted = select(Entry.__table__).where(Entry.dossier_id == story.id).order_by(Entry.number.desc()).limit(1)
        return db.session.execute(wanted).one()


@pytest.fixture
def signing(story: Story) -> Story:
    """A dossier that waits for the leader of the province, who has a colleague there."""
    return story.up_to("provincial_approval")


@pytest.fixture
def deputy(signing: Story) -> Someone:
    return signing.people("province_leader", name="Trần Thị Lan")


@pytest.fixture
def clerk(signing: Story) -> Someone:
    return signing.people("province_clerk", name="Lê Hồng Nhung")


def test_the_borrower_signs_in_the_words_of_the_delegation_and_the_journal_names_both(
    signing: Story, clerk: Someone
) -> None:
    leader = signing.who("province_leader")
    with pytest.raises(Forbidden):
        act(signing, clerk, "approve")
    lent(signing.people, leader, clerk, signs_as="TUQ. CHỦ TỊCH, CHÁNH VĂN PHÒNG")
    act(signing, clerk, "approve")
    entry = last_entry(signing)
    assert (entry.actor_id, entry.acting_for, entry.role) == (clerk.id, leader.id, "province_leader")
    with signing.app.app_context():
        signed = find_signed(signing.id)
    assert signed is not None
    assert (signed.signer_name, signed.signer_title) == ("Lê Hồng Nhung", "TUQ. CHỦ TỊCH, CHÁNH VĂN PHÒNG")
    page = Page(signing.people.client(clerk).get(f"/dossiers/{signing.id}"))
    assert "Lê Hồng Nhung (thay Người province_leader)" in page.text


def test_an_own_post_goes_before_a_borrowed_one(signing: Story, deputy: Someone) -> None:
    lent(signing.people, signing.who("province_leader"), deputy, signs_as="TUQ. CHỦ TỊCH")
    act(signing, deputy, "approve")
    assert last_entry(signing).acting_for is None
    with signing.app.app_context():
        signed = find_signed(signing.id)
    assert signed is not None
    assert signed.signer_title == AS_DEPUTY


@pytest.mark.parametrize(("offset", "may"), [(-1, False), (0, True), (2, True), (3, False)])
def test_a_delegation_runs_from_its_first_to_its_last_day(
    signing: Story, clerk: Someone, offset: int, may: bool
) -> None:
    first = today() + 5 * DAY
    lent(signing.people, signing.who("province_leader"), clerk, first, first + 2 * DAY)
    held = {seat.role.value for seat in signing.people.person(clerk, first + offset * DAY).seats}
    assert ("province_leader" in held) == may


def test_ending_a_delegation_takes_the_right_from_a_page_that_is_open(signing: Story, clerk: Someone) -> None:
    leader = signing.who("province_leader")
    given = lent(signing.people, leader, clerk)
    person, client = signing.people.person(clerk), signing.people.client(clerk)
    assert client.get(f"/dossiers/{signing.id}/steps/approve").status_code == 200
    with signing.app.app_context():
        take_back(given, by=signing.people.person(leader), visit=visit())
        with pytest.raises(Forbidden):
            take_step(
                signing.id, "approve", by=person, on=today(), at=now(), seen_version=signing.row.version,
                token=uuid.uuid4().hex, inputs={},
            )  # fmt: skip
    sent = {"seen_version": str(signing.row.version), "token": "t" * 24}
    assert client.post(f"/dossiers/{signing.id}/steps/approve", data=sent).status_code == 403
    assert signing.row.stage == "provincial_approval"


@pytest.mark.parametrize("end", ["post", "account"])
def test_a_delegation_ends_with_the_post_or_the_account_it_comes_from(signing: Story, clerk: Someone, end: str) -> None:
    leader = signing.who("province_leader")
    administrator = give_password(signing.app, signing.people("administrator"))
    lent(signing.people, leader, clerk)
    by, holding = signing.people.person(administrator), holding_of(signing.app, leader)
    with signing.app.app_context():
        if end == "post":
            end_post(holding, by=by, on=today(), visit=visit())
        else:
            disable(leader.id, by=by, on=today(), visit=visit())
    with pytest.raises(Forbidden):
        act(signing, clerk, "approve")


def test_what_the_borrower_drafted_the_lender_does_not_sign(story: Story) -> None:
    officer = story.who("commune_officer")
    leader = story.people("commune_leader")
    with story.app.app_context(), writing() as session:
        session.execute(update(Account).where(Account.id == leader.id).values(name="Vàng A Páo"))
    lent(story.people, officer, leader)
    act(story, leader, "present")
    story.cast["commune_leader"] = leader
    with pytest.raises(Refused, match="nên không được duyệt, ký"):
        story.step("submit", "commune_leader")
    other = story.people("commune_leader")
    lent(story.people, other, officer)
    with pytest.raises(Refused, match="nên không được duyệt, ký"):
        act(story, officer, "submit")
    act(story, other, "submit")
    assert story.row.stage == "submitted"


def test_the_borrower_is_told_of_what_waits(signing: Story, clerk: Someone) -> None:
    leader = signing.who("province_leader")
    lent(signing.people, leader, clerk)
    signing.step("return_to_clerk", "province_leader", reason="Xem lại trích yếu.")
    signing.step("present_decision", "province_clerk")
    page = Page(signing.people.client(clerk).get("/notices"))
    assert "Chờ UBND tỉnh phê duyệt" in page.text


def test_nobody_lends_what_is_not_theirs(people: People, story: Story) -> None:
    leader, officer = story.who("commune_leader"), story.who("commune_officer")
    stranger = people("commune_officer", commune="Y Tý")
    with pytest.raises(Forbidden, match="cùng cơ quan"):
        lent(people, leader, stranger)
    lent(people, leader, officer)
    borrowed = Lending(holding_of(story.app, leader), leader.id, today(), today(), "x")
    with story.app.app_context(), pytest.raises(Forbidden, match="của chính mình"):
        lend(borrowed, by=people.person(officer), on=today(), visit=visit())
    administrator, second = people("administrator"), people("administrator")
    with pytest.raises(Forbidden, match="của chính mình"):
        lent(people, administrator, second)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(0, -1, "Ngày cuối phải sau"), (-3, -1, "đã qua"), (0, 400, "dài quá một năm")],
)
def test_days_that_make_no_sense_are_refused(story: Story, first: int, last: int, words: str) -> None:
    leader, officer = story.who("commune_leader"), story.who("commune_officer")
    with pytest.raises(Refused, match=words):
        lent(story.people, leader, officer, today() + first * DAY, today() + last * DAY)


def test_only_the_two_concerned_end_it(people: People, story: Story) -> None:
    leader, officer = story.who("commune_leader"), story.who("commune_officer")
    given = lent(people, leader, officer)
    with story.app.app_context():
        with pytest.raises(NotFound):
            take_back(given, by=people.person(people("commune_officer")), visit=visit())
        take_back(given, by=people.person(officer), visit=visit())
        with pytest.raises(NotFound):
            take_back(given, by=people.person(officer), visit=visit())


def test_the_page_lends_shows_and_takes_back(people: People, story: Story) -> None:
    leader, officer = story.who("commune_leader"), story.who("commune_officer")
    client = people.client(leader)
    page = Page(client.get("/account/away"))
    assert "Không có ủy quyền nào" in page.text
    typed = {
        "holding": str(holding_of(story.app, leader)), "to": str(officer.id), "first_on": f"{today():%d/%m/%Y}",
        "last_on": f"{today() + 3 * DAY:%d/%m/%Y}", "ground": "Giấy ủy quyền số 05/GUQ",
    }  # fmt: skip
    missing = client.post("/account/delegations", data=typed | {"ground": ""})
    assert missing.status_code == 422
    Page(missing)
    assert client.post("/account/delegations", data=typed).status_code == 303
    for one in (leader, officer):
        shown = Page(people.client(one).get("/account/away"))
        assert "Giấy ủy quyền số 05/GUQ" in shown.text
    end = next(form.get("action") for form in shown.all("form") if "/end" in (form.get("action") or ""))
    assert people.client(officer).post(end).status_code == 303
    assert "Không có ủy quyền nào" in Page(client.get("/account/away")).text
