"""Whole dossiers with random people, days, holds, opinions, votes and money over two years, run after run.

CI does 2,000 runs from one seed; `make soak` does 50,000 from a new one. `LIVES` and `LIVES_SEED` set both. What the
runs came to see is printed with `-s`, and what matters must have been seen.
"""

import os
import secrets
import sys
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.conftest import SETTINGS
from tests.databases import SqliteDatabases
from tests.lives.machine import of
from tests.lives.office import Office
from tests.lives.starts import Starts
from tests.lives.visited import Visited

RUNS = int(os.environ.get("LIVES", "2000"))
SEED = int(os.environ.get("LIVES_SEED") or secrets.randbelow(2**32))
STEPS = 12
PHASES = (Phase.generate,) if os.environ.get("LIVES_RAW") else (Phase.generate, Phase.shrink)
"""`LIVES_RAW=1` shows the first run that fails as it was, at once."""


def live(starts: Starts, name: str, codes: Sequence[tuple[str, str]], share: float) -> Visited:
    visited = Visited()
    machine = of(name, codes, starts, visited)
    print(f"\n{name}: {round(RUNS * share)} runs, LIVES_SEED={SEED}", file=sys.stderr)
    chosen = settings(
        max_examples=round(RUNS * share), stateful_step_count=STEPS, deadline=None, database=None, print_blob=True,
        phases=PHASES, suppress_health_check=list(HealthCheck), verbosity=Verbosity.normal,
    )  # fmt: skip
    run_state_machine_as_test(seed(SEED)(machine), settings=chosen)
    print(visited.table(), file=sys.stderr)
    return visited


@pytest.fixture(scope="module")
def starts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starts]:
    from workflow import create_app

    databases = SqliteDatabases(tmp_path_factory, SETTINGS)
    files = str(tmp_path_factory.mktemp("files"))
    app = create_app(**(SETTINGS | {"SQLALCHEMY_DATABASE_URI": databases.fresh(), "FILES_DIR": files}))
    yield Starts(Office(app))
    databases.close()


@pytest.mark.timeout(0)
def test_recognitions(starts: Starts) -> None:
    live(starts, "Recognitions", [("recognition", "")], 0.4)


@pytest.mark.timeout(0)
def test_supports(starts: Starts) -> None:
    live(starts, "Supports", [("support", "tourism"), ("support", "trade_promotion"), ("support", "environment")], 0.35)


@pytest.mark.timeout(0)
def test_revocations(starts: Starts) -> None:
    live(starts, "Revocations", [("revocation", ""), ("recognition", "")], 0.25)
