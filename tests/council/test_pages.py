"""The council's pages as its people meet them, and as nobody else does."""

import uuid
from collections.abc import Callable
from typing import Any

from tests.council.desk import AGAINST, FOR, Chamber
from tests.pages import Page
from tests.people import People, Someone
from workflow.wall_clock import today

DAY = f"{today():%d/%m/%Y}"
TODAY = {"held_on": DAY, "time": "08:00", "place": "Phòng họp số 2"}
WAY = {"ballot_mode": "secret", "quorum": "2/3", "tie_rule": "chair_decides"}


class Desk:
    """One person's browser."""

    def __init__(self, chamber: Chamber, someone: Someone) -> None:
        self.browser = chamber.people.client(someone)

    def get(self, address: str) -> Page:
        return Page(self.browser.get(address))

    def post(self, address: str, **typed: Any) -> Page:
        return Page(self.browser.post(address, data=typed, follow_redirects=True))


def at(chamber: Chamber, place: int | None = None) -> str:
    """The address of the meeting, or of a place on its agenda."""
    meeting = f"/council/meetings/{chamber.meeting_id}"
    return meeting if place is None else f"{meeting}/items/{chamber.item(place).id}"


def test_a_meeting_by_hand_from_the_decision_to_the_minutes(chamber: Chamber) -> None:
    """The clerk sets up, plans, marks, opens; members vote on their own page; the secretary closes."""
    one = chamber.dossier()
    clerk = Desk(chamber, chamber.clerk)
    seats = {f"seat-{member.id}": "member" for member in chamber.everybody}
    seats |= {f"seat-{chamber.chair.id}": "chair", f"seat-{chamber.secretary.id}": "secretary"}
    typed = {"name": "Hội đồng xét duyệt", "decision_number": "88/QĐ-UBND", "decided_on": DAY}
    plan = clerk.post("/council/new", **typed, **seats)
    assert plan.h1 == "Lập phiên họp"
    assert "Làng nghề mây tre đan Nậm Pung" in plan.text
    council_id = plan.response.request.path.split("/")[2]
    meeting = clerk.post(f"/council/{council_id}/meetings/new", **TODAY, **WAY, dossier=str(one))
    assert meeting.h1.startswith(f"Phiên họp ngày {DAY}")
    chamber.meeting_id = uuid.UUID(meeting.response.request.path.split("/")[3])
    there = {f"present-{member.id}": "y" for member in chamber.sheet.members}
    assert "có mặt 7/7" in clerk.post(f"{at(chamber)}/attendance", **there).text
    assert "Phiên họp đã khai mạc." in clerk.post(f"{at(chamber)}/open").text
    assert "Đã bắt đầu biểu quyết" in clerk.post(f"{at(chamber, 0)}/begin").text
    for member in chamber.everybody:
        assert "Đã nhận phiếu của Ông/Bà." in Desk(chamber, member).post(f"{at(chamber, 0)}/vote", choice="for").text
    secretary = Desk(chamber, chamber.secretary)
    assert "Đã kiểm phiếu: Thông qua." in secretary.post(f"{at(chamber, 0)}/count").text
    assert "7 đồng ý · 0 không đồng ý" in secretary.get(at(chamber)).text
    assert "Dự thảo biên bản" in secretary.get(f"{at(chamber)}/close").text
    minutes = secretary.post(f"{at(chamber)}/close", remark="Đề nghị giữ nghề.")
    assert "Nội dung đúng như khi kết thúc phiên họp." in minutes.text
    assert "Đề nghị giữ nghề." in minutes.text
    assert "Kết quả: thông qua." in minutes.text
    assert "Thông qua" in secretary.get(at(chamber)).text


def test_a_member_sees_a_dossier_only_through_the_agenda_and_only_while_it_lasts(
    chamber: Chamber, people: People
) -> None:
    one = chamber.dossier()
    chamber.plan(one)
    member, stranger = Desk(chamber, chamber.others[0]), Desk(chamber, people("consulted_officer"))
    summary = member.get(at(chamber, 0))
    assert "Sở đề xuất công nhận" in summary.text
    assert "Mở hồ sơ" not in summary.text
    assert member.get(f"/dossiers/{one}").status == 404
    assert "Mở hồ sơ" in Desk(chamber, chamber.secretary).get(at(chamber, 0)).text
    for address in (
        "/council",
        at(chamber),
        at(chamber, 0),
        f"{at(chamber)}/minutes",
        f"/council/{chamber.council_id}",
    ):
        assert stranger.get(address).status == 404, address
    assert stranger.post(f"{at(chamber, 0)}/vote", choice="for").status == 404
    chamber.open().decide(*[FOR] * 7)
    chamber.close()
    assert member.get(at(chamber, 0)).status == 404
    assert member.get(f"{at(chamber)}/minutes").status == 200
    assert member.get("/council").status == 200


