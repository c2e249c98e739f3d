"""What is known of the digital signatures of PDFs, the signed files of issued papers, and the prints of papers."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, Id, Json, UtcDateTime
from workflow.papers.signatures.verdicts import SIGNED, Verdict

CURRENT = text("replaced_at IS NULL")
_VERDICTS, _SIGNED = (
    ", ".join(repr(verdict.value) for verdict in some) for some in (Verdict, [v for v in Verdict if v in SIGNED])
)


class SignatureVerdict(Base):
    """What the signatures of some bytes are worth, judged by one trust store. Recomputed when the store changes.

    `signers` is a list of name, serial, time and verdict, as far as they stand in the certificates: nothing else of a
    person is kept. `tries` counts how often a file was opened that could not be judged.
    """

    __tablename__ = "signature_verdict"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    verdict: Mapped[str] = mapped_column(String(20))
    signatures: Mapped[int]
    signers: Mapped[list[dict[str, object]]] = mapped_column(Json)
    trust: Mapped[bytes] = mapped_column(LargeBinary(32))
    tries: Mapped[int] = mapped_column(default=1)
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint(f"verdict IN ({_VERDICTS})", name="verdict"),
        CheckConstraint("signatures BETWEEN 0 AND 20", name="some_signatures"),
        CheckConstraint(f"(verdict IN ({_SIGNED})) = (signatures > 0)", name="signed_has_signatures"),
        CheckConstraint("tries >= 1", name="was_tried"),
    )


class SignedFile(Base):
    """The file that came back signed from outside, of one issued paper or of one decision. Earlier ones are kept."""

    __tablename__ = "signed_file"

    id: Mapped[Id]
    paper_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("paper.id"))
    decision_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("decision_paper.id"))
    digest: Mapped[bytes] = mapped_column(ForeignKey("stored_file.digest"))
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    uploaded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("(paper_id IS NULL) <> (decision_id IS NULL)", name="of_one_paper"),
        CheckConstraint("replaced_at IS NULL OR replaced_at >= at", name="replaced_after_it_came"),
        CheckConstraint("size > 0", name="not_empty"),
        Index("uq_signed_file_current_paper", "paper_id", unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT),
        Index(
            "uq_signed_file_current_decision", "decision_id", unique=True, sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        ),
        Index("ix_signed_file_digest", "digest"),
    )  # fmt: skip


class PaperPrint(Base):
    """The digest of an issued paper as it was printed: a copy stays known when a later printer sets other bytes."""

    __tablename__ = "paper_print"

    paper_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    printer: Mapped[str] = mapped_column(String(60), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))

    __table_args__ = (
        CheckConstraint("length(printer) > 0", name="printer_is_named"),
        Index("ix_paper_print_digest", "digest"),
    )
