"""How far the plan is on a day: its rows counted by section, by year and by commune, each number with its list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from states.indicators import PROMISED
from workflow.accounts.person import Person
from workflow.plan.queries import in_hand_for, works_for_a_commune
from workflow.register.annex import PLAN_YEARS
from workflow.register.plan_queries import DONE, LATE, SECTION_TITLES, Expected, PlanSearch, PlanState, plan_items
from workflow.register.queries import communes


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it counts, the filter that lists its rows, and how many there are of each word of the filter."""

    name: str
    asked: Mapping[str, Any]
    counts: Mapping[str, int]
    promised: int | None = None
    by_hand: int = 0

    @property
    def total(self) -> int:
        return self.counts[""]

    @property
    def missing(self) -> int:
        """Rows that the plan's text promises and nobody has written down."""
        return max(0, (self.promised or 0) - self.total)


@dataclass(frozen=True, slots=True)
class PlanBoard:
    """The whole plan as a reader may see it on a day."""

    on: date
    whole: Line
    sections: tuple[Line, ...]
    years: tuple[Line, ...]
    communes: tuple[Line, ...]


WORDS = ("", DONE, PlanState.IN_HAND.value, PlanState.NOT_STARTED.value, LATE, PlanState.REVOKED.value)
"""What is counted of each line, in the words of the filter of the annex."""


def plan_board(person: Person, on: date) -> PlanBoard:
    """Count the rows of the person's communes, or of the province; dossiers in hand are those the person may see."""
    own = person.commune_codes if works_for_a_commune(person) else None
    rows = plan_items(PlanSearch(), on, in_hand_for(person), own)
    return PlanBoard(on, _line("", {}, rows), _sections(rows, own is None), _years(rows), _communes(rows, own))


def _sections(rows: Sequence[Expected], whole: bool) -> tuple[Line, ...]:
    promised = PROMISED if whole else {}
    lines = []
    for section, title in SECTION_TITLES.items():
        here = [row for row in rows if row.item.section == section]
        if here or promised.get(section):
            lines.append(_line(f"{section} {title}", {"section": section}, here, promised.get(section)))
    return tuple(lines)


def _years(rows: Sequence[Expected]) -> tuple[Line, ...]:
    """By the year in which the plan wants it; what is to be kept all the years is not of one."""
    lines = (
        _line(str(year), {"year": year, "new": 1}, [row for row in rows if row.year == year])
        for year in range(PLAN_YEARS[0], PLAN_YEARS[1] + 1)
    )
    return tuple(lines)


def _communes(rows: Sequence[Expected], own: Iterable[str] | None) -> tuple[Line, ...]:
    """Communes that the annex names, in Vietnamese order; a row in two communes counts in both."""
    shown = None if own is None else set(own)
    lines = (
        _line(one.full_name, {"commune": one.code}, [row for row in rows if row.is_in({one.code})])
        for one in communes()
        if shown is None or one.code in shown
    )
    return tuple(line for line in lines if line.total)


def _line(name: str, asked: Mapping[str, Any], rows: Sequence[Expected], promised: int | None = None) -> Line:
    counts = {word: sum(row.is_called(word) for row in rows) for word in WORDS}
    return Line(name, asked, counts, promised, sum(row.item.added_on is not None for row in rows))
