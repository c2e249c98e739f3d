"""Requests for supplements: one draft and one open request at most, each with every gap at once."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from states.facts import GapFault
from workflow.extensions import Base, Id, Json, JsonDict, UtcDateTime


class RequestState(StrEnum):
    """What has become of a request."""

    DRAFT = "draft"
    OPEN = "open"
    ANSWERED = "answered"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


STATE_TITLES: dict[RequestState, str] = {
    RequestState.DRAFT: "Đang soạn",
    RequestState.OPEN: "Chờ bổ sung",
    RequestState.ANSWERED: "Đã bổ sung",
    RequestState.CANCELLED: "Đã hủy",
    RequestState.LAPSED: "Quá hạn bổ sung",
}


def _while(state: RequestState) -> dict[str, Any]:
    condition = text(f"state = '{state.value}'")
    return {"unique": True, "sqlite_where": condition, "postgresql_where": condition}


def _one_of(column: str, values: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


class SupplementRequest(Base):
    """What a handler asks the commune to mend (Mẫu 02). `answer_by` is the last day to answer, set when it is sent.

    `approver_id` is the leader who approved a second request at the same stage.
    """

    __tablename__ = "supplement_request"

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    stage: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(10), default=RequestState.DRAFT.value)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    approver_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    drafted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_on: Mapped[date | None]
    answer_by: Mapped[date | None]
    entry_number: Mapped[int | None]
    closed_on: Mapped[date | None]

    __table_args__ = (
        CheckConstraint(_one_of("state", RequestState), name="state"),
        CheckConstraint("(state = 'draft') = (asked_on IS NULL)", name="asked_when_sent"),
        CheckConstraint("(asked_on IS NULL) = (answer_by IS NULL)", name="answer_by_when_sent"),
        CheckConstraint("(state IN ('draft', 'open')) = (closed_on IS NULL)", name="closed_when_over"),
        Index("uq_supplement_request_draft", "dossier_id", **_while(RequestState.DRAFT)),
        Index("uq_supplement_request_open", "dossier_id", **_while(RequestState.OPEN)),
    )


class SupplementGap(Base):
    """One thing that is missing, incorrect or outdated. `where` is as in `states.basis.Reason.where`, or "other"."""

    __tablename__ = "supplement_gap"

    id: Mapped[Id]
    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("supplement_request.id"))
    position: Mapped[int]
    where: Mapped[str] = mapped_column(String(60))
    fault: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("request_id", "position"),
        CheckConstraint("position > 0", name="position_from_one"),
        CheckConstraint(_one_of("fault", GapFault), name="fault"),
        CheckConstraint("(answer = '') = (answered_by IS NULL)", name="answered_by_somebody"),
        CheckConstraint("(answered_by IS NULL) = (answered_at IS NULL)", name="answered_at_an_instant"),
    )


class SupplementCopy(Base):
    """What a commune had written when the request was cancelled: kept, so that nothing typed is lost."""

    __tablename__ = "supplement_copy"

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    content: Mapped[JsonDict] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
