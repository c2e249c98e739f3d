"""Bringing rows in from a sheet: kept as they came, judged, and written all at once or not at all."""

import uuid
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from states.kernel import Forbidden, Reason, Refused
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.audit.services import lock_chain, record
from workflow.errands import services as errands
from workflow.errands.kinds import Context, Kind, Outcome, declare
from workflow.errors import BadInput, NotFound, Stale
from workflow.extensions import new_id
from workflow.feeds.kinds import FEEDS, Feed
from workflow.feeds.models import FeedImport
from workflow.feeds.queries import get_import
from workflow.feeds.reading import Judged, Reader
from workflow.sheets_in import Unreadable, lines_of
from workflow.transactions import writing

IMPORT = FeedImport.__table__
KEPT = timedelta(days=30)
"""How long an upload that was not written stays."""

ERRAND = "feeds:write"


def bring_in(code: str, name: str, content: bytes, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Keep the rows of a file until they are written; nothing else is changed. Gives the id of the upload.

    Raises NotFound, Forbidden (not its keeper), BadInput when nothing can be read from the file.
    """
    feed = FEEDS.get(code)
    if feed is None:
        raise NotFound
    with writing() as session:
        person = in_force(session, by, on)
        refuse_others(feed, person)
        reader = Reader(feed, person)
        try:
            table = reader.table(lines_of(name, content, reader.heads))
        except Unreadable as unreadable:
            raise BadInput(str(unreadable)) from unreadable
        if table.message:
            raise BadInput(table.message)
        made = new_id()
        row = {
            "id": made, "feed": code, "file_name": name[:200], "rows": [list(each) for each in table.rows],
            "count": len(table.rows), "uploaded_by": person.id, "uploaded_at": at,
        }  # fmt: skip
        session.execute(insert(IMPORT), row)
    return made


def ask_to_write(import_id: uuid.UUID, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Have the rows of an upload written as long work; the id of the errand.

    Raises NotFound, Forbidden, Stale when they were written already, Refused while a row cannot be written.
    """
    with writing() as session:
        person = in_force(session, by, on)
        row = _own(session, import_id, person)
        feed = FEEDS[row.feed]
        refuse_others(feed, person)
        _refuse_faulty(row, Reader(feed, person).judge(row.rows, on), lambda _done, _total: None)
        return errands.begin_within(session, ERRAND, {"import": str(import_id)}, by=person, at=at)


def refuse_others(feed: Feed, person: Person) -> None:
    """Raises Forbidden unless the person keeps what the feed brings in."""
    if not feed.keeps(person):
        raise Forbidden(Reason(_("Mục này không do chức vụ của Ông/Bà ghi.")))


def _own(session: Session, import_id: uuid.UUID, person: Person) -> Any:
    own = IMPORT.c.id == import_id, IMPORT.c.uploaded_by == person.id
    row = session.execute(select(IMPORT).where(*own).with_for_update()).one_or_none()
    if row is None:
        raise NotFound
    if row.written_at is not None:
        raise Stale(Reason(_("Các dòng của tệp này đã được ghi.")))
    return row


def _refuse_faulty(row: Any, judged: Iterable[Judged], tell: Callable[[int, int], None]) -> list[Judged]:
    """The rows as judged. Raises Refused while one of them cannot be written."""
    found = []
    for done, each in enumerate(judged, 1):
        found.append(each)
        if done % 50 == 0 or done == row.count:
            tell(done, row.count)
    if wrong := sum(not each.is_sound for each in found):
        raise Refused(Reason(_("Chưa ghi dòng nào: còn %(n)s dòng phải sửa.", n=wrong)))
    return found


def _write(ctx: Context) -> Outcome:
    """Judge the rows once more and write them with the end of the errand, in one transaction."""
    import_id = uuid.UUID(ctx.params["import"])
    row = get_import(import_id, ctx.person)
    feed = FEEDS[row.feed]
    judged = _refuse_faulty(row, Reader(feed, ctx.person).judge(row.rows, ctx.on), ctx.progress)
    with writing() as session:
        person = in_force(session, ctx.person, ctx.on)
        refuse_others(feed, person)
        lock_chain(session)
        _own(session, import_id, person)
        new = feed.write(session, [(each.line, each.new) for each in judged], person, ctx.on, ctx.at)
        session.execute(update(IMPORT).where(IMPORT.c.id == import_id).values(written_at=ctx.at, rows=[]))
        record(session, "feed:written", at=ctx.at, actor_id=person.id, subject=import_id, feed=row.feed, count=new)
        said = _("Đã ghi %(n)s dòng.", n=new)
        if new < row.count:
            said += " " + _("%(n)s dòng đã có từ trước.", n=row.count - new)
        outcome = Outcome(said=said, leads_to=f"/plan/feeds/{import_id}")
        ctx.complete(session, outcome)
    return outcome


def forget(session: Session, at: datetime) -> int:
    """Let go of uploads that nobody wrote. Returns how many went."""
    old = delete(IMPORT).where(IMPORT.c.written_at.is_(None), IMPORT.c.uploaded_at < at - KEPT)
    return session.connection().execute(old).rowcount


def _may(person: Person, _params: Any) -> bool:
    return any(feed.keeps(person) for feed in FEEDS.values())


declare(Kind(ERRAND, "Ghi các dòng của tệp đã tải lên", _write, _may))
