"""Having a file judged: in a process of its own, with limits of time and memory, without the office's secrets."""

import json
import logging
import mmap
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workflow.papers.signatures import judge
from workflow.papers.signatures.verdicts import Verdict

PATIENCE = 45.0
"""Seconds after which a judge is ended from outside; it ends itself after ten of work."""

LARGEST_ANSWER = 64 * 1024
MARK = b"/ByteRange"
"""No signature of a PDF is without it, and it cannot be compressed away: the signature would not find its bytes."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came out: the verdict and, for each signature, name, serial, time and what is wrong with it."""

    verdict: Verdict
    signers: list[dict[str, Any]]


UNREADABLE = Judgement(Verdict.UNREADABLE, [])


def judge_file(path: Path, trusted: Sequence[Path], patience: float = PATIENCE) -> Judgement:
    """The verdict on one file. Whatever the file does, this returns; raises FileNotFoundError when it is gone."""
    if not _speaks_of_signatures(path):
        return Judgement(Verdict.UNSIGNED, [])
    command = [sys.executable, "-I", str(Path(judge.__file__)), str(path), *map(str, trusted)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and a path that is a digest
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=patience,
            env={"LC_ALL": "C.UTF-8"}, check=False, close_fds=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        _log.warning("the signatures of %s took too long", path.name)
        return UNREADABLE
    if done.returncode:
        _log.warning("the judge of %s ended with %s", path.name, done.returncode)
        return UNREADABLE
    return _understood(done.stdout)


def _understood(said: bytes) -> Judgement:
    """The judge has read what a stranger wrote, so its answer is read with care too."""
    try:
        answer = json.loads(said) if len(said) <= LARGEST_ANSWER else {}
        signers = [
            {
                "name": str(one["name"])[:200], "serial": str(one["serial"])[:64], "at": one["at"] and str(one["at"]),
                "stamped": bool(one["stamped"]), "verdict": Verdict(one["verdict"]).value,
            }
            for one in answer["signers"][: judge.MOST]
        ]  # fmt: skip
        return Judgement(Verdict(answer["verdict"]), signers)
    except (ValueError, KeyError, TypeError):
        return UNREADABLE


def _speaks_of_signatures(path: Path) -> bool:
    """Most files are scans that nobody has signed: for them no other program is started."""
    if not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        return whole.find(MARK) >= 0
