"""A council with a conflict of interest: who has one gets no ballot; a tie is for who presides; the minutes stay."""

import uuid

import pytest
from sqlalchemy import select, update

from tests.browser.conftest import Enter
from tests.browser.desks.council import Keeper, Member
from tests.browser.desks.desk import TITLE
from tests.browser.server import Office
from tests.browser.troupe import ROLES, Troupe, someone
from tests.people import People
from tests.story import Story
from workflow.accounts.models import Agency
from workflow.dossiers.models import Dossier
from workflow.dossiers.opening import Opening, open_dossier
from workflow.extensions import db
from workflow.transactions import writing
from workflow.wall_clock import now, today

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
OTHER = "Làng nghề nấu rượu thóc Nậm Pung"
SEATS = {
    "Nguyễn Hữu Bình": "Chủ tịch Hội đồng", "Phạm Quốc Việt": "Phó Chủ tịch Hội đồng",
    "Đỗ Quang Huy": "Ủy viên, Thư ký", "Bùi Đức Long": "Ủy viên", "Hoàng Kim Oanh": "Ủy viên",
    "Trần Minh Châu": "Ủy viên",
}  # fmt: skip
ABSENT, CONFLICTED = "Trần Minh Châu", "congthuong"
PRESENT = ("phochutich", "lanhdao.so", "chuyenvien", "congthuong", "taichinh")


def test_a_member_with_a_conflict_of_interest_has_no_ballot(enter: Enter, office: Office, people: People) -> None:
    troupe = Troupe(enter, office, people, "council")
    story = troupe.story().up_to("provincial_review")
    beside(troupe)
    clerk = troupe("vanphong", Keeper)
    clerk.at(story.id).open_step("Trình lãnh đạo UBND tỉnh")
    clerk.visitor.reads("Hội đồng chưa biểu quyết về hồ sơ này")
    clerk.look("0-not-before-the-vote")
    meeting = sit_down(clerk)
    disagree(troupe, clerk, meeting)
    agree(troupe, clerk, meeting)
    finish(troupe, clerk, meeting, story)


def beside(troupe: Troupe) -> uuid.UUID:
    """A second dossier, put where the council votes without walking there."""
    drafter = troupe.people.person(someone(troupe.app, ROLES["commune_officer"]))
    opening = Opening("craft_village", "full", OTHER, str(drafter.commune_codes[0]), drafter.seats[0].agency_id)
    with troupe.app.app_context(), writing() as session:
        dossier_id = open_dossier(session, opening, by=drafter, on=today(), at=now())
        province = session.scalars(select(Agency.id).where(Agency.kind == "province")).one()
        place = {"stage": "provincial_review", "finding": "recognise", "waiting_agency_id": province}
        session.execute(update(Dossier).where(Dossier.id == dossier_id).values(place))
    return dossier_id


def sit_down(clerk: Keeper) -> str:
    """The council and its meeting; one member is absent, and there is a quorum."""
    clerk.set_up(SEATS, look="1")
    clerk.visitor.reads("Đã lập Hội đồng")
    meeting = clerk.plan([TITLE, OTHER], look="2-plan")
    clerk.visitor.reads("Đã lập phiên họp", TITLE, OTHER, "chưa biểu quyết")
    clerk.look("3-planned")
    clerk.call_the_roll([name for name in SEATS if name != ABSENT], look="4-roll")
    clerk.visitor.reads("có mặt 5/6, cần ít nhất 4", "vắng")
    clerk.visitor.press("Khai mạc")
    clerk.visitor.reads("Phiên họp đã khai mạc")
    clerk.look("5-open")
    return meeting


def disagree(troupe: Troupe, clerk: Keeper, meeting: str) -> None:
    """The first dossier: one leaves for a conflict, the other four are two against two, who presides decides."""
    conflicted = troupe(CONFLICTED, Member)
    conflicted.recuse(meeting, TITLE, "Có em ruột làm nghề tại thôn.", look="6-recuse")
    clerk.begin_vote(meeting, TITLE, look="7-voting")
    clerk.visitor.reads("Được biểu quyết: 4 có mặt trên 5", "Phiếu kín", "Có em ruột làm nghề tại thôn.")
    conflicted.visitor.go(meeting).follow(TITLE)
    assert not conflicted.page.get_by_role("button", name="Bỏ phiếu").count()
    said = dict(zip((who for who in PRESENT if who != CONFLICTED), ("Đồng ý", "Không đồng ý") * 2, strict=True))
    for who, choice in said.items():
        troupe(who, Member).vote(meeting, TITLE, choice, look="8-ballot" if who == "phochutich" else "")
    clerk.count(meeting, TITLE)
    clerk.visitor.reads("2 đồng ý · 2 không đồng ý", "phiếu ngang nhau")
    troupe("phochutich", Member).break_the_tie(meeting, TITLE, "Đồng ý", look="9-tie")
    troupe("phochutich", Member).visitor.reads("Thông qua", "người chủ trì Nguyễn Hữu Bình quyết định: đồng ý")


def agree(troupe: Troupe, clerk: Keeper, meeting: str) -> None:
    """The second dossier: everybody present has a ballot, a majority is enough, and nobody learns who said what."""
    clerk.begin_vote(meeting, OTHER)
    for who in PRESENT:
        choice = "Không có ý kiến" if who == CONFLICTED else "Đồng ý"
        troupe(who, Member).vote(meeting, OTHER, choice)
    clerk.count(meeting, OTHER)
    clerk.visitor.reads("4 đồng ý · 0 không đồng ý · 1 không có ý kiến", "Thông qua")
    assert "Bùi Đức Long" not in clerk.page.locator("section.card", has_text="Biểu quyết").first.inner_text()
    clerk.look("a-counted")


def finish(troupe: Troupe, clerk: Keeper, meeting: str, story: Story) -> None:
    clerk.close(meeting, "Đề nghị hỗ trợ nhãn hiệu tập thể.", look="b-minutes")
    clerk.visitor.reads("Phiên họp đã kết thúc", "Có em ruột làm nghề tại thôn", "Đề nghị hỗ trợ nhãn hiệu tập thể.")
    clerk.visitor.go(meeting)
    clerk.look("c-closed")
    clerk.at(story.id, look="d-dossier").visitor.reads(
        "Hội đồng xét duyệt", "Thông qua", "2 đồng ý · 2 không đồng ý", "theo ý kiến của người chủ trì"
    )
    clerk.act("Trình lãnh đạo UBND tỉnh")
    with troupe.app.app_context():
        assert db.session.get_one(Dossier, story.id).stage == "provincial_approval"
