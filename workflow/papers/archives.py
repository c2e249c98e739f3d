"""Whether a Word or Excel file is what it says: its zip directory is read first, and only then a bounded part of it."""

import stat
import zipfile
import zlib
from typing import IO

from flask_babel import gettext as _

from workflow.papers.file_kinds import Trait
from workflow.papers.office_traits import TYPES, traits_of
from workflow.papers.portable import Unsafe, marks_in

__all__ = ["EXCEL", "WORD", "Unsafe", "check"]

WORD, EXCEL = "word/document.xml", "xl/workbook.xml"
MOST_ENTRIES = 2_000
MOST_UNPACKED = 300 * 1024 * 1024
HIGHEST_RATIO = 150
_SMALL = 1024 * 1024
_XML_HEAD = 2048


def check(stream: IO[bytes]) -> tuple[str, frozenset[Trait]]:
    """WORD or EXCEL, and the traits of it. Raises Unsafe for anything else, bombs, and what hides in zip files."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            return _main_part(archive, stream)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as broken:
        if isinstance(broken, Unsafe):
            raise
        raise _damaged() from broken
    except (EOFError, zlib.error) as cut:
        raise _damaged() from cut


def _main_part(archive: zipfile.ZipFile, stream: IO[bytes]) -> tuple[str, frozenset[Trait]]:
    entries = archive.infolist()
    _check_directory(entries)
    names = {entry.filename for entry in entries}
    main = next((part for part in (WORD, EXCEL) if part in names), None)
    if main is None or TYPES not in names:
        raise Unsafe(_("là tệp nén (zip), không phải tài liệu. Hãy giải nén và tải từng tệp bên trong lên."))
    traits = traits_of(archive)
    if Trait.PASSWORD in traits:
        return main, traits
    if any(_declares_entities(archive, entry) for entry in entries):
        raise _damaged()
    if marks_in(stream, (b"%PDF-1", b"%PDF-2")) and any(entry.compress_type == 0 for entry in entries):
        traits |= {Trait.EMBEDDED}
    return main, traits


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Unsafe(_("có hơn %(most)s mục bên trong (“bom nén”). Hãy mở, lưu lại hoặc in ra PDF.", most=MOST_ENTRIES))
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if unpacked > MOST_UNPACKED or (unpacked > _SMALL and unpacked > HIGHEST_RATIO * max(packed, 1)):
        raise Unsafe(_("bung ra quá lớn so với kích thước tệp (“bom nén”). Hãy mở, lưu lại hoặc in ra PDF."))
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        raise Unsafe(_("có hai mục cùng tên bên trong nên không an toàn. Hãy mở, lưu thành tệp mới rồi tải lên."))
    if any(_escapes(entry) for entry in entries):
        raise Unsafe(_("có đường dẫn thoát ra ngoài tệp nên không an toàn. Hãy mở, lưu thành tệp mới rồi tải lên."))


def _escapes(entry: zipfile.ZipInfo) -> bool:
    """A path out of the archive, or a link."""
    parts = entry.filename.replace("\\", "/").split("/")
    leaves = ".." in parts or parts[0] == "" or ":" in entry.filename
    return leaves or stat.S_ISLNK(entry.external_attr >> 16)


def _declares_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Office never writes a DTD; it is only there to attack whoever reads the file."""
    if not entry.filename.lower().endswith((".xml", ".rels")):
        return False
    with archive.open(entry) as part:
        head = part.read(_XML_HEAD)
    return b"<!DOCTYPE" in head.replace(b"\0", b"") or b"<!ENTITY" in head.replace(b"\0", b"")


def _damaged() -> Unsafe:
    return Unsafe(_("là tệp Office hỏng hoặc không an toàn. Hãy mở bằng Word, Excel, lưu thành tệp mới rồi tải lên."))
