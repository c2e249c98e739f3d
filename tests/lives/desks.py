"""The work beside the road: appraisals, inspections, opinions, supplements, the council, the clerk's book."""

import uuid
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from states.actors import AgencyKind, Role
from states.checklist import ItemResult
from states.facts import GapFault
from states.kinds import Kind
from states.reviewing import Kept, criteria_to_keep
from states.voting import BallotMode, Choice, Outcome, Tally, TieRule
from tests.lives.hand import REFUSALS, Hand
from tests.lives.memory import ISSUED, ON_PAPER, Life, Number
from tests.lives.slow_clock import working_days_after
from workflow.accounts.person import Person
from workflow.appraisal.services import DraftAnswer, DraftWord
from workflow.council.setting_up import NewMeeting
from workflow.council.sheets import MeetingSheet, sheet_of
from workflow.decisions.book_services import OnPaper
from workflow.decisions.kinds import DecisionKind
from workflow.dossiers import appraisal_services
from workflow.dossiers.appraisal_services import criteria_to_confirm
from workflow.dossiers.consultation import services as opinions
from workflow.dossiers.decisions import services as book
from workflow.dossiers.meetings import services as meetings
from workflow.dossiers.meetings import voting
from workflow.dossiers.revocation import services as revocation
from workflow.dossiers.supplements import services as supplements
from workflow.extensions import db
from workflow.opinions.models import OpinionRequest
from workflow.supplements.models import RequestState
from workflow.supplements.queries import written_gaps
from workflow.supplements.services import Wanted

REQUEST = OpinionRequest.__table__
OUT = ("asked", "drafted")


