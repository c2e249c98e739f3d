"""Sending files with the script of the page: several at once, over a bad line, after a reload, photographs shrunk."""

import hashlib
import io
import random
import re
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from tests.browser.conftest import Enter, sign_in
from tests.browser.server import Office
from tests.browser.visitor import Visitor
from tests.papers.bad_line import bad_line
from tests.papers.corpus import pdf
from tests.papers.photographs import photograph
from tests.story import Story
from workflow.extensions import db
from workflow.papers import queries
from workflow.papers.arriving_models import Arriving
from workflow.papers.queries import AttachmentRow
from workflow.papers.storage import store

# waitress leaves the buffer of a request whose line was cut to the collector
pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]
MEGABYTE = 1024 * 1024


def scan(size: int) -> bytes:
    """A PDF whose bytes do not pack."""
    return pdf(random.Random(size).randbytes(size).replace(b"/", b"-").replace(b"#", b"-"))


@pytest.fixture
def officer(enter: Enter, story: Story) -> Visitor:
    return enter("canbo.muonghum", screens="upload").go(f"/dossiers/{story.id}/request/papers")


def choose(visitor: Visitor, folder: Path, files: dict[str, bytes], keep: bool = False) -> None:
    """Choose files for the part of other papers, and press the button."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    form = visitor.page.locator("li#OTHER > form.upload")
    if keep:
        form.get_by_label("Giữ nơi và giờ chụp").check()
    form.locator("input[type=file]").set_input_files([folder / name for name in files])
    form.get_by_role("button", name="Tải tệp lên").click()


def told(visitor: Visitor, words: str, count: int = 1) -> None:
    """Wait until so many files in the list say this."""
    lines = visitor.page.locator(".queue li", has_text=words)
    lines.nth(count - 1).wait_for(timeout=90_000)


def kept(app: Flask, story: Story) -> dict[str, AttachmentRow]:
    with app.app_context():
        return {row.name: row for row in queries.attachments_of(story.id).get("OTHER", ())}


def digest_of(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def test_several_files_are_sent_one_after_the_other(officer: Visitor, app: Flask, story: Story, tmp_path: Path) -> None:
    files = {"một.pdf": scan(900_000), "hai.pdf": scan(50_000), "xấu.pdf": b"MZ\x90\0" * 40}
    choose(officer, tmp_path, files)
    told(officer, "Đã lưu", 2)
    told(officer, "là chương trình máy tính")
    assert {name: row.digest for name, row in kept(app, story).items()} == {
        name: digest_of(files[name]) for name in ("một.pdf", "hai.pdf")
    }
    officer.page.locator("li#OTHER .kept").get_by_role("link", name="một.pdf").wait_for()
    officer.look("several")


def test_a_file_over_a_line_that_is_cut_arrives_whole(
    enter: Enter, office: Office, app: Flask, story: Story, tmp_path: Path
) -> None:
    content = scan(8 * MEGABYTE)
    host, port = office.url.removeprefix("http://").split(":")
    with bad_line((host, int(port)), []) as line:
        visitor = Visitor(enter().page.context.new_page(), f"http://{host}:{line.port}")
        sign_in(visitor, office, "canbo.muonghum")
        visitor.go(f"/dossiers/{story.id}/request/papers")
        line.cuts = [line.sent + part * MEGABYTE for part in (1, 2, 4, 5, 7)]
        choose(visitor, tmp_path, {"quét.pdf": content})
        told(visitor, "Đã lưu")
        assert line.broken == 5
        assert line.sent < 40 * MEGABYTE
        visitor.page.close()
    assert kept(app, story)["quét.pdf"].digest == digest_of(content)


def test_after_a_reload_the_same_file_goes_on_where_it_was(
    officer: Visitor, app: Flask, story: Story, tmp_path: Path
) -> None:
    content = scan(3 * MEGABYTE)
    officer.page.route(re.compile(r"/pieces/(?!0$|262144$)"), lambda route: None)  # the third piece never gets through
    choose(officer, tmp_path, {"quét.pdf": content})
    officer.page.locator(".queue .words", has_text="Đã gửi 0,8 trong").wait_for()
    officer.page.reload()
    officer.page.unroute_all(behavior="ignoreErrors")
    officer.reads("Gửi dở", "quét.pdf: đã nhận 768 KB trong 3,0 MB")
    officer.look("unfinished")
    sent: list[str] = []
    officer.page.on("request", lambda request: sent.append(request.url))
    officer.page.locator("li#OTHER > form.upload input[type=file]").set_input_files(tmp_path / "quét.pdf")
    officer.page.locator("li#OTHER > form.upload").get_by_role("button", name="Tải tệp lên").click()
    told(officer, "Đã lưu")
    offsets = [int(url.rpartition("/")[2]) for url in sent if "/pieces/" in url]
    assert min(offsets) == 786_432
    assert kept(app, story)["quét.pdf"].digest == digest_of(content)
    officer.page.get_by_text("Gửi dở", exact=True).wait_for(state="detached")
    officer.is_content()


def test_an_officer_pauses_goes_on_and_drops(officer: Visitor, app: Flask, story: Story, tmp_path: Path) -> None:
    officer.page.route("**/pieces/0", lambda route: None)
    choose(officer, tmp_path, {"a.pdf": scan(400_000), "b.pdf": scan(400_001)})
    officer.page.locator(".queue li", has_text="a.pdf").get_by_role("button", name="Tạm dừng").click()
    told(officer, "Tạm dừng ở 0 %")
    officer.page.locator(".queue li", has_text="b.pdf").get_by_role("button", name="Bỏ").click()
    officer.page.unroute_all(behavior="ignoreErrors")
    officer.page.locator(".queue li", has_text="a.pdf").get_by_role("button", name="Gửi tiếp").click()
    told(officer, "Đã lưu")
    assert list(kept(app, story)) == ["a.pdf"]
    for _moment in range(50):  # what was dropped is let go beside the file that goes on
        if not on_their_way(app):
            break
        officer.page.wait_for_timeout(100)
    assert on_their_way(app) == 0


def on_their_way(app: Flask) -> int:
    with app.app_context():
        return len(db.session.scalars(select(Arriving.id).where(Arriving.outcome == "")).all())


def test_a_line_that_is_gone_for_a_while_is_waited_for(
    officer: Visitor, app: Flask, story: Story, tmp_path: Path
) -> None:
    officer.page.route("**/pieces/0", lambda route: None)
    choose(officer, tmp_path, {"a.pdf": scan(400_000)})
    officer.page.locator(".queue .words", has_text="Đã gửi 0,0").wait_for()
    officer.page.context.set_offline(True)
    told(officer, "Mất mạng ở 0 %")
    officer.page.unroute_all(behavior="ignoreErrors")
    officer.page.context.set_offline(False)
    told(officer, "Đã lưu")
    assert list(kept(app, story)) == ["a.pdf"]


@pytest.mark.parametrize("keep", [False, True])
def test_a_photograph_is_shrunk_and_tells_its_place_only_if_wished(
    officer: Visitor, app: Flask, story: Story, tmp_path: Path, keep: bool
) -> None:
    choose(officer, tmp_path, {"ảnh.jpg": photograph((3200, 2400))}, keep)
    told(officer, "Đã lưu")
    row = kept(app, story)["ảnh.jpg"]
    with app.app_context(), store().open(row.digest) as file:
        content = file.read()
    picture = Image.open(io.BytesIO(content))
    assert max(picture.size) == 2000
    assert dict(picture.getexif()) == {}
    assert (row.taken_at, row.latitude) == (("2026:03:02 08:15:00", 22.4) if keep else (None, None))
    officer.page.locator("li#OTHER .kept").get_by_text("Xem trước").click()
    shown = officer.page.locator("li#OTHER .preview img")
    assert shown.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") == 240
    assert shown.get_attribute("loading") == "lazy"
    officer.look(f"photograph-{'kept' if keep else 'bare'}")


def test_a_session_that_ended_costs_nothing_that_was_sent(
    officer: Visitor, office: Office, app: Flask, story: Story, tmp_path: Path
) -> None:
    officer.page.route("**/finish", lambda route: None)
    choose(officer, tmp_path, {"a.pdf": scan(700_000)})
    told(officer, "đang kiểm tra")
    cookies = officer.page.context.cookies()
    officer.page.context.clear_cookies(name=app.config["SID_COOKIE"])
    with officer.expecting(400, 401, 413):
        officer.page.unroute_all(behavior="ignoreErrors")
        officer.page.evaluate("dispatchEvent(new Event('offline'))")
        told(officer, "Phiên làm việc đã hết")
    officer.page.context.add_cookies(cookies)  # type: ignore[arg-type]
    officer.page.get_by_role("button", name="Gửi tiếp").click()
    told(officer, "Đã lưu")
    assert list(kept(app, story)) == ["a.pdf"]
