"""A sheet that somebody brought in: its rows as text until they are written."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, Id, Json, UtcDateTime


class FeedImport(Base):
    """One upload. `rows` are [line, {field: text}]; they are let go of once written, the numbers stay."""

    __tablename__ = "feed_import"

    id: Mapped[Id]
    feed: Mapped[str] = mapped_column(String(40))
    file_name: Mapped[str] = mapped_column(String(200))
    rows: Mapped[list[Any]] = mapped_column(Json)
    count: Mapped[int]
    uploaded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("count > 0", name="holds_rows"),
        CheckConstraint("feed <> ''", name="is_of_a_feed"),
        Index("ix_feed_import_uploaded_by", "uploaded_by", "uploaded_at"),
    )
