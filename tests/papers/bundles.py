"""A dossier whose files have bytes, its bundle as people take it, and ways of tampering with one."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import insert, select, update

from tests.story import Story
from workflow.extensions import db
from workflow.papers.models import Attachment, StoredFile
from workflow.papers.storage import store
from workflow.transactions import writing

JOURNAL, MANIFEST = "Nhật ký.json", "manifest.json"
Members = dict[str, bytes]


def page_of(name: str, picture: Image.Image | None = None) -> bytes:
    """A PDF of one page, blank or a picture; no two of other names are the same file."""
    out = io.BytesIO()
    (picture or Image.new("L", (40, 56), 255)).save(out, "PDF")
    return out.getvalue().replace(b"%PDF-1.4", b"%PDF-1.7", 1) + f"\n% {name}\n".encode()


def with_bytes(story: Story) -> Story:
    """Give every file of a draft its bytes, as an upload does."""
    with story.app.app_context():
        its_own = Attachment.dossier_id == story.id
        rows = db.session.execute(select(Attachment.id, Attachment.name).where(its_own)).all()
        kept = {row.id: store().put(io.BytesIO(page_of(f"{row.name} {row.id}"))) for row in rows}
        with writing() as session:
            for one, stored in kept.items():
                row = {"digest": stored.digest, "size": stored.size, "media_type": "application/pdf"}
                session.execute(insert(StoredFile), row)
                session.execute(update(Attachment).where(Attachment.id == one).values(
                    digest=stored.digest, size=stored.size))  # fmt: skip
    return story


def taken(story: Story, role: str = "dept_officer") -> bytes:
    """The bundle as somebody downloads it."""
    answer = story.people.client(story.who(role)).post(f"/dossiers/{story.id}/bundle")
    assert answer.status_code == 200, answer.status_code
    assert answer.is_streamed
    return bytes(answer.data)


def members(packed: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def repacked(held: Members, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in held.items():
            packed.writestr(name, content)
    return path


def rehashed(held: Members, *names: str) -> None:
    """Write the manifest anew for these files, as somebody would who knows what a manifest is."""
    manifest = json.loads(held[MANIFEST])
    for one in manifest["files"]:
        if one["path"] in names:
            one |= {"size": len(held[one["path"]]), "sha256": hashlib.sha256(held[one["path"]]).hexdigest()}
    held[MANIFEST] = json.dumps(manifest).encode()


def change_json(held: Members, name: str, change: Callable[[Any], None]) -> None:
    content = json.loads(held[name])
    change(content)
    held[name] = json.dumps(content, ensure_ascii=False).encode()
