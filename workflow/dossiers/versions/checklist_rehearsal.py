"""What a checklist that is being written would ask of live dossiers. Appraisals that have begun keep theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from states.appraisal import items_to_answer
from states.checklist import Checklist, Item
from states.checklists import checklist_on
from states.environment import current_checklist
from states.kernel import Procedure
from workflow.appraisal.models import Appraisal
from workflow.appraisal.summaries import SIGN_OFF
from workflow.dossiers.case import DossierCase
from workflow.dossiers.preview.moves import open_journals
from workflow.dossiers.subjects import subject_of
from workflow.extensions import db

APPRAISAL = Appraisal.__table__


class Change(NamedTuple):
    """What one list has and the other has not, or words otherwise: pairs of the item before and after."""

    come: tuple[Item, ...]
    go: tuple[Item, ...]
    changed: tuple[tuple[Item, Item], ...]

    @property
    def is_any(self) -> bool:
        return bool(self.come or self.go or self.changed)


class Asked(NamedTuple):
    """A dossier whose appraisal has not begun and would be made by other items."""

    row: Any
    place: str
    change: Change
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The whole answer: what differs from the list in force, whom it would meet, how many are met by nothing new."""

    in_force: Checklist
    change: Change
    found: tuple[Asked, ...]
    begun: int
    looked_at: int


def rehearse(draft: Checklist, on: date) -> Rehearsal:
    """Open dossiers that are appraised by this list: those that would be asked something else, and those under way."""
    known, found, begun, looked_at = checklist_on(draft.code, on), [], 0, 0
    under_way = set(db.session.execute(select(APPRAISAL.c.dossier_id)).scalars())
    for row, law, _lines in open_journals(db.session()):
        case = DossierCase(db.session(), row, on)
        now = _list_in_force(case, on)
        if not _is_appraised(law) or now.code != draft.code:
            continue
        looked_at += 1
        if row.id in under_way:
            begun += 1
        elif (asked := _asked(case, law, now, draft)).change.is_any:
            found.append(asked)
    return Rehearsal(known, change_of(known.items, draft.items), tuple(found), begun, looked_at)


def _is_appraised(law: Procedure) -> bool:
    return any(step.action == SIGN_OFF for step in law.all_steps)


def _list_in_force(case: DossierCase, on: date) -> Checklist:
    """The list by which a dossier would be appraised that day, if its appraisal began then."""
    own = subject_of(case.row).checklist
    return own(case) if own else current_checklist(on)


def _asked(case: DossierCase, law: Procedure, now: Checklist, draft: Checklist) -> Asked:
    before, after = (items_to_answer(each, case.kind) for each in (now, draft))
    place = law.title_at(case.stage, case.hold)
    return Asked(case.row, place, change_of(before, after), len(before), len(after))


def change_of(before: Sequence[Item], after: Sequence[Item]) -> Change:
    """What comes, goes and changes from one list to another."""
    old, new = ({item.code: item for item in items} for items in (before, after))
    return Change(
        tuple(item for item in after if item.code not in old),
        tuple(item for item in before if item.code not in new),
        tuple((old[item.code], item) for item in after if item.code in old and old[item.code] != item),
    )
