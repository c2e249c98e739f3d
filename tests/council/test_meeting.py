"""A meeting from its plan to its minutes: who may, what stands in the way, what stays."""

from datetime import timedelta

import pytest
from flask import Flask

from states.kernel import Forbidden, Refused
from states.voting import BallotMode, CouncilSeat, Outcome
from tests.council.desk import ABSTAIN, AGAINST, FOR, Chamber
from tests.people import People
from workflow.council.queries import are_as_kept, council_of, minutes_of
from workflow.dossiers.journal import verify
from workflow.dossiers.meetings import services, voting
from workflow.errors import BadInput, NotFound, Stale
from workflow.extensions import db
from workflow.wall_clock import now, today


def test_several_dossiers_in_one_meeting(chamber: Chamber) -> None:
    """Three dossiers: one passes, one does not, one is left to another meeting; each learns its own."""
    first, second, third = (chamber.dossier(f"Làng nghề {name}") for name in ("đan lát", "dệt", "rèn"))
    chamber.plan(first, second, third).open()
    assert chamber.decide(*[FOR] * 5, AGAINST, ABSTAIN, place=0) is Outcome.PASSED
    assert chamber.decide(*[FOR] * 3, *[AGAINST] * 4, place=1) is Outcome.NOT_PASSED
    with chamber.app.app_context():
        person = chamber.by(chamber.clerk)
        voting.postpone(chamber.meeting_id, chamber.item(2).id, "Thiếu số liệu", by=person, on=today(), at=now())
        assert council_of(first) is None, "the law hears of a vote only when its meeting is closed"
    chamber.close("Đề nghị xã lưu ý môi trường.")
    with chamber.app.app_context():
        passed, failed = council_of(first), council_of(second)
        assert council_of(third) is None
        minutes = minutes_of(chamber.meeting_id)
        assert verify(db.session()) == []
    assert passed is not None
    assert (passed.passed, passed.votes_for, passed.votes_against, passed.abstained) == (True, 5, 1, 1)
    assert (passed.present, passed.quorum, passed.held_on) == (7, 5, today())
    assert failed is not None
    assert not failed.passed
    assert are_as_kept(minutes)
    assert "có mặt 7 trên 7" in minutes.text
    assert "Chuyển sang phiên họp khác: Thiếu số liệu." in minutes.text
    assert minutes.remark == "Đề nghị xã lưu ý môi trường."


def test_each_dossier_keeps_a_line_of_its_vote(chamber: Chamber) -> None:
    one = chamber.dossier()
    chamber.plan(one).open().decide(*[FOR] * 7)
    before = chamber.rows("dossier", id=one)[0]
    chamber.close()
    after, line = chamber.rows("dossier", id=one)[0], chamber.rows("entry", dossier_id=one)[-1]
    assert after.stage == before.stage == line.source == line.dest
    assert (after.entry_count, after.version) == (before.entry_count + 1, before.version + 1)
    assert (line.action, line.payload["result"], line.payload["votes_for"]) == ("council_vote", "passed", 7)
    assert line.reason == "Thông qua: 7 đồng ý, 0 không đồng ý, 0 không có ý kiến"
    assert after.entry_hash == line.hash


def test_a_closed_meeting_never_changes(chamber: Chamber) -> None:
    """Every act is refused, with the way out; nothing of it is written."""
    one, two = chamber.dossier(), chamber.dossier("Làng nghề dệt")
    chamber.plan(one).open().decide(*[FOR] * 7)
    chamber.close()
    kept, clerk, item_id = chamber.sheet, chamber.by(chamber.clerk), chamber.item().id
    told = {"by": clerk, "on": today()}
    acts = [
        lambda: services.put_on_agenda(kept.id, [two], **told),
        lambda: services.mark_attendance(kept.id, [], **told),
        lambda: services.open_meeting(kept.id, **told, at=now()),
        lambda: services.cancel_meeting(kept.id, "Nhầm", **told, at=now()),
        lambda: services.take_off_agenda(kept.id, item_id, **told),
        lambda: voting.begin_vote(kept.id, item_id, **told, at=now()),
        lambda: voting.count_vote(kept.id, item_id, **told, at=now()),
        lambda: voting.postpone(kept.id, item_id, "Nhầm", **told, at=now()),
        lambda: voting.recuse(kept.id, item_id, kept.members[0].id, "Nhầm", **told, at=now()),
        lambda: voting.vote(kept.id, item_id, FOR, by=chamber.by(chamber.chair), on=today()),
        lambda: voting.close_meeting(kept.id, "", **told, at=now()),
    ]
    for act in acts:
        with chamber.app.app_context(), pytest.raises(Stale, match="hãy mở phiên họp mới"):
            act()
    assert chamber.sheet == kept


