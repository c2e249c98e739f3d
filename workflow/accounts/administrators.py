"""The house is never left without an administrator: checked inside every write that could take the last one away."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from states.actors import Role
from states.basis import Reason
from states.kernel import Forbidden, Refused
from workflow.accounts.models import Account, Agency, PostHolding
from workflow.accounts.person import Person
from workflow.accounts.queries import person_in_force
from workflow.audit.services import lock_chain
from workflow.transactions import writing


def lasting_administrators(session: Session, on: date) -> int:
    """How many people can administer on the day `on` and without an end: active, with a password, nothing limited."""
    return session.execute(
        select(func.count(func.distinct(Account.id)))
        .join(PostHolding, PostHolding.account_id == Account.id)
        .join(Agency, Agency.id == PostHolding.agency_id)
        .where(
            Account.is_active,
            Account.password_hash.is_not(None),
            PostHolding.role == Role.ADMINISTRATOR.value,
            PostHolding.ended_at.is_(None),
            PostHolding.valid_from <= on,
            PostHolding.valid_to.is_(None),
            Agency.valid_to.is_(None),
        )
    ).scalar_one()


@contextmanager
def keeping_an_administrator(session: Session, on: date) -> Iterator[None]:
    """Refuse (and so roll back) what would leave nobody to administer. Runs inside the caller's transaction.

    Two such acts never run at the same time: the second waits, then sees what the first has done.
    """
    lock_chain(session)
    before = lasting_administrators(session, on)
    yield
    session.flush()
    if before and not lasting_administrators(session, on):
        raise Refused(
            Reason(
                _(
                    "Đây là người quản trị cuối cùng không giới hạn thời gian. "
                    "Hãy giao chức vụ quản trị cho một người khác trước."
                )
            )
        )


@contextmanager
def administering(by: Person, on: date) -> Iterator[Session]:
    """One write of an administrator: the post is read anew inside it, and the house keeps an administrator.

    Raises states.kernel.Forbidden when `by` does not administer on the day `on`, Refused when nobody would be left.
    """
    with writing() as session, keeping_an_administrator(session, on):
        fresh = person_in_force(session, by.id, on)
        if fresh is None or not fresh.holds(Role.ADMINISTRATOR):
            raise Forbidden(Reason(_("Trang này dành cho người quản trị.")))
        yield session
