"""Drafts in Word: the same facts, nothing that was typed is read as a template or as markup."""

import io
import sys
import time
from pathlib import Path

import pytest
from docx import Document

from tests.papers.test_papers_out import HOSTILE, _office, letter  # noqa: F401 - the fixture is used by its name
from workflow.papers import blocks
from workflow.papers.word import FOLDER, render_docx

ROOT = Path(__file__).resolve().parents[2]


def text_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_draft_says_what_the_paper_says() -> None:
    text = text_of(render_docx("TTR-XA", letter(number="")))
    for sentence in (
        "DỰ THẢO", "ỦY BAN NHÂN DÂN", "XÃ MƯỜNG HUM", "Độc lập - Tự do - Hạnh phúc", "TỜ TRÌNH", "Hà Nhì, Nậm Pung",
        "Ưu, ẵm, ỡ, ễ, đ", "- một mục;", "Số hộ: 1.118 hộ", "quyết định./.", "Nơi nhận:", "Vàng A Chú",
        "Mường Hum, ngày 05 tháng 02 năm 2027",
    ):  # fmt: skip
        assert sentence in text, sentence
    assert "{%" not in text
    assert "DỰ THẢO" not in text_of(render_docx("TTR-XA", letter()))


def test_hostile_names_come_out_as_text() -> None:
    typed = HOSTILE + " {% raise %} \x0b\x00"
    hostile = letter(
        subject=typed, to=[typed], recipients=[typed],
        blocks=[blocks.paragraph(typed), blocks.table((typed,), [[typed]], (1,), "l"), blocks.said(typed, typed)],
    )  # fmt: skip
    text = text_of(render_docx("TTR-XA", hostile))
    assert text.count("{{7*7}}") == 8
    assert "49" not in text
    assert text.count("<w:p>&amp;") == 8
    assert "{% raise %}" in text


def test_building_the_template_again_changes_nothing() -> None:
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        from build_docx import build
    finally:
        sys.path.remove(str(ROOT / "docs"))
    assert build() == (FOLDER / "paper-v1.docx").read_bytes()


def test_a_draft_in_word_is_quick() -> None:
    """P10 of the bench measures it; here only that it is not slower by an order."""
    render_docx("TTR-XA", letter())
    began = time.perf_counter()
    render_docx("TTR-XA", letter())
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize("kind", ["decision", "record"])
def test_lists_and_several_signatures_find_their_place(kind: str) -> None:
    two = [
        {"lines": ["THƯ KÝ"], "name": "Đỗ Quang Huy", "hint": ""},
        {"lines": ["CHỦ TRÌ"], "name": "Phan Trung Bá", "hint": ""},
    ]
    annex = [blocks.page("DANH SÁCH", "Được công nhận", "(Kèm theo)"), blocks.table(("STT",), [["1"]], (11,), "c")]
    facts = letter(signatures=two) if kind == "record" else letter(annex=annex, issuer="Ủy ban nhân dân tỉnh Lào Cai")
    text = text_of(render_docx("TTR-XA", facts))
    expected = ("Đỗ Quang Huy", "Phan Trung Bá") if kind == "record" else ("DANH SÁCH", "ỦY BAN NHÂN DÂN TỈNH LÀO CAI")
    assert all(one in text for one in expected)
