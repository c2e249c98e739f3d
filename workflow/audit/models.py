"""The journal of acts that concern no dossier: sign-ins, accounts, posts, agencies, settings."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, Json, JsonDict, UtcDateTime


class Event(Base):
    """One act. Written in the transaction of the act, never changed; each line carries the hash of the line before.

    `kind` is `source:subject:action`. `subject` and `detail` hold ids and plain facts, never a personal value or a
    secret.
    """

    __tablename__ = "event"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80), default="")
    detail: Mapped[JsonDict] = mapped_column(Json)
    ip: Mapped[str] = mapped_column(String(45), default="")
    prev_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)

    __table_args__ = (
        CheckConstraint("seq > 0", name="seq_from_one"),
        Index("ix_event_subject", "subject", "seq"),
    )
