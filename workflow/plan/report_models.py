"""Periodic reports to the province and the Ministry: what an officer wrote, and what was said when one was approved."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from states.reports import Standing
from workflow.extensions import Base, Id, UtcDateTime
from workflow.register.models import one_of

STANDINGS = tuple(each.value for each in Standing)


class PeriodicReport(Base):
    """One report of a period, both days included. `version` counts its changes.

    `snapshot` is the JSON text of every figure at the approval and of the paper, `digest` its SHA-256: written once,
    so that a later correction does not change a report that was sent. `number` and `issued_on` are those of the paper.
    """

    __tablename__ = "periodic_report"

    id: Mapped[Id]
    first: Mapped[date]
    last: Mapped[date]
    difficulties: Mapped[str] = mapped_column(Text, default="")
    proposals: Mapped[str] = mapped_column(Text, default="")
    standing: Mapped[str] = mapped_column(String(20), default=Standing.DRAFT.value)
    version: Mapped[int] = mapped_column(default=1)
    returned_why: Mapped[str] = mapped_column(String(1000), default="")
    drafted_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    drafted_on: Mapped[date]
    drafted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    approved_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    approved_on: Mapped[date | None]
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    snapshot: Mapped[str] = mapped_column(Text, default="")
    digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    number: Mapped[str] = mapped_column(String(60), default="")
    issued_on: Mapped[date | None]
    numbered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))

    __table_args__ = (
        CheckConstraint(one_of("standing", STANDINGS), name="known_standing"),
        CheckConstraint("last >= first", name="ends_after_it_begins"),
        CheckConstraint("version > 0", name="version_from_one"),
        CheckConstraint("(standing = 'approved') = (approved_by IS NOT NULL)", name="approved_by_somebody"),
        CheckConstraint("(approved_by IS NULL) = (approved_on IS NULL)", name="approved_on_a_day"),
        CheckConstraint("(approved_on IS NULL) = (approved_at IS NULL)", name="approved_day_and_instant"),
        CheckConstraint("approved_on IS NULL OR approved_on > last", name="approved_when_over"),
        CheckConstraint("approved_by IS NULL OR approved_by <> drafted_by", name="approved_by_another"),
        CheckConstraint("(standing = 'approved') = (snapshot <> '')", name="keeps_what_was_approved"),
        CheckConstraint("(snapshot = '') = (digest IS NULL)", name="snapshot_has_its_digest"),
        CheckConstraint("number = '' OR standing = 'approved'", name="numbered_when_approved"),
        CheckConstraint("(number = '') = (issued_on IS NULL)", name="number_and_day"),
        CheckConstraint("(number = '') = (numbered_by IS NULL)", name="numbered_by_somebody"),
        Index("ix_periodic_report_last", "last", "id"),
    )
