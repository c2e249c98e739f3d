"""P8 and P11: indicators and reports of an office with a million journal entries; its register as a spreadsheet."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from bench.growth import Register, grow_journal
from bench.measure import alone
from bench.office import Office
from bench.report import Line, at_most, told
from states.actors import Role
from workflow.dossiers.reports.overdue import overdue
from workflow.dossiers.reports.quality import quality
from workflow.errands.services import begin
from workflow.extensions import db
from workflow.plan.indicators import indicators
from workflow.register.models import Unit
from workflow.wall_clock import now, today

ENTRIES, UNITS, EXPORTED = 1_000_000, 10_000, 100_000


def counted(office: Office) -> Iterator[Line]:
    """The lines of P8: the eight indicators as of a day, and reports on dossiers of a month."""
    began = time.perf_counter()
    entries = grow_journal(office, ENTRIES)
    register = Register(office)
    with office.app.app_context():
        register.lives(register.units(UNITS), today())
    print(f"{entries} journal entries in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    day = today()

    def all_eight() -> None:
        with office.app.app_context():
            indicators(day)

    what = f"the eight indicators as of a day: {UNITS} units, {UNITS * 10} producers"
    yield at_most("P8", what, alone(lambda: [all_eight], 3).wall / 1e6, 1, "s", f"{entries} entries")
    for name, report in (("time limits", overdue), ("quality", quality)):
        began = time.perf_counter()
        with office.app.app_context():
            report(day - timedelta(30), day)
        yield told("P8", f"report of a month on {name}, same journal", time.perf_counter() - began, "s")


def exported(office: Office, folder: Path) -> Iterator[Line]:
    """The lines of P11: a process of its own does the errand, so that its memory is that of the work."""
    person = office.person(Role.DEPT_OFFICER)
    with office.app.app_context():
        there = db.session.scalar(select(func.count()).select_from(Unit)) or 0
        Register(office, seed=7).units(EXPORTED - there)
        begin("register:xlsx", {"on": today().isoformat()}, by=person, on=today(), at=now())
    done = subprocess.run([sys.executable, "-m", "bench.exporter", folder], check=True, capture_output=True, text=True)
    figures = json.loads(done.stdout.splitlines()[-1])
    said = f"{figures['rows']} rows, {figures['size'] / 1e6:.1f} MB"
    yield at_most("P11", "the register to XLSX as long work", figures["seconds"], 20, "s", said)
    yield at_most("P11", "memory of the process that does it, at most", figures["memory"], 150, "MB")
