"""Taking the producers of a unit from the household list of the dossier by which it was recognised."""

import uuid
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from states.kernel import Reason, Refused
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.audit.services import lock_chain
from workflow.dossiers.models import Dossier
from workflow.dossiers.request_queries import every_household
from workflow.environment.establishments import Producing, add_missing
from workflow.environment.keeping import keeping_agency
from workflow.environment.unit_queries import get_unit
from workflow.register.models import Decision
from workflow.transactions import writing

DOSSIER, DECISION = Dossier.__table__, Decision.__table__


def take_households(unit_id: uuid.UUID, *, by: Person, on: date, at: datetime) -> int:
    """Enter the households of the unit's latest recognition dossier that are not there yet; give back how many.

    Again adds nothing. They count as producing from the day of the decision. Raises NotFound, Forbidden (not an
    officer of a commune of the unit), Refused when there is no such dossier of this commune, or its list is empty.
    """
    with writing() as session:
        person = in_force(session, by, on)
        unit = get_unit(unit_id, person)
        agency_id = keeping_agency(unit_id, person)
        lock_chain(session)
        found = _recognition(session, unit_id, agency_id)
        households = every_household(found.id) if found else ()
        if not households:
            raise Refused(Reason(_("Làng nghề này không có hồ sơ công nhận nào của xã, phường có danh sách hộ.")))
        listed = [
            Producing("household", row.head_name, row.village, row.trade or unit.trade, min(found.decided_on, on))
            for row in households
        ]
        return add_missing(session, unit_id, agency_id, listed, by=person.id, at=at)


def _recognition(session: Session, unit_id: uuid.UUID, agency_id: uuid.UUID) -> Any:
    """The latest dossier of this commune by which the unit was recognised, or None."""
    wanted = (
        select(DOSSIER.c.id, DECISION.c.decided_on)
        .join(DECISION, DECISION.c.dossier_id == DOSSIER.c.id)
        .where(
            DECISION.c.unit_id == unit_id, DECISION.c.kind == "recognise", DOSSIER.c.commune_agency_id == agency_id
        )
        .order_by(DECISION.c.decided_on.desc(), DOSSIER.c.id.desc())
    )  # fmt: skip
    return session.execute(wanted.limit(1)).one_or_none()
