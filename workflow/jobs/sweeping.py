"""Rows that have done their work are deleted after ninety days: counters of tries, ended sign-ins, used form tokens."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, func

from workflow.accounts.models import LoginSession, Throttle
from workflow.dossiers.models import FormToken
from workflow.transactions import writing

KEPT = timedelta(days=90)


def sweep(on: date, at: datetime) -> int:
    """Delete what ended more than ninety days before the instant `at`. Returns how many rows went."""
    before = at - KEPT
    over = func.coalesce(LoginSession.ended_at, LoginSession.expires_at)
    with writing() as session:
        return sum(
            session.connection().execute(statement).rowcount
            for statement in (
                delete(Throttle).where(Throttle.window_start < before),
                delete(LoginSession).where(over < before),
                delete(FormToken).where(FormToken.at < before),
            )
        )