def test_opening_says_everything_that_is_missing(chamber: Chamber) -> None:
    chamber.plan()
    with pytest.raises(Refused) as refused:
        chamber.open(there=[chamber.secretary])
    told = " ".join(reason.text for reason in refused.value.reasons)
    assert "có mặt 1, cần ít nhất 5 trên 7" in told
    assert "chưa có hồ sơ nào" in told
    assert "Chưa có Chủ tịch hoặc Phó Chủ tịch" in told


def test_a_meeting_without_a_quorum_cannot_vote(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier()).open()
    chamber.mark([chamber.chair, chamber.deputy, chamber.secretary, chamber.others[0]])
    with pytest.raises(Refused, match="có mặt 4, cần ít nhất 5 trên 7"):
        chamber.begin()
    assert chamber.item().state == "listed"


def test_a_meeting_is_not_opened_before_its_day(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier(), on=today() + timedelta(3))
    with pytest.raises(Refused, match="chưa khai mạc được"):
        chamber.open()


def test_a_meeting_is_not_planned_for_the_past_or_beyond_the_council(chamber: Chamber) -> None:
    with pytest.raises(Refused, match="Ngày họp đã qua"):
        chamber.plan(on=today() - timedelta(1))


def test_a_meeting_is_not_closed_while_a_dossier_waits(chamber: Chamber) -> None:
    chamber.plan(chamber.dossier(), chamber.dossier("Làng nghề dệt")).open().decide(*[FOR] * 7)
    with pytest.raises(Refused, match="Còn hồ sơ chưa có kết quả: Làng nghề dệt"):
        chamber.close()
    assert chamber.sheet.row.state == "open"


def test_a_dossier_is_on_one_agenda_only_and_only_where_the_council_votes(chamber: Chamber) -> None:
    one, early = chamber.dossier(), chamber.dossier("Làng nghề dệt", stage="department_review")
    chamber.plan(one)
    with pytest.raises(Refused, match="phiên khác"):
        chamber.plan(one)
    with pytest.raises(Refused, match="không ở bước chờ Hội đồng"):
        chamber.plan(early)


def test_a_dossier_that_left_is_not_voted_on(chamber: Chamber) -> None:
    """It was on the agenda, then went back to the department."""
    from sqlalchemy import update

    from workflow.dossiers.models import Dossier
    from workflow.transactions import writing

    one = chamber.dossier()
    chamber.plan(one).open()
    with chamber.app.app_context(), writing() as session:
        session.execute(update(Dossier).where(Dossier.id == one).values(stage="department_review"))
    with pytest.raises(Refused, match="không ở bước chờ Hội đồng"):
        chamber.begin()


def test_cancelling_frees_the_dossiers_and_tells_the_members(chamber: Chamber) -> None:
    one = chamber.dossier()
    chamber.plan(one)
    with chamber.app.app_context():
        told = {"by": chamber.by(chamber.clerk), "on": today(), "at": now()}
        with pytest.raises(BadInput, match="lý do"):
            services.cancel_meeting(chamber.meeting_id, " ", **told)
        services.cancel_meeting(chamber.meeting_id, "Chủ tịch đi công tác", **told)
    assert len(chamber.rows("notice", kind="council:cancelled")) == 7
    chamber.plan(one)
    assert chamber.item().state == "listed"


def test_who_may_keep_and_who_may_not(chamber: Chamber, people: People) -> None:
    """The clerk and the secretary keep; a member only votes; to anybody else the meeting does not exist."""
    chamber.plan(chamber.dossier())
    here = [member.id for member in chamber.sheet.members]
    told = {"on": today()}
    with chamber.app.app_context():
        services.mark_attendance(chamber.meeting_id, here, by=chamber.by(chamber.secretary), **told)
        with pytest.raises(Forbidden):
            services.mark_attendance(chamber.meeting_id, here, by=chamber.by(chamber.others[0]), **told)
        stranger = people("dept_officer")
        with pytest.raises(NotFound):
            services.mark_attendance(chamber.meeting_id, here, by=chamber.by(stranger), **told)


