"""Writing down what the appraiser found and what the department confirms. All run inside the caller's transaction:

the caller has locked the dossier and made sure that the person holds the post (`workflow.dossiers.editing`).
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from states.checklist import Checklist, ItemResult
from workflow.appraisal.models import Appraisal, CriterionConfirmation, ItemAnswer
from workflow.errors import BadInput
from workflow.extensions import new_id
from workflow.text import nfc


@dataclass(frozen=True, slots=True)
class DraftAnswer:
    """One item as filled in. `result` is None while only a note has been taken."""

    result: ItemResult | None = None
    reason: str = ""
    remark: str = ""
    remedy_due_on: date | None = None

    @property
    def is_blank(self) -> bool:
        return self == DraftAnswer()

    def composed(self) -> "DraftAnswer":
        """The same with its texts in the one spelling of the database (NFC)."""
        return DraftAnswer(self.result, nfc(self.reason.strip()), nfc(self.remark.strip()), self.remedy_due_on)


@dataclass(frozen=True, slots=True)
class DraftWord:
    """The department's word on one criterion."""

    met: bool
    remark: str = ""


def save_answers(
    session: Session,
    dossier_id: uuid.UUID,
    checklist: Checklist,
    drafts: Mapping[str, DraftAnswer],
    *,
    by: uuid.UUID,
    on: date,
    at: datetime,
) -> tuple[str, ...]:
    """Keep the answers that differ from what stands, each as a new row in front of the old one; give back their codes.

    The first save fixes the version of the checklist. Raises BadInput for an item that is not in it, and for
    "not applicable" without a reason: then nothing is kept.
    """
    _refuse_unusable(checklist, drafts)
    _begin(session, dossier_id, checklist, by, on)
    standing = _standing(session, dossier_id)
    changed = {
        code: draft.composed()
        for code, draft in drafts.items()
        if draft.composed() != standing.get(code, DraftAnswer())
    }
    if changed:
        mine = (ItemAnswer.dossier_id == dossier_id) & ItemAnswer.item_code.in_(changed) & ItemAnswer.is_current
        session.execute(update(ItemAnswer).where(mine).values(is_current=False))
        session.execute(insert(ItemAnswer), [_row(dossier_id, code, draft, by, at) for code, draft in changed.items()])
    return tuple(changed)


def _refuse_unusable(checklist: Checklist, drafts: Mapping[str, DraftAnswer]) -> None:
    for code, draft in drafts.items():
        if code not in checklist.by_code:
            raise BadInput(_("Phiếu thẩm định không có mục %(code)s.", code=code))
        if draft.result is ItemResult.NOT_APPLICABLE and not draft.reason.strip():
            raise BadInput(_("Mục %(code)s: hãy ghi lý do vì sao không áp dụng.", code=code))


def _begin(session: Session, dossier_id: uuid.UUID, checklist: Checklist, by: uuid.UUID, on: date) -> None:
    if session.execute(select(Appraisal.dossier_id).where(Appraisal.dossier_id == dossier_id)).first() is None:
        session.execute(
            insert(Appraisal).values(
                dossier_id=dossier_id,
                checklist_code=checklist.code,
                checklist_version=checklist.version,
                started_on=on,
                started_by=by,
            )
        )


def _standing(session: Session, dossier_id: uuid.UUID) -> dict[str, DraftAnswer]:
    columns = (ItemAnswer.item_code, ItemAnswer.result, ItemAnswer.reason, ItemAnswer.remark, ItemAnswer.remedy_due_on)
    rows = session.execute(select(*columns).where(ItemAnswer.dossier_id == dossier_id, ItemAnswer.is_current))
    return {
        code: DraftAnswer(ItemResult(result) if result else None, reason, remark, remedy_due_on)
        for code, result, reason, remark, remedy_due_on in rows
    }


def _row(dossier_id: uuid.UUID, code: str, draft: DraftAnswer, by: uuid.UUID, at: datetime) -> dict[str, object]:
    return {
        "id": new_id(), "dossier_id": dossier_id, "item_code": code, "result": draft.result and draft.result.value,
        "reason": draft.reason, "remark": draft.remark, "remedy_due_on": draft.remedy_due_on, "answered_by": by,
        "at": at, "is_current": True,
    }  # fmt: skip


def confirm_criteria(
    session: Session,
    dossier_id: uuid.UUID,
    words: Mapping[str, DraftWord],
    *,
    by: uuid.UUID,
    on: date,
    at: datetime,
) -> tuple[str, ...]:
    """Keep the department's word on criteria, where it is new or changed; give back their codes.

    The caller leaves out the environmental criterion: the appraiser has decided it (see `queries.confirmed_of`).
    """
    columns = (CriterionConfirmation.criterion, CriterionConfirmation.met, CriterionConfirmation.remark)
    current = (CriterionConfirmation.dossier_id == dossier_id, CriterionConfirmation.is_current)
    standing = {code: DraftWord(met, remark) for code, met, remark in session.execute(select(*columns).where(*current))}
    composed = {code: DraftWord(word.met, nfc(word.remark.strip())) for code, word in words.items()}
    changed = {code: word for code, word in composed.items() if word != standing.get(code)}
    if changed:
        named = CriterionConfirmation.criterion.in_(changed)
        session.execute(update(CriterionConfirmation).where(*current, named).values(is_current=False))
        rows = [
            {
                "id": new_id(), "dossier_id": dossier_id, "criterion": code, "met": word.met, "remark": word.remark,
                "confirmed_by": by, "on": on, "at": at, "is_current": True,
            }
            for code, word in changed.items()
        ]  # fmt: skip
        session.execute(insert(CriterionConfirmation), rows)
    return tuple(changed)
