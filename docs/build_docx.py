"""Build workflow/papers/docx/paper-v1.docx, the Word template of officers' papers: `python docs/build_docx.py`.

The template is kept in the repository; this script says how it came about and gives the same bytes again.
"""

import io
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as TO
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

HERE = Path(__file__).resolve().parents[1]
TARGET = HERE / "workflow" / "papers" / "docx" / "paper-v1.docx"
LONG_AGO = (2026, 1, 1, 0, 0, 0)


def build() -> bytes:
    """The template as a .docx whose zip says one fixed day."""
    document = Document()
    _page(document)
    _letterhead(document)
    _title(document)
    _body(document, "blocks")
    _signed(document)
    _body(document, "annex")
    return _fixed(document)


def _page(document: Any) -> None:
    """A4 and the margins of Decree 30/2020; pages numbered in the top margin, but for the first."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(18)
    section.header_distance, section.start_type = Mm(10), WD_SECTION.NEW_PAGE
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = TO.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.element.rPr.append(_element("w:lang", **{"w:val": "vi-VN"}))
    style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(6), Pt(0)
    document.core_properties.author, document.core_properties.title = "", "{{ title }}"
    document.core_properties.language = "vi-VN"


def _element(name: str, **attributes: str) -> Any:
    found = OxmlElement(name)
    for key, value in attributes.items():
        found.set(qn(key), value)
    return found


def _line(
    where: Any, text: str, align: Any = TO.JUSTIFY, *, size: float = 13, bold: bool = False, italic: bool = False,
    indent: float = 0, after: float = 6,
) -> Any:  # fmt: skip
    """A paragraph of a document or a cell."""
    paragraph = where.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(after)
    if indent:
        paragraph.paragraph_format.first_line_indent = Mm(indent)
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def _cell(cell: Any, *lines: tuple[str, dict[str, Any]]) -> None:
    cell._tc.remove(cell.paragraphs[0]._p)
    for text, style in lines:
        _line(cell, text, **({"align": TO.CENTER, "after": 0} | style))


def _letterhead(document: Any) -> None:
    _line(document, "{{ draft }}", TO.RIGHT, size=12, bold=True, after=0)
    table = document.add_table(rows=1, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    left, right = table.rows[0].cells
    left.width, right.width = Mm(74), Mm(92)
    _cell(
        left, ("{{ parent|upper }}", {"size": 12}), ("{%p for line in agency %}", {}),
        ("{{ line|upper }}", {"size": 12, "bold": True}), ("{%p endfor %}", {}), ("───────", {"size": 8}),
        ("{{ number_line }}", {}), ("{{ about }}", {"size": 12}),
    )  # fmt: skip
    _cell(
        right, ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", {"size": 12, "bold": True}),
        ("Độc lập - Tự do - Hạnh phúc", {"bold": True}), ("─────────────────", {"size": 8}),
        ("{{ place_and_day }}", {"italic": True}),
    )  # fmt: skip


def _title(document: Any) -> None:
    _line(document, "", after=0)
    _line(document, "{{ kind }}", TO.CENTER, size=14, bold=True, after=0)
    _line(document, "{{ subject }}", TO.CENTER, bold=True, after=10)
    _line(document, "{%p if to %}")
    _line(document, "Kính gửi: {{ to|join('; ') }}.", TO.CENTER, after=10)
    _line(document, "{%p endif %}")
    _line(document, "{%p if issuer %}")
    _line(document, "{{ issuer|upper }}", TO.CENTER, bold=True)
    _line(document, "{%p endif %}")
    _line(document, "{%p for one in bases %}")
    _line(document, "{{ one }}", italic=True, indent=10)
    _line(document, "{%p endfor %}")


def _body(document: Any, name: str) -> None:
    """Every kind of block (workflow.papers.blocks) in its look."""
    _line(document, f"{{%p for b in {name} %}}")
    _when(document, "p", "{{ b.t }}", indent=10)
    _when(document, "h", "{{ b.t }}", bold=True)
    _when(document, "item", "- {{ b.t }}")
    _when(document, "said", "{{ b.label }}: {{ b.t }}")
    _line(document, "{%p if b.k == 'article' %}")
    paragraph = _line(document, "{{ b.label }} ", bold=True, indent=10)
    paragraph.add_run("{{ b.t }}")
    _line(document, "{%p endif %}")
    _when(document, "center", "{{ b.t }}", align=TO.CENTER, bold=True)
    _when(document, "note", "{{ b.t }}", italic=True, size=11)
    _when(document, "choice", "☐ {{ b.t }}")
    _when(document, "lines", "{{ '…' * 60 }}")
    _line(document, "{%p if b.k == 'page' %}")
    heading = _line(document, "{{ b.t }}", TO.CENTER, size=14, bold=True, after=0)
    heading.paragraph_format.page_break_before = True
    _line(document, "{{ b.subject }}", TO.CENTER, bold=True, after=0)
    _line(document, "{{ b.note }}", TO.CENTER, italic=True, after=10)
    _line(document, "{%p endif %}")
    _table(document)
    _line(document, "{%p endfor %}")


def _when(document: Any, kind: str, text: str, align: Any = TO.JUSTIFY, **style: Any) -> None:
    _line(document, f"{{%p if b.k == '{kind}' %}}")
    _line(document, text, align, **style)
    _line(document, "{%p endif %}")


def _table(document: Any) -> None:
    """Any number of columns and rows."""
    _line(document, "{%p if b.k == 'table' %}")
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    rows = (
        ("{%tc for each in b.head %}", "{{ each }}", "{%tc endfor %}"), ("{%tr for row in b.rows %}", "", ""),
        ("{%tc for each in row %}", "{{ each }}", "{%tc endfor %}"), ("{%tr endfor %}", "", ""),
    )  # fmt: skip
    for number, texts in enumerate(rows):
        for cell, text in zip(table.rows[number].cells, texts, strict=True):
            _cell(cell, (text, {"size": 11.5, "bold": number == 0, "align": TO.CENTER if number == 0 else TO.LEFT}))
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    _line(document, "", after=0)
    _line(document, "{%p endif %}")


def _signed(document: Any) -> None:
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    left.width, right.width = Mm(80), Mm(84)
    _cell(
        left, ("{%p if recipients %}", {}),
        ("Nơi nhận:", {"size": 12, "bold": True, "italic": True, "align": TO.LEFT}),
        ("{%p for one in recipients %}", {}), ("- {{ one }}", {"size": 11, "align": TO.LEFT}), ("{%p endfor %}", {}),
        ("{%p endif %}", {}), ("", {}),
    )  # fmt: skip
    _cell(
        right, ("{%p for one in signatures %}", {}), ("{%p for line in one.lines %}", {}),
        ("{{ line|upper }}", {"bold": True}), ("{%p endfor %}", {}), ("{{ one.hint }}", {"size": 12, "italic": True}),
        ("", {}), ("", {}), ("", {}), ("{{ one.name }}", {"bold": True}), ("{%p endfor %}", {}), ("", {}),
    )  # fmt: skip


def _fixed(document: Any) -> bytes:
    """The same parts with one fixed time, so that building again changes nothing."""
    made, out = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, LONG_AGO), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(build())
    print(TARGET.relative_to(HERE))
