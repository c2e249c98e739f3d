"""Rows about units that are written once: one entered by mistake is taken back with a reason, and stays."""

import uuid
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import FromClause, Table, update
from sqlalchemy.orm import Session

from states.kernel import Reason, Refused
from workflow.errors import Stale
from workflow.text import nfc


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
