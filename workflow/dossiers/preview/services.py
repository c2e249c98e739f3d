"""Making a change of the calendar that was previewed: the days and every date that rests on them, in one act."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from states.basis import Reason
from workflow.accounts.administrators import administering
from workflow.accounts.person import Person
from workflow.accounts.session_services import Visit
from workflow.audit.services import record
from workflow.calendar.changes import Change, ChangeKind
from workflow.calendar.queries import read_book
from workflow.calendar.services import write_change
from workflow.dossiers.models import Dossier
from workflow.dossiers.notices import those_it_waits_for
from workflow.dossiers.preview.moves import Move, lock_open_dossiers, moves
from workflow.errors import Stale
from workflow.notices.services import tell

DOSSIER = Dossier.__table__
_MOVE = (
    update(DOSSIER)
    .where(DOSSIER.c.id == bindparam("dossier_id"))
    .values(due_on=bindparam("to_due_on"), stage_due_on=bindparam("to_stage_due_on"))
)
KINDS = {
    ChangeKind.SET_DAY: "calendar:day:changed",
    ChangeKind.REMOVE_DAY: "calendar:day:removed",
    ChangeKind.ADD_YEAR: "calendar:year:added",
    ChangeKind.DECREE_YEAR: "calendar:year:decreed",
}


def change_calendar(change: Change, token: str, *, by: Person, on: date, visit: Visit) -> int:
    """Make a change as it was previewed, and move the dates of open dossiers; gives how many dossiers moved.

    What was promised to applicants stays. Raises Forbidden (no administrator), BadInput, Stale when the calendar is no
    longer what the preview was computed from, CalendarUnknown.
    """
    with administering(by, on) as session:
        book = read_book(session, lock=True)
        change.check(book)
        if token != change.token(book):
            raise Stale(Reason(_("Lịch làm việc đã được sửa sau khi Ông/Bà xem trước. Hãy xem trước lại rồi lưu.")))
        lock_open_dossiers(session)
        moved = moves(session, book.calendar(), change.calendar(book))
        write_change(session, change, by=by.id, at=visit.at)
        _move(session, moved)
        _note(session, change, by, visit, len(moved))
        _tell(session, moved, on, visit)
    return len(moved)


def _move(session: Session, moved: Sequence[Move]) -> None:
    """The cached days of the dossiers; where the clock stands they stay until it runs again."""
    rows = [
        {
            "dossier_id": move.dossier_id,
            "to_due_on": move.now.due_on or move.row.due_on,
            "to_stage_due_on": move.now.stage_due_on,
        }
        for move in moved
    ]
    if rows:
        session.connection().execute(_MOVE, rows)


def _note(session: Session, change: Change, by: Person, visit: Visit, count: int) -> None:
    facts: dict[str, object] = {"year": change.year, "status": change.status.value}
    if change.on:
        facts = {"day": change.on} | ({"working": change.working} if change.kind is ChangeKind.SET_DAY else {})
    record(
        session, KINDS[change.kind], at=visit.at, actor_id=by.id, subject=change.on or change.year, ip=visit.ip,
        moved=count, **facts,
    )  # fmt: skip


def _tell(session: Session, moved: Sequence[Move], on: date, visit: Visit) -> None:
    """One notice for everybody who handles moved dossiers, however many they are."""
    waiting: dict[object, list[uuid.UUID]] = {}
    counts: defaultdict[uuid.UUID, int] = defaultdict(int)
    for move in moved:
        row = move.row
        place = (row.procedure_code, row.procedure_version, row.stage, row.hold, row.waiting_agency_id, row.handler_id)
        if place not in waiting:
            waiting[place] = those_it_waits_for(session, row, on)
        for account_id in waiting[place]:
            counts[account_id] += 1
    for account_id, number in counts.items():
        tell(session, "calendar:moved", to=[account_id], at=visit.at, path="/inbox", number=number)
