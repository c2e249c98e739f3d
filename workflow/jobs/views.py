"""What ran without anybody at a desk, for the administrator."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from workflow.access import administrator
from workflow.jobs import queries
from workflow.papers.scans import figures

room = Blueprint("jobs", __name__, url_prefix="/admin/jobs")


@room.get("")
@administrator
def ledger() -> ResponseReturnValue:
    """Every dated job with its last run, then the latest runs, and how the virus scans stand."""
    return render_template("jobs/ledger.html", lasts=queries.last_runs(), runs=queries.latest_runs(), scans=figures())
