"""Reading the ledger of dated jobs."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from workflow.extensions import db
from workflow.jobs.models import JobRun
from workflow.jobs.registry import Job, registered

RUN = JobRun.__table__
PAGE = 50


def last_runs() -> list[tuple[Job, Any]]:
    """Every registered job with the row of its last run, None where it never ran."""
    newest = select(RUN.c.job, func.max(RUN.c.started_at).label("at")).group_by(RUN.c.job).subquery()
    rows = db.session.execute(select(RUN).join(newest, (newest.c.job == RUN.c.job) & (newest.c.at == RUN.c.started_at)))
    found = {row.job: row for row in rows}
    return [(job, found.get(job.name)) for job in registered()]


def latest_runs() -> Sequence[Any]:
    """The latest runs of all jobs, newest first."""
    return db.session.execute(select(RUN).order_by(RUN.c.started_at.desc(), RUN.c.id.desc()).limit(PAGE)).all()
