"""What the pages of the environmental appraisal show, gathered once."""

from dataclasses import dataclass
from datetime import date

from states.appraisal import Conclusion, conclusion, hints_for, is_advisory, items_to_answer, plan_warning
from states.checklist import LEVEL_TITLES, MANDATORY_TITLES, Checklist, Item, Level
from states.kernel import Attempt, Reason, holds_post
from workflow.accounts.person import Person
from workflow.appraisal.queries import Sheet, is_settled, sheet_of
from workflow.dossiers.appraisal_queries import EarlierAppraisal, earlier_appraisals
from workflow.dossiers.appraisal_services import SIGN_OFF
from workflow.dossiers.case import DossierCase
from workflow.dossiers.queries import DossierView

ADVISORY = "Tham khảo (không bắt buộc)"


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item as the page lists it. `weight` says in a word whether it stands in the way."""

    item: Item
    weight: str
    needs_answer: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one level."""

    title: str
    is_advisory: bool
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class AppraisalPage:
    """The checklist of one dossier for one reader."""

    dossier: DossierView
    case: DossierCase
    groups: tuple[Group, ...]
    sheet: Sheet
    summary: Conclusion
    can_work: bool
    is_open_to_reader: bool
    blockers: tuple[Reason, ...]
    hints: tuple[str, ...]
    warning: Reason | None
    earlier: tuple[EarlierAppraisal, ...]

    @property
    def checklist(self) -> Checklist:
        return self.case.checklist

    @property
    def total(self) -> int:
        return len(items_to_answer(self.checklist, self.case.kind))

    @property
    def remaining(self) -> int:
        return len(self.summary.unanswered)


def appraisal_page(dossier: DossierView, person: Person, on: date) -> AppraisalPage:
    """Everything the page shows. Answers of an open appraisal are there only for appraisers."""
    case = dossier.case(on)
    appraises = any(step.by in person.posts for step in dossier.procedure.all_steps if step.action == SIGN_OFF)
    can_work = may_work(case, person, SIGN_OFF)
    may_read = appraises or is_settled(case)
    return AppraisalPage(
        dossier, case, groups_of(case), sheet_of(dossier.id) if may_read else Sheet({}, {}), conclusion(case), can_work,
        may_read, _blockers(case, person, on) if can_work else (), hints_for(case.checklist, _trade(case)),
        plan_warning(case.answers, on), earlier_appraisals(dossier, person),
    )  # fmt: skip


def may_work(case: DossierCase, person: Person, action: str) -> bool:
    """Whether the dossier stands before that action and the person holds its post."""
    steps = case.procedure.steps_from(case.stage, case.hold)
    return any(step.action == action and holds_post(step, case, person.actor) for step in steps)


def groups_of(case: DossierCase) -> tuple[Group, ...]:
    """The checklist by level, with what each item weighs for this kind of recognition."""
    groups = (_group(case, level) for level in Level)
    return tuple(group for group in groups if group.items)


def _group(case: DossierCase, level: Level) -> Group:
    needed = frozenset(item.code for item in items_to_answer(case.checklist, case.kind))
    items = [item for item in case.checklist.items if item.level is level]
    views = tuple(ItemView(item, _weight(item, case), item.code in needed) for item in items)
    return Group(LEVEL_TITLES[level], not any(view.needs_answer for view in views), views)


def _weight(item: Item, case: DossierCase) -> str:
    return ADVISORY if item.can_block and is_advisory(item, case.kind) else MANDATORY_TITLES[item.mandatory]


def _blockers(case: DossierCase, person: Person, on: date) -> tuple[Reason, ...]:
    """Why the appraisal cannot be signed off yet; the law says it, nobody else."""
    rehearsals = case.procedure.rehearse(Attempt(case.procedure, case, person.actor, on))
    return next((found.reasons for found in rehearsals if found.step.action == SIGN_OFF), ())


def _trade(case: DossierCase) -> str:
    return case.answers.trade or case.answers.unit_name
