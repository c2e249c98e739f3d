"""What a Word or Excel file has inside, as traits. Bounded: whatever the archive claims, only so much is unpacked."""

import re
import zipfile
from collections.abc import Iterator

from workflow.papers.file_kinds import Trait

TYPES = "[Content_Types].xml"
MOST_READ = 64 * 1024 * 1024
"""Bytes unpacked in search of formulas and fields, over all entries."""

_PIECE = 1024 * 1024
_LARGEST_RELATIONS = 1024 * 1024
_OVERLAP = 64
_SCRIPTED = re.compile(r"vba(project|data)|/activex/|macrosheets/", re.IGNORECASE)
_SHEET = re.compile(r"xl/(work|chart|dialog)sheets/[^/]+\.xml", re.IGNORECASE)
_TEXT = re.compile(r"word/[^/]+\.xml", re.IGNORECASE)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_OUTWARD = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']", re.IGNORECASE)
_TYPE = re.compile(rb"\bType\s*=\s*[\"'][^\"']*/(\w+)[\"']", re.IGNORECASE)
_LOCAL = re.compile(rb"\bTarget\s*=\s*[\"'](?:file:///)?(?:[a-z]:)?(?![\\/]{2})[^:\"']*[\"']", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_FETCHES = re.compile(rb"WEBSERVICE\(|\bcmd\||DDEAUTO|[\s>]DDE\s", re.IGNORECASE)
_PLAIN = frozenset(
    "xml rels png jpg jpeg jfif gif bmp emf wmf tif tiff wdp svg vml ttf odttf fntdata docx xlsx txt".split()  # noqa: SIM905
)
"""Endings of what Word and Excel themselves put into a file: text, pictures, fonts, the tables behind charts."""


def traits_of(archive: zipfile.ZipFile) -> frozenset[Trait]:
    """The traits of an archive whose directory was found sane. Raises what `zipfile` raises for a damaged one."""
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        return frozenset({Trait.PASSWORD})
    names = [entry.filename for entry in entries]
    found = {Trait.EMBEDDED} if any(_is_embedded(name) for name in names) else set()
    if any(_SCRIPTED.search(name) for name in names) or _declares_macros(archive, names):
        found.add(Trait.MACROS)
    if any("/externallinks/" in name.lower() for name in names) or any(
        _points_out(archive, entry) for entry in entries
    ):
        found.add(Trait.LINKS_OUT)
    return frozenset(found | _in_the_text(archive, entries))


def _is_embedded(name: str) -> bool:
    """Anything Word and Excel do not put there themselves; settings of a printer are theirs."""
    lowered = name.lower()
    if lowered.endswith("/") or "/printersettings/" in lowered:
        return False
    return not _SCRIPTED.search(lowered) and lowered.rpartition(".")[2] not in _PLAIN


def _declares_macros(archive: zipfile.ZipFile, names: list[str]) -> bool:
    if TYPES not in names:
        return False
    with archive.open(TYPES) as types:
        return b"macroenabled" in types.read(_PIECE).replace(b"\0", b"").lower()


def _points_out(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """A relation to something elsewhere that is fetched when the file is opened: a link to click on is none."""
    if not entry.filename.lower().endswith(".rels"):
        return False
    with archive.open(entry) as part:
        text = part.read(_LARGEST_RELATIONS).replace(b"\0", b"")
    outward = (tag for tag in _RELATION.findall(text) if _OUTWARD.search(tag))
    return any(not _is_harmless(tag) for tag in outward)


def _is_harmless(tag: bytes) -> bool:
    """A link to click on, or the template on the writer's own disk, which Word names in every second document."""
    kind = _TYPE.search(tag)
    told = kind[1].lower() if kind else b""
    return told == b"hyperlink" or (told == b"attachedtemplate" and _LOCAL.search(tag) is not None)


def _in_the_text(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> set[Trait]:
    found, left = set(), MOST_READ
    for entry in entries:
        if not (_SHEET.fullmatch(entry.filename) or _TEXT.fullmatch(entry.filename)):
            continue
        for piece in _pieces(archive, entry, left):
            left -= len(piece)
            if _SHEET.fullmatch(entry.filename) and _FORMULA.search(piece):
                found.add(Trait.FORMULAS)
            if _FETCHES.search(piece):
                found.add(Trait.LINKS_OUT)
    return found


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    kept = b""
    with archive.open(entry) as part:
        while most > 0 and (chunk := part.read(min(_PIECE, most))):
            most -= len(chunk)
            piece = kept + chunk.replace(b"\0", b"")
            yield piece
            kept = piece[-_OVERLAP:]
