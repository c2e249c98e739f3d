"""P1: one step in process. Ours re-reads posts, asks every rule, spends a form token, chains the journal."""

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bench.measure import Batch, Cost, Work, side_by_side
from bench.naive import Naive
from bench.office import Office
from bench.raw import Raw
from bench.report import Line, at_least, told
from states.actors import Role
from workflow.accounts.person import Person
from workflow.dossiers.models import Dossier
from workflow.dossiers.services import take_step
from workflow.extensions import db
from workflow.wall_clock import now, today

DOSSIERS, ROUNDS = 20, 7
PAIRS: dict[str, tuple[str, tuple[tuple[str, Role], ...]]] = {
    "present_decision, return_to_clerk (few facts)": (
        "provincial_review",
        (("present_decision", Role.PROVINCE_CLERK), ("return_to_clerk", Role.PROVINCE_LEADER)),
    ),
    "return_to_review, recommend_recognition (all facts)": (
        "department_approval",
        (("return_to_review", Role.DEPT_LEADER), ("recommend_recognition", Role.DEPT_OFFICER)),
    ),
    "present (all facts, request kept), return_to_officer": (
        "draft",
        (("present", Role.COMMUNE_OFFICER), ("return_to_officer", Role.COMMUNE_LEADER)),
    ),
}
"""There and back: where the dossiers stand, the two steps and who takes them."""


class Ours:
    """Steps by the office's own service, on the dossiers that stand in one stage."""

    def __init__(self, office: Office, pair: str) -> None:
        self.office, (self.stage, self.steps) = office, PAIRS[pair]
        self.waiting = self._standing()

    def _standing(self) -> list[Any]:
        columns = Dossier.__table__.c
        with self.office.app.app_context():
            asked = select(columns.id, columns.version, columns.commune_agency_id).where(columns.stage == self.stage)
            found = db.session.execute(asked.where(columns.hold.is_(None), columns.entry_count < 30)).all()
        return [(row.id, row.version, row.commune_agency_id) for row in found]

    def next(self, count: int) -> list[Any]:
        """The dossiers that have waited longest, and the version they have now; they go there and come back."""
        chosen, self.waiting = self.waiting[:count], self.waiting[count:]
        self.waiting += [(dossier_id, version + 2, agency_id) for dossier_id, version, agency_id in chosen]
        return chosen

    def batch(self) -> Sequence[Work]:
        """There and back for some dossiers."""
        return [
            self._step(dossier_id, action, self._who(role, agency_id), version + number)
            for dossier_id, version, agency_id in self.next(DOSSIERS)
            for number, (action, role) in enumerate(self.steps)
        ]

    def _who(self, role: Role, agency_id: uuid.UUID) -> Person:
        of_commune = role in (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)
        return self.office.person(role, agency_id if of_commune else None)

    def _step(self, dossier_id: uuid.UUID, action: str, person: Person, version: int) -> Work:
        token, app = uuid.uuid4().hex, self.office.app

        def work() -> None:
            with app.app_context():
                take_step(
                    dossier_id, action, by=person, on=today(), at=now(), seen_version=version, token=token,
                    inputs={"reason": "Đề nghị làm rõ."},
                )  # fmt: skip

        return work


def in_process(office: Office, folder: Path, count: int) -> list[Line]:
    """The lines of P1."""
    raw, naive = Raw(folder, count), Naive(folder, count)
    candidates: dict[str, Batch] = {"raw": lambda: raw.batch(DOSSIERS), "naive": lambda: naive.batch(DOSSIERS)}
    candidates |= {pair: Ours(office, pair).batch for pair in PAIRS}
    costs = side_by_side(candidates, ROUNDS)
    ours, rival, limit = costs[next(iter(PAIRS))], costs["naive"], costs["raw"]
    slower = "slower than ours (few facts): a naive machine per dossier"
    return [
        *(_line(pair, costs[pair], limit) for pair in PAIRS),
        told("P1", slower, rival.wall / ours.wall, "x", _figures(rival)),
        told("P1", "raw SQL, faster than the naive machine", rival.wall / limit.wall, "x", _figures(limit)),
    ]


def _line(pair: str, cost: Cost, limit: Cost) -> Line:
    share, what = limit.wall / cost.wall * 100, f"of raw SQL: {pair}"
    if "few" in pair:
        return at_least("P1", what, share, 35, "%", _figures(cost))
    return told("P1", what, share, "%", _figures(cost))


def _figures(cost: Cost) -> str:
    return f"{cost.wall:.0f} µs, CPU {cost.cpu:.0f}"
