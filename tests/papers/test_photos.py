"""Photographs lose what the camera wrote into them, and nothing of the picture."""

import io
import struct
import zlib

import pytest
from flask import Flask
from PIL import Image, ImageChops, PngImagePlugin

from tests.papers.corpus import picture
from tests.papers.desk import Draft, draft
from tests.papers.photographs import LATITUDE, LONGITUDE, OWNER, TAKEN, note, photograph
from tests.people import People
from workflow.papers import queries
from workflow.papers.file_kinds import JPEG, PNG, FileKind
from workflow.papers.photos import cleaned, facts_in, facts_of
from workflow.papers.portable import Unsafe
from workflow.papers.storage import store

SECRETS = (OWNER.encode(), TAKEN.encode(), b"Telefon")


def clean(content: bytes, kind: FileKind = JPEG) -> bytes:
    return cleaned(io.BytesIO(content), kind).read()


@pytest.mark.parametrize("kind", [JPEG, PNG], ids=["jpeg", "png"])
def test_the_picture_stays_point_by_point_and_the_notes_go(kind: FileKind) -> None:
    content = photograph(kind=kind.code.upper())
    kept = clean(content, kind)
    assert all(secret in content and secret not in kept for secret in SECRETS)
    before, after = Image.open(io.BytesIO(content)), Image.open(io.BytesIO(kept))
    assert ImageChops.difference(before, after).getbbox() is None
    assert not after.getexif()


def test_a_picture_stays_upright() -> None:
    kept = Image.open(io.BytesIO(clean(photograph(way_up=6))))
    assert dict(kept.getexif()) == {0x0112: 6}


def test_a_scan_without_notes_keeps_its_bytes() -> None:
    content = picture("JPEG")
    assert clean(content) == content
    assert clean(picture("PNG"), PNG) == picture("PNG")


def test_in_scans_of_several_passes_every_pass_is_kept() -> None:
    out = io.BytesIO()
    Image.frombytes("RGB", (80, 60), bytes(range(256)) * 56 + bytes(64)).save(out, "JPEG", progressive=True)
    assert clean(out.getvalue()) == out.getvalue()


def test_what_stands_behind_the_picture_goes() -> None:
    """Telephones append a second picture with its own notes, or a film."""
    content = picture("JPEG")
    assert clean(content + photograph()) == content


def test_comments_and_texts_go() -> None:
    content = picture("JPEG")
    comment = b"\xff\xfe" + struct.pack(">H", 2 + len(OWNER)) + OWNER.encode()
    assert clean(content[:2] + comment + content[2:]) == content
    info, out = PngImagePlugin.PngInfo(), io.BytesIO()
    info.add_text("Author", OWNER)
    Image.new("RGB", (40, 30), "#1f2f63").save(out, "PNG", pnginfo=info)
    assert OWNER.encode() in out.getvalue()
    assert clean(out.getvalue(), PNG) == picture("PNG")


@pytest.mark.parametrize("kind", [JPEG, PNG], ids=["jpeg", "png"])
def test_a_picture_that_ends_too_soon_is_not_whole(kind: FileKind) -> None:
    content = photograph(kind=kind.code.upper())
    for length in (len(content) // 2, len(content) - 3, 60, 21):
        with pytest.raises(Unsafe):
            clean(content[:length], kind)


def test_place_and_time_are_read_as_the_camera_wrote_them() -> None:
    told = {"taken_at": TAKEN, "latitude": LATITUDE, "longitude": LONGITUDE}
    assert facts_of(io.BytesIO(photograph()), JPEG) == told
    assert facts_in(note(south=True).tobytes())["latitude"] == -LATITUDE
    assert facts_of(io.BytesIO(picture("JPEG")), JPEG) == {}


@pytest.mark.parametrize(
    "strange",
    [
        b"", b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff", b"\0" * 70_000,
        note().tobytes()[:40], note().tobytes().replace(TAKEN.encode(), b"9999:99:99 99:99:99"),
        note().tobytes().replace(TAKEN.encode(), b"<script>alert(1)</s"), zlib.compress(b"x"),
    ],
)  # fmt: skip
def test_a_strange_note_is_an_empty_one(strange: bytes) -> None:
    assert "taken_at" not in facts_in(strange)


@pytest.mark.parametrize("wish", [True, False])
def test_place_and_time_are_kept_beside_the_file_only_if_wished(app: Flask, people: People, wish: bool) -> None:
    mine: Draft = draft(app, people)
    mine.send((photograph(), "ảnh.jpg"), part="OTHER", **({"keep_photo": "1"} if wish else {}))
    with app.app_context():
        (row,) = queries.attachments_of(mine.id)["OTHER"]
        content = store().path(row.digest).read_bytes()
    assert (row.taken_at, row.latitude) == ((TAKEN, LATITUDE) if wish else (None, None))
    assert not any(secret in content for secret in SECRETS)
    shown = mine.client.get(f"/dossiers/{mine.id}/request/papers").text
    assert ("Chụp lúc 02/03/2026 08:15 (giờ máy ảnh) tại 22.4, 103.8" in " ".join(shown.split())) == wish
    assert mine.client.post(f"/dossiers/{mine.id}/attachments/{row.id}/remove").status_code == 303
