"""Reading versions of the law: those the program brings, those the office wrote."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from states.kernel import Procedure
from states.procedures import PROCEDURES, VALID_FROM
from states.procedures.matters import MATTERS
from workflow.accounts.models import Account
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.procedures.models import Edition, EditionState

EDITION, ACCOUNT = Edition.__table__, Account.__table__
_WIDE = select(EDITION, ACCOUNT.c.name.label("made_by_name")).join(ACCOUNT, ACCOUNT.c.id == EDITION.c.made_by)


def get_law(code: str, version: str) -> Procedure:
    """A version of a procedure, or of a matter that follows a table. Raises NotFound."""
    found = PROCEDURES.get((code, version)) or MATTERS.get((code, version))
    if found is None:
        raise NotFound
    return found


def laws() -> list[tuple[Procedure, Any]]:
    """Every version with the day it is used from (None for matters), the latest of each procedure first."""
    dossiers = sorted(PROCEDURES.values(), key=lambda law: (law.code, VALID_FROM[law.key]), reverse=True)
    order = list(dict.fromkeys(law.code for law in PROCEDURES.values()))
    ordered = sorted(dossiers, key=lambda law: order.index(law.code))
    return [(law, VALID_FROM[law.key]) for law in ordered] + [(law, None) for law in MATTERS.values()]


def drafts() -> Sequence[Any]:
    """Versions that are being written, the latest first."""
    wanted = _WIDE.where(EDITION.c.state == EditionState.DRAFT.value).order_by(EDITION.c.id.desc())
    return db.session.execute(wanted).all()


def get_edition(edition_id: uuid.UUID) -> Any:
    """One version the office wrote. Raises NotFound."""
    row = db.session.execute(_WIDE.where(EDITION.c.id == edition_id)).one_or_none()
    if row is None:
        raise NotFound
    return row
