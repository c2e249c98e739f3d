"""Who is told what about the environment of recognised units. Names of households stay out of every notice."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from states.actors import AgencyKind, Role
from workflow.accounts.people_queries import agency_of_kind, holders_of

COMMUNE = (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)
APPRAISERS = (Role.ENV_APPRAISER,)


def holders(session: Session, roles: Sequence[Role], agency_id: uuid.UUID | None, on: date) -> list[uuid.UUID]:
    """Accounts that hold one of these roles at an agency."""
    return [each for role in roles for each in holders_of(session, role, agency_id, on)] if agency_id else []


def appraisers(session: Session, on: date) -> list[uuid.UUID]:
    """The environmental appraisers of the department."""
    return holders(session, APPRAISERS, agency_of_kind(AgencyKind.AGRICULTURE_ENVIRONMENT.value), on)


def others(readers: Sequence[uuid.UUID], than: uuid.UUID) -> list[uuid.UUID]:
    """The readers without whoever acted."""
    return [reader for reader in readers if reader != than]
