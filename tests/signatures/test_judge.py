"""Every way a signature can be good or bad gets its own verdict, by the judge as the office runs it."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pyhanko.sign.fields import MDPPerm

from tests.signatures import forge
from tests.signatures.forge import NOW, YEAR, document, root, sign, signer
from tests.signatures.hostile import HOSTILE
from workflow.papers.signatures import checking, judge
from workflow.papers.signatures.checking import Judgement, judge_file
from workflow.papers.signatures.trust import certificates_in
from workflow.papers.signatures.verdicts import SENTENCES, Verdict

HOURS = timedelta(hours=3)


def judged(tmp_path: Path, content: bytes, trusted: Path | None = None) -> Judgement:
    """By the judge in this process: the same without its limits, and without starting Python for each file."""
    file = tmp_path / "x.pdf"
    file.write_bytes(content)
    roots = certificates_in(str(trusted or forge.trust_store(tmp_path / "trust")))
    said = forge.apart(judge.main, [str(file), *map(str, roots)])
    return checking._understood(json.dumps(said).encode())


def judged_apart(tmp_path: Path, content: bytes) -> Judgement:
    """As the office has it judged: by a program of its own."""
    file = tmp_path / "x.pdf"
    file.write_bytes(content)
    return judge_file(file, certificates_in(str(forge.trust_store(tmp_path / "trust"))))


def twice() -> bytes:
    return sign(sign(document(), signer()), forge.certify("Lò Thị C", root()), "Ky2")


def strange_stamp() -> bytes:
    return sign(document(), signer(), stamp_at=NOW - HOURS, stamps=forge.certify("TSA lạ", stamps=True))


def locked_and_filled() -> bytes:
    return forge.fill(sign(forge.with_field(document()), signer(), certify_as=MDPPerm.NO_CHANGES))


CASES: dict[str, tuple[Verdict, Callable[[], bytes]]] = {
    "signed, nothing after": (Verdict.VALID, lambda: sign(document(), signer())),
    "a blank line after the signature": (Verdict.VALID, lambda: sign(document(), signer()) + b"\r\n\n"),
    "two signatures": (Verdict.VALID, twice),
    "a time stamp": (Verdict.VALID, lambda: sign(document(), signer(), stamp_at=NOW - HOURS)),
    "certified, locked, untouched": (
        Verdict.VALID, lambda: sign(document(), signer(), certify_as=MDPPerm.NO_CHANGES),
    ),
    "signed while the certificate was good": (
        Verdict.VALID, lambda: sign(document(), forge.expired(), at=NOW - 2 * YEAR),
    ),
    "a letter changed": (Verdict.ALTERED, lambda: forge.flip(sign(document(), signer()))),
    "the page turned afterwards": (Verdict.ALTERED, lambda: forge.rotate(sign(document(), signer()))),
    "words added afterwards": (Verdict.ALTERED, lambda: forge.write_over(sign(document(), signer()))),
    "words added under two signatures": (Verdict.ALTERED, lambda: forge.write_over(twice())),
    "words added between two signatures": (
        Verdict.ALTERED,
        lambda: sign(forge.write_over(sign(document(), signer())), forge.certify("Lò Thị C", root()), "Ky2"),
    ),
    "locked, then filled in": (Verdict.ALTERED, locked_and_filled),
    "filled in after the signature": (
        Verdict.PARTIAL, lambda: forge.fill(sign(forge.with_field(document()), signer())),
    ),
    "bytes after the end that are no revision": (
        Verdict.PARTIAL, lambda: sign(document(), signer()) + b"\n% nobody signed this\n",
    ),
    "blank lines, then bytes": (
        Verdict.PARTIAL, lambda: sign(document(), signer()) + b"\n" * 300 + b"9 0 obj<<>>endobj",
    ),
    "self-signed": (Verdict.UNTRUSTED, lambda: sign(document(), forge.stranger())),
    "one trusted, one not": (
        Verdict.UNTRUSTED, lambda: sign(sign(document(), signer()), forge.stranger(), "Ky2"),
    ),
    "expired when it was signed": (Verdict.EXPIRED, lambda: sign(document(), forge.expired())),
    "stamped late": (
        Verdict.EXPIRED, lambda: sign(document(), forge.expired(), at=NOW - 2 * YEAR, stamp_at=NOW - HOURS),
    ),
    "signed before the certificate began": (Verdict.EARLY, lambda: sign(document(), signer(), at=NOW - 3 * YEAR)),
    "signed in three years": (Verdict.UNCLEAR, lambda: sign(document(), signer(), at=NOW + 3 * YEAR)),
    "the stamp of a stranger": (Verdict.STAMP, strange_stamp),
    "no signature": (Verdict.UNSIGNED, document),
    "a place for a signature": (Verdict.UNSIGNED, lambda: forge.with_empty_signature(document())),
    "cut off": (Verdict.UNREADABLE, lambda: sign(document(), signer())[:-300]),
    "no PDF": (Verdict.UNREADABLE, lambda: b"/ByteRange and nothing else"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_file_gets_its_verdict(tmp_path: Path, case: str) -> None:
    expected, make = CASES[case]
    assert judged(tmp_path, make()).verdict is expected


def test_the_certificate_says_who_and_the_stamp_says_when(tmp_path: Path) -> None:
    (one,) = judged(tmp_path, sign(document(), signer(), stamp_at=NOW - HOURS)).signers
    assert one["name"] == forge.SIGNER
    assert one["serial"] == f"{signer().certificate.serial_number:X}"
    assert one["at"] == (NOW - HOURS).isoformat()
    assert one["stamped"] is True
    assert set(one) == {"name", "serial", "at", "stamped", "verdict"}


def test_each_signature_keeps_its_own_verdict(tmp_path: Path) -> None:
    found = judged(tmp_path, sign(sign(document(), signer()), forge.stranger(), "Ky2"))
    assert [one["verdict"] for one in found.signers] == ["valid", "untrusted"]


def test_without_a_trust_store_nothing_is_trusted_and_that_is_said(tmp_path: Path) -> None:
    assert judged(tmp_path, sign(document(), signer()), tmp_path / "none").verdict is Verdict.UNDETERMINED
    assert judged(tmp_path, forge.flip(sign(document(), signer())), tmp_path / "none").verdict is Verdict.ALTERED


def test_a_certificate_that_cannot_be_read_leaves_the_others(tmp_path: Path) -> None:
    trusted = forge.trust_store(tmp_path / "trust")
    (trusted / "broken.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    (trusted / "readme.txt").write_text("who put this here, and when")
    assert judged(tmp_path, sign(document(), signer()), trusted).verdict is Verdict.VALID


def test_a_certificate_of_the_store_is_trusted_itself(tmp_path: Path) -> None:
    trusted = forge.trust_store(tmp_path / "trust", forge.stranger())
    assert judged(tmp_path, sign(document(), forge.stranger()), trusted).verdict is Verdict.VALID
    assert judged(tmp_path, sign(document(), signer()), trusted).verdict is Verdict.UNTRUSTED


def test_the_office_has_a_file_judged_by_a_program_of_its_own(tmp_path: Path) -> None:
    assert judged_apart(tmp_path, sign(document(), signer())).verdict is Verdict.VALID
    assert judged_apart(tmp_path, forge.rotate(sign(document(), signer()))).verdict is Verdict.ALTERED


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_ends_within_its_limits(tmp_path: Path, case: str) -> None:
    assert judged_apart(tmp_path, HOSTILE[case]()).verdict in (Verdict.UNREADABLE, Verdict.UNSIGNED)


def test_a_judge_that_does_not_end_is_ended(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(sign(document(), signer()))
    assert judge_file(file, [], patience=0.05).verdict is Verdict.UNREADABLE


def test_a_file_without_a_mark_starts_no_other_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking.subprocess, "run", None)
    assert judged_apart(tmp_path, document()).verdict is Verdict.UNSIGNED


@pytest.mark.parametrize(
    "said", [b"", b"[]", b'{"verdict": "fine", "signers": []}', b'{"verdict": "valid"}', b"1" * 70000]
)
def test_an_answer_that_is_none_is_not_believed(said: bytes) -> None:
    assert checking._understood(said).verdict is Verdict.UNREADABLE


def test_every_verdict_has_its_place_and_its_sentence() -> None:
    told = set(judge.WORST_FIRST) | {"unsigned", "unreadable"}
    assert told == {verdict.value for verdict in Verdict} == {verdict.value for verdict in SENTENCES}
