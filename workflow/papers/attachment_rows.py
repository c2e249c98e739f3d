"""Attached files as pages show them."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from states.basis import Basis
from states.papers_asked import ALL_PARTS
from states.parts import Need, Part
from workflow.papers.arriving_queries import ArrivingRow
from workflow.papers.previews import DRAWN
from workflow.papers.scans import Scanned
from workflow.papers.signatures.verdicts import Told, Verdict, told
from workflow.papers.types import accept_for


@dataclass(frozen=True, slots=True)
class AttachmentRow(Scanned):
    """One file of a dossier. `item_code` is set on evidence for an item of the checklist."""

    id: uuid.UUID
    part_code: str
    item_code: str | None
    digest: bytes
    name: str
    size: int
    media_type: str
    at: datetime
    by_name: str
    replaced_by_id: uuid.UUID | None
    scan_state: str | None
    found: str | None
    taken_at: str | None
    latitude: float | None
    longitude: float | None
    verdict: str | None
    signers: list[dict[str, Any]] | None

    @property
    def signature(self) -> Told | None:
        """What its digital signatures are worth; None for what is no PDF."""
        if self.media_type != "application/pdf":
            return None
        return told(Verdict(self.verdict) if self.verdict else None, self.signers or ())

    @property
    def has_preview(self) -> bool:
        return self.is_open and self.media_type in DRAWN

    @property
    def is_current(self) -> bool:
        return self.replaced_by_id is None

    @property
    def part_title(self) -> str:
        """The paper it belongs to, in words."""
        return ALL_PARTS[self.part_code].title if self.part_code in ALL_PARTS else self.part_code

    @property
    def extension(self) -> str:
        return self.name.rpartition(".")[2].lower()


@dataclass(frozen=True, slots=True)
class PartRow:
    """One paper of a dossier with the files attached to it, as a page shows it.

    `twins` names, for a file, an older one of the same dossier with the very same bytes; `unfinished` are files that
    the reader has on the way to it.
    """

    part: Part
    need: Need
    files: tuple[AttachmentRow, ...]
    earlier: tuple[AttachmentRow, ...]
    is_missing: bool
    twins: Mapping[uuid.UUID, AttachmentRow]
    unfinished: tuple[ArrivingRow, ...]

    @property
    def code(self) -> str:
        return self.part.code

    @property
    def basis(self) -> Basis:
        return self.part.basis

    @property
    def accept(self) -> str:
        """What a file field of this part may offer."""
        return accept_for(self.part.code)


def twins_of(rows: Iterable[AttachmentRow]) -> dict[uuid.UUID, AttachmentRow]:
    """By id of a file, the oldest other one with the same bytes. `rows` come oldest first."""
    first: dict[bytes, AttachmentRow] = {}
    twins: dict[uuid.UUID, AttachmentRow] = {}
    for row in rows:
        if (older := first.setdefault(row.digest, row)) is not row:
            twins[row.id] = older
    return twins
