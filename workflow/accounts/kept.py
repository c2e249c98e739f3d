"""What somebody had typed when the session ran out. It waits in the page, signed, until they have signed in again.

Kept in the page and not on the server, because nobody is known yet for whom to keep it. It goes back only to the
person who typed it: on a shared computer the next one to sign in does not see it.
"""

from dataclasses import dataclass
from typing import Any

from flask import Request, current_app, session
from itsdangerous import BadData, URLSafeTimedSerializer

LARGEST = 400_000
HOURS = 12
NEVER = frozenset({"csrf_token", "kept", "password", "current", "new", "again", "code"})
WHO = "who"
"""Key of the browser's form session: whose forms these are."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that was sent: where to, what was in it, which files could not be carried along."""

    to: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    who: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What a person would recognise as their own writing."""
        return tuple(value for _name, value in self.fields if " " in value.strip())


def kept_of(asked: Request) -> Kept:
    """The form of a request, without passwords and tokens."""
    fields = tuple((name, value) for name, value in asked.form.items(multi=True) if name not in NEVER)
    files = tuple(file.filename for _name, file in asked.files.items(multi=True) if file.filename)
    to = asked.full_path if asked.query_string else asked.path
    return Kept(to, fields, files, str(session.get(WHO, "")))


def pack(kept: Kept) -> str:
    """The form as signed text for a hidden field; empty when it is larger than 400 kB."""
    if sum(len(name.encode()) + len(value.encode()) for name, value in kept.fields) > LARGEST:
        return ""
    packed = _serializer().dumps([kept.to, kept.fields, kept.files, kept.who])
    return packed if isinstance(packed, str) else packed.decode()


def unpack(text: str) -> Kept | None:
    """The form again, or None when the text was tampered with, is older than 12 hours, or is empty."""
    if not text:
        return None
    try:
        to, fields, files, who = _serializer().loads(text, max_age=HOURS * 3600)
    except (BadData, ValueError, TypeError):
        return None
    return Kept(to, tuple((name, value) for name, value in fields), tuple(files), who)


def _serializer() -> Any:
    keys = [*(current_app.config.get("SECRET_KEY_FALLBACKS") or ()), current_app.config["SECRET_KEY"]]
    return URLSafeTimedSerializer(keys, salt="kept")
