"""Versions of the law that were written in the office: of procedures, of checklists, of printed forms."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, Id, Json, JsonDict, UtcDateTime

_NOT_WITHDRAWN = text("state <> 'withdrawn'")


class EditionKind(StrEnum):
    """What a version is a version of."""

    PROCEDURE = "procedure"
    CHECKLIST = "checklist"
    FORM = "form"


class EditionState(StrEnum):
    """A draft may change; what is published never does; what was withdrawn never came into use."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Edition(Base):
    """One version as a document (states.document). From `valid_from` on, new dossiers use it once it is published."""

    __tablename__ = "edition"

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(40))
    version: Mapped[str] = mapped_column(String(20))
    based_on: Mapped[str] = mapped_column(String(20))
    document: Mapped[JsonDict] = mapped_column(Json)
    valid_from: Mapped[date]
    note: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[str] = mapped_column(String(10), default=EditionState.DRAFT.value)
    edited: Mapped[int] = mapped_column(default=1)
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("kind IN ('procedure', 'checklist', 'form')", name="known_kind"),
        CheckConstraint("state IN ('draft', 'published', 'withdrawn')", name="known_state"),
        CheckConstraint("version <> ''", name="says_which"),
        CheckConstraint("(published_by IS NULL) = (published_at IS NULL)", name="publisher_and_instant"),
        CheckConstraint("state <> 'draft' OR published_at IS NULL", name="draft_is_not_published"),
        CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name="published_has_its_instant"),
        Index(
            "uq_edition_kind_code_version", "kind", "code", "version", unique=True,
            sqlite_where=_NOT_WITHDRAWN, postgresql_where=_NOT_WITHDRAWN,
        ),
    )  # fmt: skip
