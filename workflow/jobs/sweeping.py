"""What has done its work is deleted: counters of tries, ended sign-ins, used form tokens after ninety days; files that
nobody went on sending, and results of long work, after their own days.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, func

from workflow.accounts.models import LoginSession, Throttle
from workflow.dossiers.models import FormToken
from workflow.errands import results
from workflow.feeds import services as feeds
from workflow.papers import arriving
from workflow.papers.arriving_queries import known_pieces
from workflow.papers.pieces import pieces
from workflow.transactions import writing

KEPT = timedelta(days=90)


def sweep(on: date, at: datetime) -> int:
    """Delete what ended more than ninety days before the instant `at`, and files on their way that nobody went on with.

    Returns how many rows and pieces went.
    """
    before = at - KEPT
    over = func.coalesce(LoginSession.ended_at, LoginSession.expires_at)
    with writing() as session:
        rows = arriving.forget_expired(session, at) + results.forget(session, at) + feeds.forget(session, at)
        rows += sum(
            session.connection().execute(statement).rowcount
            for statement in (
                delete(Throttle).where(Throttle.window_start < before),
                delete(LoginSession).where(over < before),
                delete(FormToken).where(FormToken.at < before),
            )
        )
    return rows + pieces().sweep(known_pieces()) + results.sweep_results()
