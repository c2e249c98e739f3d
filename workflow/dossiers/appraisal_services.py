"""Saving the appraiser's checklist and the department's word on the criteria: one lock, one transaction each."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import gettext as _

from states.criteria import Criterion, criteria_for
from workflow.accounts.person import Person
from workflow.appraisal import services as appraisal
from workflow.appraisal.queries import ENVIRONMENT_CRITERION
from workflow.appraisal.services import DraftAnswer, DraftWord
from workflow.dossiers.case import DossierCase
from workflow.dossiers.editing import lock_for_work
from workflow.errors import BadInput
from workflow.transactions import writing

SIGN_OFF = "sign_off"
RECOMMEND = "recommend_recognition"


def save_appraisal(
    dossier_id: uuid.UUID,
    drafts: Mapping[str, DraftAnswer],
    *,
    by: Person,
    on: date,
    at: datetime,
    seen_version: int | None,
) -> tuple[str, ...]:
    """Keep what the appraiser has filled in so far; give back the codes of the items that changed.

    Raises NotFound, Forbidden (not an appraiser), MovedOn (not under appraisal), Stale (saved elsewhere since the
    page was opened), BadInput ("not applicable" without a reason).
    """
    with writing() as session:
        row = lock_for_work(session, dossier_id, by, on, SIGN_OFF, seen_version)
        checklist = DossierCase(session, row, on).checklist
        return appraisal.save_answers(session, dossier_id, checklist, drafts, by=by.id, on=on, at=at)


def confirm_criteria(
    dossier_id: uuid.UUID,
    words: Mapping[str, DraftWord],
    *,
    by: Person,
    on: date,
    at: datetime,
    seen_version: int | None,
) -> tuple[str, ...]:
    """Keep the department's word on criteria; give back the codes that changed.

    The environmental criterion is the appraiser's and is refused here. Raises NotFound, Forbidden (not the department's
    officer), MovedOn, Stale, BadInput (a criterion that is not of this dossier).
    """
    with writing() as session:
        row = lock_for_work(session, dossier_id, by, on, RECOMMEND, seen_version)
        known = {criterion.code for criterion in criteria_to_confirm(DossierCase(session, row, on))}
        if foreign := set(words) - known:
            raise BadInput(_("Hồ sơ này không có tiêu chí %(codes)s để Sở xác nhận.", codes=", ".join(sorted(foreign))))
        return appraisal.confirm_criteria(session, dossier_id, words, by=by.id, on=on, at=at)


def criteria_to_confirm(case: DossierCase) -> tuple[Criterion, ...]:
    """The criteria on which the department gives its word: all but the environmental one."""
    return tuple(found for found in criteria_for(case.kind, case.basis) if found.code != ENVIRONMENT_CRITERION)
