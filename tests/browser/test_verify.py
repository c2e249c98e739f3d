"""Somebody with a paper in hand: the page of its QR, a file dropped on it; and what the office reads of its files."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.browser.conftest import Enter
from tests.people import People
from tests.signatures import forge
from tests.signatures.desk import code_of, decision_of, keep
from tests.story import Story
from workflow.papers.signatures.services import judge_waiting
from workflow.wall_clock import now

pytestmark = pytest.mark.browser
DROP = """([name, bytes]) => {
    const all = new DataTransfer();
    all.items.add(new File([new Uint8Array(bytes)], name, {type: 'application/pdf'}));
    for (const kind of ['dragenter', 'dragover', 'drop'])
        document.querySelector('.drop').dispatchEvent(new DragEvent(kind, {dataTransfer: all, cancelable: true}));
}"""


@pytest.fixture
def settings(settings: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
    return settings | {"TRUST_STORE": str(forge.trust_store(tmp_path / "trust")), "WTF_CSRF_ENABLED": False}


def decided(app: Flask, people: People) -> tuple[Story, bytes, bytes]:
    """A decision that has gone out and came back signed; an older signed file was spoilt."""
    story = Story(app, people).draft().up_to("delivery")
    with ThreadPoolExecutor(1) as apart:  # Playwright has the loop of this thread
        signed = apart.submit(forge.sign, forge.document(), forge.signer()).result()
    spoilt = forge.rotate(signed)
    for content in (spoilt, signed):
        assert keep(story, decision_of(story), content, name="Quyết định 01 đã ký.pdf").status_code == 303
    with app.app_context():
        judge_waiting(now)
    return story, signed, spoilt


@pytest.mark.parametrize("js", [True, False])
def test_a_paper_is_read_and_a_file_compared(
    enter: Enter, app: Flask, people: People, tmp_path: Path, js: bool
) -> None:
    story, signed, spoilt = decided(app, people)
    visitor = enter(js=js, screens="verify" if js else "")
    visitor.go("/verify").look("verify-find")
    visitor.write("Mã kiểm tra", code_of(story, decision_of(story)).upper())
    visitor.press("Xem giấy tờ")
    visitor.reads("Đang có hiệu lực", "01/QĐ-UBND", "Làng nghề mây tre đan")
    visitor.look("verify-paper")
    if js:
        visitor.page.evaluate(DROP, ["da-ky.pdf", list(signed)])
        visitor.reads("da-ky.pdf")
    else:
        (tmp_path / "da-ky.pdf").write_bytes(signed)
        visitor.page.set_input_files("#file", tmp_path / "da-ky.pdf")
    visitor.press("So với bản của cơ quan")
    visitor.reads("Đúng bản đã ký", "Chữ ký số của bản này đã được kiểm tra là hợp lệ")
    visitor.look("verify-signed")
    (tmp_path / "sua.pdf").write_bytes(spoilt)
    visitor.page.set_input_files("#file", tmp_path / "sua.pdf")
    visitor.press("So với bản của cơ quan")
    visitor.reads("Đúng một bản đã ký trước đây")
    (tmp_path / "khac.pdf").write_bytes(forge.flip(signed))
    visitor.page.set_input_files("#file", tmp_path / "khac.pdf")
    visitor.press("So với bản của cơ quan")
    visitor.reads("Không phải bản này (hoặc đã bị sửa)")
    visitor.look("verify-other")
    with visitor.expecting(404):
        visitor.go("/verify/khong-co-ma-nay").look("verify-missed")


def test_the_office_reads_what_signatures_are_worth(enter: Enter, app: Flask, people: People) -> None:
    story, _signed, _spoilt = decided(app, people)
    clerk = enter("vanphong", screens="verify")
    clerk.go(f"/dossiers/{story.id}/signed")
    clerk.reads("Chữ ký số hợp lệ: Nguyễn Văn A", "phủ toàn bộ tệp")
    clerk.page.get_by_text("Tệp đã ký trước đây").click()
    clerk.reads("Tệp đã bị sửa sau khi ký")
    clerk.look("signed-files")
    clerk.go(f"/dossiers/{story.id}").look("dossier-with-verdicts")
