"""Writing versions of the law: drafted from one that is in use, checked, published once and for ever."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from states import document
from states.kernel import Reason, Refused
from workflow.accounts.administrators import administering
from workflow.accounts.person import Person
from workflow.accounts.session_services import Visit
from workflow.audit.services import record
from workflow.calendar.models import LawStamp
from workflow.errors import NotFound, Stale
from workflow.extensions import new_id
from workflow.papers.layouts import problems_of
from workflow.papers.printing import Template
from workflow.procedures.models import Edition, EditionKind, EditionState
from workflow.procedures.registries import REGISTRIES, Version, code_of

EDITION, STAMP = Edition.__table__, LawStamp.__table__
EDITIONS = "editions"


def draft_of(
    kind: EditionKind, base: Version, version: str, valid_from: date, *, by: Person, on: date, visit: Visit
) -> uuid.UUID:
    """Begin a version from one there is. Raises Forbidden, Refused when the version exists already."""
    code, edition_id = code_of(base), new_id()
    told = _fixed(kind, REGISTRIES[kind.value].written(base), code, version, valid_from)
    with administering(by, on) as session:
        _refuse_known(session, kind, code, version)
        row = {
            "id": edition_id, "kind": kind.value, "code": code, "version": version, "based_on": base.version,
            "document": told, "valid_from": valid_from, "state": EditionState.DRAFT.value, "made_by": by.id,
            "made_at": visit.at, "edited": 1,
        }  # fmt: skip
        session.execute(insert(EDITION), row)
        _note(session, "edition:drafted", row, by, visit)
    return edition_id


def _fixed(kind: str, told: Mapping[str, Any], code: str, version: str, valid_from: date) -> dict[str, Any]:
    """A document names what it is a version of, whatever was typed; those of a kind with a first day name it too."""
    named = dict(told) | {"code": code, "version": version}
    return named if kind == EditionKind.PROCEDURE else named | {"valid_from": valid_from.isoformat()}


def _refuse_known(session: Session, kind: EditionKind, code: str, version: str) -> None:
    kept = select(EDITION.c.id).where(
        EDITION.c.kind == kind.value, EDITION.c.code == code, EDITION.c.version == version,
        EDITION.c.state != EditionState.WITHDRAWN.value,
    )  # fmt: skip
    if REGISTRIES[kind.value].knows(code, version) or session.execute(kept).first():
        raise Refused(Reason(_("Đã có phiên bản %(version)s; hãy đặt tên khác.", version=version)))


def change_draft(
    edition_id: uuid.UUID, told: Mapping[str, Any], *, seen: int, by: Person, on: date, visit: Visit,
    valid_from: date | None = None,
) -> None:  # fmt: skip
    """Put another document into a draft, and another first day. It need not be right yet.

    Raises Forbidden, NotFound, Stale.
    """
    with administering(by, on) as session:
        row = _draft(session, edition_id, seen)
        since = valid_from or row.valid_from
        kept = _fixed(row.kind, told, row.code, row.version, since)
        session.execute(_change(edition_id).values(document=kept, valid_from=since, edited=row.edited + 1))
        _note(session, "edition:changed", row._mapping, by, visit)  # noqa: SLF001 - the name SQLAlchemy gives it


def publish(edition_id: uuid.UUID, *, seen: int, by: Person, on: date, visit: Visit) -> None:
    """Publish a draft: what begins from its day on uses it, what has begun keeps its own.

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
        _note(session, "edition:published", row._mapping, by, visit, valid_from=row.valid_from)  # noqa: SLF001


def _note(session: Session, act: str, row: Mapping[str, Any], by: Person, visit: Visit, **facts: object) -> None:
    named = {name: row[name] for name in ("kind", "code", "version")}
    record(session, act, at=visit.at, actor_id=by.id, subject=row["id"], ip=visit.ip, **named, **facts)


def _draw_a_new_stamp(session: Session) -> None:
    """Every process that reads the calendar's stamps learns that there is something new."""
    changed = session.execute(update(STAMP).where(STAMP.c.name == EDITIONS).values(stamp=new_id()))
    if changed.rowcount == 0:  # type: ignore[attr-defined]
        session.execute(insert(STAMP), {"name": EDITIONS, "stamp": new_id()})


def check(kind: str, told: Any) -> Version:
    """The version a document tells. Raises Refused with everything that is wrong with it."""
    try:
        made: Version = REGISTRIES[kind].read(told)
    except document.BadDocument as bad:
        raise Refused(*(Reason(problem) for problem in bad.problems)) from bad
    if isinstance(made, Template) and (problems := problems_of(made)):
        raise Refused(*(Reason(problem) for problem in problems))
    return made


def withdraw(edition_id: uuid.UUID, *, seen: int, by: Person, on: date, visit: Visit) -> None:
    """Put a draft aside. What was published stays. Raises Forbidden, NotFound, Stale."""
    with administering(by, on) as session:
        row = _draft(session, edition_id, seen)
        session.execute(_change(edition_id).values(state=EditionState.WITHDRAWN.value))
        _note(session, "edition:withdrawn", row._mapping, by, visit)  # noqa: SLF001 - the name SQLAlchemy gives it


def _draft(session: Session, edition_id: uuid.UUID, seen: int) -> Any:
    row = session.execute(select(EDITION).where(EDITION.c.id == edition_id).with_for_update()).one_or_none()
    if row is None:
        raise NotFound
    if row.state != EditionState.DRAFT.value or row.edited != seen:
        raise Stale(Reason(_("Bản dự thảo này vừa được người khác sửa hoặc đã ban hành.")))
    return row


def _change(edition_id: uuid.UUID) -> Any:
    return update(EDITION).where(EDITION.c.id == edition_id)
