"""Writing periodic reports: drafted by an officer, approved by a leader. At the approval every figure is kept."""

import hashlib
import json
import uuid
from datetime import date, datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from states.kernel import Forbidden, Reason, Refused
from states.reports import APPROVES, DRAFTS, MOVES, Move, Standing
from workflow.accounts.in_force import in_force
from workflow.accounts.people_queries import holders_anywhere
from workflow.accounts.person import Person
from workflow.audit.services import lock_chain, record
from workflow.errors import NotFound, Stale
from workflow.extensions import new_id
from workflow.notices.services import tell
from workflow.plan.report_models import PeriodicReport
from workflow.reports.official import letterhead_of
from workflow.reports.periodic_queries import as_sent
from workflow.reports.renderings.json_form import as_json
from workflow.reports.renderings.paper import paper_of
from workflow.text import nfc
from workflow.transactions import writing

REPORT = PeriodicReport.__table__


class Words(NamedTuple):
    """What the officer wrote beside the figures."""

    difficulties: str
    proposals: str


def begin_report(first: date, last: date, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Begin the report of a period. Raises Forbidden, Refused when one of the same period is not approved yet."""
    with writing() as session:
        person = in_force(session, by, on)
        _refuse_unless(DRAFTS in person.posts, DRAFTS.title)
        lock_chain(session)
        same = REPORT.c.first == first, REPORT.c.last == last, REPORT.c.standing != Standing.APPROVED.value
        if last < first:
            raise Refused(Reason(_("Hãy chọn từ ngày trước đến ngày sau.")))
        if session.scalar(select(REPORT.c.id).where(*same)):
            raise Refused(Reason(_("Kỳ này đã có báo cáo đang soạn hoặc chờ duyệt.")))
        made = new_id()
        row = {
            "id": made, "first": first, "last": last, "standing": Standing.DRAFT.value, "version": 1,
            "drafted_by": person.id, "drafted_on": on, "drafted_at": at,
        } | dict.fromkeys(("difficulties", "proposals", "returned_why", "snapshot", "number"), "")  # fmt: skip
        session.execute(insert(REPORT), row)
        record(session, "report:drafted", at=at, actor_id=person.id, subject=made, first=first, last=last)
    return made


def save_words(report_id: uuid.UUID, words: Words, *, by: Person, on: date, at: datetime, seen_version: int) -> None:
    """Keep what the officer wrote. Raises NotFound, Forbidden, Refused once it is presented, Stale."""
    with writing() as session:
        person, row = _read(session, report_id, by, on)
        _refuse_unless(DRAFTS in person.posts, DRAFTS.title)
        if row.standing != Standing.DRAFT:
            raise Refused(Reason(_("Báo cáo đã trình nên không sửa được; lãnh đạo có thể trả lại để sửa.")))
        told = {"difficulties": nfc(words.difficulties), "proposals": nfc(words.proposals)}
        _change(session, row, seen_version, told)
        _record(session, "report:changed", row, person, at)


def move_report(
    report_id: uuid.UUID, action: str, *, why: str = "", by: Person, on: date, at: datetime, seen_version: int
) -> Standing:
    """Present, return or approve a report; where it stands then. At the approval every figure is kept with its digest.

    Raises NotFound, Forbidden, Refused with every reason, Stale when it was changed since it was seen.
    """
    move = MOVES.get(action)
    if move is None:
        raise NotFound
    with writing() as session:
        person, row = _read(session, report_id, by, on)
        _refuse_unless(move.by in person.posts, move.by.title)
        if row.standing != move.source:
            raise Stale(Reason(_("Báo cáo này vừa được người khác xử lý.")))
        if reasons := _faults(move, row, person, why, on):
            raise Refused(*reasons)
        told: dict[str, Any] = {"standing": move.dest.value, "returned_why": nfc(why.strip())[:1000]}
        facts = {}
        if move.dest is Standing.APPROVED:
            told |= _approved(row, person, on, at)
            facts = {"digest": told["digest"].hex()}
        _change(session, row, seen_version, told)
        _record(session, f"report:{action}", row, person, at, **facts)
        _tell(session, move, row, on, at)
    return move.dest


def record_number(
    report_id: uuid.UUID, number: str, issued_on: date, *, by: Person, on: date, at: datetime, seen_version: int
) -> None:
    """Write down the number and the day that the clerk gave the paper; once.

    Raises NotFound, Forbidden, Refused (not approved, a day before the approval or to come), Stale.
    """
    with writing() as session:
        person, row = _read(session, report_id, by, on)
        _refuse_unless(bool({DRAFTS, APPROVES} & person.posts), DRAFTS.title)
        reasons = []
        if row.standing != Standing.APPROVED or row.number:
            reasons.append(Reason(_("Chỉ ghi số một lần, khi báo cáo đã duyệt.")))
        if not (row.approved_on or on) <= issued_on <= on:
            reasons.append(Reason(_("Ngày văn bản phải từ ngày duyệt đến hôm nay.")))
        if reasons:
            raise Refused(*reasons)
        _change(session, row, seen_version, {
            "number": nfc(number.strip()), "issued_on": issued_on, "numbered_by": person.id})  # fmt: skip
        _record(session, "report:numbered", row, person, at, on=issued_on)


def _read(session: Session, report_id: uuid.UUID, by: Person, on: date) -> tuple[Person, Any]:
    person = in_force(session, by, on)
    row = session.execute(select(REPORT).where(REPORT.c.id == report_id).with_for_update()).one_or_none()
    if row is None or not {DRAFTS, APPROVES} & person.posts:
        raise NotFound
    return person, row


def _refuse_unless(holds: bool, title: str) -> None:
    if not holds:
        raise Forbidden(Reason(_("Việc này do %(post)s làm.", post=_(title))))


def _faults(move: Move, row: Any, person: Person, why: str, on: date) -> list[Reason]:
    reasons = []
    if move.needs_reason and not why.strip():
        reasons.append(Reason(_("Hãy ghi lý do.")))
    if move.by_another and str(row.drafted_by) in person.actor.ids:
        reasons.append(Reason(_("Người soạn không tự duyệt báo cáo.")))
    if move.dest is Standing.PRESENTED and not (row.difficulties.strip() and row.proposals.strip()):
        reasons.append(Reason(_("Hãy ghi khó khăn, vướng mắc và đề xuất; không có thì ghi “Không có”.")))
    if move.dest is not Standing.DRAFT and row.last >= on:
        reasons.append(Reason(_("Kỳ báo cáo chưa hết nên số liệu còn thay đổi; trình và duyệt từ ngày hôm sau.")))
    return reasons


def _approved(row: Any, person: Person, on: date, at: datetime) -> dict[str, Any]:
    """Every figure, and the words of the paper, as one JSON text with its digest."""
    report = as_sent(row, on=on, at=at)
    paper = paper_of(report, at, letterhead_of(row, person))
    text = json.dumps(as_json(report) | {"paper": paper}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).digest()
    return {"approved_by": person.id, "approved_on": on, "approved_at": at, "snapshot": text, "digest": digest}


def _change(session: Session, row: Any, seen_version: int, told: dict[str, Any]) -> None:
    where = REPORT.c.id == row.id, REPORT.c.version == seen_version
    changed = update(REPORT).where(*where).values(**told, version=seen_version + 1)
    if session.connection().execute(changed).rowcount != 1:
        raise Stale(Reason(_("Báo cáo này vừa được người khác xử lý.")))


def _record(session: Session, kind: str, row: Any, person: Person, at: datetime, **facts: Any) -> None:
    record(session, kind, at=at, actor_id=person.id, subject=row.id, first=row.first, last=row.last, **facts)


def _tell(session: Session, move: Move, row: Any, on: date, at: datetime) -> None:
    path = f"/reports/sent/{row.id}"
    if move.dest is Standing.PRESENTED:
        readers, kind = holders_anywhere(session, APPROVES.role, on), "report:presented"
    else:
        readers = [row.drafted_by]
        kind = "report:approved" if move.dest is Standing.APPROVED else "report:returned"
    tell(session, kind, to=readers, at=at, path=path, on=row.last)