def test_a_ballot_is_offered_to_those_who_may_cast_it(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier()).open(chamber.everybody[:6])
    member, absent = Desk(chamber, chamber.others[0]), Desk(chamber, chamber.everybody[6])
    assert "Bỏ phiếu một lần" not in member.get(at(chamber, 0)).text
    chamber.recuse(chamber.chair)
    chamber.begin()
    assert "Bỏ phiếu một lần" in member.get(at(chamber, 0)).text
    assert "Bỏ phiếu" in member.get(at(chamber)).links
    assert "Ông/Bà không tham gia biểu quyết hồ sơ này." in Desk(chamber, chamber.chair).get(at(chamber, 0)).text
    assert "Ông/Bà chưa được ghi có mặt" in absent.get(at(chamber, 0)).text
    empty = member.post(f"{at(chamber, 0)}/vote")
    assert (empty.status, "Hãy chọn một mục." in empty.text) == (422, True)
    member.post(f"{at(chamber, 0)}/vote", choice="against")
    assert "Ông/Bà đã bỏ phiếu." in member.get(at(chamber, 0)).text
    again = member.post(f"{at(chamber, 0)}/vote", choice="for")
    assert (again.status, "mỗi thành viên bỏ phiếu một lần" in again.text) == (409, True)


def test_while_people_vote_nobody_sees_what_was_said(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier()).open().begin()
    chamber.vote(chamber.chair, AGAINST)
    told = Desk(chamber, chamber.clerk).get(at(chamber, 0)).text
    assert "Đã bỏ phiếu: 1." in told
    assert "Nguyễn Hữu Bình đã bỏ phiếu" in told
    assert "1 không đồng ý" not in told


def test_acts_of_keepers_are_not_offered_to_members(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier())
    member = Desk(chamber, chamber.others[0])
    assert "Khai mạc" not in member.get(at(chamber)).text
    for page in ("attendance", "close", "cancel"):
        assert member.get(f"{at(chamber)}/{page}").status == 403
    assert member.get(f"/council/{chamber.council_id}/meetings/new").status == 404
    assert member.get("/council/new").status == 404
    for act in ("open", "agenda", "cancel", "close"):
        typed = {"reason": "Nhầm", "dossier": str(chamber.dossier(f"Làng nghề {act}"))}
        assert member.post(f"{at(chamber)}/{act}", **typed).status == 403, act
    for act in ("begin", "count", "postpone"):
        assert member.post(f"{at(chamber, 0)}/{act}", **{"postpone-reason": "Nhầm"}).status == 403, act


def test_paper_ballots_a_tie_and_a_recusal_by_hand(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier()).open(chamber.everybody[:6])
    clerk = Desk(chamber, chamber.clerk)
    chair, other = chamber.seat(chamber.chair).id, chamber.seat(chamber.others[0]).id
    recusal = {"recusal-member": str(chamber.seat(chamber.secretary).id), "recusal-ground": "Có người nhà làm nghề"}
    assert "Có người nhà làm nghề" in clerk.post(f"{at(chamber, 0)}/recuse", **recusal).text
    counted = {"votes_for": "2", "votes_against": "2", "abstained": "0", "invalid": ""}
    typed = {f"paper-{name}": number for name, number in counted.items()}
    typed |= {"paper-counter_one": str(chair), "paper-counter_two": str(other)}
    assert clerk.post(f"{at(chamber, 0)}/paper", **typed).status == 422
    tied = clerk.post(f"{at(chamber, 0)}/paper", **typed | {"paper-invalid": "0", "paper-votes_for": "3"})
    assert "Không" not in tied.h1
    assert chamber.item().row.result == "passed"


