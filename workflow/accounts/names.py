"""User names: one spelling, easy to say over the telephone."""

import re

from workflow.text import fold, nfc

ALLOWED = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
LONGEST = 60


def username_of(typed: str) -> str:
    """The stored form of a user name: composed, lower case, no blanks around.

    Tones stay, so that they never match by accident.
    """
    return nfc(typed).strip().lower()[:200]


def is_username(name: str) -> bool:
    return len(name) <= LONGEST and ALLOWED.fullmatch(name) is not None


def suggestion(name: str) -> str:
    """A user name made of a person's name: "Trần Thị Lan" gives "tran.thi.lan"."""
    return ".".join(re.findall(r"[a-z0-9]+", fold(name)))[:LONGEST]
