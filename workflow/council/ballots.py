"""Voting on one item: beginning, casting, counting, the word of the person presiding. The caller holds the meeting
locked.

A secret ballot must not lead to its member. The two tables share no key but the item, hold no times, and each vote
empties the box and fills it again in random order under new random ids: so neither the order of rows nor the number
of the database's transaction says which ballot came last, or whose it is.
"""

import uuid
from collections import Counter

from flask_babel import gettext as _
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from states.kernel import Forbidden, Reason, Refused
from states.voting import Choice, Outcome, Roll, Tally, TieRule, miscounted, no_quorum, outcome
from workflow.council.models import Ballot
from workflow.council.sheets import CAST, ITEM, ItemRow, MeetingSheet, MemberRow
from workflow.council.sitting import item_in, refuse_when_over
from workflow.errors import BadInput, Stale

BALLOT = Ballot.__table__
_BOX = select(BALLOT.c.choice).where(BALLOT.c.item_id == bindparam("item_id"))
_EMPTY = delete(BALLOT).where(BALLOT.c.item_id == bindparam("of_item"))


def begin_vote(session: Session, sheet: MeetingSheet, item_id: uuid.UUID) -> ItemRow:
    """Put an item to the vote. Raises Stale, NotFound, Refused without a quorum."""
    refuse_when_over(sheet, "open")
    item = item_in(sheet, item_id, "listed")
    if reasons := tuple(no_quorum(sheet.roll_of(item))):
        raise Refused(*reasons)
    _move(session, item, "voting")
    return item


def cast(session: Session, sheet: MeetingSheet, item_id: uuid.UUID, member: MemberRow, choice: Choice) -> None:
    """One member's vote. Raises Stale, NotFound, Forbidden (not present, recused), Refused (has voted already)."""
    refuse_when_over(sheet, "open")
    item = item_in(sheet, item_id, "voting")
    if not member.present:
        raise Forbidden(_("Ông/Bà chưa được ghi có mặt tại phiên họp; xin báo thư ký Hội đồng."))
    if member.id in item.recused:
        raise Forbidden(_("Ông/Bà đã rút khỏi việc biểu quyết hồ sơ này."))
    if member.id in item.cast:
        raise Refused(Reason(_("Ông/Bà đã bỏ phiếu về hồ sơ này rồi; mỗi thành viên bỏ phiếu một lần.")))
    session.execute(insert(CAST), {"item_id": item.id, "member_id": member.id})
    if sheet.is_secret:
        _into_the_box(session, item.id, choice)
    else:
        mine = {"id": uuid.uuid4(), "item_id": item.id, "is_secret": False, "member_id": member.id}
        session.execute(insert(BALLOT), mine | {"choice": choice.value})


def _into_the_box(session: Session, item_id: uuid.UUID, choice: Choice) -> None:
    inside = [*session.execute(_BOX, {"item_id": item_id}).scalars(), choice.value]
    session.execute(_EMPTY, {"of_item": item_id})
    drawn = [
        {"id": uuid.uuid4(), "item_id": item_id, "is_secret": True, "member_id": None, "choice": said}
        for said in inside
    ]
    session.execute(insert(BALLOT), sorted(drawn, key=lambda ballot: str(ballot["id"])))


def count(session: Session, sheet: MeetingSheet, item_id: uuid.UUID) -> Outcome:
    """End the vote on an item and count. Raises Stale, NotFound, Refused (nobody voted, no quorum any more)."""
    refuse_when_over(sheet, "open")
    item = item_in(sheet, item_id, "voting")
    said = Counter(session.execute(_BOX, {"item_id": item.id}).scalars())
    tally = Tally(said[Choice.FOR], said[Choice.AGAINST], said[Choice.ABSTAIN])
    roll = sheet.roll_of(item)
    reasons = list(no_quorum(roll))
    if not tally.cast:
        reasons.append(Reason(_("Chưa có thành viên nào bỏ phiếu.")))
    if reasons:
        raise Refused(*reasons)
    return _settle(session, sheet, item, roll, tally, _own_word(session, sheet, item))


