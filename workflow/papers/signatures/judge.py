"""Judges the digital signatures of one PDF. A program of its own: it opens what strangers made, so it runs alone.

    python -I judge.py FILE [CERTIFICATE...]

Before it looks at anything it takes limits of memory and time upon itself. It opens no connection, writes no file,
knows nothing of the office, and prints one line of JSON: the verdict and what stands in each certificate.
"""

import json
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

MEMORY = 1536 * 1024 * 1024
SECONDS = 10
MOST = 20
"""Signatures that are looked at; a file with more is not judged."""

HANOI = timezone(timedelta(hours=7))
WORST_FIRST = (
    "broken", "altered", "partial", "revoked", "expired", "early", "untrusted", "stamp", "unclear", "undetermined",
    "valid",
)  # fmt: skip


def limit_myself() -> None:
    """No more memory, time, files or processes than one file deserves. Windows has no such limits."""
    if sys.platform == "win32":
        return
    import os
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    os.nice(10)


def judge(path: Path, trusted: list[Path], now: datetime) -> dict[str, Any]:
    """The verdict on a file: the worst of its signatures', or "unsigned", or "unreadable"."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    roots = [root for file in trusted for root in _certificates(file)]
    with path.open("rb") as stream:
        found = PdfFileReader(stream, strict=True).embedded_regular_signatures
        if len(found) > MOST:
            return answer("unreadable", [])
        signers = [_judged(one, roots, now, is_last=one is found[-1]) for one in found]
    if not signers:
        return answer("unsigned", [])
    return answer(min((one["verdict"] for one in signers), key=WORST_FIRST.index), signers)


def _certificates(file: Path) -> list[Any]:
    """The certificates of a file of the trust store, PEM or DER; none when it holds none: the others still count."""
    from pyhanko.keys import load_certs_from_pemder

    try:
        return list(load_certs_from_pemder([str(file)]))  # type: ignore[no-untyped-call]
    except (ValueError, OSError):
        return []


def answer(verdict: str, signers: list[dict[str, Any]]) -> dict[str, Any]:
    return {"verdict": verdict, "signers": signers}


def _judged(signature: Any, roots: list[Any], now: datetime, is_last: bool) -> dict[str, Any]:
    """One signature: who, when and by whose word, and what is to be thought of it."""
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    at, stamped = _signed_at(signature)
    is_ahead = at is not None and at > now + timedelta(days=1)
    moment = at if at and not is_ahead else now
    context = ValidationContext(
        trust_roots=roots, allow_fetching=False, moment=moment, revocation_mode="soft-fail", retroactive_revinfo=True
    )
    usage = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)
    status = validate_pdf_signature(signature, context, key_usage_settings=usage)
    certificate, tail = status.signing_cert, _tail(signature) if is_last else b""
    verdict = _verdict(status, certificate, moment, bool(roots), tail)
    if verdict == "valid" and is_ahead:
        verdict = "unclear"
    return {
        "name": _name(certificate), "serial": f"{certificate.serial_number:X}"[:64],
        "at": at.astimezone(UTC).isoformat() if at else None, "stamped": stamped,
        "verdict": verdict,
    }  # fmt: skip


def _verdict(status: Any, certificate: Any, moment: datetime, has_roots: bool, tail: bytes) -> str:
    """What is wrong with a signature, the gravest first; "valid" only when pyHanko's own bottom line says so too."""
    integrity = _integrity(status, tail)
    if integrity:
        return integrity
    if status.revoked:
        return "revoked"
    if moment > certificate.not_valid_after:
        return "expired"
    if moment < certificate.not_valid_before:
        return "early"
    if not has_roots:
        return "undetermined"
    if not status.trusted:
        return "untrusted"
    stamp = status.timestamp_validity
    if stamp is not None and not (stamp.valid and stamp.intact and stamp.trusted):
        return "stamp"
    return "valid" if status.bottom_line else "unclear"


def _integrity(status: Any, tail: bytes) -> str:
    """Empty when the bytes are those that were signed and everything after them belongs to later signatures.

    `tail` is what follows the last signature. Bytes there that are no revision at all do not trouble pyHanko's bottom
    line; but another program may see something in them, and nobody has signed them.
    """
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel

    if not status.intact:
        return "altered"
    if not status.valid:
        return "broken"
    if status.coverage is None or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return "partial"
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return ""
    level = status.modification_level
    if level is None or level > ModificationLevel.FORM_FILLING or not status.docmdp_ok:
        return "altered"
    return "partial" if tail.strip() and level is not ModificationLevel.LTA_UPDATES else ""


def _tail(signature: Any) -> bytes:
    """What stands in the file after the last byte of a signature's range; the first kilobyte that is not blank."""
    stream, ranges = signature.reader.stream, [int(number) for number in signature.byte_range]
    stream.seek(ranges[-2] + ranges[-1])
    while (chunk := stream.read(4096)) and not chunk.strip():
        pass
    return bytes(chunk[:1024])


def _signed_at(signature: Any) -> tuple[datetime | None, bool]:
    """When it was signed, and whether a time stamp says so or only the signer's own machine."""
    from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

    stamp = next(extract_tst_data_iter(signature.signer_info, signed=False), None)
    if stamp is not None:
        return stamp["encap_content_info"]["content"].parsed["gen_time"].native, True
    told = signature.self_reported_timestamp
    return (told if told is None or told.tzinfo else told.replace(tzinfo=HANOI)), False


def _name(certificate: Any) -> str:
    """The common name of the certificate, on one line; no more of the person than that."""
    said = certificate.subject.native.get("common_name") or certificate.subject.native.get("organization_name") or ""
    said = said[-1] if isinstance(said, list) else said
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(said)).split())[:200]


def main(arguments: list[str]) -> dict[str, Any]:
    """Whatever a file does to its reader, the answer is a verdict."""
    path, *trusted = (Path(argument) for argument in arguments)
    try:
        return judge(path, trusted, datetime.now(UTC))
    except (Exception, RecursionError, MemoryError):  # noqa: BLE001
        return answer("unreadable", [])


if __name__ == "__main__":
    limit_myself()
    sys.stdout.write(json.dumps(main(sys.argv[1:])))
