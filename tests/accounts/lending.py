"""Posts that are lent, for tests."""

import uuid
from datetime import date

from flask import Flask
from sqlalchemy import select

from tests.people import People, Someone
from workflow.accounts.away_services import Lending, lend
from workflow.accounts.models import PostHolding
from workflow.accounts.session_services import Visit
from workflow.extensions import db
from workflow.wall_clock import now, today

AS_DEPUTY = "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"


def holding_of(app: Flask, someone: Someone) -> uuid.UUID:
    """The one post of a person."""
    with app.app_context():
        return db.session.scalars(select(PostHolding.id).where(PostHolding.account_id == someone.id)).one()


def lent(
    people: People, lender: Someone, borrower: Someone, first: date | None = None, last: date | None = None,
    signs_as: str = "",
) -> uuid.UUID:  # fmt: skip
    """Lend the post of one person to another, today unless other days are given."""
    day = first or today()
    lending = Lending(
        holding_of(people.app, lender), borrower.id, day, last or day, "Giấy ủy quyền số 05/GUQ", signs_as
    )
    with people.app.app_context():
        return lend(lending, by=people.person(lender), on=today(), visit=Visit(now(), "127.0.0.1"))
