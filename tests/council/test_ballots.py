"""Voting: once each, by one's own hand; recusals, ties, paper; a secret that the tables keep."""

import uuid

import pytest

from states.kernel import Forbidden, Refused
from states.voting import BallotMode, Choice, Outcome, Tally, TieRule
from tests.council.desk import ABSTAIN, AGAINST, FOR, Chamber
from tests.people import Someone
from tests.reliability.race import crowd
from workflow.dossiers.assignment.conflicts import ConflictOfInterest
from workflow.dossiers.meetings import voting
from workflow.errors import BadInput, Stale
from workflow.transactions import writing
from workflow.wall_clock import now, today

OPEN, SECRET = BallotMode.OPEN, BallotMode.SECRET


@pytest.mark.parametrize("mode", [OPEN, SECRET])
def test_nobody_votes_twice(chamber: Chamber, mode: BallotMode) -> None:
    chamber.plan(chamber.dossier(), mode=mode).open().begin()
    chamber.vote(chamber.chair, FOR)
    with pytest.raises(Refused, match="một lần"):
        chamber.vote(chamber.chair, AGAINST)
    assert [ballot.choice for ballot in chamber.rows("ballot")] == ["for"]


@pytest.mark.parametrize("mode", [OPEN, SECRET])
def test_two_ballots_of_one_member_at_once_are_one(chamber: Chamber, mode: BallotMode) -> None:
    chamber.plan(chamber.dossier(), mode=mode).open().begin()
    meeting_id, item_id, person = chamber.meeting_id, chamber.item().id, chamber.by(chamber.chair)

    def vote() -> str:
        try:
            voting.vote(meeting_id, item_id, FOR, by=person, on=today())
        except Refused:
            return "late"
        return "won"

    with crowd(chamber.app, 2) as two:
        assert sorted(two.at_once([vote, vote])) == ["late", "won"]
    assert (chamber.size("ballot"), chamber.size("ballot_cast")) == (1, 1)


def test_two_keepers_closing_at_once_make_one_set_of_minutes(chamber: Chamber) -> None:
    one = chamber.dossier()
    chamber.plan(one).open().decide(*[FOR] * 7)
    meeting_id, entries = chamber.meeting_id, len(chamber.rows("entry", dossier_id=one))

    def closing(by: Someone, remark: str) -> object:
        person = chamber.by(by)

        def close() -> str:
            try:
                voting.close_meeting(meeting_id, remark, by=person, on=today(), at=now())
            except Stale:
                return "late"
            return "won"

        return close

    with crowd(chamber.app, 2) as two:
        said = two.at_once([closing(chamber.clerk, "một"), closing(chamber.secretary, "hai")])  # type: ignore[list-item]
    assert sorted(said) == ["late", "won"]
    assert chamber.size("minutes") == 1
    assert len(chamber.rows("entry", dossier_id=one)) == entries + 1


def test_a_recused_member_is_out_of_the_vote_and_of_its_quorum(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier(), chamber.dossier("Làng nghề dệt")).open()
    chamber.recuse(chamber.chair)
    chamber.begin(0)
    with pytest.raises(Forbidden, match="rút khỏi"):
        chamber.vote(chamber.chair)
    for someone in chamber.everybody[1:5]:
        chamber.vote(someone, FOR)
    assert chamber.count(0) is Outcome.PASSED
    row = chamber.item(0).row
    assert (row.members, row.present, row.quorum) == (6, 6, 4)
    assert row.presider_id == chamber.seat(chamber.deputy).id, "the deputy presides where the chair has left"
    assert chamber.decide(*[FOR] * 7, place=1) is Outcome.PASSED
    assert chamber.item(1).row.members == 7, "the conflict is one of the first dossier only"
    chamber.close()
    assert (
        "Nguyễn Hữu Bình không tham gia biểu quyết: Có người nhà làm nghề tại thôn." in chamber.rows("minutes")[0].text
    )


def test_a_recusal_in_the_middle_of_a_vote_can_end_its_quorum(chamber: Chamber) -> None:
    """Five of seven are there; one leaves: four of six suffice. Two more leave: two of four do not."""
    chamber.plan(chamber.dossier()).open(chamber.everybody[:5]).begin()
    chamber.vote(chamber.chair)
    chamber.recuse(chamber.deputy)
    chamber.recuse(chamber.secretary)
    chamber.recuse(chamber.others[0])
    with pytest.raises(Refused, match="có mặt 2, cần ít nhất 3 trên 4"):
        chamber.count()
    assert chamber.item().state == "voting"


def test_who_has_voted_stays_in(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier()).open().begin()
    chamber.vote(chamber.chair)
    with pytest.raises(Refused, match="đã bỏ phiếu"):
        chamber.recuse(chamber.chair)
    with pytest.raises(BadInput, match="lý do"):
        chamber.recuse(chamber.deputy, ground="  ")
    chamber.recuse(chamber.deputy)
    with pytest.raises(Stale, match="đã được ghi"):
        chamber.recuse(chamber.deputy)


def test_nobody_recuses_another_member_but_a_keeper(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier()).open()
    item_id, chair = chamber.item().id, chamber.seat(chamber.chair).id
    told = {"on": today(), "at": now()}
    with chamber.app.app_context():
        with pytest.raises(Forbidden, match="chính thành viên đó"):
            voting.recuse(chamber.meeting_id, item_id, chair, "Người nhà", by=chamber.by(chamber.others[0]), **told)
        voting.recuse(chamber.meeting_id, item_id, chair, "Người nhà", by=chamber.by(chamber.secretary), **told)
    assert chair in chamber.item().recused


