"""What approved reports said of the indicators, for ever the same."""

import json
import uuid
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from states.reports import Standing
from workflow.extensions import JsonDict, db
from workflow.plan.report_models import PeriodicReport

REPORT = PeriodicReport.__table__


class Snapshot(NamedTuple):
    """The indicators of an approved report: each as `Measured.as_json` gave it, with the rows behind it."""

    report_id: uuid.UUID
    cut_off: date
    approved_on: date
    indicators: Sequence[JsonDict]


def approved_snapshots() -> list[Snapshot]:
    """Those of every approved report, the earliest cut-off first; of two with one cut-off, the later approved last."""
    rows = db.session.execute(
        select(REPORT.c.id, REPORT.c.last, REPORT.c.approved_on, REPORT.c.snapshot)
        .where(REPORT.c.standing == Standing.APPROVED.value)
        .order_by(REPORT.c.last, REPORT.c.approved_at)
    )
    return [Snapshot(row.id, row.last, row.approved_on, json.loads(row.snapshot)["indicators"]) for row in rows]
