"""Whole dossiers with random people, days, holds, opinions, votes and money over two years, run after run.

CI does 2,000 runs from one seed; `make soak` does 50,000 from a new one. What the runs came to see stands in
`build/lives/`, with the seed. To see a failure again: LIVES_SEED=… LIVES=… pytest tests/lives -n 0.
"""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.conftest import SETTINGS
from tests.databases import SqliteDatabases
from tests.lives.machine import of
from tests.lives.office import Office
from tests.lives.starts import Starts
from tests.lives.visited import MUST_BE_SEEN, Visited
from workflow.decisions.numbering import Number
from workflow.papers import printed, receipt
from workflow.register.services import Entered

IN_CI = 2000
RUNS = int(os.environ.get("LIVES") or IN_CI)
SEED = int(os.environ.get("LIVES_SEED") or 20_270_206)
STEPS = 12
PHASES = (Phase.generate,) if os.environ.get("LIVES_RAW") else (Phase.generate, Phase.shrink)
"""`LIVES_RAW=1` shows the first run that fails as it was, at once."""

SUPPORTS = [("support", "tourism"), ("support", "trade_promotion"), ("support", "environment")]
REVOCATIONS = [("revocation", ""), ("recognition", "")]
TOLD = Path(__file__).resolve().parents[2] / "build" / "lives"

pytestmark = [pytest.mark.timeout(0), pytest.mark.no_cover]
"""Thousands of runs take their time, and measuring each line of them again would double it."""


@pytest.fixture(scope="module", autouse=True)
def papers_are_not_set_in_type() -> Iterator[None]:
    """Papers are made, digested and counted here; setting their pages would take half the time."""
    with pytest.MonkeyPatch.context() as patch:
        for room in (printed, receipt):
            patch.setattr(room, "print_pdf", lambda form, facts, **_more: json.dumps([form.code, facts]).encode())
        yield


@pytest.fixture(scope="module")
def starts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starts]:
    """One office on SQLite, whatever database the other tests use."""
    from workflow import create_app

    databases = SqliteDatabases(tmp_path_factory, SETTINGS)
    files = str(tmp_path_factory.mktemp("files"))
    office = Office(create_app(**(SETTINGS | {"SQLALCHEMY_DATABASE_URI": databases.fresh(), "FILES_DIR": files})))
    yield Starts(office)
    office.close()
    databases.close()


def run(
    starts: Starts, name: str, codes: Sequence[tuple[str, str]], runs: int, phases: Sequence[Phase] = PHASES
) -> Visited:  # fmt: skip
    """So many lives; what they came to see."""
    visited = Visited()
    chosen = settings(
        max_examples=runs, stateful_step_count=STEPS, deadline=None, database=None, print_blob=True, phases=phases,
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
    )  # fmt: skip
    run_state_machine_as_test(seed(SEED)(of(name, codes, starts, visited)), settings=chosen)
    return visited


def live(starts: Starts, name: str, codes: Sequence[tuple[str, str]], share: float) -> None:
    """Run a share of the lives, and tell what they came to see."""
    runs = round(RUNS * share)
    print(f"{name}: {runs} runs, LIVES={RUNS} LIVES_SEED={SEED}")
    visited = run(starts, name, codes, runs)
    TOLD.mkdir(parents=True, exist_ok=True)
    (TOLD / f"{name}.txt").write_text(f"{name}: {runs} runs, LIVES_SEED={SEED}\n{visited.table()}\n", encoding="utf-8")
    if RUNS >= IN_CI:
        assert sorted(MUST_BE_SEEN[name] - set(visited.counts)) == [], "never seen"


def test_recognitions(starts: Starts) -> None:
    live(starts, "recognitions", [("recognition", "")], 0.4)


def test_supports(starts: Starts) -> None:
    live(starts, "supports", SUPPORTS, 0.35)


def test_revocations(starts: Starts) -> None:
    """Beside recognitions, which are opened meanwhile."""
    live(starts, "revocations", REVOCATIONS, 0.25)


NOWHERE = Entered(UUID(int=1), UUID(int=2))
MISTAKES: dict[str, tuple[str, Any, Sequence[tuple[str, str]]]] = {
    "a hold does not stop the clock": ("workflow.dossiers.deadlines.pauses", lambda *_: [], REVOCATIONS),
    "the ball stays": ("workflow.dossiers.consequences._next_agency", lambda doing: doing.seat.agency_id, SUPPORTS),
    "money is not given back": ("workflow.support.services.release", lambda *_: 0, SUPPORTS),
    "a number is left out": (
        "workflow.decisions.services.next_number", lambda _session, _agency, on: Number(on.year, 7), SUPPORTS,
    ),
    "the register is not told": ("workflow.register.revocation.revoke", lambda *_: NOWHERE, REVOCATIONS),
}  # fmt: skip
"""Ways in which the office could be wrong: what is replaced, and with what."""


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_does_not_live_long(starts: Starts, mistake: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever watches is watched: each mistake is noticed within some hundred lives."""
    where, wrong, codes = MISTAKES[mistake]
    starts.walk_all(codes)
    monkeypatch.setattr(where, wrong)
    with pytest.raises(AssertionError):
        run(starts, "mistakes", codes, 400, (Phase.generate,))  # that it is seen is enough: nobody reads the example
