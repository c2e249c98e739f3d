"""What a file really is, judged by its content; its name must agree. A refusal says what happened and what to do."""

import unicodedata
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import IO, Any

import puremagic
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workflow.errors import BadInput
from workflow.papers import archives, pictures, portable
from workflow.papers.file_kinds import (
    CSV,
    DOCX,
    EVIDENCE_PART,
    JPEG,
    PDF,
    PNG,
    SENTENCES,
    XLSX,
    FileKind,
    Trait,
    allowance_for,
)
from workflow.text import nfc

LONGEST_NAME = 200
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
"""Names under which Windows opens a device instead of a file."""

_HEAD = 4096
__all__ = ["EVIDENCE_PART", "FileKind", "Unsuitable", "accept_for", "display_name", "judge", "kinds_for"]

_OPENED = {archives.WORD: DOCX, archives.EXCEL: XLSX}


class Unsuitable(BadInput):
    """A file the office does not take. The message is for the person who chose it."""


def kinds_for(part_code: str) -> tuple[FileKind, ...]:
    """The kinds of file that may be attached to a part."""
    return allowance_for(part_code).kinds


def accept_for(part_code: str) -> str:
    """The value of `accept` for a file field of this part."""
    return allowance_for(part_code).accept


def judge(stream: IO[bytes], name: str, part_code: str) -> FileKind:
    """The kind of a file, by its content. The stream is left at its beginning. Raises Unsuitable."""
    allowance = allowance_for(part_code)
    try:
        kind, traits = _kind_of(stream, allowance.kinds)
    except portable.Unsafe as unsafe:
        raise Unsuitable(about(name, str(unsafe))) from unsafe
    finally:
        stream.seek(0)
    if forbidden := sorted(traits & allowance.forbids):
        raise Unsuitable(about(name, str(SENTENCES[forbidden[0]])))
    extension = PurePosixPath(name).suffix.lower()
    if extension and extension not in kind.extensions:
        raise Unsuitable(about(name, _disagrees(extension, kind)))
    return kind


def check_ending(name: str, part_code: str) -> None:
    """Raise Unsuitable for a name whose ending no file of this part has: said before anything is sent."""
    allowance = allowance_for(part_code)
    extension = PurePosixPath(name).suffix.lower()
    if extension and not any(extension in kind.extensions for kind in allowance.kinds):
        said: str = _(
            "có đuôi %(extension)s, không thuộc các loại được nhận: %(kinds)s. Hãy lưu thành một trong các loại đó.",
            extension=extension, kinds=", ".join(kind.title for kind in allowance.kinds),
        )  # fmt: skip
        raise Unsuitable(about(name, said))


def _kind_of(stream: IO[bytes], allowed: tuple[FileKind, ...]) -> tuple[FileKind, frozenset[Trait]]:
    stream.seek(0)
    head = stream.read(_HEAD)
    found = _recognised(stream, head)
    if found is None and CSV in allowed and _reads_as_table(stream):
        found = CSV, frozenset()
    if found is None:
        raise portable.Unsafe(_unknown(head, allowed))
    return found


def _recognised(stream: IO[bytes], head: bytes) -> tuple[FileKind, frozenset[Trait]] | None:
    if not head:
        raise portable.Unsafe(_("tệp rỗng (0 byte). Hãy mở lại tệp trên máy, kiểm tra nội dung rồi tải lên lại."))
    if head.startswith(b"%PDF-"):
        return PDF, portable.check(stream)
    if head.startswith(b"\xff\xd8\xff"):
        pictures.check_jpeg(stream)
        return JPEG, frozenset()
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        pictures.check_png(stream)
        return PNG, frozenset()
    if head.startswith(b"PK\x03\x04"):
        main, traits = archives.check(stream)
        return _OPENED[main], traits
    return None


