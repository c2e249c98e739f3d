"""Files made for tests: genuine ones of every kind, and hostile or unlucky ones with a word their refusal must hold."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image

TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Override PartName="/%s" ContentType="%s"/></Types>'
)
WORD, EXCEL = "word/document.xml", "xl/workbook.xml"


def pdf(body: bytes = b"1 0 obj<</Type/Catalog>>endobj\n", before: bytes = b"", after: bytes = b"") -> bytes:
    return before + b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n" + after


def picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#1f2f63").save(out, kind)
    return out.getvalue()


def huge_png() -> bytes:
    """A PNG that claims 50,000 × 50,000 pixels in a few bytes."""
    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"0")) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def office(
    main: str = WORD,
    more: Mapping[str, bytes] | None = None,
    kind: bytes = b"main+xml",
    content: bytes = b"<w:document/>",
) -> bytes:
    return zipped({"[Content_Types].xml": TYPES % (main.encode(), kind), main: content, **(more or {})})


def zipped(entries: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def locked(archive: bytes) -> bytes:
    """The same archive with the flag of encryption set in its directory."""
    at = archive.index(b"PK\x01\x02") + 8
    return archive[:at] + bytes([archive[at] | 1]) + archive[at + 1 :]


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES % (WORD.encode(), b"main+xml"))
        archive.writestr(WORD, b"<w:document/>")
        link = zipfile.ZipInfo("word/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, b"/etc/passwd")
    return out.getvalue()


GENUINE: dict[str, tuple[str, bytes]] = {
    "pdf": ("Tờ trình.pdf", pdf()),
    "pdf, capital ending": ("SCAN001.PDF", pdf()),
    "jpeg": ("ảnh.jpg", picture("JPEG")),
    "jpeg, long ending": ("ảnh.jpeg", picture("JPEG")),
    "png": ("sơ đồ.png", picture("PNG")),
    "docx": ("tóm tắt.docx", office()),
    "xlsx": ("danh sách.xlsx", office(EXCEL)),
    "docx with pictures": ("có ảnh.docx", office(more={"word/media/image1.png": picture("PNG")})),
    "csv": ("danh sách.csv", "STT,Họ tên\n1,Lò Thị Mẩy\n".encode()),
    "csv of Excel": ("danh sách.csv", b"\xef\xbb\xbf" + "STT;Họ tên\n1;Lò Thị Mẩy\n".encode()),
    "no ending at all": ("tài liệu quét", pdf()),
    "photograph with maker's trailer": ("máy ảnh.jpg", picture("JPEG") + b"\0" * 400),
}

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "empty": ("rỗng.pdf", b"", "rỗng"),
    "program called pdf": ("giấy tờ.pdf", b"MZ\x90\0" + b"\0" * 200, "chương trình"),
    "linux program": ("a.docx", b"\x7fELF" + b"\0" * 200, "chương trình"),
    "script": ("a.pdf", b"#!/bin/sh\nrm -rf /\n", "chương trình"),
    "shortcut": ("a.pdf.lnk", b"L\0\0\0\x01\x14\x02\0" + b"\0" * 100, "chương trình"),
    "html called pdf": ("a.pdf", b"<!DOCTYPE html><script>alert(1)</script>", "HTML"),
    "html with a mark in front": ("a.png", b"\xef\xbb\xbf \n<html></html>", "HTML"),
    "svg": ("hình.svg", SVG, "SVG"),
    "svg called png": ("hình.png", SVG, "SVG"),
    "bare xml": ("a.docx", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>', "XML"),
    "pdf behind a program": ("a.pdf", pdf(before=b"GIF89a"), "phía trước"),
    "pdf and zip in one": ("a.pdf", pdf(after=zipped({"a": b"b"}) + b"%%EOF"), "ghép"),
    "pdf cut short": ("a.pdf", pdf()[:-20], "cắt cụt"),
    "pdf with a password": ("a.pdf", pdf(b"<</Encrypt 5 0 R>>"), "mật khẩu"),
    "pdf with script": ("a.pdf", pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), "mã lệnh"),
    "pdf that starts programs": ("a.pdf", pdf(b"<</S/Launch/F(cmd.exe)>>"), "mã lệnh"),
    "pdf called docx": ("a.docx", pdf(), "nội dung là PDF"),
    "pdf called exe": ("hồ sơ.pdf.exe", pdf(), "nội dung là PDF"),
    "png called jpg": ("a.jpg", picture("PNG"), "nội dung là PNG"),
    "gigantic png": ("a.png", huge_png(), "quá lớn"),
    "png cut short": ("a.png", picture("PNG")[:-20], "hỏng"),
    "jpeg cut short": ("a.jpg", picture("JPEG")[:30], "hỏng"),
    "jpeg and zip in one": ("a.jpg", picture("JPEG") + zipped({"a": b"b"}), "giấu"),
    "jpeg and page in one": ("a.jpg", picture("JPEG") + b"<script>alert(1)</script>", "giấu"),
    "gif": ("a.gif", b"GIF89a" + b"\0" * 100, "gif"),
    "heic": ("a.heic", b"\0\0\0\x18ftypheic" + b"\0" * 100, "HEIC"),
    "plain zip": ("a.zip", zipped({"a.txt": b"b"}), "tệp nén"),
    "zip called docx": ("a.docx", zipped({"a.txt": b"b"}), "tệp nén"),
    "rar": ("a.rar", b"Rar!\x1a\x07\0" + b"\0" * 100, "không thuộc"),
    "macros": ("a.docx", office(more={"word/vbaProject.bin": b"x"}), "macro"),
    "macros by declaration": (
        "a.xlsx",
        office(EXCEL, kind=b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        "macro",
    ),
    "old macro sheet": ("a.xlsx", office(EXCEL, more={"xl/macrosheets/sheet1.xml": b"<x/>"}), "macro"),
    "bomb": ("a.xlsx", office(EXCEL, more={"xl/worksheets/sheet1.xml": b"0" * 30_000_000}), "bom nén"),
    "ten thousand entries": ("a.docx", office(more={f"word/{n}.xml": b"" for n in range(3_000)}), "bom nén"),
    "way out of the archive": ("a.docx", office(more={"../../etc/cron.d/x": b"x"}), "không an toàn"),
    "link": ("a.docx", linked(), "không an toàn"),
    "entities": (
        "a.docx",
        office(content=b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>'),
        "không an toàn",
    ),
    "locked zip": ("a.docx", locked(office()), "mật khẩu"),
    "zip cut short": ("a.docx", office()[:-30], "hỏng"),
    "old or locked office": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "kiểu cũ"),
    "text": ("a.txt", b"plain text", "không thuộc"),
}
