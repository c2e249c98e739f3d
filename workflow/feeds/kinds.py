"""What can be brought in from a spreadsheet. A room declares its feeds in a module `feeds.py`; FEEDS names them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from states.kernel import Forbidden, Reason, Refused
from workflow.accounts.person import Person
from workflow.errors import NotFound
from workflow.forms import Form

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Feed:
    """One kind of rows. A row of a sheet is judged by the very form in which a person would type it.

    `columns` are the fields of the form that a sheet has; `choices` gives the lists of those that have one, for a
    person; `new` what was typed, `faults` why it cannot be. `write` writes (line, new) rows inside the caller's
    transaction and says how many were new.
    """

    code: str
    title: str
    basis: str
    form: type[Form]
    columns: tuple[str, ...]
    headings: Mapping[str, str]
    keeps: Callable[[Person], bool]
    choices: Callable[[Person], Mapping[str, Choices]]
    new: Callable[[Any], Any]
    faults: Callable[[Any, date], list[Reason]]
    write: Callable[[Session, Sequence[tuple[int, Any]], Person, date, datetime], int]


def one_by_one(write: Callable[[Session, Any, Person, date, datetime], Any]) -> Any:
    """A `Feed.write` of a function that writes one row; what it refuses is told with its line."""

    def write_all(session: Session, rows: Sequence[tuple[int, Any]], person: Person, on: date, at: datetime) -> int:
        for line, new in rows:
            try:
                write(session, new, person, on, at)
            except (Refused, NotFound, Forbidden) as refusal:
                why = " ".join(reason.text for reason in getattr(refusal, "reasons", ()))
                said = {"line": line, "why": why or str(refusal) or _("không còn trong danh bạ.")}
                raise Refused(Reason(_("Dòng %(line)s: %(why)s Chưa ghi dòng nào.", **said))) from refusal
        return len(rows)

    return write_all


FEEDS: dict[str, Feed] = {}


def declare(feed: Feed) -> Feed:
    """Make a feed known. Declaring it again replaces it."""
    FEEDS[feed.code] = feed
    return feed


def feeds_of(person: Person) -> list[Feed]:
    """The feeds that a person keeps, by title."""
    return sorted((feed for feed in FEEDS.values() if feed.keeps(person)), key=lambda feed: feed.title)
