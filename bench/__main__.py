"""Build an office with ten thousand dossiers in a folder of its own, measure, print the table."""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import clock, crowd, pages, papers, papers_out, reports
from bench.dossiers import generate
from bench.office import open_office
from bench.report import Line, keep, show
from bench.steps import in_process

DOSSIERS = 10_000


def measure(folder: Path, count: int, only: str) -> Iterator[Line]:
    """Every line of the table, in order."""
    began = time.perf_counter()
    office = open_office(folder)
    long_one = generate(office, count)
    print(f"{count} dossiers in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    parts = {
        "P1": lambda: in_process(office, folder, count),
        "P2": lambda: pages.a_step(office, folder, count),
        "P2 crowd": lambda: crowd.under_load(office, folder),
        "P4": lambda: pages.inbox(office),
        "P5": lambda: pages.dossier(office, long_one),
        "P7": clock.explained,
        "P7 preview": lambda: clock.previewed(office),
        "P9": lambda: papers.stored(folder),
        "P10": lambda: papers_out.printed(office),
        "P8": lambda: reports.counted(office),
        "P11": lambda: reports.exported(office, folder),
    }
    for name, part in parts.items():
        if not only or name.partition(" ")[0] in only.split(","):
            yield from part()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=DOSSIERS)
    parser.add_argument("--only", default="", help="e.g. P1,P4")
    parser.add_argument("--json", type=Path, help="keep the figures here too")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="langnghe-bench-"))
    try:
        lines = list(measure(folder, asked.dossiers, asked.only))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(show(lines))
    if asked.json:
        keep(lines, asked.json)


main()
