"""The days of one stage: a second visit resumes the count of the first."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from states.clock import Pause, Term, WorkCalendar, explain, spans


class Visit(NamedTuple):
    """One stay in a stage; a stay that has not ended has no last day. The day of entering is day 0."""

    stage: str
    entered_on: date
    left_on: date | None = None


def stage_term(days: int, visits: Iterable[Visit], holds: Iterable[Pause], calendar: WorkCalendar) -> Term | None:
    """What is left of a stage that has `days` working days in all, explained; a second visit resumes the count.

    `visits` are the stays in this stage, in order; only the last may be open. A stage whose days are spent is due on
    the day it is entered again. None when no stay is open. Raises CalendarUnknown.
    """
    stays = list(visits)
    if not stays or stays[-1].left_on is not None:
        return None
    pauses = list(holds)
    spent = sum(days_spent(stay, pauses, calendar) for stay in stays[:-1])
    return explain(stays[-1].entered_on, max(days - spent, 0), pauses, calendar)


def stage_due_on(days: int, visits: Iterable[Visit], holds: Iterable[Pause], calendar: WorkCalendar) -> date | None:
    """The last day of a stage; None when no stay is open, or while the clock stands. Raises CalendarUnknown."""
    term = stage_term(days, visits, holds, calendar)
    return term.due_on if term else None


def days_spent(stay: Visit, holds: Iterable[Pause], calendar: WorkCalendar) -> int:
    """Working days of a stay that has ended, the day of leaving included, without the days under a hold.

    Raises ValueError for a stay that is open.
    """
    if stay.left_on is None:
        raise ValueError("only the last stay in a stage may be open")
    held, stands_from = spans(holds, calendar)
    places = range(calendar.position(stay.entered_on) + 1, calendar.position(stay.left_on) + 1)
    return sum(
        calendar.from_position(place)[1]
        for place in places
        if not any(begins <= place < ends for begins, ends, _ in held) and (stands_from is None or place < stands_from)
    )
