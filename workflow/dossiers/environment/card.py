"""What a dossier's page says of site visits and of what has to be put right."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, case, func, or_, select

from workflow.accounts.person import Person
from workflow.appraisal.summaries import appraising
from workflow.dossiers.case import DossierCase
from workflow.dossiers.models import Dossier
from workflow.dossiers.revocation.services import INSPECTING
from workflow.environment.following import REMEDY, RUNNING
from workflow.environment.standing import OF_THE_COMMUNE, OF_THE_DEPARTMENT
from workflow.environment.visit_queries import STOP, VISIT
from workflow.extensions import IdType, db

if TYPE_CHECKING:
    from workflow.dossiers.queries import DossierView

DOSSIER = Dossier.__table__
_OPEN = select(func.count()).where(REMEDY.c.dossier_id == DOSSIER.c.id, REMEDY.c.state.in_(RUNNING))
_FOUND = (
    select(
        VISIT.c.id, VISIT.c.planned_on, VISIT.c.state, STOP.c.is_open, STOP.c.outcome, STOP.c.words,
        _OPEN.scalar_subquery().label("remedies"), func.coalesce(case((STOP.c.is_open, 1)), 0).label("first"),
    )
    .select_from(DOSSIER)
    .outerjoin(STOP, and_(STOP.c.dossier_id == DOSSIER.c.id, or_(STOP.c.is_open, STOP.c.outcome.is_not(None))))
    .outerjoin(VISIT, VISIT.c.id == STOP.c.visit_id)
    .where(DOSSIER.c.id == bindparam("dossier_id", type_=IdType))
    .order_by(func.coalesce(case((STOP.c.is_open, 1)), 0).desc(), VISIT.c.planned_on.desc(), VISIT.c.id.desc())
    .limit(2)
)  # fmt: skip


def card(dossier: "DossierView", case: DossierCase, person: Person, today: date) -> Mapping[str, Any] | None:
    """The visit to come, the last one, and how much has to be put right. One statement, none before it matters."""
    steps = dossier.procedure.steps
    inspected = {source for step in steps if step.action == INSPECTING for source in step.sources}
    if not (appraising() | inspected) & {dossier.row.stage, *(line.dest for line in case.lines)}:
        return None
    rows = db.session.execute(_FOUND, {"dossier_id": dossier.id}).all()
    visits = [row for row in rows if row.id is not None]
    if not visits and not rows[0].remedies:
        return None
    return {
        "visits": visits,
        "remedies": rows[0].remedies,
        "may_open": bool(person.posts & (OF_THE_COMMUNE | OF_THE_DEPARTMENT)),
    }
