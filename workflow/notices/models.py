"""What people are told, and the mail that carries it: rows written with the act, sent after its commit."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, Id, Json, JsonDict, UtcDateTime


class MailState(StrEnum):
    """Where one mail stands: not tried, tried in vain and due again, accepted by the server, tried often enough."""

    WAITING = "waiting"
    FAILED = "failed"
    SENT = "sent"
    GIVEN_UP = "given_up"


OPEN = (MailState.WAITING, MailState.FAILED)
_OPEN = text("state IN ('waiting', 'failed')")


class Notice(Base):
    """One thing told to one account. `facts` holds ids, codes and words of the law, never a personal value.

    `once` names what must not be told twice to the same account; empty when it may.
    """

    __tablename__ = "notice"

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(60))
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    dossier_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("dossier.id"), index=True)
    path: Mapped[str] = mapped_column(String(300))
    facts: Mapped[JsonDict] = mapped_column(Json)
    once: Mapped[str | None] = mapped_column(String(160))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("account_id", "once"),
        CheckConstraint("substr(path, 1, 1) = '/' AND substr(path, 2, 1) <> '/'", name="path_is_of_this_office"),
        Index("ix_notice_account", "account_id", "id"),
        Index(
            "ix_notice_unread",
            "account_id",
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
    )


class Mail(Base):
    """The mail of one notice. The address is read from the account when it is sent.

    Whoever sends it moves `next_at` on first, so that nobody else takes it meanwhile; after a crash it is due again.
    """

    __tablename__ = "mail"

    id: Mapped[Id]
    notice_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("notice.id"), unique=True)
    state: Mapped[str] = mapped_column(String(10), default=MailState.WAITING.value)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_error: Mapped[str] = mapped_column(String(200), default="")
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'failed', 'sent', 'given_up')", name="state"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_its_instant"),
        CheckConstraint("attempts >= 0", name="attempts"),
        Index("ix_mail_due", "next_at", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )
