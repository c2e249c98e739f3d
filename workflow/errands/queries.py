"""Reading errands: always those of one person."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from workflow.accounts.person import Person
from workflow.errands.kinds import KINDS
from workflow.errands.models import Errand
from workflow.errors import NotFound
from workflow.extensions import db

ERRAND = Errand.__table__
PAGE = 50


def errands_of(person: Person) -> Sequence[Any]:
    """The latest of a person, newest first."""
    wanted = select(ERRAND).where(ERRAND.c.asked_by == person.id)
    return db.session.execute(wanted.order_by(ERRAND.c.asked_at.desc(), ERRAND.c.id.desc()).limit(PAGE)).all()


def get_errand(errand_id: uuid.UUID, person: Person) -> Any:
    """One of a person's own. Raises NotFound."""
    row = db.session.execute(
        select(ERRAND).where(ERRAND.c.id == errand_id, ERRAND.c.asked_by == person.id)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


def file_of(errand_id: uuid.UUID, person: Person) -> Any:
    """An errand whose file this person may take now. Raises NotFound: not theirs, none there, or no longer allowed."""
    row = get_errand(errand_id, person)
    kind = KINDS.get(row.kind)
    if row.digest is None or kind is None or not kind.may(person, row.params):
        raise NotFound
    return row


def title_of(row: Any) -> str:
    """What an errand is called; one of a kind that is no longer there keeps its code."""
    kind = KINDS.get(row.kind)
    return str(kind.title) if kind else str(row.kind)