def test_a_conflict_declared_in_the_dossier_bars_the_ballot(chamber: Chamber) -> None:
    one, other = chamber.dossier(), chamber.others[0]
    chamber.plan(one).open().begin()
    with chamber.app.app_context(), writing() as session:
        conflict = {"dossier_id": one, "account_id": other.id, "declared_by": other.id, "on": today(), "at": now()}
        session.add(ConflictOfInterest(ground="Có cổ phần trong hợp tác xã", **conflict))
    with pytest.raises(Forbidden, match="xung đột lợi ích"):
        chamber.vote(other)
    chamber.recuse(other)


def test_an_absent_member_cannot_vote(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier()).open(chamber.everybody[:6]).begin()
    with pytest.raises(Forbidden, match="chưa được ghi có mặt"):
        chamber.vote(chamber.everybody[6])
    with pytest.raises(Forbidden, match="Chỉ thành viên"):
        chamber.vote(chamber.clerk)


def test_attendance_stands_while_a_vote_is_on(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier()).open().begin()
    with pytest.raises(Refused, match="Đang biểu quyết"):
        chamber.mark(chamber.everybody[:5])


def test_a_secret_tie_waits_for_the_word_of_who_presides(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier()).open(chamber.everybody[:6])
    assert chamber.decide(*[FOR] * 3, *[AGAINST] * 3) is Outcome.TIED
    assert chamber.item().row.result is None
    with pytest.raises(Refused, match="Còn hồ sơ chưa có kết quả"):
        chamber.close()
    item_id, told = chamber.item().id, {"on": today(), "at": now()}
    with chamber.app.app_context():
        with pytest.raises(Forbidden, match="người chủ trì"):
            voting.say_the_word(chamber.meeting_id, item_id, FOR, by=chamber.by(chamber.deputy), **told)
        with pytest.raises(BadInput, match="đồng ý hoặc không đồng ý"):
            voting.say_the_word(chamber.meeting_id, item_id, ABSTAIN, by=chamber.by(chamber.chair), **told)
        voting.say_the_word(chamber.meeting_id, item_id, FOR, by=chamber.by(chamber.chair), **told)
        with pytest.raises(Stale, match="không thay đổi nữa"):
            voting.say_the_word(chamber.meeting_id, item_id, AGAINST, by=chamber.by(chamber.chair), **told)
    chamber.close()
    assert "người chủ trì (Nguyễn Hữu Bình) quyết định: đồng ý" in chamber.rows("minutes")[0].text


@pytest.mark.parametrize(
    ("chair", "tie", "outcome", "word"),
    [
        (FOR, TieRule.CHAIR_DECIDES, Outcome.PASSED, "for"),
        (AGAINST, TieRule.CHAIR_DECIDES, Outcome.NOT_PASSED, "against"),
        (FOR, TieRule.NOT_PASSED, Outcome.NOT_PASSED, None),
    ],
)
def test_in_an_open_tie_the_chair_has_said_it_already(
    chamber: Chamber, chair: Choice, tie: TieRule, outcome: Outcome, word: str | None
) -> None:
    chamber.plan(chamber.dossier(), mode=OPEN, tie=tie).open(chamber.everybody[:6])
    rest = [FOR] * (2 if chair is FOR else 3) + [AGAINST] * (3 if chair is FOR else 2)
    assert chamber.decide(chair, *rest) is outcome
    assert chamber.item().row.word == word


def test_paper_is_counted_by_two_members_who_are_there(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier()).open(chamber.everybody[:6])
    one, two = chamber.seat(chamber.secretary).id, chamber.seat(chamber.others[0]).id
    absent, item_id = chamber.seat(chamber.everybody[6]).id, chamber.item().id

    def count(tally: Tally, *counters: uuid.UUID) -> Outcome:
        told = {"by": chamber.by(chamber.clerk), "on": today(), "at": now()}
        with chamber.app.app_context():
            return voting.count_paper(chamber.meeting_id, item_id, tally, (counters[0], counters[1]), **told)

    with pytest.raises(Refused) as refused:
        count(Tally(5, 2), one, one)
    assert len(refused.value.reasons) == 2
    with pytest.raises(Refused, match="hai người kiểm phiếu"):
        count(Tally(5, 1), one, absent)
    assert count(Tally(4, 1, 0, 1), one, two) is Outcome.PASSED
    row = chamber.item().row
    assert (row.is_paper, row.invalid, row.counter_one_id, row.counter_two_id) == (True, 1, one, two)
    chamber.close()
    assert "Kiểm phiếu giấy: Đỗ Quang Huy và Ủy viên 1." in chamber.rows("minutes")[0].text


def test_one_way_of_voting_for_one_dossier(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier()).open().begin()
    chamber.vote(chamber.chair)
    one, two = chamber.seat(chamber.secretary).id, chamber.seat(chamber.deputy).id
    with chamber.app.app_context(), pytest.raises(Refused, match="cùng một cách"):
        voting.count_paper(
            chamber.meeting_id, chamber.item().id, Tally(7), (one, two), by=chamber.by(chamber.clerk), on=today(),
            at=now(),
        )  # fmt: skip


def test_postponing_voids_what_was_cast(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier()).open().begin()
    chamber.vote(chamber.chair)
    told = {"by": chamber.by(chamber.clerk), "on": today(), "at": now()}
    with chamber.app.app_context():
        voting.postpone(chamber.meeting_id, chamber.item().id, "Mất quá bán", **told)
    assert (chamber.size("ballot"), chamber.size("ballot_cast")) == (0, 0)
    assert chamber.item().state == "postponed"


def test_a_vote_nobody_took_part_in_is_not_counted(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier()).open().begin()
    with pytest.raises(Refused, match="Chưa có thành viên nào"):
        chamber.count()