def test_only_a_clerk_of_the_agency_sets_up_and_plans(chamber: Chamber) -> None:
    clerk, chamber.clerk = chamber.clerk, chamber.secretary
    with pytest.raises(Forbidden):
        chamber.plan()
    with pytest.raises(Forbidden):
        chamber.set_up()
    chamber.clerk = clerk


@pytest.mark.parametrize(
    ("seats", "told"),
    [
        ((CouncilSeat.MEMBER,) * 3, "đúng một Chủ tịch"),
        ((CouncilSeat.CHAIR, CouncilSeat.CHAIR, CouncilSeat.MEMBER), "đúng một Chủ tịch"),
        ((CouncilSeat.CHAIR, CouncilSeat.SECRETARY, CouncilSeat.SECRETARY), "một Thư ký"),
        ((CouncilSeat.CHAIR, CouncilSeat.MEMBER), "ít nhất 3"),
    ],
)
def test_a_council_that_cannot_work_is_refused(chamber: Chamber, seats: tuple[CouncilSeat, ...], told: str) -> None:
    given = {one.id: (seat, one.agency_id) for one, seat in zip(chamber.everybody, seats, strict=False)}
    with chamber.app.app_context(), pytest.raises(Refused, match=told):
        services.change_members(chamber.council_id, given, by=chamber.by(chamber.clerk), on=today(), at=now())


def test_a_member_who_left_stays_in_earlier_minutes(chamber: Chamber) -> None:
    """A new chair; the old one is gone from the next meeting, not from the last."""
    one = chamber.dossier()
    chamber.plan(one, mode=BallotMode.OPEN).open().decide(*[FOR] * 7)
    chamber.close()
    old, text = chamber.meeting_id, chamber.rows("minutes")[0].text
    given = {someone.id: (CouncilSeat.MEMBER, someone.agency_id) for someone in chamber.everybody[1:]}
    given[chamber.deputy.id] = (CouncilSeat.CHAIR, chamber.deputy.agency_id)
    with chamber.app.app_context():
        told = {"by": chamber.by(chamber.clerk), "on": today() - timedelta(1), "at": now()}
        services.change_members(chamber.council_id, given, **told)
    chamber.plan(chamber.dossier("Làng nghề dệt"))
    assert chamber.sheet.member(chamber.chair.id) is None
    assert chamber.sheet.members[0].account_id == chamber.deputy.id
    assert "Nguyễn Hữu Bình" in text
    assert chamber.rows("minutes", meeting_id=old)[0].text == text


def test_the_law_asks_only_for_votes_since_the_dossier_came(chamber: Chamber) -> None:
    one = chamber.dossier()
    chamber.plan(one).open().decide(*[FOR] * 7)
    chamber.close()
    with chamber.app.app_context():
        assert council_of(one, today()) is not None
        assert council_of(one, today() + timedelta(1)) is None


def test_the_last_closed_meeting_counts(chamber: Chamber) -> None:
    """A correction is a new meeting."""
    one = chamber.dossier()
    chamber.plan(one).open().decide(*[FOR] * 7)
    chamber.close()
    chamber.plan(one).open().decide(*[AGAINST] * 7)
    chamber.close()
    with chamber.app.app_context():
        vote = council_of(one)
    assert vote is not None
    assert (vote.passed, vote.meeting_id) == (False, str(chamber.meeting_id))


def test_notices_go_to_the_members_with_the_act(chamber: Chamber, app: Flask) -> None:
    chamber.plan(chamber.dossier())
    chamber.open(chamber.everybody[:6]).begin()
    assert len(chamber.rows("notice", kind="council:invited")) == 7
    assert len(chamber.rows("notice", kind="council:to_vote")) == 6, "an absent member is not asked to vote"
    chamber.vote(chamber.chair)
    chamber.count()
    chamber.close()
    assert len(chamber.rows("notice", kind="council:closed")) == 7
