"""Writing of files on their way. Every function here runs inside the caller's transaction.

A piece counts once its row is there: the offset it continues from is compared and set in one statement, so that two
tabs, or a piece sent again after a lost answer, change nothing.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from workflow.errors import BadInput, NotFound
from workflow.extensions import new_id
from workflow.papers.arriving_models import Arriving, Piece
from workflow.papers.services import Place

ARRIVING, PIECE = Arriving.__table__, Piece.__table__
KEPT = timedelta(days=7)
"""A file nobody went on with for so long is forgotten."""
MOST_UNFINISHED = 40
"""Files one person may have on the way at once."""


class Misplaced(Exception):
    """The piece does not continue where the file stands. `offset` is where it does."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"the file stands at {offset}")
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Announced:
    """A file as its owner announces it. `mark` tells the same file chosen again from another of the same name."""

    name: str
    size: int
    mark: str
    replaces_id: uuid.UUID | None = None


def begin(
    session: Session, place: Place, announced: Announced, photo: Mapping[str, Any], *, owner: uuid.UUID, at: datetime
) -> uuid.UUID:
    """Announce a file, or find the one that was announced before and has not ended. Raises BadInput."""
    same = _same(place, announced, owner)
    known: uuid.UUID | None = session.scalars(select(ARRIVING.c.id).where(*same, ARRIVING.c.expires_at > at)).first()
    if known:
        return known
    open_ones = select(func.count()).where(ARRIVING.c.owner_id == owner, ARRIVING.c.outcome == "")
    if (session.scalar(open_ones) or 0) >= MOST_UNFINISHED:
        raise BadInput(
            _("Ông/Bà đang có %(most)s tệp gửi dở, là số tối đa. Hãy gửi tiếp hoặc bỏ bớt các tệp đó.",
              most=MOST_UNFINISHED)
        )  # fmt: skip
    begun = new_id()
    row = {
        "id": begun, "owner_id": owner, "dossier_id": place.dossier_id, "part_code": place.part_code,
        "item_code": place.item_code, "replaces_id": announced.replaces_id, "mark": announced.mark,
        "name": announced.name, "size": announced.size, "photo": dict(photo), "at": at, "expires_at": at + KEPT,
        "received": 0, "outcome": "", "said": "",
    }  # fmt: skip
    session.execute(insert(ARRIVING), row)
    return begun


def _same(place: Place, announced: Announced, owner: uuid.UUID) -> tuple[Any, ...]:
    columns = {
        "owner_id": owner, "dossier_id": place.dossier_id, "part_code": place.part_code, "item_code": place.item_code,
        "replaces_id": announced.replaces_id, "mark": announced.mark, "size": announced.size, "outcome": "",
    }  # fmt: skip
    return tuple(ARRIVING.c[name].is_not_distinct_from(value) for name, value in columns.items())


def take(session: Session, arriving_id: uuid.UUID, offset: int, length: int, name: str, at: datetime) -> int:
    """Count a piece that is safe on the disk; where the file stands now. Raises Misplaced when another was quicker."""
    moved = session.connection().execute(
        update(ARRIVING)
        .where(
            ARRIVING.c.id == arriving_id, ARRIVING.c.received == offset, ARRIVING.c.outcome == "",
            ARRIVING.c.size >= offset + length,
        )
        .values(received=offset + length, expires_at=at + KEPT)
    )  # fmt: skip
    if moved.rowcount != 1:
        stands = session.scalar(select(ARRIVING.c.received).where(ARRIVING.c.id == arriving_id))
        raise Misplaced(stands) if stands is not None else NotFound
    session.execute(insert(PIECE), {"arriving_id": arriving_id, "start": offset, "length": length, "name": name})
    return offset + length


def end(session: Session, arriving_id: uuid.UUID, outcome: str, said: str) -> None:
    """Say what became of a file, once; its pieces are needed no more."""
    session.execute(
        update(ARRIVING)
        .where(ARRIVING.c.id == arriving_id, ARRIVING.c.outcome == "")
        .values(outcome=outcome, said=said[:1000])
    )
    session.execute(delete(PIECE).where(PIECE.c.arriving_id == arriving_id))


def forget(session: Session, arriving_id: uuid.UUID) -> None:
    """Drop a file on its way, with the rows of its pieces."""
    session.execute(delete(PIECE).where(PIECE.c.arriving_id == arriving_id))
    session.execute(delete(ARRIVING).where(ARRIVING.c.id == arriving_id))


def forget_expired(session: Session, at: datetime) -> int:
    """Drop what nobody went on with; how many files. The sweep of pieces then deletes their bytes."""
    expired = select(ARRIVING.c.id).where(ARRIVING.c.expires_at <= at)
    session.execute(delete(PIECE).where(PIECE.c.arriving_id.in_(expired)))
    gone = session.connection().execute(delete(ARRIVING).where(ARRIVING.c.expires_at <= at))
    return int(gone.rowcount)
