"""Previews are small raster pictures drawn far from the office; what cannot be drawn costs a moment, nothing else."""

import io
import time
import zlib
from typing import Any

import pytest
import typst
from flask import Flask
from PIL import Image

from tests.papers.corpus import office, pdf, picture
from tests.papers.desk import Draft, draft
from tests.papers.hostile.pictures import claimed_jpeg, claimed_png
from tests.papers.photographs import photograph
from tests.people import People
from workflow.papers import previews, queries
from workflow.papers.file_kinds import JPEG, PDF, PNG
from workflow.papers.storage import store

PAGE = typst.compile(b"= To trinh\nXa Muong Hum")


@pytest.fixture
def mine(app: Flask, people: People) -> Draft:
    return draft(app, people)


def show(mine: Draft, app: Flask, size: str = "page") -> Any:
    with app.app_context():
        row = queries.attachments_of(mine.id)["OTHER"][-1]
    return mine.client.get(f"/dossiers/{mine.id}/attachments/{row.id}/preview?size={size}")


def drawn(app: Flask, content: bytes, media_type: str) -> bytes | None:
    """What the program makes of bytes that no judge has seen."""
    with app.app_context():
        kept = store().put(io.BytesIO(content))
        return previews.preview(store(), kept.digest, media_type, "page")


@pytest.mark.parametrize(
    ("name", "content", "size"),
    [
        ("a.pdf", PAGE, (1000, 1414)), ("a.jpg", photograph((1600, 1200)), (1000, 750)),
        ("a.jpg", photograph((1600, 1200), way_up=6), (750, 1000)), ("a.png", picture("PNG"), (40, 30)),
    ],
)  # fmt: skip
def test_a_first_page_and_a_picture_are_drawn(
    app: Flask, mine: Draft, name: str, content: bytes, size: tuple[int, int]
) -> None:
    mine.send((content, name), part="OTHER")
    answer = show(mine, app)
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    seen = Image.open(io.BytesIO(answer.data)).size
    assert seen == pytest.approx(size, abs=2)
    assert len(show(mine, app, "thumb").data) < 20_000


def test_a_preview_is_strict_about_itself(app: Flask, mine: Draft) -> None:
    mine.send((PAGE, "a.pdf"), part="OTHER")
    headers = show(mine, app).headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_it_is_drawn_once(app: Flask, mine: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    mine.send((PAGE, "a.pdf"), part="OTHER")
    first = show(mine, app).data
    monkeypatch.setattr(previews, "_drawn", lambda *_all: pytest.fail("drawn again"))
    assert show(mine, app).data == first


def test_only_those_who_may_have_the_file_see_it(app: Flask, people: People, mine: Draft) -> None:
    mine.send((PAGE, "a.pdf"), part="OTHER")
    stranger = Draft(mine.id, mine.officer, people.client(people("commune_officer", commune="Bát Xát")))
    assert show(stranger, app).status_code == 404
    assert show(Draft(mine.id, mine.officer, app.test_client()), app).status_code == 303


def test_what_has_no_page_has_no_preview(app: Flask, mine: Draft) -> None:
    mine.send((office(), "a.docx"), part="OTHER")
    assert show(mine, app).status_code == 404
    mine.send((PAGE, "a.pdf"), part="OTHER")
    assert show(mine, app, "enormous").status_code == 404


def test_a_file_that_cannot_be_drawn_shows_a_blank_sheet_in_lists_and_says_why_alone(app: Flask, mine: Draft) -> None:
    mine.send((pdf(b"no page at all"), "b.pdf"), part="OTHER")
    small = show(mine, app, "thumb")
    assert (small.status_code, small.location) == (302, "/static/img/no-preview.svg")
    with mine.client.get(small.location) as sheet:
        assert sheet.mimetype == "image/svg+xml"
    alone = show(mine, app)
    assert alone.status_code == 409
    assert "Không vẽ được trang đầu của “b.pdf”" in alone.text


def bomb() -> bytes:
    """A page that unpacks to three hundred megabytes."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b"0 0 m 9 9 l S\n" * 80_000) for _ in range(270)) + packer.flush()
    head = b"4 0 obj<</Filter/FlateDecode/Length %d>>\nstream\n" % len(data)
    tree = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj\n"
    return pdf(tree + page + head + data + b"\nendstream endobj\n")


def boxed(box: bytes) -> bytes:
    tree = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    return pdf(tree + b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[" + box + b"]>>endobj\n")


@pytest.mark.parametrize(
    ("make", "media_type"),
    [
        (bomb, PDF.media_type), (lambda: boxed(b"0 0 1 9999999999"), PDF.media_type),
        (lambda: boxed(b"0 0 0 0"), PDF.media_type), (lambda: claimed_png(50_000, 50_000), PNG.media_type),
        (lambda: claimed_jpeg(60_000, 60_000), JPEG.media_type),
        (lambda: b"%PDF-1.7\n" + b"\xff" * 5000, PDF.media_type), (lambda: b"", PDF.media_type),
        (lambda: b"\x89PNG\r\n\x1a\n", PNG.media_type),
    ],
)  # fmt: skip
def test_a_hostile_file_costs_a_moment(app: Flask, make: Any, media_type: str) -> None:
    content, began = make(), time.monotonic()
    found = drawn(app, content, media_type)
    assert time.monotonic() - began < previews.PATIENCE + 10
    assert found is None or Image.open(io.BytesIO(found)).size[1] <= 3000


def test_a_drawing_that_hangs_is_ended(app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    stuck = tmp_path / "stuck.py"
    stuck.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(previews.drawing, "__file__", str(stuck))
    monkeypatch.setattr(previews, "PATIENCE", 0.5)
    assert drawn(app, PAGE, PDF.media_type) is None


def test_drawings_of_files_that_are_gone_are_swept(app: Flask, mine: Draft) -> None:
    mine.send((PAGE, "a.pdf"), part="OTHER")
    show(mine, app)
    with app.app_context():
        assert previews.sweep(queries.referenced_digests()) == 0
        assert previews.sweep(frozenset()) == 1
