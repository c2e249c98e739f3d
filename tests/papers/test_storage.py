"""The store: bytes are safe before anybody may speak of them, and leave no trace when they are refused."""

import hashlib
import io
import os
import time
from pathlib import Path

import pytest

from workflow.papers.storage import FileStore, TooLarge


@pytest.fixture
def kept(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def everything(store: FileStore) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file()]


def test_bytes_are_found_by_their_digest(kept: FileStore) -> None:
    stored = kept.put(io.BytesIO(b"abc"))
    assert stored.digest == hashlib.sha256(b"abc").digest()
    assert stored.size == 3
    with kept.open(stored.digest) as file:
        assert file.read() == b"abc"
    assert kept.path(stored.digest).relative_to(kept.root).parts[:2] == ("ba", "78")


def test_equal_bytes_are_kept_once(kept: FileStore) -> None:
    assert kept.put(io.BytesIO(b"abc")) == kept.put(io.BytesIO(b"abc"))
    assert len(everything(kept)) == 1


def test_too_many_bytes_leave_nothing_behind(kept: FileStore) -> None:
    with pytest.raises(TooLarge, match="chưa được lưu"):
        kept.put(io.BytesIO(b"x" * 11), limit=10)
    assert everything(kept) == []


def test_a_stream_that_breaks_leaves_nothing_behind(kept: FileStore) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("the line went dead")

    with pytest.raises(OSError, match="dead"):
        kept.put(Broken())
    assert everything(kept) == []


def test_a_rename_that_fails_leaves_nothing_behind(kept: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="space"):
        kept.put(io.BytesIO(b"abc"))
    assert everything(kept) == []


def test_a_file_is_synced_before_its_name_and_its_folders_after(
    kept: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def note_sync(handle: int) -> None:
        acts.append("folder" if os.path.isdir(f"/proc/self/fd/{handle}") else "file")  # noqa: PTH112
        fsync(handle)

    def note_replace(self: Path, target: Path) -> Path:
        acts.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "replace", note_replace)
    kept.put(io.BytesIO(b"abc"))
    assert acts == ["file", "rename", "folder", "folder", "folder"]


def test_a_changed_and_a_missing_file_are_reported(kept: FileStore) -> None:
    whole, changed, missing = (kept.put(io.BytesIO(text)).digest for text in (b"a", b"b", b"c"))
    kept.path(changed).write_bytes(b"B")
    kept.path(missing).unlink()
    assert dict(kept.damaged([whole, changed, missing])) == {changed: "changed", missing: "missing"}


def test_the_sweep_takes_what_is_old_and_unreferenced_only(kept: FileStore) -> None:
    used, loose, young = (kept.put(io.BytesIO(text)).digest for text in (b"a", b"b", b"c"))
    long_ago = time.time() - 100_000
    for digest in (used, loose):
        os.utime(kept.path(digest), (long_ago, long_ago))
    half_done = kept.root / ".arriving-xyz"
    half_done.write_bytes(b"half")
    os.utime(half_done, (long_ago, long_ago))
    assert kept.sweep(frozenset({used})) == 2
    assert [kept.has(digest) for digest in (used, loose, young)] == [True, False, True]
    assert not half_done.exists()


def test_bytes_that_arrive_again_are_safe_from_the_sweep(kept: FileStore) -> None:
    digest = kept.put(io.BytesIO(b"a")).digest
    os.utime(kept.path(digest), (1, 1))
    kept.put(io.BytesIO(b"a"))
    assert kept.sweep(frozenset()) == 0
    assert kept.has(digest)
