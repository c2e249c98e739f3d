"""What the clerk does in the book of decisions. One transaction each; the post is read again inside it."""

import uuid
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from states.kernel import Forbidden, Reason, Refused
from workflow.accounts.person import Person
from workflow.decisions import book_services
from workflow.decisions.book_services import OnPaper
from workflow.decisions.services import Book, Numbered
from workflow.dossiers.decisions.readers import clerks_seat
from workflow.dossiers.editing import in_force
from workflow.transactions import writing


def enter_paper_numbers(entered: OnPaper, *, by: Person, on: date, at: datetime) -> int:
    """Enter numbers that were given on paper beside the system; how many.

    Only of this year, and of the last while the book is being closed. Raises Forbidden unless the person is the
    province's clerk, Refused, Stale.
    """
    with writing() as session:
        book = _book(session, by, on, at)
        if entered.year not in (on.year, on.year - 1):
            raise Refused(Reason(_("Chỉ ghi được số của năm nay hoặc năm trước.")))
        return len(book_services.enter_paper_numbers(session, entered, book))


def void(decision_id: uuid.UUID, reason: str, *, by: Person, on: date, at: datetime) -> Numbered | None:
    """Void a number; the decision that its dossiers are on now, or None when there were none.

    Raises Forbidden unless the person is the province's clerk, NotFound, Refused when it has gone out or is void.
    """
    with writing() as session:
        return book_services.void(session, decision_id, reason, _book(session, by, on, at))


def _book(session: Session, by: Person, on: date, at: datetime) -> Book:
    seat = clerks_seat(in_force(session, by, on))
    if seat is None:
        raise Forbidden(_("Sổ quyết định do chuyên viên Văn phòng UBND tỉnh giữ."))
    return Book(seat.agency_id, by.id, on, at)
