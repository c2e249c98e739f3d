"""What of a dossier goes with a question to another agency: its name, no more."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from workflow.dossiers.models import Dossier
from workflow.extensions import db
from workflow.register.models import Commune

DOSSIER, COMMUNE = Dossier.__table__, Commune.__table__


def dossiers_of(ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Any]:
    """Code, title, kind and commune of dossiers, by id."""
    rows = db.session.execute(
        select(
            DOSSIER.c.id, DOSSIER.c.code, DOSSIER.c.title, DOSSIER.c.kind, DOSSIER.c.procedure_code,
            DOSSIER.c.procedure_version, COMMUNE.c.full_name.label("commune_name"),
        )
        .join(COMMUNE, COMMUNE.c.code == DOSSIER.c.commune_code)
        .where(DOSSIER.c.id.in_(sorted(set(ids))))
    )  # fmt: skip
    return {row.id: row for row in rows}