def _reads_as_table(stream: IO[bytes]) -> bool:
    """Plain text without markup, to its end. UTF-16 is what Excel writes as "Unicode text"."""
    stream.seek(0)
    head = stream.read(_HEAD)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[: len(head) // 2 * 2].decode("utf-16", "ignore").encode()
        return b"\0" not in text and not text.lstrip().startswith(b"<")
    lowered = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    is_text = not portable.marks_in(stream, (b"\0", b"<script", b"PK\x03\x04"))
    return is_text and not lowered.startswith((b"<", b"mz", b"#!", b"%!", b"{\\rtf"))


_PROGRAMS = (b"mz", b"\x7felf", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"l\0\0\0\x01\x14\x02")
_SIGNS: tuple[tuple[Callable[[bytes, bytes], bool], Any], ...] = (
    (lambda head, start: start.startswith(b"<") and b"<svg" in start,
     _l("là hình SVG, có thể chứa mã lệnh. Hãy xuất hình thành PNG hoặc PDF rồi tải lên.")),
    (lambda head, start: start.startswith(b"<"),
     _l("là trang web (HTML, XML), không phải tài liệu. Hãy in trang ra PDF rồi tải tệp PDF lên.")),
    (lambda head, start: start.startswith(_PROGRAMS),
     _l("là chương trình máy tính, có thể là mã độc. Đừng mở tệp này; hãy tìm lại đúng tài liệu cần nộp.")),
    (lambda head, start: head.startswith(b"\xd0\xcf\x11\xe0"),
     _l("là tệp Office kiểu cũ hoặc có mật khẩu. Hãy mở ra, bỏ mật khẩu, lưu thành .docx, .xlsx rồi tải lên.")),
    (lambda head, start: head[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"},
     _l("là ảnh HEIC của iPhone. Hãy lưu thành JPEG (hoặc chọn “Tương thích nhất” khi chụp) rồi tải lên.")),
    (lambda head, start: b"%PDF-" in head,
     _l("là tệp PDF có nội dung lạ ở phía trước. Hãy mở rồi in lại ra PDF, sau đó tải tệp mới lên.")),
)  # fmt: skip


def _unknown(head: bytes, allowed: tuple[FileKind, ...]) -> str:
    """Why the content is not one of the kinds, as helpfully as can be known."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for shows, sentence in _SIGNS:
        if shows(head, start):
            return str(sentence)
    said: str = _(
        "có nội dung kiểu %(guess)s, không thuộc các loại được nhận. Hãy lưu thành một trong các loại: %(kinds)s.",
        guess=_guess(head), kinds=", ".join(kind.title for kind in allowed),
    )  # fmt: skip
    return said


def _guess(head: bytes) -> str:
    try:
        found = str(puremagic.from_string(head)).lstrip(".")
    except (puremagic.PureError, ValueError):
        found = ""
    return found or str(_("không rõ"))


def _disagrees(extension: str, kind: FileKind) -> str:
    said: str = _(
        "tên ghi %(extension)s nhưng nội dung là %(kind)s. Hãy kiểm tra có đúng tệp cần nộp không; nếu đúng, đổi đuôi "
        "tên thành %(right)s rồi tải lên.", extension=extension, kind=kind.title, right=kind.extensions[0],
    )  # fmt: skip
    return said


def about(name: str, what: str) -> str:
    """A whole sentence about a refused file."""
    said: str = _("“%(name)s” %(what)s Tệp này chưa được lưu; các tệp khác vẫn an toàn.", name=name, what=what)
    return said


def display_name(given: str, kind: FileKind | None = None) -> str:
    """The name a person gave, safe to show and to save by: composed, one line, no hidden or forbidden characters."""
    base = nfc(given).replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(c for c in base if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
    tidy = " ".join("".join("_" if c in '<>:"|?*' else c for c in plain).split()).strip(". ")
    stem, dot, extension = tidy.rpartition(".")
    if not dot or len(extension) > 5:
        stem, extension = tidy, (kind.extensions[0][1:] if kind else "")
    if stem.partition(".")[0].lower() in _DEVICES:
        stem = f"_{stem}"
    ending = f".{extension}" if extension else ""
    return (stem or "tep")[: LONGEST_NAME - len(ending)].rstrip() + ending
