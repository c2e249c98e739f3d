"""Retention: how long the agency keeps dossiers, who was told, what is put off or held, and what was deleted."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from states.retention import DocumentKind
from workflow.extensions import Base, Id, UtcDateTime

PURGED = (DocumentKind.DRAFT, DocumentKind.DOSSIER)
_LIVE = text("lifted_at IS NULL")


def _one_of(column: str, kinds: tuple[DocumentKind, ...]) -> str:
    return f"{column} IN ({', '.join(repr(kind.value) for kind in kinds)})"


class RetentionSchedule(Base):
    """The agency's schedule: from the day `valid_from` dossiers are kept so many months after their end, None for ever.

    Rows are added, never changed. `ground` names the decision or the archive officer's word.
    """

    __tablename__ = "retention_schedule"

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(20))
    months: Mapped[int | None]
    valid_from: Mapped[date]
    ground: Mapped[str] = mapped_column(Text)
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint(_one_of("kind", (DocumentKind.DOSSIER,)), name="kind"),
        CheckConstraint("months IS NULL OR months BETWEEN 12 AND 1200", name="a_year_at_least"),
        CheckConstraint("ground <> ''", name="says_on_what_ground"),
        Index("ix_retention_schedule_kind", "kind", "valid_from"),
    )


class RetentionNotice(Base):
    """People were told on `told_on` that a dossier which fell due on `due_on` goes on `purge_on` at the earliest."""

    __tablename__ = "retention_notice"

    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    told_on: Mapped[date]
    purge_on: Mapped[date]

    __table_args__ = (
        CheckConstraint("purge_on > told_on", name="told_before"),
        CheckConstraint("purge_on >= due_on", name="not_before_it_is_due"),
    )


class RetentionPostponement(Base):
    """A dossier is kept until a later day, and why."""

    __tablename__ = "retention_postponement"

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    until_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    on: Mapped[date]
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("reason <> ''", name="says_why"),
        CheckConstraint('until_on > "on"', name="until_later"),
    )


class LegalHold(Base):
    """A dossier that may not be deleted while a court, an inspection or a complaint needs it."""

    __tablename__ = "legal_hold"

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    lifted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lift_reason: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        CheckConstraint("reason <> ''", name="says_why"),
        CheckConstraint("(lifted_by IS NULL) = (lifted_at IS NULL)", name="lifted_by_somebody"),
        CheckConstraint("(lifted_at IS NULL) = (lift_reason = '')", name="lift_says_why"),
        Index("uq_legal_hold_live", "dossier_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
    )


class Purge(Base):
    """What was deleted of a dossier: under which rule, which line of the journal says so, how much it was."""

    __tablename__ = "purge"

    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    rule: Mapped[str] = mapped_column(String(300))
    due_on: Mapped[date]
    purged_on: Mapped[date]
    entry_number: Mapped[int]
    files: Mapped[int]
    households: Mapped[int]
    reasons: Mapped[int]

    __table_args__ = (
        CheckConstraint(_one_of("kind", PURGED), name="kind"),
        CheckConstraint("purged_on >= due_on", name="not_before_it_is_due"),
        CheckConstraint("files >= 0 AND households >= 0 AND reasons >= 0", name="counts"),
    )


class PurgedFile(Base):
    """A file whose bytes are gone: its place and its hash stay, its name does not."""

    __tablename__ = "purged_file"

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    part_code: Mapped[str] = mapped_column(String(40))
    item_code: Mapped[str | None] = mapped_column(String(40))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (CheckConstraint("size > 0", name="was_not_empty"),)
