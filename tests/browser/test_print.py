"""What leaves the printer: A4, without the furniture of the screen."""

from pathlib import Path

import pypdfium2
import pytest

from tests.browser.conftest import SCREENS, Enter
from tests.story import Story

pytestmark = pytest.mark.browser
A4 = (595, 842)


def printed(enter: Enter, who: str, path: str, name: str) -> pypdfium2.PdfDocument:
    visitor = enter(who).go(path)
    target = Path(SCREENS / "print" / f"{name}.pdf")
    target.parent.mkdir(parents=True, exist_ok=True)
    visitor.page.pdf(path=target, prefer_css_page_size=True)
    visitor.is_content()
    return pypdfium2.PdfDocument(target)


@pytest.mark.parametrize(
    ("name", "path", "who", "words", "most_pages"),
    [
        ("dossier", "", "thamdinh", "Nhật ký", 4),
        ("blank-checklist", "/appraisal?blank=1", "thamdinh", "Chữ ký người kiểm tra", 6),
        ("households", "/request/households/print", "canbo.muonghum", "Ly Giờ Xá 41", 4),
    ],
)
def test_a_page_prints_on_a4(
    enter: Enter, story: Story, name: str, path: str, who: str, words: str, most_pages: int
) -> None:
    story.up_to("environmental_appraisal")
    document = printed(enter, who, f"/dossiers/{story.id}{path}", name)
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        sizes = {(round(width), round(height)) for width, height in (page.get_size() for page in document)}
        pages = len(document)
    finally:
        document.close()
    assert words in text
    assert "Đăng xuất" not in text  # the furniture stays on the screen
    assert all(abs(width - A4[0]) < 3 and abs(height - A4[1]) < 3 for width, height in sizes), sizes
    assert pages <= most_pages, pages
