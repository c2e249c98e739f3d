"""Whether a Word or Excel file is what it says: its zip directory and the first bytes of its XML are read, no more."""

import re
import stat
import zipfile
from typing import IO

from flask_babel import gettext as _

from workflow.papers.portable import Unsafe, marks_in

__all__ = ["EXCEL", "WORD", "Unsafe", "check"]

WORD, EXCEL = "word/document.xml", "xl/workbook.xml"
MOST_ENTRIES = 2_000
MOST_UNPACKED = 300 * 1024 * 1024
HIGHEST_RATIO = 150
_SMALL = 1024 * 1024
_TYPES = "[Content_Types].xml"
_XML_HEAD = 2048
_SCRIPTED = re.compile(r"vba(project|data)|/activex/|macrosheets/", re.IGNORECASE)


def check(stream: IO[bytes]) -> str:
    """WORD or EXCEL. Raises Unsafe for anything else, for macros, bombs, passwords and what hides in zip files."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            return _main_part(archive, stream)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as broken:
        if isinstance(broken, Unsafe):
            raise
        raise _damaged() from broken


def _main_part(archive: zipfile.ZipFile, stream: IO[bytes]) -> str:
    entries = archive.infolist()
    _check_directory(entries)
    names = {entry.filename for entry in entries}
    main = next((part for part in (WORD, EXCEL) if part in names), None)
    if main is None or _TYPES not in names:
        raise Unsafe(_("là tệp nén (zip), không phải tài liệu. Hãy giải nén và tải từng tệp bên trong lên."))
    if _has_macros(archive, names):
        raise Unsafe(_("có macro (mã lệnh chạy trong Office). Hãy lưu thành .docx hoặc .xlsx không có macro."))
    if any(_declares_entities(archive, entry) for entry in entries):
        raise _damaged()
    if marks_in(stream, (b"%PDF-1", b"%PDF-2")) and any(entry.compress_type == 0 for entry in entries):
        raise Unsafe(_("có tệp khác nhúng bên trong. Hãy in tài liệu ra PDF rồi tải lên."))
    return main


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    bloated = unpacked > _SMALL and unpacked > HIGHEST_RATIO * max(packed, 1)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or bloated:
        raise Unsafe(_("bung ra quá lớn so với kích thước tệp (“bom nén”). Hãy mở, lưu lại hoặc in ra PDF."))
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unsafe(_("có mật khẩu. Hãy bỏ mật khẩu rồi tải lên."))
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or any(_escapes(entry) for entry in entries):
        raise _damaged()


def _escapes(entry: zipfile.ZipInfo) -> bool:
    """A path out of the archive, or a link."""
    parts = entry.filename.replace("\\", "/").split("/")
    leaves = ".." in parts or parts[0] == "" or ":" in entry.filename
    return leaves or stat.S_ISLNK(entry.external_attr >> 16)


def _has_macros(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if any(_SCRIPTED.search(name) for name in names):
        return True
    with archive.open(_TYPES) as types:
        return b"macroenabled" in types.read(_SMALL).lower()


def _declares_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Office never writes a DTD; it is only there to attack whoever reads the file."""
    if not entry.filename.lower().endswith((".xml", ".rels")):
        return False
    with archive.open(entry) as part:
        head = part.read(_XML_HEAD)
    return b"<!DOCTYPE" in head.replace(b"\0", b"") or b"<!ENTITY" in head.replace(b"\0", b"")


def _damaged() -> Unsafe:
    return Unsafe(_("là tệp Office hỏng hoặc không an toàn. Hãy mở bằng Word, Excel, lưu thành tệp mới rồi tải lên."))
