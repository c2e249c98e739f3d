"""What a bundle holds, in order: the dossier, its journal, papers, versions handed in, files, what others said."""

import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import IO, Any

from flask import render_template
from markupsafe import Markup

from states.forms_of_law import form_name
from workflow.accounts.person import Person
from workflow.dossiers.bundle import told
from workflow.dossiers.bundle.chain import journal_of
from workflow.dossiers.bundle.look import STYLE
from workflow.dossiers.bundle.zipped import FORMAT, INDEX, MANIFEST, Member, Written, safe_name
from workflow.dossiers.case import DossierCase
from workflow.dossiers.control import slip
from workflow.dossiers.household_rows import HouseholdRow
from workflow.dossiers.household_sheets import list_csv
from workflow.dossiers.queries import DossierView
from workflow.dossiers.signed.targets import targets_of
from workflow.dossiers.supplements.received import find_received, is_hidden_from
from workflow.extensions import JsonDict
from workflow.papers import queries as papers
from workflow.papers.printed import file_name, render, reprint
from workflow.papers.storage import FileStore

DOSSIER, JOURNAL = "Hồ sơ.json", "Nhật ký.json"
_PACKED = ("image/", "application/zip", "application/vnd.openxmlformats", "video/", "audio/")


@dataclass(frozen=True)
class Bundle:
    """One bundle in the making. `files` are known at once; their bytes are read when their turn comes."""

    dossier: DossierView
    facts: JsonDict
    journal: Sequence[JsonDict]
    opinions: Sequence[JsonDict]
    purged: JsonDict | None
    files: Sequence[Member]
    at: datetime
    written: list[Written] = field(default_factory=list)
    missing: list[Member] = field(default_factory=list)

    def members(self) -> Iterator[Member]:
        """All members; the index and the manifest come last, and tell of those before them."""
        yield from self.files
        yield Member(INDEX, "Mục lục", self.at, self._index)
        yield _json(MANIFEST, "Danh mục mã băm", self.at, self.manifest)

    def manifest(self) -> JsonDict:
        """What is in the bundle, each with its SHA-256, and where the journal ends."""
        return {
            "format": FORMAT, "dossier": self.facts["id"], "code": self.facts["code"], "made": self.facts["bundle"],
            "journal": {"path": JOURNAL, "entries": len(self.journal), "last_hash": self.journal[-1]["hash"]},
            "files": [{"path": one.path, "title": one.title, "size": one.size, "sha256": one.sha256}
                      for one in self.written],
            "missing": [{"path": one.path, "title": one.title, "sha256": (one.digest or b"").hex()}
                        for one in self.missing],
            "purged": self.purged,
        }  # fmt: skip

    def _index(self) -> IO[bytes]:
        page = render_template("bundle/index.html", bundle=self, facts=self.facts, style=Markup(STYLE))  # noqa: S704 - ours
        return io.BytesIO(page.encode())


def bundle_of(dossier: DossierView, case: DossierCase, person: Person, store: FileStore, at: datetime) -> Bundle:
    """The bundle of a dossier for a reader who sees all of it; while its commune works on it, as it was received."""
    journal = journal_of(dossier)
    facts = _facts(dossier, case, person, at)
    handed_in = told.hand_ins(dossier.id)
    files = [
        _json(DOSSIER, "Hồ sơ", at, facts), _json(JOURNAL, "Nhật ký", at, journal), *_papers(dossier),
        *_versions(handed_in), *_attached(dossier, person, store),
        *_signed(dossier, store),
        *(_json(path, title, at, lines) for path, title, lines in told.told_of(case)),
    ]  # fmt: skip
    opinions = told.opinions_in(dossier.id)
    return Bundle(dossier, facts, journal, opinions, told.purged_of(dossier.id), files, at)


