"""To whom dossiers were given, as of the end of a day: from the hand-overs, each with its instants."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from workflow.accounts.models import Account
from workflow.dossiers.assignment.models import Assignment
from workflow.dossiers.models import Dossier, Entry
from workflow.extensions import db
from workflow.wall_clock import end_of

DOSSIER, ENTRY, GIVEN, ACCOUNT = Dossier.__table__, Entry.__table__, Assignment.__table__, Account.__table__


@dataclass(frozen=True, slots=True)
class Officers:
    """Who had each dossier last: by its id the name, and whether that was over by the end of the day."""

    last: Mapping[uuid.UUID, tuple[str, bool]]

    def of(self, fate: Any) -> str:
        """Whose dossier it was: while it is open, who has it; of one that is finished, who had it last."""
        name, is_over = self.last.get(fate.dossier_id, ("", False))
        return "" if is_over and fate.finished_on is None else name


def officers_at(first: date, last: date) -> Officers:
    """For dossiers that were at work from one day on, who was given each last by the end of another."""
    end = end_of(last)
    at_work = select(ENTRY.c.dossier_id).where(ENTRY.c.on >= first)
    rows = db.session.execute(
        select(GIVEN.c.dossier_id, GIVEN.c.ended_at, ACCOUNT.c.name)
        .join(ACCOUNT, ACCOUNT.c.id == GIVEN.c.account_id)
        .join(DOSSIER, DOSSIER.c.id == GIVEN.c.dossier_id)
        .where(GIVEN.c.at < end, or_(DOSSIER.c.is_open, DOSSIER.c.id.in_(at_work)))
        .order_by(GIVEN.c.at, GIVEN.c.id)
    )
    return Officers({row.dossier_id: (row.name, bool(row.ended_at and row.ended_at < end)) for row in rows})
