"""PDFs that are locked, scripted, glued, cut or not PDFs at all."""

import zlib
from collections.abc import Callable, Mapping

from tests.papers.corpus import pdf, zipped


def packed(inside: bytes) -> bytes:
    """A PDF with an object stream, as programs write them since version 1.5."""
    data = zlib.compress(inside)
    head = b"7 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(data)
    return pdf(head + b"\nstream\r\n" + data + b"\nendstream endobj\n")


def far(mark: bytes) -> bytes:
    """A mark that lies across the edge of what is read at once."""
    return pdf(b"%" + b"0" * (1024 * 1024 - 20) + b"<<" + mark + b" 5 0 R>>")


CASES: Mapping[str, tuple[str, Callable[[], bytes], str]] = {
    "script packed away": ("a.pdf", lambda: packed(b"7 0 <</S/JavaScript/JS(app.alert(1))>>"), "mã lệnh"),
    "starting programs, packed away": ("a.pdf", lambda: packed(b"7 0 <</S/Launch/F(cmd.exe)>>"), "mã lệnh"),
    "script under a disguised name": ("a.pdf", lambda: pdf(b"<</S/J#61vaScr#69pt/JS(x)>>"), "mã lệnh"),
    "program under a disguised name": ("a.pdf", lambda: pdf(b"<</S/#4c#61#75#6e#63#68/F(cmd)>>"), "mã lệnh"),
    "password under a disguised name": ("a.pdf", lambda: pdf(b"<</#45ncrypt 5 0 R>>"), "mật khẩu"),
    "script across an edge": ("a.pdf", lambda: far(b"/JavaScript"), "mã lệnh"),
    "password across an edge": ("a.pdf", lambda: far(b"/Encrypt"), "mật khẩu"),
    "pdf cut in the middle": ("a.pdf", lambda: pdf(b"%" + b"0" * 200_000)[:100_000], "cắt cụt"),
    "pdf of its first line": ("a.pdf", lambda: b"%PDF-1.7\n", "cắt cụt"),
    "pdf behind a page": ("a.pdf", lambda: pdf(before=b"<html><script>alert(1)</script>"), "HTML"),
    "pdf behind a picture": ("a.pdf", lambda: pdf(before=b"BM" + b"\0" * 60), "phía trước"),
    "pdf before an archive": ("a.pdf", lambda: pdf(after=zipped({"x.exe": b"MZ"}) + b"\n%%EOF"), "ghép"),
    "pdf called picture": ("ảnh.jpg", pdf, "nội dung là PDF"),
    "postscript called pdf": ("a.pdf", lambda: b"%!PS-Adobe-3.0\n(x) run\n", "không thuộc"),
}
