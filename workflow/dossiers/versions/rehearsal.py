"""What a version that is being written would change for the dossiers in flight. They keep theirs; this only looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from states.actors import Actor
from states.answers import Unknown
from states.kernel import Attempt, Procedure
from workflow.calendar.queries import work_calendar
from workflow.dossiers.case import DossierCase
from workflow.dossiers.deadlines import Deadlines, deadlines
from workflow.dossiers.journal import Line
from workflow.dossiers.preview.moves import open_journals
from workflow.extensions import db

NOBODY = Actor("", frozenset())
"""Rules are asked without anybody at the desk: what would stand in the way of whoever comes."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What one dossier would meet under the draft. Actions by their titles; days are None where no clock runs."""

    row: Any
    place: str
    is_gone: bool
    appears: tuple[str, ...] = ()
    disappears: tuple[str, ...] = ()
    becomes_possible: tuple[str, ...] = ()
    becomes_impossible: tuple[str, ...] = ()
    was: Deadlines | None = None
    now: Deadlines | None = None

    @property
    def is_any(self) -> bool:
        """Whether anything would change at all."""
        actions = self.appears or self.disappears or self.becomes_possible or self.becomes_impossible
        return bool(self.is_gone or actions or self.was != self.now)


def rehearse(draft: Procedure, on: date) -> tuple[list[Difference], int]:
    """The live dossiers of the same procedure that would meet something else, and how many were looked at."""
    found, looked_at = [], 0
    for row, law, lines in open_journals(db.session()):
        if row.procedure_code == draft.code:
            looked_at += 1
            difference = _difference(row, law, draft, lines, on)
            if difference.is_any:
                found.append(difference)
    return found, looked_at


def _difference(row: Any, law: Procedure, draft: Procedure, lines: Sequence[Line], on: date) -> Difference:
    place = law.title_at(row.stage, row.hold)
    try:
        draft.steps_from(row.stage, row.hold)
        now = deadlines(draft, lines, work_calendar())
    except Unknown:
        return Difference(row, place, is_gone=True)
    before, after = _answers(row, law, lines, on), _answers(row, draft, lines, on)
    both = before.keys() & after.keys()
    return Difference(
        row, place, False,
        tuple(title for title in after if title not in before),
        tuple(title for title in before if title not in after),
        tuple(title for title in both if after[title] and not before[title]),
        tuple(title for title in both if before[title] and not after[title]),
        deadlines(law, lines, work_calendar()), now,
    )  # fmt: skip


def _answers(row: Any, law: Procedure, lines: Sequence[Line], on: date) -> dict[str, bool]:
    """Whether nothing stands in the way of each action, by its title."""
    case = DossierCase(db.session(), row, on)
    case.procedure, case.lines = law, lines
    return {found.step.title: not found.reasons for found in law.rehearse(Attempt(law, case, NOBODY, on))}
