"""Whose the book of decisions is: the province's people read it, its clerk keeps it."""

from states.actors import PROVINCE_CLERK, AgencyKind, Role
from workflow.accounts.person import Person, Seat


def reads_the_book(person: Person) -> bool:
    """Whether the person has a post at the province that reads dossiers."""
    return any(seat.agency_kind is AgencyKind.PROVINCE and seat.role is not Role.ADMINISTRATOR for seat in person.seats)


def clerks_seat(person: Person) -> Seat | None:
    """The seat by which a person keeps the book, or None."""
    return next((seat for seat in person.seats if seat.post == PROVINCE_CLERK), None)