class Desks(Hand):
    """The same hand at other desks. A refusal there must leave nothing behind either."""

    def tried(self, what: str, act: Any, *typed: Any, entries: int = 0, **more: Any) -> bool:
        """Do something at a desk that leaves so many lines in journals; whether the office let it be done."""
        before = self.print_before()
        try:
            act(*typed, **more)
        except REFUSALS as refusal:
            self.left_nothing_behind(what, before, refusal)
            return False
        self.acted()
        self.memory.entries += entries
        self.visited.note(what)
        return True

    def appraise(self, life: Life, by: Person, result: ItemResult) -> None:
        """Answer every item of the list alike."""
        row, case = self.case(life)
        reason = "Không phát sinh" if result is ItemResult.NOT_APPLICABLE else ""
        drafts = {item.code: DraftAnswer(result, reason) for item in case.checklist.items}
        self.tried(
            "an appraisal", appraisal_services.save_appraisal, life.id, drafts, by=by, on=self.on, at=self.at,
            seen_version=row.version,
        )  # fmt: skip

    def confirm(self, life: Life, by: Person, met: bool) -> None:
        """The department's word on every criterion."""
        row, case = self.case(life)
        words = {one.code: DraftWord(met) for one in criteria_to_confirm(case)}  # type: ignore[arg-type]
        self.tried(
            "a word on the criteria", appraisal_services.confirm_criteria, life.id, words, by=by, on=self.on,
            at=self.at, seen_version=row.version,
        )  # fmt: skip

    def inspect(self, life: Life, by: Person, met: bool) -> None:
        """What the inspection finds of every criterion."""
        row = self.row(life)
        words = {one.code: Kept(met, "" if met else "Chỉ còn ba hộ") for one in criteria_to_keep(Kind(row.kind))}
        self.tried(
            "an inspection", revocation.save_inspection, life.id, words, by=by, on=self.on, at=self.at,
            seen_version=row.version,
        )  # fmt: skip

    def list_gaps(self, life: Life, by: Person) -> None:
        """Write what is missing, before a request is sent."""
        gaps = [Wanted("other:1", GapFault.MISSING, "Nộp thêm"), Wanted("other:2", GapFault.OUTDATED, "Nộp bản mới")]
        self.tried(
            "a list of gaps", supplements.keep_gaps, life.id, gaps, by=by, on=self.on, at=self.at,
            seen_version=self.row(life).version,
        )  # fmt: skip

    def answer_gaps(self, life: Life, by: Person) -> None:
        """Answer everything that was asked."""
        asked = {gap.id: "Đã nộp" for gap in written_gaps(life.id, RequestState.OPEN)}
        self.tried(
            "answers to gaps", supplements.keep_answers, life.id, asked, by=by, on=self.on, at=self.at,
            seen_version=self.row(life).version,
        )  # fmt: skip

    def ask_opinions(self, life: Life, by: Person, kinds: tuple[AgencyKind, ...], days: int) -> bool:
        """Ask departments, each at its own agency."""
        agencies = [self.office.cast.at(kind, Role.CONSULTED_OFFICER).seats[0].agency_id for kind in kinds]
        question = opinions.Question("Sản phẩm có thị trường không?", days, agencies, [None])
        asked = self.tried(
            "a question to departments", opinions.ask, life.id, question, by=by, on=self.on, at=self.at,
            seen_version=self.row(life).version, entries=1,
        )  # fmt: skip
        if asked:
            self.memory.answers_due += [working_days_after(self.on, days, self.worked)] * len(kinds)
        return asked

    def questions(self, life: Life, *states: str) -> list[Any]:
        """The requests of a dossier that are in these states."""
        here = REQUEST.c.dossier_id == life.id, REQUEST.c.state.in_(states)
        return list(db.session.execute(select(REQUEST).where(*here).order_by(REQUEST.c.id)))

    def act_on_opinion(self, request: Any, action: str, by: Person, **inputs: str) -> bool:
        """One act on a question."""
        return self.tried(
            f"opinion: {action}", opinions.act, request.id, action, by=by, on=self.on, at=self.at,
            seen_version=request.version, inputs=inputs, entries=1,
        )  # fmt: skip

    def treat(self, life: Life, by: Person) -> None:
        """Say what was done with every answer."""
        for request in self.questions(life, "answered"):
            if not request.treatment:
                told = {"by": by, "on": self.on, "at": self.at}
                self.tried("a treatment", opinions.treat, life.id, request.id, "Tiếp thu", **told, entries=1)

    def asked_person(self, request: Any, role: Role) -> Person:
        """An officer or leader of the department that is asked."""
        return next(
            person
            for person in self.office.cast.everybody
            if any((seat.agency_id, seat.role) == (request.agency_id, role) for seat in person.seats)
        )

    def sit(self, life: Life, tally: Tally, word: Choice = Choice.FOR) -> bool:
        """The council meets on one dossier and counts ballots of paper; a tie is broken by who presides."""
        clerk, who = self.office.cast.one("province_clerk"), {"on": self.on}
        new = NewMeeting(
            self.office.council_id, self.at, self.on, "Phòng họp số 2", "2026.1", BallotMode.SECRET, Fraction(2, 3),
            TieRule.CHAIR_DECIDES,
        )  # fmt: skip
        before = self.print_before()
        try:
            meeting = meetings.plan_meeting(new, [life.id], by=clerk, on=self.on, at=self.at)
        except REFUSALS as refusal:
            self.left_nothing_behind("a meeting", before, refusal)
            return False
        sheet = self._sheet(meeting)
        there = [member.id for member in sheet.members][: tally.cast]
        meetings.mark_attendance(meeting, there, by=clerk, **who)
        meetings.open_meeting(meeting, by=clerk, at=self.at, **who)
        item, counters = sheet.items[0].id, (there[0], there[1])
        if voting.count_paper(meeting, item, tally, counters, by=clerk, at=self.at, **who) is Outcome.TIED:
            voting.say_the_word(meeting, item, word, by=self.office.cast.one("province_leader", 1), at=self.at, **who)
        voting.close_meeting(meeting, "", by=clerk, at=self.at, **who)
        self.acted()
        self.memory.entries += 1
        self.visited.note(f"the council voted {self._sheet(meeting).items[0].row.result}")
        return True

    def _sheet(self, meeting_id: uuid.UUID) -> MeetingSheet:
        found = sheet_of(db.session(), meeting_id)
        assert found is not None
        return found

    def void(self, number: Number, by: Person) -> None:
        """The clerk voids a number."""
        paper = self.paper_of(number)
        if self.tried("a void number", book.void, paper, "Ghi nhầm", by=by, on=self.on, at=self.at):
            assert number.state != ISSUED, "what has gone out is not void"
            self.memory.voided(number, self.on)

    def enter_on_paper(self, kind: DecisionKind, many: int, by: Person) -> None:
        """The clerk enters numbers that were given beside the system."""
        last = self.memory.last(self.on.year)
        entered = OnPaper(self.on.year, last, last + many, kind, "Sổ văn bản đi")
        if self.tried("numbers on paper", book.enter_paper_numbers, entered, by=by, on=self.on, at=self.at):
            made = [Number(self.on.year, number, ON_PAPER) for number in range(last + 1, last + many + 1)]
            self.memory.book += made
