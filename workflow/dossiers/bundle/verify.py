"""Checking a bundle without the database: every file against its hash, the journal against itself, both together.

It tells every difference at once. A bundle whose files, journal and manifest were all made anew by the same hand is
whole to itself: compare the hash of its last line with the office's journal, which this prints.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workflow.dossiers.bundle.chain import faults_in
from workflow.dossiers.bundle.contents import DOSSIER, JOURNAL
from workflow.dossiers.bundle.zipped import CHUNK, FORMAT, MANIFEST

LARGEST_TEXT = 200 * 1024 * 1024
"""Bytes of a JSON file beyond which it is not read: no journal is so long."""


@dataclass
class Report:
    """What a check found. `notes` are facts to know (something was deleted after its period), `faults` are damage."""

    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: int = 0
    last_hash: str = ""


def verify(file: Path) -> Report:
    """Check a bundle. Nothing in it is unpacked to the disk."""
    report = Report()
    try:
        with zipfile.ZipFile(file) as packed:
            _check(packed, report)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as broken:
        report.faults.append(f"không mở được như một tệp ZIP: {broken}")
    return report


def _check(packed: zipfile.ZipFile, report: Report) -> None:
    names = packed.namelist()
    manifest = _json(packed, MANIFEST, report)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        report.faults.append(f"thiếu hoặc không đọc được {MANIFEST}: không phải bộ hồ sơ của hệ thống này")
        return
    try:
        listed = {one["path"]: one for one in manifest["files"]}
        report.faults += [f"tệp lặp lại: {name}" for name in sorted({one for one in names if names.count(one) > 1})]
        report.faults += [f"thừa tệp: {name}" for name in sorted(set(names) - set(listed) - {MANIFEST})]
        report.faults += [f"thiếu tệp: {name}" for name in listed if name not in names]
        report.faults += [
            f"tệp đã bị sửa: {path}" for path in listed if path in names and _differs(packed, listed[path])
        ]
        report.faults += [f"không có trong kho khi lập bộ: {one['title']}" for one in manifest["missing"]]
        report.files = len(listed)
        report.faults += _inside(packed, manifest, report)
    except (KeyError, TypeError, AttributeError, ValueError) as odd:
        report.faults.append(f"{MANIFEST} không đọc được: {odd!r}")


def _differs(packed: zipfile.ZipFile, told: Mapping[str, Any]) -> bool:
    digest, size = hashlib.sha256(), 0
    try:
        with packed.open(told["path"]) as member:
            while chunk := member.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, zipfile.zlib.error):  # type: ignore[attr-defined]
        return True
    return (size, digest.hexdigest()) != (told["size"], told["sha256"])


def _inside(packed: zipfile.ZipFile, manifest: Mapping[str, Any], report: Report) -> Iterator[str]:
    """What the parts say of each other: journal, dossier, versions handed in, files."""
    entries, dossier = _json(packed, JOURNAL, report), _json(packed, DOSSIER, report)
    if not isinstance(entries, list) or not isinstance(dossier, dict):
        yield "thiếu nhật ký hoặc tệp Hồ sơ.json nên không kiểm tra được chuỗi băm"
        return
    end = manifest["journal"]
    yield from (f"nhật ký: {fault}" for fault in faults_in(entries, end["entries"], end["last_hash"]))
    if (dossier["entry_count"], dossier["entry_hash"]) != (len(entries), entries[-1]["hash"] if entries else ""):
        yield "nhật ký: dòng cuối không phải dòng mà Hồ sơ.json ghi"
    if any(entry["dossier_id"] != dossier["id"] for entry in entries):
        yield "nhật ký: có dòng của hồ sơ khác"
    report.last_hash = str(end["last_hash"])
    purged = manifest["purged"]
    if purged:
        report.notes.append(
            f"đã xóa theo thời hạn lưu ngày {purged['purged_on']}: {purged['files']} tệp, {purged['households']} hộ, "
            f"{purged['reasons']} lý do"
        )
    else:
        yield from _handed_in(packed, manifest, entries, report)


def _handed_in(
    packed: zipfile.ZipFile, manifest: Mapping[str, Any], entries: list[Any], report: Report
) -> Iterator[str]:
    """Each version handed in has the digest its line of the journal says, and the files it names are there."""
    told = {entry["number"]: entry["payload"]["handed_in"] for entry in entries if "handed_in" in entry["payload"]}
    known = {one["sha256"] for one in (*manifest["files"], *manifest["missing"])}
    found = set()
    for path in sorted(one["path"] for one in manifest["files"]):
        if not path.startswith("Nội dung/") or not path.endswith(".json"):
            continue
        version = _json(packed, path, report)
        if not isinstance(version, dict):
            continue
        number, content = version["entry_number"], version["content"]
        found.add(number)
        digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
        if told.get(number) != digest:
            yield f"nội dung không khớp với nhật ký (dòng {number}): {path}"
        yield from (
            f"thiếu tệp đã nộp (dòng {number}): {name}"
            for _part, name, sha256 in content.get("files", [])
            if sha256 not in known
        )
    yield from (f"thiếu nội dung đã nộp ở dòng {number} của nhật ký" for number in sorted(set(told) - found))


def _json(packed: zipfile.ZipFile, path: str, report: Report) -> Any:
    try:
        if packed.getinfo(path).file_size > LARGEST_TEXT:
            report.faults.append(f"tệp quá lớn nên không được đọc: {path}")
            return None
        return json.loads(packed.read(path))
    except (KeyError, ValueError, zipfile.BadZipFile, OSError, EOFError, zipfile.zlib.error):  # type: ignore[attr-defined]
        return None
