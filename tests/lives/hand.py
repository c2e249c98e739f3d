"""The hand that acts in these lives: every act goes through the services of the office, and is remembered.

A refusal must leave nothing behind: the print of the books before and after is compared at once.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select, text

from states.actors import AgencyKind, Post
from states.case import Case
from states.clock import CalendarUnknown
from states.kernel import Attempt, Forbidden, Refused, Step, Unknown
from states.procedures import current
from states.support_kinds import kind_in
from tests.lives import content
from tests.lives.memory import Life, Memory, Number
from tests.lives.office import Office
from tests.lives.visited import Visited
from workflow.accounts.person import Person
from workflow.decisions.models import DecisionPaper
from workflow.dossiers.case import DossierCase
from workflow.dossiers.models import Dossier
from workflow.dossiers.opening import Opening, open_dossier
from workflow.dossiers.revocation import services as revocation
from workflow.dossiers.services import take_step
from workflow.dossiers.support.services import Change, save, start
from workflow.errors import BadInput, NotFound
from workflow.extensions import db
from workflow.jobs.ledger import run_all
from workflow.jobs.registry import registered
from workflow.support.aims import Aim, Applicant
from workflow.transactions import writing

REFUSALS = (Refused, Forbidden, Unknown, NotFound, BadInput, CalendarUnknown)
DOSSIER, PAPER = Dossier.__table__, DecisionPaper.__table__
MOVING = 4
"""The first jobs of the office are those on supplements and opinions."""

PRINT = text(
    "SELECT (SELECT group_concat(stamp) FROM calendar_year), (SELECT count(*) FROM conflict_of_interest),"
    " (SELECT count(*) FROM entry), (SELECT count(*) FROM notice), (SELECT count(*) FROM form_token),"
    " (SELECT group_concat(version || stage || coalesce(hold, '')) FROM dossier),"
    " (SELECT group_concat(allocation || '/' || committed || '/' || paid) FROM fund_line),"
    " (SELECT group_concat(state || number) FROM decision_paper), (SELECT count(*) FROM decision_dossier),"
    " (SELECT count(*) FROM decision), (SELECT count(*) FROM submission), (SELECT count(*) FROM paper),"
    " (SELECT group_concat(state) FROM opinion_request), (SELECT group_concat(state) FROM supplement_request)"
)


class Hand:
    """What can be done on a day of these lives, by anybody. `on` is the day; the hours pass with every act."""

    def __init__(self, office: Office, memory: Memory, on: date, visited: Visited) -> None:
        self.office, self.memory, self.on, self.visited = office, memory, on, visited
        self._moment, self._print = 0, None
        self._rows: dict[uuid.UUID, Any] = {}
        self.days = office.days
        self.last_form: tuple[Life, str, Person, str, dict[str, str]] | None = None

    @property
    def at(self) -> datetime:
        """An instant of the day, later than any before."""
        self._moment += 1
        return datetime.combine(self.on, time(1), UTC) + timedelta(seconds=self._moment % 36_000)

    def worked(self, day: date) -> bool:
        """Whether a day is worked, as the table of the calendar has it."""
        return self.days.worked(day)

    def pass_days(self, days: int, until: date = date.max) -> None:
        """Calendar days go by; never beyond the last day of these lives."""
        self.on = min(self.on + timedelta(days=days), until)
        self._moment = 0

    def books(self) -> Any:
        """The print of everything an act may change."""
        return tuple(db.session.execute(PRINT).one())

    def print_before(self) -> Any:
        """The print as the last act left it: nothing else acts here."""
        if self._print is None:
            self._print = self.books()
        return self._print

    def left_nothing_behind(self, what: str, before: Any, refusal: Exception) -> None:
        """A refusal changes nothing at all."""
        assert self.books() == before, f"{what} was refused ({refusal}) and left something behind"

    def acted(self) -> None:
        """Something was written; what was read before is read anew."""
        self._print = None
        self._rows.clear()

    def row(self, life: Life) -> Any:
        """The dossier's row; read anew after every act."""
        if life.id not in self._rows:
            self._rows[life.id] = db.session.execute(select(DOSSIER).where(DOSSIER.c.id == life.id)).one()
        return self._rows[life.id]

    def case(self, life: Life) -> tuple[Any, Case]:
        """The dossier as the law sees it today."""
        row = self.row(life)
        return row, DossierCase(db.session(), row, self.on)

    def ways(self, life: Life) -> list[tuple[Person, Step]]:
        """Every step that somebody may take now, as far as the law can say before anything is typed."""
        _row, case = self.case(life)
        procedure = life.procedure
        posts = dict.fromkeys(step.by for step in procedure.steps_from(life.stage, life.hold))
        people = {person.id: person for post in posts for person in self.office.cast.holding(post)}
        return [
            (person, answer.step)
            for person in people.values()
            for answer in procedure.rehearse(Attempt(procedure, case, person.actor, self.on))
            if answer.allowed
        ]

    def competent(self, life: Life, post: Post) -> uuid.UUID | None:
        """The agency of a post for a dossier, where there is but one; any else."""
        return {AgencyKind.COMMUNE: life.commune_id, AgencyKind.LEAD: life.lead_id}.get(post.agency)

    def run_jobs(self, *, every: bool = True, again: bool = False) -> None:
        """The dated work of the day: every job, or those that move dossiers. What is done twice is done once."""
        before, jobs = self.print_before(), registered()
        for ran in run_all(self.on, self.at, jobs if every else jobs[:MOVING]):
            assert not ran.error, f"the job {ran.job.name} failed: {ran.error}"
            assert not (again and ran.did and ran.job.name != "office:sweep"), f"{ran.job.name} did it again"
            if ran.job.name == "supplements:lapse":
                self._lapsed(ran.did)
            elif ran.job.name == "opinions:silent":
                self.memory.entries += ran.did
                self.visited.note("a job falls silent" if ran.did else "a job does nothing")
        self.acted()
        assert not again or self.books()[:2] == before[:2], "what was done twice was told twice"

    def _lapsed(self, did: int) -> None:
        """Dossiers whose term to answer passed, and only those."""
        late = [life for life in self.lives() if life.answer_by is not None and life.answer_by < self.on]
        assert len(late) == did, f"{did} lapsed, {len(late)} terms had passed"
        for life in late:
            self._remember(life, "lapse", {})

    def begin(self, code: str, kind: str = "", unit: int = 0) -> Life | None:
        """A dossier of a procedure, complete, in its draft; None where the office refuses to begin one."""
        officer = self.office.cast.one("commune_officer")
        try:
            if code == "recognition":
                dossier_id = self._recognition(officer)
            elif code == "support":
                dossier_id = self._support(officer, kind)
            else:
                dossier_id = self._revocation(officer, self.office.units[unit % 2])
        except Refused:
            return None
        row = db.session.execute(select(DOSSIER).where(DOSSIER.c.id == dossier_id)).one()
        life = Life(dossier_id, current(code, self.on), row.commune_agency_id, row.lead_agency_id, row.unit_id)
        self.acted()
        self.memory.lives[life.id] = life
        self.memory.entries += 1
        return life

    def _recognition(self, officer: Person) -> uuid.UUID:
        office = self.office
        opening = Opening("craft_village", "full", "Làng nghề mây tre đan", office.commune_code, office.commune_id)
        with writing() as session:
            dossier_id = open_dossier(session, opening, by=officer, on=self.on, at=self.at)
            content.declare_request(session, dossier_id, office.commune_code, self.on)
            for part in content.PARTS:
                content.attach(session, dossier_id, part, officer.id, self.at)
        return dossier_id

    def _support(self, officer: Person, code: str) -> uuid.UUID:
        kind, unit = kind_in("2026.1", code), self.office.units[0]
        aim = Aim(Applicant.UNIT, unit, "Làng nghề", "")
        dossier_id = start(kind, aim, by=officer, on=self.on, at=self.at)
        money = {"year": self.on.year, "cost": 100_000_000, "own_capital": 60_000_000, "requested": 40_000_000}
        fund = {"fund": "B" if code == "trade_promotion" else "H", "twin_note": "Nội dung khác"}
        facts = Change(content.APPLICATION | money | fund)
        save(dossier_id, facts, by=officer, on=self.on, seen_version=None)
        with writing() as session:
            for need in kind.needs:
                if need.required:
                    content.attach(session, dossier_id, need.codes[0], officer.id, self.at)
        return dossier_id

    def _revocation(self, officer: Person, unit_id: uuid.UUID) -> uuid.UUID:
        dossier_id = revocation.begin(unit_id, by=officer, on=self.on, at=self.at)
        report = revocation.Report("Chỉ còn ba hộ làm nghề", date(2020, 12, 31))
        revocation.save_report(dossier_id, report, by=officer, on=self.on, seen_version=1)
        with writing() as session:
            content.attach(session, dossier_id, "RV-REPORT", officer.id, self.at)
        return dossier_id

    def take(
        self, life: Life, action: str, by: Person, *, stale: int = 0, token: str = "", **inputs: str
    ) -> bool:  # fmt: skip
        """Try one step; whether it was taken."""
        before = self.print_before()
        row = self.row(life)
        form = token or uuid.uuid4().hex
        try:
            taken = take_step(
                life.id, action, by=by, on=self.on, at=self.at, seen_version=row.version - stale, token=form,
                inputs=inputs,
            )  # fmt: skip
        except REFUSALS as refusal:
            self.left_nothing_behind(action, before, refusal)
            self.visited.refused(life, action, refusal)
            return False
        if taken.again:
            assert self.books() == before, "the same form twice is one act"
            return False
        self.acted()
        self._remember(life, action, inputs)
        self.last_form = (life, action, by, form, inputs)
        return True

    def _remember(self, life: Life, action: str, inputs: Mapping[str, str]) -> None:
        self.memory.walk(life, action)
        self.memory.learn(life, action, inputs, self.on, self.worked)
        if action == "number":
            self.memory.numbered(life, self.on, self.number_of(inputs.get("decision", "")))
        self.visited.took(life, action)

    def number_of(self, paper_id: str) -> Number | None:
        """The number that a paper of the book carries."""
        if not paper_id:
            return None
        row = db.session.execute(select(PAPER.c.year, PAPER.c.number).where(PAPER.c.id == uuid.UUID(paper_id))).one()
        return next(one for one in self.memory.book if (one.year, one.number) == (row.year, row.number))

    def lives(self, *, open_only: bool = True) -> Sequence[Life]:
        """The dossiers there are, in the order in which they began."""
        return [life for life in self.memory.lives.values() if life.is_open or not open_only]

    def paper_of(self, number: Number) -> uuid.UUID:
        """The row of a number in the book."""
        here = PAPER.c.year == number.year, PAPER.c.number == number.number
        found: uuid.UUID = db.session.execute(select(PAPER.c.id).where(*here)).scalar_one()
        return found
