"""Dossiers about a recognised unit."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from workflow.accounts.person import Person
from workflow.dossiers.models import Dossier
from workflow.dossiers.visibility import visible_to
from workflow.extensions import db

DOSSIER = Dossier.__table__


def open_dossier_about(unit_id: uuid.UUID, procedure: str, person: Person) -> uuid.UUID | None:
    """The open dossier of a procedure about this unit that the reader may see, or None."""
    wanted = select(DOSSIER.c.id).where(
        DOSSIER.c.unit_id == unit_id, DOSSIER.c.procedure_code == procedure, DOSSIER.c.is_open, visible_to(person)
    )
    return db.session.execute(wanted.order_by(DOSSIER.c.id).limit(1)).scalar()


def open_dossiers_about(unit_ids: Sequence[uuid.UUID], procedure: str, person: Person) -> dict[uuid.UUID, Any]:
    """The open dossiers of a procedure about these units that the reader may see: dossier id by unit."""
    wanted = select(DOSSIER.c.unit_id, DOSSIER.c.id).where(
        DOSSIER.c.unit_id.in_(unit_ids), DOSSIER.c.procedure_code == procedure, DOSSIER.c.is_open, visible_to(person)
    )
    return {row.unit_id: row.id for row in db.session.execute(wanted)} if unit_ids else {}
