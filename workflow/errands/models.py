"""Long work that a person asked for: what, how far it has come, what came of it (docs/decisions/0028-long-work.md)."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, Id, Json, JsonDict, UtcDateTime

_OPEN = text("state IN ('waiting', 'running')")


class State(StrEnum):
    """Where an errand stands. The last three are the end."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Errand(Base):
    """One errand. `params` holds ids and days, no personal values; `done` of `total` steps are over (total 0: unknown).

    `attempt` counts who took it up: only the last to do so may write on it. `heartbeat_at` is its last sign of life.
    The file of a result is kept until `kept_until`; then `digest` is empty again and its name stays.
    """

    __tablename__ = "errand"

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(40))
    params: Mapped[JsonDict] = mapped_column(Json)
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10), default=State.WAITING.value)
    attempt: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    heartbeat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    said: Mapped[str] = mapped_column(String(500), default="")
    leads_to: Mapped[str] = mapped_column(String(200), default="")
    error: Mapped[str] = mapped_column(String(1000), default="")
    digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    file_name: Mapped[str] = mapped_column(String(200), default="")
    size: Mapped[int] = mapped_column(default=0)
    kept_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'running', 'done', 'failed', 'cancelled')", name="known_state"),
        CheckConstraint("kind <> ''", name="is_of_a_kind"),
        CheckConstraint("done >= 0 AND total >= 0 AND (total = 0 OR done <= total)", name="counts_its_steps"),
        CheckConstraint("(state IN ('waiting', 'running')) = (finished_at IS NULL)", name="finished_when_over"),
        CheckConstraint("(state = 'running') = (heartbeat_at IS NOT NULL)", name="lives_while_it_runs"),
        CheckConstraint("state NOT IN ('running', 'done') OR started_at IS NOT NULL", name="began_before_it_ran"),
        CheckConstraint("(state = 'failed') = (error <> '')", name="failed_says_why"),
        CheckConstraint("digest IS NULL OR (state = 'done' AND file_name <> '')", name="file_when_done"),
        CheckConstraint("(file_name <> '') = (kept_until IS NOT NULL)", name="file_is_kept_until"),
        CheckConstraint("attempt >= 0 AND size >= 0", name="counts"),
        Index("ix_errand_asked_by", "asked_by", "asked_at"),
        Index("ix_errand_open", "asked_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )
