"""What happens in the room: recusals, votes, counts, the word of the person presiding, the closing."""

import uuid
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from states.kernel import Forbidden
from states.voting import Choice, Outcome, Tally
from workflow.accounts.person import Person
from workflow.audit.services import record
from workflow.council import ballots, closing, sitting
from workflow.council.standing import keeps, presides, require_keeper, require_voter
from workflow.dossiers.assignment.conflicts import conflicted_in
from workflow.dossiers.meetings import agenda
from workflow.dossiers.meetings.agenda import refuse_what_waits_elsewhere
from workflow.dossiers.meetings.minuting import note_votes
from workflow.dossiers.meetings.services import at_the_meeting, keeping
from workflow.dossiers.models import Dossier
from workflow.notices.services import tell

DOSSIER = Dossier.__table__


def recuse(
    meeting_id: uuid.UUID, item_id: uuid.UUID, member_id: uuid.UUID, ground: str, *, by: Person, on: date, at: datetime
) -> None:
    """A member leaves for one item: said by the member, or recorded by a keeper.

    Raises NotFound, Forbidden (somebody else's seat), Stale, Refused (has voted already), BadInput (no ground).
    """
    with at_the_meeting(meeting_id, by, on) as (session, sheet, person):
        mine = sheet.member(person.id)
        if not keeps(person, sheet) and (mine is None or mine.id != member_id):
            raise Forbidden(_("Chỉ chính thành viên đó hoặc thư ký Hội đồng được ghi việc không tham gia biểu quyết."))
        sitting.recuse(session, sheet, item_id, member_id, ground, by=by.id, at=at)
        record(session, "council:recused", at=at, actor_id=by.id, subject=item_id, member=member_id)


def begin_vote(meeting_id: uuid.UUID, item_id: uuid.UUID, *, by: Person, on: date, at: datetime) -> None:
    """Put a dossier to the vote, and tell those who may. Raises NotFound, Forbidden, Stale, Refused."""
    with keeping(meeting_id, by, on) as (session, sheet):
        item = ballots.begin_vote(session, sheet, item_id)
        row = _dossier(session, item.row.dossier_id)
        refuse_what_waits_elsewhere(row)
        voters = [member.account_id for member in sheet.voters(item)]
        path = f"/council/meetings/{meeting_id}/items/{item_id}"
        tell(session, "council:to_vote", to=voters, at=at, path=path, code=row.code)
        record(session, "council:vote_begun", at=at, actor_id=by.id, subject=item_id)


def vote(meeting_id: uuid.UUID, item_id: uuid.UUID, choice: Choice, *, by: Person, on: date) -> None:
    """One member's own vote. Nothing but the ballot is written down: a line in a journal would tell when it fell.

    Raises NotFound, Forbidden (no member, not present, recused, in conflict), Stale, Refused (has voted already).
    """
    with at_the_meeting(meeting_id, by, on) as (session, sheet, person):
        member = require_voter(person, sheet)
        item = sitting.item_in(sheet, item_id)
        if str(person.id) in conflicted_in(_dossier(session, item.row.dossier_id)):
            raise Forbidden(
                _("Ông/Bà đã khai có xung đột lợi ích với hồ sơ này; hãy ghi việc không tham gia biểu quyết.")
            )
        ballots.cast(session, sheet, item_id, member, choice)


def count_vote(meeting_id: uuid.UUID, item_id: uuid.UUID, *, by: Person, on: date, at: datetime) -> Outcome:
    """End the vote on a dossier and count it. Raises NotFound, Forbidden, Stale, Refused with every reason."""
    with keeping(meeting_id, by, on) as (session, sheet):
        found = ballots.count(session, sheet, item_id)
        _counted(session, item_id, found, by, at)
    return found


def count_paper(
    meeting_id: uuid.UUID, item_id: uuid.UUID, tally: Tally, counters: tuple[uuid.UUID, uuid.UUID], *, by: Person,
    on: date, at: datetime,
) -> Outcome:  # fmt: skip
    """Enter the paper ballots that two members counted. Raises NotFound, Forbidden, Stale, Refused."""
    with keeping(meeting_id, by, on) as (session, sheet):
        refuse_what_waits_elsewhere(_dossier(session, sitting.item_in(sheet, item_id).row.dossier_id))
        found = ballots.count_paper(session, sheet, item_id, tally, counters)
        _counted(session, item_id, found, by, at)
    return found


def say_the_word(
    meeting_id: uuid.UUID, item_id: uuid.UUID, choice: Choice, *, by: Person, on: date, at: datetime
) -> Outcome:
    """Break a tie: typed by the person who presides over this item, or by a keeper as that person said it.

    Raises NotFound, Forbidden, Stale, BadInput (an abstention breaks nothing).
    """
    with at_the_meeting(meeting_id, by, on) as (session, sheet, person):
        sitting.item_in(sheet, item_id)
        if not (presides(person, sheet, item_id) or keeps(person, sheet)):
            raise Forbidden(_("Chỉ người chủ trì việc biểu quyết hồ sơ này được quyết định khi số phiếu ngang nhau."))
        found = ballots.say_the_word(session, sheet, item_id, choice)
        _counted(session, item_id, found, by, at)
    return found


def postpone(meeting_id: uuid.UUID, item_id: uuid.UUID, reason: str, *, by: Person, on: date, at: datetime) -> None:
    """Leave a dossier to another meeting. Raises NotFound, Forbidden, Stale, BadInput (no reason)."""
    with keeping(meeting_id, by, on) as (session, sheet):
        ballots.postpone(session, sheet, item_id, reason)
        record(session, "council:item_postponed", at=at, actor_id=by.id, subject=item_id)


def close_meeting(meeting_id: uuid.UUID, remark: str, *, by: Person, on: date, at: datetime) -> None:
    """Freeze tallies and minutes, and note the result on each dossier that was voted on.

    Raises NotFound, Forbidden, Stale (somebody closed it first), Refused while a dossier waits for its vote.
    """
    with at_the_meeting(meeting_id, by, on) as (session, sheet, person):
        require_keeper(person, sheet)
        lines = agenda.lines([item.row.dossier_id for item in sheet.items])
        closing.close(session, sheet, lines, remark, by=person.id, at=at)
        note_votes(session, sheet, closing.facts_of(sheet, lines), person, on, at)
        members = [member.account_id for member in sheet.members]
        path = f"/council/meetings/{meeting_id}/minutes"
        tell(session, "council:closed", to=members, at=at, path=path, on=sheet.row.held_on)
        record(session, "council:meeting_closed", at=at, actor_id=by.id, subject=meeting_id)


def _dossier(session: Session, dossier_id: uuid.UUID) -> Any:
    """The dossier's row, held until the commit: its stage cannot change under a vote that begins."""
    return session.execute(select(DOSSIER).where(DOSSIER.c.id == dossier_id).with_for_update()).one()


def _counted(session: Session, item_id: uuid.UUID, found: Outcome, by: Person, at: datetime) -> None:
    record(session, "council:vote_counted", at=at, actor_id=by.id, subject=item_id, outcome=found.value)
