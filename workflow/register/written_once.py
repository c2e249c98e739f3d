"""Rows about units that are written once: one entered by mistake is taken back with a reason, and stays."""

import uuid
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, FromClause, String, Table, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from states.kernel import Reason, Refused
from workflow.errors import Stale
from workflow.extensions import UtcDateTime, db
from workflow.text import nfc


class WrittenOnce:
    """Who wrote a row down and when, and who took it back: what was told on a past day can be told again."""

    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    recorded_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_on: Mapped[date | None]
    withdrawn_why: Mapped[str] = mapped_column(String(500), default="")


def written_once_checks() -> tuple[CheckConstraint, CheckConstraint]:
    """The checks of a table of such rows."""
    return (
        CheckConstraint("(withdrawn_by IS NULL) = (withdrawn_on IS NULL)", name="withdrawn_by_somebody"),
        CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_why = '')", name="withdrawn_says_why"),
    )


def recorded(by: uuid.UUID, on: date, at: datetime) -> dict[str, Any]:
    """The columns of a row that is written down now."""
    return {"recorded_by": by, "recorded_on": on, "recorded_at": at, "withdrawn_why": ""}


def twins(table: FromClause, **same: Any) -> list[Reason]:
    """Why a row is not written once more: one that says the same stands already. A double click is one row."""
    alike = select(table.c.id).where(table.c.withdrawn_on.is_(None), *(table.c[name] == same[name] for name in same))
    if db.session.scalar(alike.limit(1)) is None:
        return []
    return [Reason(_("Mục này đã được ghi rồi, nên không ghi lần nữa."))]


def take_back(session: Session, table: FromClause, row_id: uuid.UUID, why: str, *, by: uuid.UUID, on: date) -> None:
    """Mark a row as withdrawn by a person on a day. Runs inside the caller's transaction.

    Raises Refused without a reason, Stale when it was taken back already.
    """
    assert isinstance(table, Table)
    if not why.strip():
        raise Refused(Reason(_("Hãy ghi lý do bỏ.")))
    gone = {"withdrawn_by": by, "withdrawn_on": on, "withdrawn_why": nfc(why.strip())[:500]}
    standing = update(table).where(table.c.id == row_id, table.c.withdrawn_on.is_(None))
    if session.connection().execute(standing.values(**gone)).rowcount != 1:
        raise Stale(Reason(_("Mục này vừa được người khác bỏ.")))
