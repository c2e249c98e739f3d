"""Files on their way over a poor line: what was announced, and the pieces that are safe so far."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, Id, IdType, Json, JsonDict, UtcDateTime


class Arriving(Base):
    """One file that its owner sends in pieces. The same file chosen again (`mark`) goes on where it was.

    `outcome` is empty while it arrives; then it says what became of it, so that an answer lost on the way can be asked
    for again. `photo` holds place and time of a photograph, when its owner wished to keep them.
    """

    __tablename__ = "arriving"

    id: Mapped[Id]
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    part_code: Mapped[str] = mapped_column(String(40))
    item_code: Mapped[str | None] = mapped_column(String(40))
    replaces_id: Mapped[uuid.UUID | None] = mapped_column(IdType)
    mark: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    received: Mapped[int] = mapped_column(default=0)
    photo: Mapped[JsonDict] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(10), default="")
    said: Mapped[str] = mapped_column(String(1000), default="")

    __table_args__ = (
        CheckConstraint("size BETWEEN 1 AND 104857600", name="size"),
        CheckConstraint("received BETWEEN 0 AND size", name="received_within_the_size"),
        CheckConstraint("expires_at > at", name="expires_after_it_began"),
        CheckConstraint("outcome IN ('', 'kept', 'known', 'refused')", name="outcome"),
        CheckConstraint("outcome = '' OR said <> ''", name="ended_with_a_sentence"),
        Index("ix_arriving_owner_dossier", "owner_id", "dossier_id"),
        Index("ix_arriving_expires_at", "expires_at"),
    )


class Piece(Base):
    """Bytes from one offset on, safe on the disk under a name of their own. Two tabs write two files; one row wins."""

    __tablename__ = "arriving_piece"

    arriving_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("arriving.id"), primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    length: Mapped[int]
    name: Mapped[str] = mapped_column(String(40), unique=True)

    __table_args__ = (
        CheckConstraint("start >= 0", name="start"),
        CheckConstraint("length > 0", name="length"),
    )
