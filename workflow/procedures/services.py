"""Writing versions of the law: drafted from one that is in use, checked, published once and for ever."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from states import document
from states.checklist import Checklist
from states.checklists import ALL_CHECKLISTS
from states.kernel import Procedure, Reason, Refused
from states.procedures import PROCEDURES
from workflow.accounts.administrators import administering
from workflow.accounts.person import Person
from workflow.accounts.session_services import Visit
from workflow.audit.services import record
from workflow.calendar.models import LawStamp
from workflow.errors import NotFound, Stale
from workflow.extensions import new_id
from workflow.procedures.loading import read
from workflow.procedures.models import Edition, EditionKind, EditionState

EDITION, STAMP = Edition.__table__, LawStamp.__table__
EDITIONS = "editions"
CHECKLIST_CODE = "environment"


def draft_of(
    kind: EditionKind, base: Procedure | Checklist, version: str, valid_from: date, *, by: Person, on: date,
    visit: Visit,
) -> uuid.UUID:  # fmt: skip
    """Begin a version from one there is. Raises Forbidden, Refused when the version exists already."""
    told = document.written_down(base) | {"version": version}
    if kind is EditionKind.CHECKLIST:
        told["valid_from"] = valid_from.isoformat()
    edition_id = new_id()
    with administering(by, on) as session:
        _refuse_known(session, kind, base.code, version)
        row = {
            "id": edition_id, "kind": kind.value, "code": base.code, "version": version, "based_on": base.version,
            "document": told, "valid_from": valid_from, "state": EditionState.DRAFT.value, "made_by": by.id,
            "made_at": visit.at,
        }  # fmt: skip
        session.execute(insert(EDITION), row)
        record(session, "law:draft:begun", at=visit.at, actor_id=by.id, subject=edition_id, code=base.code,
               version=version)  # fmt: skip
    return edition_id


def _refuse_known(session: Session, kind: EditionKind, code: str, version: str) -> None:
    brought = (code, version) in PROCEDURES if kind is EditionKind.PROCEDURE else f"{code} {version}" in ALL_CHECKLISTS
    kept = select(EDITION.c.id).where(
        EDITION.c.kind == kind.value, EDITION.c.code == code, EDITION.c.version == version,
        EDITION.c.state != EditionState.WITHDRAWN.value,
    )  # fmt: skip
    if brought or session.execute(kept).first():
        raise Refused(Reason(_("Đã có phiên bản %(version)s; hãy đặt tên khác.", version=version)))


def change_draft(
    edition_id: uuid.UUID, told: Mapping[str, Any], *, seen: int, by: Person, on: date, visit: Visit
) -> None:
    """Put another document into a draft. It need not be right yet. Raises Forbidden, NotFound, Refused, Stale."""
    with administering(by, on) as session:
        row = _draft(session, edition_id, seen)
        kept = dict(told) | {"code": row.code, "version": row.version}
        session.execute(_change(edition_id).values(document=kept, edited=row.edited + 1))
        record(session, "law:draft:changed", at=visit.at, actor_id=by.id, subject=edition_id, code=row.code,
               version=row.version)  # fmt: skip


def publish(edition_id: uuid.UUID, *, seen: int, by: Person, on: date, visit: Visit) -> None:
    """Publish a draft: new dossiers use it from its day, those in flight keep theirs.

    Raises Forbidden, NotFound, Stale, Refused for a day that is not to come, and for a document that cannot be read or
    contradicts itself, with every reason.
    """
    with administering(by, on) as session:
        row = _draft(session, edition_id, seen)
        if row.valid_from <= on:
            raise Refused(Reason(_("Phiên bản mới chỉ có hiệu lực từ một ngày sau hôm nay; hãy chọn lại ngày.")))
        check(row.kind, row.document)
        values = {"state": EditionState.PUBLISHED.value, "published_by": by.id, "published_at": visit.at}
        session.execute(_change(edition_id).values(**values))
        _draw_a_new_stamp(session)
        record(session, "law:version:published", at=visit.at, actor_id=by.id, subject=edition_id, code=row.code,
               version=row.version, valid_from=row.valid_from)  # fmt: skip


def _draw_a_new_stamp(session: Session) -> None:
    """Every process that reads the calendar's stamps learns that there is something new."""
    changed = session.execute(update(STAMP).where(STAMP.c.name == EDITIONS).values(stamp=new_id()))
    if changed.rowcount == 0:  # type: ignore[attr-defined]
        session.execute(insert(STAMP), {"name": EDITIONS, "stamp": new_id()})


def check(kind: str, told: Any) -> Procedure | Checklist:
    """The version a document tells. Raises Refused with everything that is wrong with it."""
    try:
        return read(kind, told)
    except document.BadDocument as bad:
        raise Refused(*(Reason(problem) for problem in bad.problems)) from bad


def withdraw(edition_id: uuid.UUID, *, seen: int, by: Person, on: date, visit: Visit) -> None:
    """Put a draft aside. What was published stays. Raises Forbidden, NotFound, Stale."""
    with administering(by, on) as session:
        row = _draft(session, edition_id, seen)
        session.execute(_change(edition_id).values(state=EditionState.WITHDRAWN.value))
        record(session, "law:draft:withdrawn", at=visit.at, actor_id=by.id, subject=edition_id, code=row.code,
               version=row.version)  # fmt: skip


def _draft(session: Session, edition_id: uuid.UUID, seen: int) -> Any:
    row = session.execute(select(EDITION).where(EDITION.c.id == edition_id).with_for_update()).one_or_none()
    if row is None:
        raise NotFound
    if row.state != EditionState.DRAFT.value or row.edited != seen:
        raise Stale(Reason(_("Bản dự thảo này vừa được người khác sửa hoặc đã ban hành.")))
    return row


def _change(edition_id: uuid.UUID) -> Any:
    return update(EDITION).where(EDITION.c.id == edition_id)


def with_numbers(law: Procedure, legal_days: int, days: Mapping[str, int], numbers: Mapping[str, int]) -> Any:
    """The document of a procedure with other days and other numbers; nothing is checked yet."""
    told = document.written_down(law)
    told["legal_days"] = legal_days
    for stage in told["stages"]:
        if stage["name"] in days:
            stage["days"] = days[stage["name"]]
    for parameter in told.get("parameters", ()):
        parameter["value"] = numbers.get(parameter["name"], parameter["value"])
    return told
