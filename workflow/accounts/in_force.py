"""The first thing every act does inside its transaction: read again which posts a person holds now."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from states.kernel import Forbidden
from workflow.accounts.person import Person
from workflow.accounts.queries import hold_person_still, person_in_force


def in_force(session: Session, person: Person, on: date) -> Person:
    """The person with the posts held now, which stay so until the commit. Raises Forbidden when none is left."""
    hold_person_still(session, person.id)
    fresh = person_in_force(session, person.id, on)
    if fresh is None or not fresh.seats:
        raise Forbidden(_("Tài khoản của Ông/Bà không còn chức vụ nào đang có hiệu lực."))
    return fresh
