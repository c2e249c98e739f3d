"""Locks for writing beside the road: whoever edits a dossier or works on it holds its row, its version and a right.

They run inside the caller's transaction. Each re-reads the person's posts: a right that ended a second ago is
gone, whatever an open page still shows.
"""

import uuid
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Date, bindparam, select, update
from sqlalchemy.orm import Session

from states.actors import ABSTRACT_AGENCIES, AgencyKind, Post, Role, concrete
from states.kernel import Forbidden, MovedOn, Procedure, Reason
from states.procedures import get as get_procedure
from workflow.accounts.in_force import in_force as posts_in_force
from workflow.accounts.person import Person, Seat
from workflow.dossiers.models import Dossier
from workflow.dossiers.visibility import sees
from workflow.errors import NotFound, Stale

DOSSIER = Dossier.__table__
ANY = uuid.UUID(int=0)
"""Stands for "whichever agency of that kind"; no agency has this id."""

_LOCKED = select(DOSSIER).where(DOSSIER.c.id == bindparam("dossier_id")).with_for_update()
_TOUCH = (
    update(DOSSIER)
    .where(DOSSIER.c.id == bindparam("dossier_id"), DOSSIER.c.version == bindparam("seen"))
    .values(version=DOSSIER.c.version + 1)
)
_EDITED = update(DOSSIER).where(DOSSIER.c.id == bindparam("dossier_id")).values(edited_on=bindparam("day", type_=Date))


def lock_dossier(session: Session, dossier_id: uuid.UUID, person: Person) -> Any:
    """The dossier's row, locked. Raises NotFound when there is none or the person may not see it, MovedOn when its
    content was deleted after the retention period.
    """
    row = session.connection().execute(_LOCKED, {"dossier_id": dossier_id}).one_or_none()
    if row is None or not sees(person, row):
        raise NotFound
    if row.purged_on is not None:
        raise MovedOn(Reason(_("Nội dung hồ sơ này đã xóa theo thời hạn lưu nên không làm gì thêm được.")))
    return row


def in_force(session: Session, person: Person, on: date) -> Person:
    """The person with the posts held now, which stay so until the commit. Raises Forbidden when none is left.

    The system's own person is made by the program for dated jobs; it has no post that could end.
    """
    if person.holds(Role.SYSTEM):
        return person
    return posts_in_force(session, person, on)


def lock_for_editing(
    session: Session, dossier_id: uuid.UUID, person: Person, on: date, seen_version: int | None = None
) -> Any:
    """Hold a dossier that its commune may change now, and count the change.

    Raises as `hold_for_editing` does, and Stale (it was changed since the page was opened).
    """
    row = _counted(session, hold_for_editing(session, dossier_id, person, on), seen_version)
    session.connection().execute(_EDITED, {"dossier_id": row.id, "day": on})
    return row


def hold_for_editing(session: Session, dossier_id: uuid.UUID, person: Person, on: date) -> Any:
    """Hold a dossier that its commune may change now, without changing it.

    Raises NotFound, Forbidden (not an officer of the submitting commune), MovedOn (the law does not let it be edited
    where it stands).
    """
    person = in_force(session, person, on)
    row = lock_dossier(session, dossier_id, person)
    procedure = get_procedure(row.procedure_code, row.procedure_version)
    if not may_edit(person, row, procedure):
        raise Forbidden(_("Chỉ công chức của xã, phường lập hồ sơ được sửa nội dung."))
    if not procedure.is_editable(row.stage, row.hold):
        raise MovedOn(Reason(_("Hồ sơ đã được gửi đi nên không sửa được nữa; nội dung đã lưu vẫn còn nguyên.")))
    return row


def lock_for_work(
    session: Session, dossier_id: uuid.UUID, person: Person, on: date, action: str, seen_version: int | None = None
) -> Any:
    """Hold a dossier for work that prepares an action, and count the change. Raises as `hold_for_work`, and Stale."""
    return _counted(session, hold_for_work(session, dossier_id, person, on, action), seen_version)


def hold_for_work(session: Session, dossier_id: uuid.UUID, person: Person, on: date, action: str) -> Any:
    """Hold a dossier for work that prepares an action: its post is the person's, and the dossier stands before it.

    Raises NotFound, Forbidden, MovedOn.
    """
    person = in_force(session, person, on)
    row = lock_dossier(session, dossier_id, person)
    procedure = get_procedure(row.procedure_code, row.procedure_version)
    step = procedure.step(action, row.stage, row.hold)
    seat_for(person, step.by, row)
    return row


def may_edit(person: Person, row: Any, procedure: Procedure) -> bool:
    """Whether the person holds the post that opens such dossiers, at the commune of this one."""
    try:
        seat_for(person, procedure.opened_by, row)
    except Forbidden:
        return False
    return True


def seat_for(person: Person, post: Post, row: Any) -> Seat:
    """The seat by which a person holds a post for this dossier, at the agency that is competent for it.

    Raises Forbidden when there is none.
    """
    posts, agency_id = concrete(post), competent_agency(post, row)
    for seat in person.seats:
        if seat.post in posts and agency_id in (ANY, seat.agency_id):
            return seat
    raise Forbidden(_("Việc này thuộc về %(post)s.", post=_(post.title)))


def competent_agency(post: Post, row: Any) -> uuid.UUID | None:
    """The one agency whose people may act here as this post: the submitting commune, the agency that leads.

    `ANY` where the law leaves it to every agency of that kind; None where it is not known which.
    """
    if post.agency is AgencyKind.COMMUNE:
        own: uuid.UUID = row.commune_agency_id
        return own
    if post.agency is AgencyKind.LEAD:
        lead: uuid.UUID | None = row.lead_agency_id
        return lead
    return None if post.agency in ABSTRACT_AGENCIES else ANY


def _counted(session: Session, row: Any, seen_version: int | None) -> Any:
    if seen_version is not None and seen_version != row.version:
        raise Stale(Reason(_("Hồ sơ đã được sửa ở nơi khác sau khi Ông/Bà mở trang này.")))
    session.connection().execute(_TOUCH, {"dossier_id": row.id, "seen": row.version})
    return row
