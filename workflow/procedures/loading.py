"""Published versions in the memory of this process: read when their stamp has changed, never asked for otherwise.

The registry of `states.procedures` and the checklists hold what the program brings; here it is completed by what the
office published, in this process and in every other one. The stamp arrives with those of the calendar.
"""

import logging
import sys
import threading
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from states import checklists, document, procedures
from states.checklist import Checklist
from states.kernel import Procedure
from workflow.calendar.queries import EditionStamp, follow_editions, work_calendar
from workflow.extensions import db
from workflow.procedures.models import Edition, EditionKind, EditionState

EDITION = Edition.__table__
_PUBLISHED = (
    select(EDITION.c.kind, EDITION.c.code, EDITION.c.version, EDITION.c.document, EDITION.c.valid_from)
    .where(EDITION.c.state == EditionState.PUBLISHED.value)
    .order_by(EDITION.c.published_at)
)
_loading = threading.Lock()


class _Loaded:
    """What this process has loaded: the stamp it stands at, and what it added to the program's own versions."""

    stamp: EditionStamp = None
    procedures: tuple[tuple[str, str], ...] = ()
    checklists: tuple[str, ...] = ()


def follow(stamp: EditionStamp) -> None:
    """Bring the registry to what is published when the stamp is not the one it stands at."""
    if stamp == _Loaded.stamp:
        return
    with _loading:
        if stamp != _Loaded.stamp:
            _replace(db.session.connection().execute(_PUBLISHED).all() if stamp else [])
            _Loaded.stamp = stamp


def look_for_new_versions() -> None:
    """At the beginning of a request or a job: know every published version. The calendar's statement, no other."""
    work_calendar()


def forget() -> None:
    """Stand at what the program brings; the next look reads the published versions again."""
    with _loading:
        _replace([])
        _Loaded.stamp = None


def _replace(rows: Iterable[Any]) -> None:
    for key in _Loaded.procedures:
        procedures.withdraw(key)
    for name in _Loaded.checklists:
        checklists.withdraw_checklist(name)
    _Loaded.procedures, _Loaded.checklists = (), ()
    for row in rows:
        _add(row)
    _forget_what_was_built()


def _add(row: Any) -> None:
    """One published version. One that this program cannot read is told, and its dossiers stay closed."""
    try:
        made = read(row.kind, row.document)
        if isinstance(made, Procedure):
            procedures.publish(made, row.valid_from)
            _Loaded.procedures = (*_Loaded.procedures, made.key)
        else:
            checklists.publish_checklist(made)
            _Loaded.checklists = (*_Loaded.checklists, made.name)
    except (document.BadDocument, ValueError):
        logging.getLogger(__name__).exception("a published version cannot be read: %s %s", row.code, row.version)


def read(kind: str, told: Any) -> Procedure | Checklist:
    """The version that a document of a kind tells. Raises states.document.BadDocument with every reason."""
    return document.procedure(told) if kind == EditionKind.PROCEDURE.value else document.checklist(told)


def _forget_what_was_built() -> None:
    """Conditions and lists built once from all versions are built anew (visibility, the inbox, …)."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("workflow.", "states.")) and module is not None:
            for value in list(vars(module).values()):
                clear = getattr(value, "cache_clear", None)
                if callable(clear) and getattr(value, "__module__", "").startswith(("workflow.", "states.")):
                    clear()


follow_editions(follow)
