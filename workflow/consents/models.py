"""Who agreed to be shown in public, to what, in which words; and the photos and stories that are shown by it."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from states.consents import Channel, ConsentKind
from workflow.extensions import Base, Id, UtcDateTime
from workflow.register.models import one_of
from workflow.register.written_once import WrittenOnce, written_once_checks

KINDS = tuple(kind.value for kind in ConsentKind)
CHANNELS = tuple(channel.value for channel in Channel)
EXHIBITED = (ConsentKind.PHOTO.value, ConsentKind.STORY.value)
LIVE = text("withdrawn_at IS NULL")


class DataSubject(Base):
    """A person of a unit who was asked. The name stays inside the office without a consent to it.

    `phone` is kept while there is a consent to show it, and erased with that consent.
    """

    __tablename__ = "data_subject"

    id: Mapped[Id]
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(30), default="")
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (CheckConstraint("name <> ''", name="is_named"),)


class Consent(Base):
    """One yes of one person, to one kind of showing. It counts until it is taken back, and never again after.

    `given_on` is the day the person said so, `withdrawn_on` the day they took it back; `told_on` is when they were told
    that it was done. A scan of the signed paper may lie beside it.
    """

    __tablename__ = "consent"

    id: Mapped[Id]
    subject_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("data_subject.id"))
    kind: Mapped[str] = mapped_column(String(10))
    wording_version: Mapped[str] = mapped_column(String(20))
    given_on: Mapped[date]
    channel: Mapped[str] = mapped_column(String(10))
    scan_digest: Mapped[bytes | None] = mapped_column(ForeignKey("stored_file.digest"))
    scan_name: Mapped[str] = mapped_column(String(200), default="")
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    recorded_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    told_on: Mapped[date | None]
    told_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))

    __table_args__ = (
        CheckConstraint(one_of("kind", KINDS), name="known_kind"),
        CheckConstraint(one_of("channel", CHANNELS), name="known_channel"),
        CheckConstraint("(scan_digest IS NULL) = (scan_name = '')", name="scan_is_named"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_on IS NULL)", name="withdrawn_day_and_instant"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn_by_somebody"),
        CheckConstraint("withdrawn_on >= given_on", name="withdrawn_after_it_was_given"),
        CheckConstraint("(told_on IS NULL) = (told_by IS NULL)", name="told_by_somebody"),
        CheckConstraint("told_on IS NULL OR withdrawn_on IS NOT NULL", name="told_of_a_withdrawal"),
        Index("uq_consent_live", "subject_id", "kind", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
        Index("ix_consent_scan", "scan_digest"),
    )


class Exhibit(WrittenOnce, Base):
    """A photo or a story of a unit. It is shown while every consent it rests on is live and it is not taken down.

    `title` is the caption of a photo, the head of a story. Of one that was erased only the row is left.
    """

    __tablename__ = "exhibit"

    id: Mapped[Id]
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text, default="")
    digest: Mapped[bytes | None] = mapped_column(ForeignKey("stored_file.digest"), index=True)
    media_type: Mapped[str] = mapped_column(String(100), default="")
    erased_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    erased_on: Mapped[date | None]

    __table_args__ = (
        CheckConstraint(one_of("kind", EXHIBITED), name="known_kind"),
        CheckConstraint("title <> ''", name="has_a_title"),
        CheckConstraint("(kind = 'photo' AND erased_on IS NULL) = (digest IS NOT NULL)", name="photo_has_its_file"),
        CheckConstraint("(digest IS NULL) = (media_type = '')", name="file_has_its_type"),
        CheckConstraint("(kind = 'story' AND erased_on IS NULL) = (body <> '')", name="story_has_its_words"),
        *written_once_checks(),
        CheckConstraint("(erased_by IS NULL) = (erased_on IS NULL)", name="erased_by_somebody"),
    )


class ExhibitConsent(Base):
    """A consent that a photo or a story rests on: one for every person in it."""

    __tablename__ = "exhibit_consent"

    exhibit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("exhibit.id"), primary_key=True)
    consent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("consent.id"), primary_key=True, index=True)
