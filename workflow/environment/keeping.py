"""Which commune keeps what: its officers enter producers and plans of units that have a place there."""

import uuid

from flask_babel import gettext as _

from states.actors import COMMUNE_OFFICER
from states.kernel import Forbidden
from workflow.accounts.person import Person
from workflow.environment.unit_queries import commune_codes_of


def keeping_agency(unit_id: uuid.UUID, person: Person) -> uuid.UUID:
    """The commune for which the person keeps the file of a unit. Raises Forbidden."""
    found = find_keeping_agency(unit_id, person)
    if found is None:
        raise Forbidden(_("Việc này do công chức của xã, phường có làng nghề thực hiện."))
    return found


def find_keeping_agency(unit_id: uuid.UUID, person: Person) -> uuid.UUID | None:
    """The same, None for whoever only reads."""
    seats = [seat for seat in person.seats if seat.post == COMMUNE_OFFICER]
    codes = commune_codes_of(unit_id) if seats else set()
    return next((seat.agency_id for seat in seats if seat.commune_code in codes), None)


def keeps_for(person: Person, agency_id: uuid.UUID) -> bool:
    """Whether the person is an officer of that commune."""
    return any(seat.post == COMMUNE_OFFICER and seat.agency_id == agency_id for seat in person.seats)