def test_a_tie_is_broken_on_the_chairs_own_page(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier()).open(chamber.everybody[:6]).decide(*[FOR] * 3, *[AGAINST] * 3)
    chair = Desk(chamber, chamber.chair)
    assert "Số phiếu ngang nhau" in chair.get(at(chamber, 0)).text
    assert "Ghi quyết định" not in Desk(chamber, chamber.deputy).get(at(chamber, 0)).text
    told = chair.post(f"{at(chamber, 0)}/word", **{"word-choice": "against"}).text
    assert "người chủ trì Nguyễn Hữu Bình quyết định: không đồng ý" in told


def test_the_agenda_grows_shrinks_and_is_called_off(chamber: Chamber) -> None:
    two = chamber.dossier("Làng nghề dệt thổ cẩm")
    chamber.plan()
    clerk = Desk(chamber, chamber.clerk)
    assert "Chưa chọn hồ sơ nào" in clerk.post(f"{at(chamber)}/agenda").text
    grown = clerk.post(f"{at(chamber)}/agenda", dossier=str(two), note="Xem kỹ môi trường")
    assert "Đã đưa 1 hồ sơ vào chương trình." in grown.text
    assert "Xem kỹ môi trường" in clerk.get(at(chamber, 0)).text
    assert "Đã bỏ hồ sơ khỏi chương trình." in clerk.post(f"{at(chamber, 0)}/remove").text
    assert clerk.post(f"{at(chamber)}/cancel", reason="").status == 422
    assert "Phiên họp đã hủy: Bão" in clerk.post(f"{at(chamber)}/cancel", reason="Bão").text
    assert clerk.post(f"{at(chamber)}/agenda", dossier="x").status == 400


def test_changing_the_members_by_hand(chamber: Chamber) -> None:
    clerk = Desk(chamber, chamber.clerk)
    shown = clerk.get(f"/council/{chamber.council_id}")
    assert "7 người" in shown.text
    seats = {f"seat-{member.id}": "member" for member in chamber.everybody} | {f"seat-{chamber.chair.id}": ""}
    assert clerk.post(f"/council/{chamber.council_id}", **seats).status == 409
    seats[f"seat-{chamber.deputy.id}"] = "chair"
    assert "6 người" in clerk.post(f"/council/{chamber.council_id}", **seats).text
    assert clerk.post(f"/council/{chamber.council_id}", **seats | {f"seat-{chamber.deputy.id}": "king"}).status == 422


def test_minutes_that_were_tampered_with_say_so(chamber: Chamber, app: Any) -> None:
    from sqlalchemy import update

    from workflow.council.queries import MINUTES
    from workflow.transactions import writing

    chamber.plan(chamber.dossier()).open().decide(*[FOR] * 7)
    chamber.close()
    with app.app_context(), writing() as session:
        session.execute(update(MINUTES).values(text="Không thông qua."))
    assert "không khớp với mã băm" in Desk(chamber, chamber.clerk).get(f"{at(chamber)}/minutes").text


def test_what_the_card_on_the_dossier_says(chamber: Chamber) -> None:
    from workflow.dossiers.meetings.card import card
    from workflow.dossiers.queries import get_dossier

    one = chamber.dossier()
    clerk, asked = chamber.by(chamber.clerk), _card_of(chamber, one)
    assert asked() == {"item": None}
    chamber.plan(one)
    assert asked()["item"].state == "planned"
    chamber.open().decide(*[FOR] * 5, *[AGAINST] * 2)
    chamber.close()
    found = asked()
    assert (found["item"].item_state, found["item"].result, found["item"].votes_for) == ("decided", "passed", 5)
    assert found["may_open"]
    early = chamber.dossier("Làng nghề rèn", stage="department_review")
    with chamber.app.app_context():
        dossier = get_dossier(early, clerk)
        assert card(dossier, dossier.case(today()), clerk, today()) is None


def _card_of(chamber: Chamber, dossier_id: uuid.UUID) -> Callable[[], Any]:
    from workflow.dossiers.meetings.card import card
    from workflow.dossiers.queries import get_dossier

    def ask() -> Any:
        person = chamber.by(chamber.clerk)
        with chamber.app.app_context():
            dossier = get_dossier(dossier_id, person)
            return card(dossier, dossier.case(today()), person, today())

    return ask
