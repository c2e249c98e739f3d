"""Reading a proposal to revoke."""

import uuid
from typing import Any

from sqlalchemy import and_, bindparam, select

from workflow.accounts.models import Account
from workflow.dossiers.models import Dossier
from workflow.dossiers.revocation.models import RevocationReport
from workflow.extensions import IdType, db
from workflow.register.models import Unit
from workflow.reviews.models import InspectedCriterion

REPORT, UNIT, DOSSIER = RevocationReport.__table__, Unit.__table__, Dossier.__table__
WORD, ACCOUNT = InspectedCriterion.__table__, Account.__table__
_ID = bindparam("dossier_id", type_=IdType)
_REPORT = (
    select(
        DOSSIER.c.id, REPORT.c.why, REPORT.c.unmet_since, REPORT.c.efforts, REPORT.c.wishes,
        UNIT.c.name.label("unit_name"), UNIT.c.kind.label("unit_kind"), UNIT.c.id.label("unit_id"),
        UNIT.c.recognised_year, UNIT.c.status.label("unit_status"),
    )
    .join(UNIT, UNIT.c.id == DOSSIER.c.unit_id)
    .outerjoin(REPORT, REPORT.c.dossier_id == DOSSIER.c.id)
    .where(DOSSIER.c.id == _ID)
)  # fmt: skip
_WORDS = (
    select(WORD.c.criterion, WORD.c.met, WORD.c.remark, WORD.c.at, ACCOUNT.c.name.label("by_name"))
    .join(ACCOUNT, ACCOUNT.c.id == WORD.c.inspected_by)
    .where(and_(WORD.c.dossier_id == _ID, WORD.c.is_current))
)


def report_of(dossier_id: uuid.UUID) -> Any:
    """The report of a proposal with the unit it is about. One statement."""
    return db.session.execute(_REPORT, {"dossier_id": dossier_id}).one()


def inspected(dossier_id: uuid.UUID) -> dict[str, Any]:
    """What the inspection found, by criterion. One statement."""
    return {row.criterion: row for row in db.session.execute(_WORDS, {"dossier_id": dossier_id})}
