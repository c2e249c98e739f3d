"""Files under names that mislead, and kinds nobody asked for."""

from collections.abc import Callable, Mapping

from tests.papers.corpus import office, pdf
from tests.papers.scanners import EICAR

CASES: Mapping[str, tuple[str, Callable[[], bytes], str]] = {
    "test virus": ("a.pdf", lambda: EICAR, "không thuộc"),
    "test virus called com": ("a.com", lambda: EICAR, "không thuộc"),
    "name that reads backwards": ("hồ sơ\u202efdp.exe", pdf, "tên ghi .exe"),
    "two endings": ("giấy.pdf.js", pdf, "tên ghi .js"),
    "two endings, the other way": ("giấy.exe.pdf", lambda: b"MZ" + b"\0" * 99, "chương trình"),
    "word called excel": ("bảng.xlsx", office, "nội dung là Word"),
    "mail": ("a.eml", lambda: b"From: x\nContent-Type: text/html\n\n<b>", "không thuộc"),
    "rich text": ("a.pdf", lambda: b"{\\rtf1\\ansi{\\object\\objdata 0105}}", "rtf"),
    "help file": ("a.pdf", lambda: b"ITSF\3\0\0\0" + b"\0" * 80, "không thuộc"),
    "java class": ("a.pdf", lambda: b"\xca\xfe\xba\xbe\0\0\0\x34" + b"\0" * 40, "chương trình"),
    "seven zip": ("a.7z", lambda: b"7z\xbc\xaf\x27\x1c" + b"\0" * 40, "không thuộc"),
    "zeros": ("a.pdf", lambda: b"\0" * 5000, "không thuộc"),
}
