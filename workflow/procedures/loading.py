"""Published versions in the memory of this process: read when their stamp has changed, never asked for otherwise.

The registry of `states.procedures`, the checklists and the layouts of printed forms hold what the program brings; here
they are completed by what the office published, in this process and in every other one. The stamp arrives with those of
the calendar.
"""

import logging
import sys
import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from flask import request
from sqlalchemy import select

from states.document import BadDocument
from workflow.calendar.queries import EditionStamp, follow_editions, work_calendar
from workflow.extensions import db
from workflow.procedures.models import Edition, EditionState
from workflow.procedures.registries import REGISTRIES, Version

EDITION = Edition.__table__
_PUBLISHED = (
    select(EDITION.c.kind, EDITION.c.code, EDITION.c.version, EDITION.c.document, EDITION.c.valid_from)
    .where(EDITION.c.state == EditionState.PUBLISHED.value)
    .order_by(EDITION.c.published_at, EDITION.c.id)
)
_CACHED = type(lru_cache(lambda: None))
"""Asked by type: to look for an attribute would wake the proxies of the framework, outside a request too."""
_loading = threading.Lock()


class _Loaded:
    """What this process has loaded: the stamp it stands at, and what it added to the program's own versions."""

    stamp: EditionStamp = None
    versions: list[tuple[Any, Version]] = []


def follow(stamp: EditionStamp) -> None:
    """Bring the registries to what is published when the stamp is not the one they stand at."""
    if stamp == _Loaded.stamp:
        return
    with _loading:
        if stamp != _Loaded.stamp:
            _bring_to([tuple(row) for row in db.session.connection().execute(_PUBLISHED)] if stamp else [])
            _Loaded.stamp = stamp


def know_new_versions() -> None:
    """Before each request and each job: know every published version. The calendar's statement, no other."""
    if request and request.endpoint in (None, "static", "bootstrap.static"):
        return
    work_calendar()


def forget() -> None:
    """Stand at what the program brings; the next look reads the published versions again."""
    with _loading:
        _bring_to([])
        _Loaded.stamp = None


def _bring_to(rows: Sequence[Any]) -> None:
    """What is known and still published stays where it is: other threads are reading."""
    gone = [(row, made) for row, made in _Loaded.versions if row not in rows]
    known = [row for row, _made in _Loaded.versions]
    for row, made in gone:
        REGISTRIES[row[0]].withdraw(made)
    found = [(row, _added(row)) for row in rows if row not in known]
    kept = [each for each in _Loaded.versions if each not in gone]
    _Loaded.versions = kept + [(row, made) for row, made in found if made is not None]
    _forget_what_was_built()


def _added(row: Any) -> Version | None:
    """One published version. One that this program cannot read is told, and its dossiers stay closed."""
    kind, code, version, told, valid_from = row
    try:
        made: Version = REGISTRIES[kind].read(told)
        REGISTRIES[kind].publish(made, valid_from)
    except (BadDocument, ValueError):
        logging.getLogger(__name__).exception("a published version cannot be read: %s %s %s", kind, code, version)
        return None
    return made


def _forget_what_was_built() -> None:
    """Conditions and lists built once from all versions are built anew (visibility, the inbox, …)."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("workflow.", "states.")) and module is not None:
            for value in list(vars(module).values()):
                if type(value) is _CACHED and str(value.__module__).startswith(("workflow.", "states.")):
                    value.cache_clear()


follow_editions(follow)
