"""The machine that lives whole dossiers: Hypothesis chooses who does what on which day; the books are checked after."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from states.actors import AgencyKind, Role
from tests.lives.journal import chain_faults
from tests.lives.memory import ISSUED, Life
from tests.lives.road import MOST, Luck, Road
from tests.lives.starts import ERAS, PLACES, Starts
from tests.lives.visited import Visited
from tests.lives.whole import faults
from workflow.decisions.kinds import DecisionKind

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

    @rule(luck=LUCK)
    def it_takes_a_turn(self, luck: Luck) -> None:
        if life := self.pick(luck, open_only=False):
            self.do.turn(life, luck)

    @rule(luck=LUCK)
    def something_is_missing(self, luck: Luck) -> None:
        life = self.pick(luck)
        if life is None or life.hold is not None:
            return
        for step in life.procedure.steps_from(life.stage):
            if step.action == "ask_supplement":
                asker = luck.of(self.do.office.cast.holding(step.by, self.do.competent(life, step.by)))
                self.do.list_gaps(life, asker)
                for action in ("ask_supplement", "propose_supplement"):
                    if life.hold is None:
                        self.do.take(life, action, asker, reason="Còn thiếu")

    @rule(luck=LUCK)
    def somebody_tries(self, luck: Luck) -> None:
        life, cast = self.pick(luck, open_only=False), self.do.office.cast
        if life is None:
            return
        who = luck.of([*cast.everybody, *cast.strangers, cast.system])
        action = luck.of(life.procedure.actions)
        step = luck.of([step for step in life.procedure.all_steps if step.action == action])
        self.do.take(life, action, who, stale=luck.of((0, 0, 0, 1)), **self.do.typed(life, step, luck))

    @rule()
    def a_form_arrives_twice(self) -> None:
        if self.do.last_form is not None:
            life, action, by, token, inputs = self.do.last_form
            assert not self.do.take(life, action, by, stale=1, token=token, **inputs)

    @rule(days=st.integers(1, 70))
    def days_pass(self, days: int) -> None:
        self.do.pass_days(days, LAST_DAY)

    @rule(days=st.integers(1, 20), every=st.sampled_from((False, False, False, True)))
    def days_pass_and_the_jobs_run(self, days: int, every: bool) -> None:
        self.do.pass_days(days, LAST_DAY)
        self.do.run_jobs(every=every)
        if every:
            self.do.run_jobs(again=True)

    @rule(luck=LUCK, days=st.integers(1, 10))
    def departments_are_asked(self, luck: Luck, days: int) -> None:
        if life := self.pick(luck):
            kinds = luck.of(((AgencyKind.FINANCE,), (AgencyKind.INDUSTRY_TRADE, AgencyKind.FINANCE)))
            asks = [consult.by for consult in life.procedure.consults if life.stage in consult.stages]
            posts = self.do.office.cast.holding(asks[0]) if asks else self.do.office.cast.everybody
            self.do.ask_opinions(life, luck.of(posts), kinds, days)

    @rule(luck=LUCK)
    def a_department_answers(self, luck: Luck) -> None:
        life = self.pick(luck, open_only=False)
        requests = self.do.questions(life, "asked", "drafted") if life else []
        if requests:
            request = luck.of(requests)
            role = Role.CONSULTED_OFFICER if request.state == "asked" else Role.CONSULTED_LEADER
            action = {"asked": ("draft_answer", "fall_silent"), "drafted": ("answer", "return_draft")}[request.state]
            by = self.do.asked_person(request, role)
            answer, remarks = luck.of((("agree", ""), ("disagree", "Thiếu số liệu"), ("disagree", "")))
            typed = {"answer": answer, "remarks": remarks, "reason": "Nêu số liệu"}
            self.do.act_on_opinion(request, luck.of((*action[:1] * 4, *action)), by, **typed)

    @rule(luck=LUCK)
    def another_begins(self, luck: Luck) -> None:
        if len(self.do.lives()) < MANY:
            code, kind = luck.of(self.codes)
            self.do.begin(code, kind, luck.of((0, 1)))

    @rule(luck=LUCK)
    def the_clerk_keeps_the_book(self, luck: Luck) -> None:
        clerk = self.do.office.cast.one("province_clerk")
        waiting = [one for one in self.do.memory.book if one.state != ISSUED]
        if waiting and luck.of((0, 0, 1)) == 0:
            self.do.void(luck.of(waiting), clerk)
        else:
            kind = luck.of((DecisionKind.RECOGNISE, DecisionKind.REVOKE, DecisionKind.OTHER))
            self.do.enter_on_paper(kind, luck.of((1, 2, 5)), clerk)

    @invariant()
    @precondition(lambda self: self.hand is not None)
    def the_books_are_whole(self) -> None:
        books = (self.do.print_before(), self.do.memory.entries)
        if books != self.do.memory.print:
            assert list(faults(self.do)) == []
            self.do.memory.print = books

    def teardown(self) -> None:
        if self.hand is not None:
            assert list(chain_faults()) == []
        self.visited.close()


def of(kind: str, codes: Sequence[tuple[str, str]], starts: Starts, visited: Visited) -> Any:
    """A machine for some procedures: (code, kind of support)."""
    return type(kind, (Lives,), {"starts": starts, "visited": visited, "codes": codes})
