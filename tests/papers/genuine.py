"""Genuine files as offices make them, in the programs they use: none may be refused."""

import io
import unicodedata
from collections.abc import Callable, Mapping

import typst
import xlsxwriter
from docx import Document
from PIL import Image

from tests.papers.corpus import GENUINE, WORD, office, picture
from tests.papers.hostile.archives import related
from tests.papers.hostile.pdfs import packed
from tests.papers.photographs import photograph

Genuine = tuple[str, Callable[[], bytes]]


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Hộ")
        sheet.write_column(0, 0, [1, 2, 3])
        sheet.write_formula(3, 0, "=SUM(A1:A3)")
        sheet.write_url(4, 0, "https://laocai.gov.vn")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Hộ!$A$1:$A$3"})
        sheet.insert_chart("C1", chart)
    return out.getvalue()


def document() -> bytes:
    out, made = io.BytesIO(), Document()
    made.add_heading("Bản tóm tắt quá trình hình thành")
    made.add_table(2, 2)
    made.add_picture(io.BytesIO(picture("PNG")))
    made.save(out)
    return out.getvalue()


def shot(mode: str, kind: str, **told: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (60, 40)).save(out, kind, **told)
    return out.getvalue()


GENUINE_FILES: Mapping[str, Genuine] = {
    **{name: (file, lambda content=content: content) for name, (file, content) in GENUINE.items()},  # type: ignore[misc]
    "pdf of a typesetter": ("Tờ trình.pdf", lambda: typst.compile(b"= T\xe1\xbb\x9d tr\xc3\xacnh")),
    "pdf with packed objects": ("a.pdf", lambda: packed(b"7 0 <</Type/Page>>")),
    "name in parts": (unicodedata.normalize("NFD", "Đơn đề nghị.docx"), document),
    "word file": ("Tóm tắt.docx", document),
    "word file with a link": ("a.docx", lambda: related("hyperlink", "https://laocai.gov.vn")),
    "word file of a template": ("a.docx", lambda: related("attachedTemplate", "file:///C:\\Users\\May\\Normal.dotm")),
    "word file with a chart": ("a.docx", lambda: office(more={"word/embeddings/Sheet1.xlsx": workbook()})),
    "workbook with formulas": ("Danh sách.xlsx", workbook),
    "workbook with a printer": ("a.xlsx", lambda: office("xl/workbook.xml", more={
        "xl/printerSettings/printerSettings1.bin": b"x"})),
    "long text": ("a.docx", lambda: office(WORD, content=b"<w:t>" + bytes(range(48, 122)) * 9_000 + b"</w:t>")),
    "photograph of a telephone": ("IMG_2031.JPG", photograph),
    "photograph on its side": ("a.jpg", lambda: photograph(way_up=6)),
    "progressive jpeg": ("a.jpg", lambda: shot("RGB", "JPEG", progressive=True)),
    "grey scan": ("a.jpg", lambda: shot("L", "JPEG")),
    "jpeg for printing": ("a.jpg", lambda: shot("CMYK", "JPEG")),
    "png with a palette": ("a.png", lambda: shot("P", "PNG")),
    "png one can look through": ("a.png", lambda: shot("RGBA", "PNG")),
    "black and white png": ("a.png", lambda: shot("1", "PNG")),
    "table of excel as unicode text": ("a.csv", lambda: "STT\tHọ tên\n1\tLò Thị Mẩy\n".encode("utf-16")),
    "long name": ("ơ" * 300 + ".pdf", lambda: GENUINE["pdf"][1]),
}  # fmt: skip
