"""Reading files on their way. They are their owner's alone."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from workflow.errors import NotFound
from workflow.extensions import JsonDict, db
from workflow.papers.arriving_models import Arriving, Piece
from workflow.papers.services import Place

ARRIVING, PIECE = Arriving.__table__, Piece.__table__


@dataclass(frozen=True, slots=True)
class ArrivingRow:
    """One file on its way, or what became of it."""

    id: uuid.UUID
    dossier_id: uuid.UUID
    part_code: str
    item_code: str | None
    replaces_id: uuid.UUID | None
    name: str
    size: int
    received: int
    photo: JsonDict
    expires_at: datetime
    outcome: str
    said: str

    @property
    def place(self) -> Place:
        return Place(self.dossier_id, self.part_code, self.item_code)


def get_arriving(dossier_id: uuid.UUID, arriving_id: uuid.UUID, owner: uuid.UUID) -> ArrivingRow:
    """A file its owner sends to this very dossier. Raises NotFound for anybody else's."""
    wanted = ARRIVING.c.id == arriving_id, ARRIVING.c.dossier_id == dossier_id, ARRIVING.c.owner_id == owner
    row = db.session.execute(select(*_columns()).where(*wanted)).one_or_none()
    if row is None:
        raise NotFound
    return ArrivingRow(*row)


def unfinished(dossier_id: uuid.UUID, owner: uuid.UUID, at: datetime) -> Mapping[str, tuple[ArrivingRow, ...]]:
    """What its owner has on the way to a dossier, by part code, oldest first; evidence by code of the item."""
    wanted = ARRIVING.c.dossier_id == dossier_id, ARRIVING.c.owner_id == owner, ARRIVING.c.outcome == ""
    rows = db.session.execute(
        select(*_columns()).where(*wanted, ARRIVING.c.received > 0, ARRIVING.c.expires_at > at).order_by(ARRIVING.c.id)
    )
    found: dict[str, tuple[ArrivingRow, ...]] = {}
    for row in (ArrivingRow(*one) for one in rows):
        key = row.item_code or row.part_code
        found[key] = (*found.get(key, ()), row)
    return found


def piece_names(arriving_id: uuid.UUID) -> list[str]:
    """The pieces of a file in their order."""
    wanted = select(PIECE.c.name).where(PIECE.c.arriving_id == arriving_id).order_by(PIECE.c.start)
    return list(db.session.scalars(wanted))


def known_pieces() -> frozenset[str]:
    """The names of every piece that has a row."""
    return frozenset(db.session.scalars(select(PIECE.c.name)))


def _columns() -> list[Any]:
    return [ARRIVING.c[name] for name in ArrivingRow.__slots__]
