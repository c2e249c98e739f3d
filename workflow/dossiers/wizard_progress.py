"""How far a request is: its sections, what each still misses, and everything that stands before handing it in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from states.basis import Reason
from states.criteria import HOUSEHOLD_SHARE, criteria_for, household_share, households_needed
from states.declarations import sections_of
from states.kernel import Attempt, Procedure
from states.request import SECTIONS, RequestAnswers
from workflow.accounts.person import Person
from workflow.dossiers.case import DossierCase
from workflow.dossiers.queries import DossierView


class Section(NamedTuple):
    """One page of the request. `missing` counts what the law still asks of it."""

    name: str
    title: str
    missing: int


@dataclass(frozen=True)
class Progress:
    """The sections in order, every reason at once, and the action that hands the request in (None: not from here)."""

    sections: tuple[Section, ...]
    reasons: tuple[Reason, ...]
    action: str | None
    action_title: str
    mine: bool

    def after(self, name: str) -> str | None:
        """The section that follows, or None after the last."""
        names = [section.name for section in self.sections]
        place = names.index(name) + 1
        return names[place] if place < len(names) else None


@dataclass(frozen=True, slots=True)
class Share:
    """The share of households in the trade, exact, and what is missing to the threshold. None: cannot be computed."""

    listed: int
    total: int | None
    share: Fraction | None
    needed: int | None

    @property
    def is_enough(self) -> bool:
        """Whether the threshold is reached, by the exact fraction."""
        return self.share is not None and self.share >= HOUSEHOLD_SHARE


def handing_in(procedure: Procedure, stage: str, hold: str | None) -> str | None:
    """The action by which the commune hands in what it may edit now, or None where it may not."""
    if not procedure.is_editable(stage, hold):
        return None
    if held := procedure.hold_of(stage, hold):
        return held.ends_with
    own = (step for step in procedure.steps_from(stage, hold) if step.by == procedure.opened_by)
    return next((step.action for step in own), None)


def progress_of(dossier: DossierView, case: DossierCase, person: Person, on: date) -> Progress:
    """Ask the law, without taking the step, what is missing; `on` is the day in Lào Cai."""
    action = handing_in(dossier.procedure, case.stage, case.hold)
    attempt = Attempt(dossier.procedure, case, person.actor, on)
    found = next((r for r in dossier.procedure.rehearse(attempt) if r.step.action == action), None)
    reasons = found.reasons if found else ()
    missing = _missing(case, reasons)
    sections = tuple(Section(name, SECTIONS[name], missing[name]) for name in sections_of(case.kind, case.basis))
    return Progress(sections, reasons, action, found.step.title if found else "", bool(found and found.mine))


def _missing(case: DossierCase, reasons: Sequence[Reason]) -> Counter[str]:
    return Counter(filter(None, (section_of(case, reason.where) for reason in reasons)))


def section_of(case: DossierCase, where: str | None) -> str | None:
    """The section on which a reason can be mended."""
    kind, _colon, name = (where or "").partition(":")
    if kind == "wizard":
        return name
    if kind == "parts":
        return "papers"
    if kind == "criteria":
        return next((c.section for c in criteria_for(case.kind, case.basis) if c.code == name), None)
    return None


def share_of(answers: RequestAnswers) -> Share:
    """The share of households as it stands in the database."""
    total = answers.total_households
    needed = households_needed(total) - answers.trade_households if total else None
    return Share(answers.trade_households, total, household_share(answers), needed)
