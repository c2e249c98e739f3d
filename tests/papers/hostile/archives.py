"""Word and Excel files with more in them than text: bombs, links out, macros, files within files."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

from tests.papers.corpus import EXCEL, TYPES, WORD, office, pdf, zipped

RELATIONS = "word/_rels/document.xml.rels"


def related(kind: str, target: str, mode: str = 'TargetMode="External"') -> bytes:
    """A Word file with one relation."""
    rel = f'<Relationships><Relationship Id="r1" Type="http://x/{kind}" Target="{target}" {mode}/></Relationships>'
    return office(more={RELATIONS: rel.encode()})


def sheet(cell: bytes) -> bytes:
    return office(EXCEL, more={"xl/worksheets/sheet1.xml": b"<worksheet><c>" + cell + b"</c></worksheet>"})


def nested_bomb() -> bytes:
    """Nine archives in one another, each ten times the last."""
    inner = zipped({"0.xml": b"0" * 2_000_000})
    for depth in range(4):
        inner = zipped({f"{depth}-{number}.zip": inner for number in range(10)})
    return office(more={"word/embeddings/a.zip": inner})


def liar() -> bytes:
    """The directory says a thousand bytes, the data say twenty million."""
    content = bytearray(office(EXCEL, more={"xl/worksheets/sheet1.xml": b"0" * 20_000_000}))
    where = content.rindex(b"PK\x01\x02", 0, content.rindex(b"sheet1.xml"))
    content[where + 24 : where + 28] = struct.pack("<I", 1000)
    return bytes(content)


def overlapping() -> bytes:
    """Many entries over the same packed bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES % (WORD.encode(), b"main+xml"))
        archive.writestr(WORD, b"0" * 5_000_000)
        kernel = archive.getinfo(WORD)
        for number in range(200):
            twin = zipfile.ZipInfo(f"word/{number}.xml")
            twin.header_offset, twin.CRC = kernel.header_offset, kernel.CRC
            twin.compress_size, twin.file_size = kernel.compress_size, kernel.file_size
            twin.compress_type = kernel.compress_type
            archive.filelist.append(twin)
    return packed.getvalue()


def twice() -> bytes:
    packed = io.BytesIO(office())
    with zipfile.ZipFile(packed, "a") as archive:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            archive.writestr(WORD, b"<w:other/>")
    return packed.getvalue()


WIDE = b"\xff\xfe" + '<!DOCTYPE x [<!ENTITY y "z">]>'.encode("utf-16-le")
CASES: Mapping[str, tuple[str, Callable[[], bytes], str]] = {
    "docm": ("a.docm", lambda: office(more={"word/vbaProject.bin": b"x"}), "macro"),
    "xlsm called xlsx": ("a.xlsx", lambda: office(EXCEL, more={"xl/vbaProject.bin": b"x"}), "macro"),
    "active control": ("a.docx", lambda: office(more={"word/activeX/activeX1.bin": b"x"}), "macro"),
    "macros in other letters": ("a.docx", lambda: office(more={"word/VBAPROJECT.BIN": b"x"}), "macro"),
    "bombs in bombs": ("a.docx", nested_bomb, "nhúng bên trong"),
    "bomb that lies": ("a.xlsx", liar, "không an toàn"),
    "overlapping bomb": ("a.docx", overlapping, "bom nén"),
    "bomb of pictures": ("a.docx", lambda: office(more={f"word/media/{n}.bmp": b"\0" * 900_000 for n in range(40)}),
                         "bung ra quá lớn"),
    "two entries of one name": ("a.docx", twice, "cùng tên"),
    "root of the disk": ("a.docx", lambda: office(more={"/etc/passwd": b"x"}), "thoát ra ngoài"),
    "disk of windows": ("a.docx", lambda: office(more={"C:/x.xml": b"x"}), "thoát ra ngoài"),
    "way out, backwards": ("a.docx", lambda: office(more={"word\\..\\..\\x.xml": b"x"}), "thoát ra ngoài"),
    "wide entities": ("a.docx", lambda: office(content=WIDE), "không an toàn"),
    "template from the net": ("a.docx", lambda: related("attachedTemplate", "https://evil.example/a.dotm"),
                              "liên kết ngoài"),
    "template from another machine": ("a.docx", lambda: related("attachedTemplate", "file://///10.0.0.1/a.dotm"),
                                      "liên kết ngoài"),
    "picture from the net": ("a.docx", lambda: related("image", "http://evil.example/track.png"), "liên kết ngoài"),
    "object from the net": ("a.docx", lambda: related("oleObject", "mhtml:http://evil.example"), "liên kết ngoài"),
    "frame in single quotes": ("a.docx", lambda: related("frame", "http://evil.example", "TargetMode='external'"),
                               "liên kết ngoài"),
    "links to another workbook": (
        "a.xlsx", lambda: office(EXCEL, more={"xl/externalLinks/externalLink1.xml": b"<x/>"}), "liên kết ngoài"),
    "cell that asks the net": ("a.xlsx", lambda: sheet(b"<f>WEBSERVICE(&quot;http://x&quot;)</f>"), "liên kết ngoài"),
    "cell that starts a program": ("a.xlsx", lambda: sheet(b"<f>cmd|'/c calc'!A0</f>"), "liên kết ngoài"),
    "field that starts a program": (
        "a.docx", lambda: office(content=b"<w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText>"), "liên kết ngoài"),
    "package in a document": ("a.docx", lambda: office(more={"word/embeddings/oleObject1.bin": b"x"}),
                              "nhúng bên trong"),
    "program in a document": ("a.docx", lambda: office(more={"word/media/a.exe": b"MZ"}), "nhúng bên trong"),
    "script in a document": ("a.docx", lambda: office(more={"word/a.js": b"alert(1)"}), "nhúng bên trong"),
    "pdf stored in a document": ("a.docx", lambda: _stored(pdf()), "nhúng bên trong"),
    "zip of its end only": ("a.docx", lambda: b"PK\x05\x06" + b"\0" * 18, "không thuộc"),
    "zip without content": ("a.docx", lambda: zipped({"[Content_Types].xml": b""}), "tệp nén"),
    "powerpoint": ("a.pptx", lambda: office("ppt/presentation.xml"), "tệp nén"),
    "opendocument": ("a.odt", lambda: zipped({"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"}),
                     "tệp nén"),
    "jar called docx": ("a.docx", lambda: zipped({"META-INF/MANIFEST.MF": b"Main-Class: X"}), "tệp nén"),
}  # fmt: skip


def _stored(inside: bytes) -> bytes:
    packed = io.BytesIO(office())
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/media/image1.png", inside)
    return packed.getvalue()