def _own_word(session: Session, sheet: MeetingSheet, item: ItemRow) -> Choice | None:
    """In an open vote the vote of the person presiding is known, and breaks a tie by itself."""
    presider = sheet.presider_of(item)
    if sheet.is_secret or presider is None:
        return None
    mine = select(BALLOT.c.choice).where(BALLOT.c.item_id == item.id, BALLOT.c.member_id == presider.id)
    said = session.execute(mine).scalar()
    return Choice(said) if said else None


def count_paper(
    session: Session, sheet: MeetingSheet, item_id: uuid.UUID, tally: Tally, counters: tuple[uuid.UUID, uuid.UUID]
) -> Outcome:
    """Enter paper ballots that two members counted. Raises Stale, NotFound, Refused with every reason.

    Not when somebody has voted on the same item by their own account: one way of voting for one item.
    """
    refuse_when_over(sheet, "open")
    item = item_in(sheet, item_id, "listed", "voting")
    roll = sheet.roll_of(item)
    reasons = [*no_quorum(roll), *miscounted(roll, tally)]
    present = {member.id for member in sheet.members if member.present}
    if counters[0] == counters[1] or not present.issuperset(counters):
        reasons.append(Reason(_("Cần hai người kiểm phiếu khác nhau, đều là thành viên có mặt.")))
    if item.cast:
        reasons.append(Reason(_("Đã có thành viên bỏ phiếu trên hệ thống; hãy để mọi người bỏ phiếu cùng một cách.")))
    if reasons:
        raise Refused(*reasons)
    paper = {"is_paper": True, "counter_one_id": counters[0], "counter_two_id": counters[1]}
    return _settle(session, sheet, item, roll, tally, None, **paper)


def say_the_word(session: Session, sheet: MeetingSheet, item_id: uuid.UUID, choice: Choice) -> Outcome:
    """The word that breaks a tie, of the person presiding. Raises Stale, NotFound, BadInput for an abstention."""
    refuse_when_over(sheet, "open")
    item = item_in(sheet, item_id, "tied")
    if choice is Choice.ABSTAIN:
        raise BadInput(_("Số phiếu đang ngang nhau; người chủ trì phải chọn đồng ý hoặc không đồng ý."))
    result = Outcome.PASSED if choice is Choice.FOR else Outcome.NOT_PASSED
    _move(session, item, "decided", word=choice.value, result=result.value)
    return result


def postpone(session: Session, sheet: MeetingSheet, item_id: uuid.UUID, reason: str) -> None:
    """Leave an item to another meeting; votes that were cast and not counted are void. Raises Stale, BadInput."""
    refuse_when_over(sheet, "open")
    item = item_in(sheet, item_id, "listed", "voting")
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do chuyển hồ sơ sang phiên họp khác."))
    session.execute(_EMPTY, {"of_item": item.id})
    session.execute(delete(CAST).where(CAST.c.item_id == item.id))
    _move(session, item, "postponed", reason=reason.strip())


def _settle(
    session: Session, sheet: MeetingSheet, item: ItemRow, roll: Roll, tally: Tally, word: Choice | None, **more: object
) -> Outcome:
    presider = sheet.presider_of(item)
    tie = TieRule(sheet.row.tie_rule)
    found = outcome(sheet.rules, roll, tally, tie, word, presided=presider is not None)
    result = None if found is Outcome.TIED else found.value
    broke_a_tie = result and outcome(sheet.rules, roll, tally, tie, presided=presider is not None) is Outcome.TIED
    numbers = {
        "members": roll.members, "present": roll.present, "quorum": roll.needed, "votes_for": tally.votes_for,
        "votes_against": tally.votes_against, "abstained": tally.abstained, "invalid": tally.invalid,
        "presider_id": presider.id if presider else None, "word": word.value if word and broke_a_tie else None,
    }  # fmt: skip
    _move(session, item, "decided" if result else "tied", result=result, **numbers, **more)
    return found


def _move(session: Session, item: ItemRow, state: str, **more: object) -> None:
    """Compare and set the state of an item. Raises Stale when it moved meanwhile."""
    where = (ITEM.c.id == item.id, ITEM.c.state == item.state)
    if session.connection().execute(update(ITEM).where(*where).values(state=state, **more)).rowcount != 1:
        raise Stale(Reason(_("Hồ sơ này vừa được xử lý trong phiên họp.")))
