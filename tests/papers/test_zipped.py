"""The ZIP of a bundle: it leaves in pieces, the same for the same members, with names that every disk takes."""

import hashlib
import io
import tracemalloc
import zipfile
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select, update

from tests.papers.bundles import with_bytes
from tests.story import Story
from workflow.dossiers.bundle.zipped import Member, Written, safe_name, streamed
from workflow.extensions import db
from workflow.papers.models import Attachment, StoredFile
from workflow.papers.storage import store
from workflow.transactions import writing

AT = datetime(2026, 2, 5, 1, 30, tzinfo=UTC)
LARGE = 100 * 1024 * 1024


def large_files(story: Story, count: int) -> None:
    """Give so many files of a dossier 100 MB each, sparse on the disk."""
    with story.app.app_context():
        ids = db.session.scalars(select(Attachment.id).where(Attachment.dossier_id == story.id).limit(count)).all()
        for number, one in enumerate(ids):
            whole = hashlib.sha256()
            for _piece in range(LARGE // (1024 * 1024)):
                whole.update(bytes(1024 * 1024))
            whole.update(bytes([number]))
            path = store().path(whole.digest())
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                file.truncate(LARGE)
                file.seek(LARGE)
                file.write(bytes([number]))
            with writing() as session:
                row = {"digest": whole.digest(), "size": LARGE + 1, "media_type": "image/png"}
                session.execute(insert(StoredFile), row)
                values = {"digest": whole.digest(), "size": LARGE + 1, "media_type": "image/png"}
                session.execute(update(Attachment).where(Attachment.id == one).values(values))


def test_a_dossier_of_two_hundred_megabytes_is_downloaded_through_a_few(story: Story) -> None:
    large_files(with_bytes(story), 2)
    story.up_to("department_review")
    browser = story.people.client(story.who("dept_officer"))
    tracemalloc.start()
    answer = browser.post(f"/dossiers/{story.id}/bundle", buffered=False)
    total = sum(len(piece) for piece in answer.iter_encoded())
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total > 2 * LARGE
    assert peak < 60 * 1024 * 1024


class Zeros(io.RawIOBase):
    """So many bytes, none of them in memory."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1) -> bytes:
        given = min(size, self.left)
        self.left -= given
        return bytes(given)


@pytest.mark.parametrize("shrinks", [False, True])
def test_two_hundred_megabytes_pass_through_a_few(shrinks: bool) -> None:
    size = 50 * 1024 * 1024
    many = [Member(f"Tệp/{n}.bin", "", AT, lambda: Zeros(size), shrinks, size) for n in range(4)]  # type: ignore[arg-type,return-value]
    written: list[Written] = []
    tracemalloc.start()
    total = sum(len(piece) for piece in streamed(many, written, []))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12 * 1024 * 1024
    assert [one.size for one in written] == [size] * 4
    assert shrinks or total > 4 * size


def test_the_same_members_give_the_same_bytes() -> None:
    def packed() -> bytes:
        many = [Member("Tệp/đơn.txt", "", AT, lambda: io.BytesIO("Đơn".encode())) for _n in range(1)]
        return b"".join(streamed(many, [], []))

    assert packed() == packed()
    with zipfile.ZipFile(io.BytesIO(packed())) as opened:
        assert opened.namelist() == ["Tệp/đơn.txt"]
        assert opened.infolist()[0].flag_bits & 0x800
        assert opened.infolist()[0].date_time == (2026, 2, 5, 8, 30, 0)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "etc passwd"), ("CON.pdf", "_CON.pdf"), ("Đơn\u202efdp.exe", "Đơnfdp.exe"),
        ("a" * 300 + ".pdf", "a" * 80 + ".pdf"), ("  ...  ", "tệp"), ("a/b\\c:d*e?.pdf", "a b c d e.pdf"),
        ("Biên bản họp thôn.pdf", "Biên bản họp thôn.pdf"), ("x\n\t\0y.pdf", "xy.pdf"), ("", "tệp"),
    ],
)  # fmt: skip
def test_a_name_is_safe_on_every_disk(given: str, kept: str) -> None:
    assert safe_name(given) == kept
