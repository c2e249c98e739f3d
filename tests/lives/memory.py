"""What a careful secretary would remember of every act, and compare with the books: the model of these lives."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from states.kernel import Procedure
from tests.lives.slow_clock import Worked, working_days_after

SUPPLEMENT_DAYS = 30
OPEN_NUMBER, ISSUED, VOID, ON_PAPER = "numbered", "issued", "void", "on_paper"


@dataclass
class Life:
    """One dossier as it should be."""

    id: uuid.UUID
    procedure: Procedure
    commune_id: uuid.UUID
    lead_id: uuid.UUID | None = None
    unit_id: uuid.UUID | None = None
    stage: str = "draft"
    hold: str | None = None
    due_on: date | None = None
    promised_on: date | None = None
    extended_to: date | None = None
    answer_by: date | None = None
    granted: int = 0
    committed: int = 0
    paid: int = 0
    signed_on: date | None = None
    number: "Number | None" = None
    counted: int = 0
    seen: Any = None

    @property
    def code(self) -> str:
        return self.procedure.code

    @property
    def is_open(self) -> bool:
        return not self.procedure.stage(self.stage).final


@dataclass
class Number:
    """One number of the book of decisions."""

    year: int
    number: int
    state: str
    lives: list[uuid.UUID] = field(default_factory=list)


@dataclass
class Memory:
    """The whole office as it should be."""

    lives: dict[uuid.UUID, Life] = field(default_factory=dict)
    entries: int = 0
    book: list[Number] = field(default_factory=list)
    register: dict[uuid.UUID, tuple[str, str]] = field(default_factory=dict)
    revoked: dict[uuid.UUID, date] = field(default_factory=dict)
    answers_due: list[date] = field(default_factory=list)
    print: Any = None

    def copy(self) -> "Memory":
        """The same again, to be changed apart."""
        book = [replace(number, lives=list(number.lives)) for number in self.book]
        known = {(number.year, number.number): number for number in book}
        lives = {life.id: replace(life) for life in self.lives.values()}
        for life in lives.values():
            if life.number is not None:
                life.number = known[life.number.year, life.number.number]
        return Memory(lives, self.entries, book, dict(self.register), dict(self.revoked), list(self.answers_due))

    def walk(self, life: Life, action: str) -> None:
        """Where the committed table leads."""
        life.stage, life.hold = place_after(life.procedure, action, life.stage, life.hold)
        self.entries += 1

    def numbered(self, life: Life, on: date, joined: Number | None) -> None:
        """A new number of the year, or a place on the list of another decision."""
        if joined is None:
            joined = Number(on.year, self.last(on.year) + 1, OPEN_NUMBER)
            self.book.append(joined)
        joined.state = OPEN_NUMBER
        joined.lives.append(life.id)
        life.number = joined

    def last(self, year: int) -> int:
        """The last number of a year."""
        return max((known.number for known in self.book if known.year == year), default=0)

    def issued(self, life: Life) -> None:
        """The decision goes out, and the register learns of it where it concerns the register."""
        assert life.number is not None, "only a numbered decision goes out"
        life.number.state = ISSUED
        if life.code == "recognition":
            self.register[life.id] = ("recognise", symbol(life.number))
        elif life.code == "revocation":
            self.register[life.id] = ("revoke", symbol(life.number))
            assert life.unit_id is not None
            assert life.unit_id not in self.revoked, "a unit is revoked once"
            self.revoked[life.unit_id] = max(
                one.signed_on for one in self.lives.values() if one.id in life.number.lives and one.signed_on
            )

    def learn(self, life: Life, action: str, inputs: Mapping[str, str], on: date, worked: Worked) -> None:
        """What an action brings about beside the road."""
        if action == "receive":
            life.promised_on = working_days_after(on, life.procedure.legal_days, worked)
        elif action == "extend":
            life.promised_on = life.extended_to = date.fromisoformat(inputs["extended_to"])
            assert worked(life.extended_to), "nobody hands anything over on a day off"
        elif action in ("ask_supplement", "approve_supplement"):
            life.answer_by = working_days_after(on, SUPPLEMENT_DAYS, worked)
        elif action in ("supplement", "cancel_supplement", "lapse", "withdraw", "stop"):
            life.answer_by = None
        elif action == "issue":
            self.issued(life)
        self._learn_of_money(life, action, inputs, on)

    def _learn_of_money(self, life: Life, action: str, inputs: Mapping[str, str], on: date) -> None:
        if action in ("withdraw", "stop"):
            life.committed = life.paid
        elif action == "approve":
            life.signed_on, life.granted = on, int(inputs.get("granted", 0))
        elif action == "commit":
            life.committed += int(inputs["amount"])
        elif action == "pay":
            life.paid += int(inputs["amount"])

    def voided(self, number: Number, on: date) -> None:
        """A number that must not be used; whoever stood on its list gets the next one."""
        number.state = VOID
        if number.lives:
            made = Number(on.year, self.last(on.year) + 1, OPEN_NUMBER, list(number.lives))
            self.book.append(made)
            for life_id in made.lives:
                self.lives[life_id].number = made


def symbol(number: Number) -> str:
    """A number as decisions carry it."""
    return f"{number.number:02d}/QĐ-UBND"


def place_after(procedure: Procedure, action: str, stage: str, hold: str | None) -> tuple[str, str | None]:
    """Read the table as a person does, row by row: the stage and the hold after an action."""
    for held in procedure.holds:
        if stage in held.during:
            if action == held.action and hold is None:
                return stage, held.action
            if action == held.ends_with and hold == held.action:
                return stage, None
    for step in procedure.steps:
        sources = (step.source,) if isinstance(step.source, str) else step.source
        if step.action == action and stage in sources and (step.closes or step.under) == hold:
            return step.dest or stage, step.opens or step.under
    raise AssertionError(f"the table has no {action} from {stage} under {hold}")
