"""Asking the scanner: its real verdicts, and everything that is no verdict."""

import io
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.papers.corpus import EXCEL, office, pdf, picture, zipped
from tests.papers.scanners import EICAR, FOUND, daemon, impostor, says
from workflow.papers.clamd import Unanswered, ask

WRAPPED = {
    "bare": EICAR,
    "in a table": b"STT,Ten\n1," + EICAR + b"\n",
    "in a pdf": pdf(b"1 0 obj<</Length 68>>stream\n" + EICAR + b"\nendstream endobj\n"),
    "in a word file": office(content=b"<w:document>" + EICAR + b"</w:document>"),
    "in an excel file": office(EXCEL, more={"xl/sharedStrings.xml": EICAR}),
    "in a zip in a zip": zipped({"a.zip": zipped({"a.txt": EICAR})}),
}


@pytest.fixture(scope="module")
def scanner() -> Iterator[str]:
    with daemon() as address:
        yield address


@pytest.mark.parametrize("case", WRAPPED)
def test_a_virus_is_named_however_it_is_wrapped(scanner: str, case: str) -> None:
    assert ask(scanner, io.BytesIO(WRAPPED[case])) == FOUND


@pytest.mark.parametrize("content", [pdf(), picture("JPEG"), office(), b"x" * 3_000_000], ids=range(4))
def test_a_clean_file_is_clean(scanner: str, content: bytes) -> None:
    assert ask(scanner, io.BytesIO(content)) == ""


def test_ten_megabytes_take_a_moment(scanner: str) -> None:
    began = time.monotonic()
    assert ask(scanner, io.BytesIO(pdf(b"%" + b"0" * 10_000_000))) == ""
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "words",
    [
        b"", b"\0", b"stream: OK\0extra\0", b"stream: a\0b FOUND\0", b"stream: OK FOUND?",
        b"INSTREAM size limit exceeded. ERROR\0", b"\xff" * 9000, b"stream:  FOUND\0",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
    ],
)  # fmt: skip
def test_a_strange_answer_is_no_verdict(words: bytes) -> None:
    with impostor(says(words)) as address, pytest.raises(Unanswered) as refusal:
        ask(address, io.BytesIO(b"abc"))
    assert str(refusal.value).isprintable()


def test_a_scanner_that_is_away_or_silent_gives_no_verdict(tmp_path: Path) -> None:
    for address in ("127.0.0.1:1", str(tmp_path / "nobody"), "nonsense", "127.0.0.1:port"):
        with pytest.raises(Unanswered):
            ask(address, io.BytesIO(b"abc"), timeout=2)
    with impostor(lambda line, _stream: time.sleep(2)) as address, pytest.raises(Unanswered):
        ask(address, io.BytesIO(b"abc"), timeout=0.3)


def test_a_scanner_that_hangs_up_in_the_middle_gives_no_verdict() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        import threading

        def hang_up() -> None:
            line, _address = door.accept()
            line.recv(100)
            line.close()

        threading.Thread(target=hang_up, daemon=True).start()
        with pytest.raises(Unanswered):
            ask(f"127.0.0.1:{door.getsockname()[1]}", io.BytesIO(b"x" * 5_000_000), timeout=5)


def test_the_stream_arrives_as_it_is() -> None:
    got: list[bytes] = []

    def note(line: socket.socket, stream: bytes) -> None:
        got.append(stream)
        line.sendall(b"stream: OK\0")

    with impostor(note) as address:
        assert ask(address, io.BytesIO(b"abc" * 200_000)) == ""
    assert got == [b"abc" * 200_000]
