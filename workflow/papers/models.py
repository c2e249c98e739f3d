"""Files people hand in, papers the office issues, and the counters of dossier codes and papers.

Files that are still arriving are in `arriving_models`.
"""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, Id, IdType, Json, JsonDict, UtcDateTime

_PENDING = text("state = 'pending'")


class StoredFile(Base):
    """Bytes in the store, known by their SHA-256. The row is written after the bytes are safe on the disk."""

    __tablename__ = "stored_file"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))

    __table_args__ = (CheckConstraint("size > 0", name="not_empty"),)


class ScanState(StrEnum):
    """What the virus scanner said of the bytes."""

    PENDING = "pending"
    SAFE = "safe"
    INFECTED = "infected"


class FileScan(Base):
    """What the virus scanner says of stored bytes. Without a row they were never shown to one.

    `next_at` is when a pending file is tried again; `found` names what an infected one carries.
    """

    __tablename__ = "file_scan"

    digest: Mapped[bytes] = mapped_column(ForeignKey("stored_file.digest"), primary_key=True)
    state: Mapped[str] = mapped_column(String(10), default=ScanState.PENDING.value)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    found: Mapped[str] = mapped_column(String(100), default="")
    last_error: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (
        CheckConstraint("state IN ('pending', 'safe', 'infected')", name="state"),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("(state = 'pending') = (checked_at IS NULL)", name="known_when_checked"),
        CheckConstraint("(state = 'infected') = (found <> '')", name="infected_says_by_what"),
        Index("ix_file_scan_due", "next_at", sqlite_where=_PENDING, postgresql_where=_PENDING),
    )


class Attachment(Base):
    """A file under one part of a dossier, or evidence of one item of the environmental checklist.

    A replaced file stays, pointing to what took its place: what was handed in is never lost.
    """

    __tablename__ = "attachment"

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    part_code: Mapped[str] = mapped_column(String(40))
    item_code: Mapped[str | None] = mapped_column(String(40))
    digest: Mapped[bytes] = mapped_column(ForeignKey("stored_file.digest"))
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    uploaded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    replaced_by_id: Mapped[uuid.UUID | None] = mapped_column(IdType, ForeignKey("attachment.id"))

    __table_args__ = (
        CheckConstraint("replaced_by_id IS NULL OR replaced_by_id <> id", name="not_replaced_by_itself"),
        Index("ix_attachment_dossier_id_part_code", "dossier_id", "part_code"),
        Index("ix_attachment_digest", "digest"),
    )


class PhotoFact(Base):
    """Where and when a photograph was taken, kept because the officer wished it. The file itself does not carry it.

    `taken_at` is the camera's own clock, as it wrote it: a camera knows no zone.
    """

    __tablename__ = "photo_fact"

    attachment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("attachment.id"), primary_key=True)
    taken_at: Mapped[str | None] = mapped_column(String(19))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]

    __table_args__ = (
        CheckConstraint("taken_at IS NOT NULL OR latitude IS NOT NULL", name="says_something"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="place_has_both"),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
    )


class Paper(Base):
    """A paper the office issued: the facts it was made from. The same facts give the same bytes again."""

    __tablename__ = "paper"

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    form: Mapped[str] = mapped_column(String(10))
    template_version: Mapped[str] = mapped_column(String(20))
    facts: Mapped[JsonDict] = mapped_column(Json)
    entry_number: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("dossier_id", "form", "entry_number"),)


class CodeCounter(Base):
    """How many dossier codes one prefix has given on one day."""

    __tablename__ = "code_counter"

    prefix: Mapped[str] = mapped_column(String(24), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int]

    __table_args__ = (CheckConstraint("last BETWEEN 1 AND 9999", name="four_digits"),)


class PaperCounter(Base):
    """How many papers of one form an agency has numbered in one year."""

    __tablename__ = "paper_counter"

    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    form: Mapped[str] = mapped_column(String(10), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]

    __table_args__ = (CheckConstraint("last >= 1", name="counts_up"),)
