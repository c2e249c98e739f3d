"""Running dated jobs, and keeping a ledger of what ran."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select, update

from workflow.extensions import db, new_id
from workflow.jobs.models import JobRun
from workflow.jobs.registry import Job, registered
from workflow.transactions import writing
from workflow.wall_clock import now

RUN = JobRun.__table__
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ran:
    """What one job did. `error` is empty unless it failed."""

    job: Job
    did: int
    error: str = ""


def run_all(on: date, at: datetime, jobs: Iterable[Job] | None = None) -> Iterator[Ran]:
    """Run every dated job for the day `on`, one after the other. One that fails does not keep the next from running."""
    for job in registered() if jobs is None else jobs:
        yield _run(job, on, at)


def run_missing(on: date, at: datetime) -> list[Ran]:
    """Run the jobs that have not been finished for the day `on` yet: what the worker does every hour."""
    done = set(
        db.session.execute(
            select(RUN.c.job).where(RUN.c.on == on, RUN.c.finished_at.is_not(None), RUN.c.error == "")
        ).scalars()
    )
    return [_run(job, on, at) for job in registered() if job.name not in done]


def _run(job: Job, on: date, at: datetime) -> Ran:
    run_id = new_id()
    with writing() as session:
        session.execute(insert(RUN).values(id=run_id, job=job.name, on=on, started_at=at, did=0, error=""))
    did, error = 0, ""
    try:
        did = job.run(on, at)
    except Exception as failed:  # noqa: BLE001 - one job's mistake must not keep the others from their day
        _log.exception("the dated job %s failed for %s", job.name, on)
        error = type(failed).__name__[:200]
    finally:
        db.session.rollback()
    with writing() as session:
        session.execute(update(RUN).where(RUN.c.id == run_id).values(did=did, error=error, finished_at=max(now(), at)))
    return Ran(job, did, error)
