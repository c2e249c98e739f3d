"""Who is told what about yearly reviews."""

import uuid
from datetime import date, datetime

from sqlalchemy.orm import Session

from states.actors import AgencyKind, Role
from states.kernel import Decision
from workflow.accounts.people_queries import agency_of_kind, holders_of
from workflow.notices.services import tell
from workflow.reviews.queries import ReviewView

TO_WHOM: dict[str, tuple[tuple[Role, ...], bool]] = {
    "present": ((Role.COMMUNE_LEADER,), True),
    "approve": ((Role.DEPT_OFFICER,), False),
    "return_to_officer": ((Role.COMMUNE_OFFICER,), True),
    "return_to_commune": ((Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER), True),
    "confirm": ((Role.COMMUNE_OFFICER,), True),
    "reopen": ((Role.COMMUNE_OFFICER, Role.DEPT_OFFICER), True),
}
"""For each act the roles that are told, and whether they are of the commune (else of the department)."""


def tell_of_act(
    session: Session, review: ReviewView, decision: Decision, by: uuid.UUID, on: date, at: datetime
) -> None:
    """Tell those for whom the act means something. Runs in the transaction of the act; who acted is not told."""
    roles, of_commune = TO_WHOM[decision.step.action]
    readers = holders(session, roles, review.row.commune_agency_id if of_commune else None, on)
    tell(
        session, "review:moved", to=[reader for reader in readers if reader != by], at=at,
        path=f"/reviews/{review.id}", year=review.row.year, unit=review.row.unit_name,
        stage=review.procedure.stage(decision.dest).title, action=decision.step.title,
    )  # fmt: skip


def holders(session: Session, roles: tuple[Role, ...], agency_id: uuid.UUID | None, on: date) -> list[uuid.UUID]:
    """Accounts that hold one of these roles at an agency; at the department when none is named."""
    place = agency_id or agency_of_kind(AgencyKind.AGRICULTURE_ENVIRONMENT.value)
    return [each for role in roles for each in holders_of(session, role, place, on)] if place else []
