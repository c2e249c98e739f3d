"""Passwords: what may be one, and how one is kept and checked (docs/decisions/0004-sessions.md).

Argon2id, at most four at a time: each costs tens of megabytes, and a crowd at the door must not take the machine.
Whoever asks for an unknown name waits for the same work as for a known one.
"""

import threading
from functools import lru_cache

from argon2 import Parameters, PasswordHasher, Type, profiles
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app
from flask_babel import gettext as _

from workflow.text import fold, nfc

SHORTEST = 12
LONGEST_BYTES = 1024
AT_ONCE = 4
PROFILES: dict[str, Parameters] = {
    "default": Parameters(Type.ID, 19, salt_len=16, hash_len=32, time_cost=3, memory_cost=65_536, parallelism=1),
    "cheapest": profiles.CHEAPEST,
}
"""64 MiB, three passes, one lane (two cores are shared): about 0.2 s here. `cheapest` is for tests only."""

_COMMON_WORDS = """
123456789012 1234567890123 111111111111 000000000000 qwertyuiop12 qwertyuiopasdf password1234 passwordpassword
matkhau123456 matkhaumatkhau administrator quantrihethong langnghelaocai langnghe123456 laocai123456 yenbai123456
vietnam123456 ubndtinhlaocai sonongnghiep abcdefghijkl abc123456789 abcd12345678 iloveyou1234 anhyeuem1234
emyeuanh1234 khongcomatkhau hanoi1234567
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_gate = threading.BoundedSemaphore(AT_ONCE)


def problems_of(password: str, username: str = "", name: str = "") -> list[str]:
    """Every reason why this may not be the password of this person.

    Length is counted in characters, the cap in bytes.
    """
    password = nfc(password)
    bare = fold(password).replace(" ", "")
    found = []
    if len(password) < SHORTEST:
        found.append(_("Mật khẩu cần ít nhất %(n)d ký tự; một câu ngắn dễ nhớ là tốt nhất.", n=SHORTEST))
    if len(password.encode("utf-8", "surrogatepass")) > LONGEST_BYTES:
        found.append(_("Mật khẩu quá dài (tối đa %(n)d byte).", n=LONGEST_BYTES))
    if any(len(part) >= 4 and part in bare for part in _own_words(username, name)):
        found.append(_("Mật khẩu không được chứa tên hoặc tên đăng nhập của Ông/Bà."))
    if bare in _COMMON or (bare and len(set(bare)) <= 3):
        found.append(_("Mật khẩu này quá phổ biến, dễ bị đoán."))
    return found


def _own_words(username: str, name: str) -> set[str]:
    return {fold(username).replace(" ", ""), fold(name).replace(" ", "")}


def hash_password(password: str) -> str:
    """The text to keep for a password. Argon2id with the profile of the settings."""
    with _gate:
        return _hasher(_profile()).hash(nfc(password))


def verify(kept: str | None, password: str) -> bool:
    """Whether the password fits what is kept. With nothing kept the same work is done, and the answer is no."""
    hasher = _hasher(_profile())
    if len(password.encode("utf-8", "surrogatepass")) > LONGEST_BYTES:
        password = ""
    with _gate:
        try:
            return hasher.verify(kept or _nobody(_profile()), nfc(password)) and kept is not None
        except (VerificationError, InvalidHashError, UnicodeEncodeError):
            return False


def needs_new_hash(kept: str) -> bool:
    """Whether the settings have become stricter since this was kept."""
    return _hasher(_profile()).check_needs_rehash(kept)


def _profile() -> str:
    return str(current_app.config["ARGON2_PROFILE"])


@lru_cache
def _hasher(profile: str) -> PasswordHasher:
    return PasswordHasher.from_parameters(PROFILES[profile])


@lru_cache
def _nobody(profile: str) -> str:
    """A hash nobody's password fits: what is checked when the name is unknown."""
    return _hasher(profile).hash("khong ai dung mat khau nay")
