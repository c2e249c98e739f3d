"""The ledger of dated jobs: what ran for which day, and how much it did. Information only; jobs do not rely on it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, Id, UtcDateTime


class JobRun(Base):
    """One run of one job for one day. `finished_at` stays empty when it was interrupted, `error` says what failed."""

    __tablename__ = "job_run"

    id: Mapped[Id]
    job: Mapped[str] = mapped_column(String(60))
    on: Mapped[date]
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    did: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (
        CheckConstraint("did >= 0", name="did_something_or_nothing"),
        CheckConstraint("error = '' OR finished_at IS NOT NULL", name="failed_when_finished"),
        Index("ix_job_run_day", "job", "on"),
    )
