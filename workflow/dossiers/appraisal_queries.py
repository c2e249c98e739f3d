"""Earlier appraisals near a dossier, among those the reader may see."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from workflow.accounts.person import Person
from workflow.appraisal.models import Appraisal
from workflow.dossiers.models import Dossier
from workflow.dossiers.queries import DossierView
from workflow.dossiers.visibility import visible_to
from workflow.extensions import db

SHORT_LIST = 5


@dataclass(frozen=True, slots=True)
class EarlierAppraisal:
    """An appraisal of the same unit or commune."""

    dossier_id: uuid.UUID
    title: str
    started_on: date


def earlier_appraisals(dossier: DossierView, person: Person) -> tuple[EarlierAppraisal, ...]:
    """The last appraisals of the same unit or commune, newest first."""
    row = dossier.row
    same = [Dossier.commune_code == row.commune_code]
    if row.unit_id is not None:
        same.append(Dossier.unit_id == row.unit_id)
    found = db.session.execute(
        select(Dossier.id, Dossier.title, Appraisal.started_on)
        .join(Appraisal, Appraisal.dossier_id == Dossier.id)
        .where(visible_to(person), or_(*same), Dossier.id != row.id)
        .order_by(Appraisal.started_on.desc(), Dossier.id.desc())
        .limit(SHORT_LIST)
    )
    return tuple(EarlierAppraisal(*each) for each in found)
