"""How a life goes on: what is done before a step, what is typed into it, and which step comes next most often."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeVar

from states.actors import AgencyKind, Role
from states.checklist import ItemResult
from states.kernel import Step
from states.voting import Tally
from tests.lives.memory import ISSUED, Life
from tests.lives.rooms import Rooms
from workflow.accounts.person import Person
from workflow.decisions.kinds import DecisionKind

T = TypeVar("T")
MOST = 2**22
ONWARD: dict[str, tuple[str, ...]] = {
    "draft": ("present",),
    "commune_approval": ("submit",),
    "submitted": ("receive",),
    "environmental_appraisal": ("sign_off",),
    "environmental_screening": ("sign_off",),
    "department_review": ("recommend_recognition", "recommend_refusal"),
    "lead_review": ("recommend_support", "recommend_no_support"),
    "inspection": ("conclude_revocation", "conclude_keep"),
    "department_approval": ("propose",),
    "lead_approval": ("propose",),
    "provincial_review": ("present_decision",),
    "provincial_approval": ("approve", "reject"),
    "numbering": ("number",),
    "issuance": ("issue",),
    "delivery": ("deliver",),
    "implementation": ("commit", "pay", "accept", "close"),
}
"""The steps that lead to an end of the road, the better one first."""

TALLIES = (Tally(4, 1, 0), Tally(5, 0, 0), Tally(3, 1, 1), Tally(1, 4, 0), Tally(2, 2, 1), Tally(2, 2, 0))


class Luck:
    """One number drawn by Hypothesis, spent on small choices; nought chooses the first of everything."""

    def __init__(self, drawn: int) -> None:
        self.left = drawn

    def of(self, options: Sequence[T]) -> T:
        self.left, place = divmod(self.left, len(options))
        return options[place]

    def in_(self, many: int) -> bool:
        """Once in so many times; never when luck is nought."""
        return self.of(range(many)) == many - 1


class Road(Rooms):
    """Steps as careful people take them."""

    def go_on(self, life: Life, luck: Luck) -> bool:
        """The next step on the road, prepared; whether it was taken."""
        if life.hold is not None:
            return self.answer_hold(life, luck)
        if luck.of(range(16)) < 15:
            self.prepare(life, luck)
        ways = [(who, step) for who, step in self.ways(life) if step.action in ONWARD.get(life.stage, ())]
        if not ways:
            return False
        wanted = ONWARD[life.stage]
        ways.sort(key=lambda way: wanted.index(way[1].action))
        if life.stage != "implementation":
            best = [way for way in ways if way[1].action == ways[0][1].action]
            ways = ways if luck.in_(6) else best
        who, step = luck.of(ways)
        return self.take(life, step.action, who, **self.typed(life, step, luck))

    def answer_hold(self, life: Life, luck: Luck) -> bool:
        """Whoever has the ball answers."""
        if life.hold == "ask_supplement" and not luck.in_(8):
            self.answer_gaps(life, self.office.cast.one("commune_officer"))
        aside = luck.in_(4)
        ways = [way for way in self.ways(life) if aside or not way[1].beside]
        if not ways:
            return False
        who, step = luck.of(ways)
        return self.take(life, step.action, who, **self.typed(life, step, luck))

    def ask_for_more(self, life: Life, luck: Luck) -> None:
        """Whoever handles the dossier lists what is missing, and asks; a second time it is proposed to the leader."""
        for step in life.procedure.steps_from(life.stage, life.hold):
            if step.action == "ask_supplement":
                asker = luck.of(self.office.cast.holding(step.by, self.competent(life, step.by)))
                self.list_gaps(life, asker)
                for action in ("ask_supplement", "propose_supplement"):
                    if life.hold is None:
                        self.take(life, action, asker, reason="Còn thiếu")

    def turn(self, life: Life, luck: Luck) -> bool:
        """Any step that the law allows: back, aside, out."""
        ways = self.ways(life)
        if not ways:
            return False
        actions = sorted({step.action for _who, step in ways})
        action = luck.of(actions)
        who, step = luck.of([way for way in ways if way[1].action == action])
        return self.take(life, action, who, **self.typed(life, step, luck))

    def prepare(self, life: Life, luck: Luck) -> None:
        """What has to be there before the step onward."""
        one = self.office.cast.one
        if life.stage in ("environmental_appraisal", "environmental_screening"):
            result = ItemResult.NOT_MET if luck.in_(8) else ItemResult.MET
            self.appraise(life, one("env_appraiser"), result)
        elif life.stage == "department_review":
            self.confirm(life, one("dept_officer"), met=not luck.in_(6))
            self.treat(life, one("dept_officer"))
        elif life.stage == "lead_review":
            self._hear_finance(life)
            self.treat(life, self.lead(life))
        elif life.stage == "inspection":
            self.inspect(life, one("dept_officer"), met=luck.in_(6))
            self.treat(life, one("dept_officer"))
        elif life.stage == "provincial_review" and life.code != "support":
            self.sit(life, luck.of((*TALLIES[:1] * 6, *TALLIES)))

    def consult(self, life: Life, days: int, luck: Luck) -> None:
        """Who may ask departments here asks some; elsewhere somebody tries."""
        kinds = luck.of(((AgencyKind.FINANCE,), (AgencyKind.INDUSTRY_TRADE, AgencyKind.FINANCE)))
        asks = [consult.by for consult in life.procedure.consults if life.stage in consult.stages]
        cast = self.office.cast
        posts = cast.holding(asks[0], self.competent(life, asks[0])) if asks else cast.everybody
        self.ask_opinions(life, luck.of(posts), kinds, days)

    def hear(self, life: Life, request: Any, luck: Luck) -> None:
        """The department drafts, its leader answers or gives the draft back; or the question is revoked."""
        actions = {"asked": "draft_answer", "drafted": luck.of(("answer", "answer", "return_draft"))}
        action = luck.of((*[actions[request.state]] * 6, "fall_silent", "revoke"))
        role = Role.CONSULTED_OFFICER if request.state == "asked" else Role.CONSULTED_LEADER
        by = self.asked_person(request, role)
        if action == "revoke":
            asks = [consult.by for consult in life.procedure.consults]
            by = luck.of(self.office.cast.holding(asks[0], self.competent(life, asks[0])))
        answer, remarks = luck.of((("agree", ""), ("disagree", "Thiếu số liệu"), ("disagree", "")))
        self.act_on_opinion(request, action, by, answer=answer, remarks=remarks, reason="Nêu số liệu")

    def keep_the_book(self, luck: Luck) -> None:
        """The clerk voids a number, or enters some that were given on paper."""
        clerk = self.office.cast.one("province_clerk")
        waiting = [one for one in self.memory.book if one.state != ISSUED]
        if waiting and luck.in_(2):
            self.void(luck.of(waiting), clerk)
        else:
            kind = luck.of((DecisionKind.RECOGNISE, DecisionKind.REVOKE, DecisionKind.SUPPORT, DecisionKind.OTHER))
            self.enter_on_paper(kind, luck.of((1, 2, 5)), clerk)

    def lead(self, life: Life, role: str = "officer") -> Person:
        """Who leads a support application."""
        posts = [step.by for step in life.procedure.steps if step.by.role is Role(f"lead_{role}")]
        return self.office.cast.holding(posts[0], life.lead_id)[0]

    def _hear_finance(self, life: Life) -> None:
        """Money of the State waits for the Department of Finance."""
        _row, case = self.case(life)
        support = case.support
        if support is None or not support.from_state or self.questions(life, "asked", "drafted", "answered"):
            return
        if self.ask_opinions(life, self.lead(life), (AgencyKind.FINANCE,), 5):
            for action, role in (("draft_answer", Role.CONSULTED_OFFICER), ("answer", Role.CONSULTED_LEADER)):
                for request in self.questions(life, "asked", "drafted"):
                    self.act_on_opinion(request, action, self.asked_person(request, role), answer="agree")

    def typed(self, life: Life, step: Step, luck: Luck) -> dict[str, str]:
        """What somebody types for a step: mostly right, sometimes one too many."""
        typed = {}
        for ask in step.asks:
            value = self._typed(life, ask.name, luck)
            if value:
                typed[ask.name] = value
        return typed

    def _typed(self, life: Life, name: str, luck: Luck) -> str:
        """One thing that is typed."""
        today = self.on.isoformat()
        if name in ("granted", "amount", "fund_line", "decision"):
            return self._chosen(life, name, luck)
        plain = {
            "reason": "Vì lý do chính đáng", "received_by": "Ly Giờ Xá", "voucher": "UNC 01", "delivered_on": today,
            "paid_on": today, "accepted_on": today,
        }  # fmt: skip
        if name == "extended_to":
            due = life.due_on or self.on
            return (due + timedelta(days=luck.of((7, 1, 30, 0, 3)))).isoformat()
        if name in ("delivered_on", "paid_on") and luck.in_(9):
            return (self.on + timedelta(days=luck.of((1, -1, -400)))).isoformat()
        return plain[name]

    def _chosen(self, life: Life, name: str, luck: Luck) -> str:
        """Money at, below and just above what may be given; a fund line; a decision that takes one more dossier."""
        _row, case = self.case(life)
        if name == "decision":
            open_ones = sorted(case.open_decisions)
            return luck.of(open_ones) if open_ones and luck.in_(2) else ""
        if name == "fund_line":
            lines = sorted(case.fund_lines)
            return luck.of(lines or [str(life.id)])
        asked = case.support.requested or 0 if case.support else 0
        left = asked if name == "granted" else life.granted - life.committed
        if name == "amount" and life.committed > life.paid and luck.of(range(4)):
            left = life.committed - life.paid
        return str(luck.of((left, left, left // 2 or 1, left + 1, 1)))