def _facts(dossier: DossierView, case: DossierCase, person: Person, at: datetime) -> JsonDict:
    row, procedure = dossier.row, dossier.procedure
    days = {name: getattr(row, name) for name in ("received_on", "due_on", "extended_to", "purged_on")}
    return {
        "id": str(row.id), "code": row.code, "title": row.title, "commune": row.commune_name,
        "procedure": procedure.title, "law": f"{procedure.code} {procedure.version}", "basis": procedure.basis,
        "stands_at": row.stage, "stage_title": procedure.title_at(row.stage, row.hold), "is_open": row.is_open,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "entry_count": row.entry_count, "entry_hash": row.entry_hash.hex(),
        "bundle": {"at": at.isoformat(), "by": person.name, "agency": person.seats[0].agency_name},
    }  # fmt: skip


def _papers(dossier: DossierView) -> Iterator[Member]:
    issued = [*reversed(papers.papers_of(dossier.id))]
    for number, paper in enumerate(issued, 1):
        name = safe_name(file_name(paper.form, paper.facts))
        printed = partial(_printed, partial(reprint, paper.id, paper.form, paper.facts))
        yield Member(f"Giấy tờ/{number:02d} {name}", form_name(paper.form), paper.made_at, printed)
    control = slip.slip_of(dossier)
    printed = partial(_printed, partial(render, "M06", slip.facts_of(control)))
    path = f"Giấy tờ/{len(issued) + 1:02d} Phiếu kiểm soát.pdf"
    yield Member(path, form_name("M06"), control.last.at, printed)


def _printed(print_now: Callable[[], bytes]) -> IO[bytes]:
    return io.BytesIO(print_now())


def _versions(handed_in: Sequence[Any]) -> Iterator[Member]:
    """Each version as it was handed in, and its list of households as a table."""
    for number, row in enumerate(handed_in, 1):
        content = {"entry_number": row.number, "digest": row.digest.hex(), "content": row.content}
        title = f"Nội dung nộp lần {number}"
        yield _json(f"Nội dung/{title}.json", title, row.at, content)
        if households := row.content.get("households"):
            title = f"Danh sách hộ nộp lần {number}"
            yield Member(f"Nội dung/{title}.csv", title, row.at, partial(_households, households))


def _households(rows: Sequence[Sequence[Any]]) -> IO[bytes]:
    return io.BytesIO(list_csv(HouseholdRow(*row) for row in rows))


def _attached(dossier: DossierView, person: Person, store: FileStore) -> Iterator[Member]:
    """Every file, with earlier versions and evidence apart; what came after the received version is left out."""
    rows = papers.every_file(dossier.id)
    received = find_received(dossier.id) if is_hidden_from(dossier, person) else None
    if received is not None:
        rows = [row for row in rows if row.at <= received.at]
    known = {row.id for row in rows}
    for number, row in enumerate(rows, 1):
        title = row.part_title if row.item_code is None else f"Minh chứng {row.item_code}"
        earlier = " (bản đã thay)" if row.replaced_by_id in known else ""
        folder = safe_name(f"{title}{earlier}")
        shrinks = not row.media_type.startswith(_PACKED)
        yield Member(
            f"Tệp/{folder}/{number:03d} {safe_name(row.name)}", f"{title}{earlier}: {row.name}", row.at,
            partial(store.open, row.digest), shrinks, row.size, row.digest,
        )  # fmt: skip


def _signed(dossier: DossierView, store: FileStore) -> Iterator[Member]:
    """What came back signed from outside, byte for byte, with the files that were replaced."""
    kept = sorted(((file, target) for target in targets_of(dossier) for file in target.files), key=lambda it: it[0].at)
    for number, (file, target) in enumerate(kept, 1):
        earlier = "" if file.is_current else " (bản đã thay)"
        yield Member(
            f"Tệp đã ký/{number:02d} {safe_name(file.name)}", f"Bản đã ký{earlier}, {target.title}: {file.name}",
            file.at, partial(store.open, file.digest), True, file.size, file.digest,
        )  # fmt: skip


def _json(path: str, title: str, at: datetime, told_now: Any) -> Member:
    return Member(path, title, at, partial(_written, told_now))


def _written(found: Any) -> IO[bytes]:
    content = found() if callable(found) else found
    return io.BytesIO(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode())
