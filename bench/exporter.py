"""Does the long work that waits in the office of a folder; says how long it took and how much memory it needed."""

import json
import sys
import time
from pathlib import Path

from sqlalchemy import select

from bench.office import open_app
from workflow.errands.models import Errand
from workflow.errands.running import run_waiting
from workflow.extensions import db
from workflow.wall_clock import now


def peak() -> float:
    """The most memory this process ever had, in MB. Linux tells that of the process alone, others that of its start."""
    try:
        status = Path("/proc/self/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
    except (OSError, StopIteration):
        import resource

        unit = 1024**2 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main(folder: Path) -> None:
    with open_app(folder).app_context():
        began = time.perf_counter()
        run_waiting(now)
        seconds = time.perf_counter() - began
        row = db.session.execute(select(Errand.state, Errand.error, Errand.done, Errand.size)).one()
    if row.state != "done":
        raise SystemExit(f"{row.state}: {row.error}")
    print(json.dumps({"seconds": seconds, "memory": peak(), "rows": row.done, "size": row.size}))


main(Path(sys.argv[1]))
