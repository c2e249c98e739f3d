"""The machine that lives whole dossiers: Hypothesis chooses who does what on which day; the books are checked after."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.lives.desks import OUT
from tests.lives.journal import chain_faults
from tests.lives.memory import Life
from tests.lives.office import LINES, MILLION
from tests.lives.road import MOST, Luck, Road
from tests.lives.starts import ERAS, PLACES, Starts
from tests.lives.visited import Visited
from tests.lives.whole import faults

LUCK = st.integers(0, MOST).map(Luck)
LAST_DAY = date(2028, 12, 29)
MANY = 3
"""So many dossiers are open at most in one run."""


class Lives(RuleBasedStateMachine):
    """What all lives have in common. A subclass says which dossiers begin."""

    starts: ClassVar[Starts]
    visited: ClassVar[Visited]
    codes: ClassVar[Sequence[tuple[str, str]]]

    def __init__(self) -> None:
        super().__init__()
        self.hand: Road | None = None

    @property
    def do(self) -> Road:
        assert self.hand is not None, "a run begins with a start"
        return self.hand

    def pick(self, luck: Luck, *, open_only: bool = True) -> Life | None:
        lives = self.do.lives(open_only=open_only)
        return luck.of(lives) if lives else None

    @initialize(era=st.sampled_from(ERAS), luck=LUCK)
    def a_dossier_is_on_its_way(self, era: date, luck: Luck) -> None:
        code, kind = luck.of(self.codes)
        start = self.starts.get(code, luck.of(PLACES[code]), era, kind)
        self.starts.office.put_back(start.picture)
        self.hand = Road(self.starts.office, start.memory.copy(), start.on, self.visited)
        self.visited.note(f"era {era}")

    @rule(luck=LUCK)
    def it_goes_on(self, luck: Luck) -> None:
        if life := self.pick(luck):
            self.do.go_on(life, luck)

    @rule(luck=LUCK, days=st.integers(1, 6))
    def it_goes_on_after_days(self, luck: Luck, days: int) -> None:
        self.do.pass_days(days, LAST_DAY)
        self.it_goes_on(luck)

    @rule(luck=LUCK)
    def two_steps_on_one_day(self, luck: Luck) -> None:
        for _ in range(2):
            self.it_goes_on(luck)

    @rule(luck=LUCK, weeks=st.integers(1, 3))
    def three_steps_over_weeks(self, luck: Luck, weeks: int) -> None:
        for _ in range(3):
            self.it_goes_on_after_days(luck, 7 * weeks // 3)

    @rule(luck=LUCK)
    def it_takes_a_turn(self, luck: Luck) -> None:
        if life := self.pick(luck, open_only=False):
            self.do.turn(life, luck)

    @rule(luck=LUCK, turns=LUCK)
    def it_takes_a_turn_and_goes_on(self, luck: Luck, turns: Luck) -> None:
        if life := self.pick(turns, open_only=False):
            self.do.turn(life, turns)
            if life.is_open:
                self.do.go_on(life, luck)

    @rule(luck=LUCK)
    def something_is_missing(self, luck: Luck) -> None:
        if life := self.pick(luck):
            for _ in range(luck.of((1, 1, 3, 4))):
                if life.is_open and life.hold is not None:
                    self.do.answer_hold(life, luck)
                elif life.is_open:
                    self.do.ask_for_more(life, luck)
            if life.hold is not None and luck.in_(3):
                self.days_pass(70, "those that move")

    @rule(luck=LUCK)
    def somebody_tries(self, luck: Luck) -> None:
        life, cast = self.pick(luck, open_only=False), self.do.office.cast
        if life is None:
            return
        who = luck.of([*cast.everybody, *cast.strangers, cast.system])
        action = luck.of(life.procedure.actions)
        step = luck.of([step for step in life.procedure.all_steps if step.action == action])
        self.do.take(life, action, who, stale=luck.of((0, 0, 0, 1)), **self.do.typed(life, step, luck))

    @rule(stale=st.sampled_from((1, 0)))
    def a_form_arrives_twice(self, stale: int) -> None:
        """From the old page it is the same act; from a page opened since, it is refused."""
        if self.do.last_form is not None:
            life, action, by, token, inputs = self.do.last_form
            assert not self.do.take(life, action, by, stale=stale, token=token, **inputs)

    @rule(days=st.integers(1, 80), jobs=st.sampled_from(("those that move", "none", "every", "those that move")))
    def days_pass(self, days: int, jobs: str) -> None:
        self.do.pass_days(days, LAST_DAY)
        if jobs != "none":
            self.do.run_jobs(every=jobs == "every")
        if jobs == "every":
            self.do.run_jobs(again=True)

    @rule(luck=LUCK, days=st.integers(1, 10))
    def departments_are_asked_and_answer(self, luck: Luck, days: int) -> None:
        life = self.pick(luck)
        if life is None:
            return
        if not self.do.questions(life, *OUT):
            self.do.consult(life, days, luck)
        for _ in range(luck.of((2, 1, 4, 0))):
            if waiting := self.do.questions(life, *OUT):
                self.do.pass_days(luck.of((0, 1, 4)), LAST_DAY)
                self.do.hear(life, luck.of(waiting), luck)

    @rule(luck=LUCK)
    def another_begins(self, luck: Luck) -> None:
        if len(self.do.lives()) < MANY:
            code, kind = luck.of(self.codes)
            self.do.begin(code, kind, luck.of((0, 1)))

    @rule(luck=LUCK, day=st.integers(-20, 40))
    def other_rooms_do_their_work(self, luck: Luck, day: int) -> None:
        life = self.pick(luck)
        work = luck.of(("book", "book", "calendar", "calendar", "money", "conflict", "assignment"))
        if work == "calendar":
            self.do.decree(self.do.on + timedelta(days=day))
        elif work == "money":
            self.do.allocate(luck.of(range(len(LINES))), luck.of((0, -1, 1, 20 * MILLION)))
        elif work == "book":
            self.do.keep_the_book(luck)
        elif life is not None and work == "conflict":
            self.do.declare_conflict(life, luck.of(self.do.office.cast.everybody))
        elif life is not None:
            everybody = self.do.office.cast.everybody
            self.do.assign(life, luck.of((None, luck.of(everybody))), luck.of(everybody))

    @invariant()
    @precondition(lambda self: self.hand is not None)
    def the_books_are_whole(self) -> None:
        books = (self.do.print_before(), self.do.memory.entries)
        if books != self.do.memory.print:
            found = list(faults(self.do))
            assert not found, found
            self.do.memory.print = books

    def teardown(self) -> None:
        if self.hand is not None:
            broken = list(chain_faults())
            assert not broken, broken
        self.visited.close()


def of(kind: str, codes: Sequence[tuple[str, str]], starts: Starts, visited: Visited) -> Any:
    """A machine for some procedures: (code, kind of support)."""
    return type(kind, (Lives,), {"starts": starts, "visited": visited, "codes": codes})
