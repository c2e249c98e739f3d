"""P2, P4, P5: what a request costs the server, from the first byte of the WSGI call to the last."""

import itertools
import uuid
from collections.abc import Sequence
from pathlib import Path

from bench import raw
from bench.browser import Browser, signed_in, step_fields
from bench.floor import floor_app
from bench.measure import Cost, Work, alone, side_by_side, statements
from bench.office import Office
from bench.report import Line, at_most, told
from bench.steps import PAIRS, Ours
from states.actors import Role
from workflow.extensions import db

DOSSIERS, ROUNDS, PAGES = 20, 7, 10
FLOOR = 530
"""The floor of the stack on the machine where the goals in milliseconds were set, microseconds."""
FEW_FACTS = next(iter(PAIRS))


class Posting:
    """Whole POSTs of steps, there and back, by the people whose steps they are."""

    def __init__(self, office: Office, pair: str) -> None:
        self.ours = Ours(office, pair)
        self.browsers = [signed_in(office.app, office.person(role)) for _action, role in self.ours.steps]

    def batch(self) -> Sequence[Work]:
        """There and back for dossiers that have waited longest."""
        return [work for dossier in self.ours.next(DOSSIERS) for work in self._both(*dossier)]

    def _both(self, dossier_id: uuid.UUID, version: int, _agency: uuid.UUID) -> list[Work]:
        return [
            browser.post(f"/dossiers/{dossier_id}/steps/{action}", step_fields(version + number))
            for number, ((action, _role), browser) in enumerate(zip(self.ours.steps, self.browsers, strict=True))
        ]


class Floor:
    """The same POSTs against the smallest application."""

    def __init__(self, folder: Path, count: int) -> None:
        app = floor_app(folder, count)
        self.browsers, self.ids = [Browser(app), Browser(app)], itertools.cycle(range(1, count + 1))
        for number, browser in enumerate(self.browsers, 1):
            browser.open(f"/sign-in/{number}")

    def batch(self) -> Sequence[Work]:
        chosen = [next(self.ids) for _ in range(DOSSIERS)]
        return [
            browser.post(f"/dossiers/{number}/steps/{action}", {})
            for number in chosen
            for action, browser in zip(raw.THERE_AND_BACK, self.browsers, strict=True)
        ]


def a_step(office: Office, folder: Path, count: int) -> list[Line]:
    """P2 without a network."""
    costs = side_by_side({"ours": Posting(office, FEW_FACTS).batch, "floor": Floor(folder, count).batch}, ROUNDS)
    ours, floor = costs["ours"], costs["floor"]
    what = "POST of a step, server CPU, beside the floor of the stack"
    return [
        told("", f"this machine now, beside the one of the goals (floor {FLOOR} µs)", floor.cpu / FLOOR, "x slower"),
        at_most("P2", what, ours.cpu / floor.cpu, 2, "x", f"{ours.cpu:.0f} / {floor.cpu:.0f} µs"),
        told(
            "P2",
            "the same on the wall, with the writing to disk",
            ours.wall / floor.wall,
            "x",
            f"{ours.wall:.0f} / {floor.wall:.0f} µs",
        ),
    ]


def inbox(office: Office) -> list[Line]:
    """P4: the work of a desk at the department, and of a commune."""
    desk = signed_in(office.app, office.person(Role.DEPT_OFFICER))
    commune = signed_in(office.app, office.person(Role.COMMUNE_OFFICER, office.communes[0].agency_id))
    return [
        *_page(office, "P4", "inbox, 50 rows, counts, whole layout", desk, "/inbox?tab=office", (3, 5)),
        *_page(office, "P4", "inbox of a commune, with its rows of the plan", commune, "/inbox", None),
    ]


def dossier(office: Office, long_one: uuid.UUID) -> list[Line]:
    """P5: the page of one dossier with everything on it."""
    desk = signed_in(office.app, office.person(Role.DEPT_OFFICER))
    what = "dossier page, 30 lines of journal, criteria, papers"
    return _page(office, "P5", what, desk, f"/dossiers/{long_one}", (8, 12))


def _page(office: Office, mark: str, what: str, who: Browser, path: str, goal: tuple[float, int] | None) -> list[Line]:
    cost: Cost = alone(lambda: [who.get(path) for _ in range(PAGES)], ROUNDS)
    with office.app.app_context():
        engine = db.engine
    with statements(engine) as sent:
        size = len(who.open(path).body)
    figures = f"{size / 1024:.0f} KB of HTML"
    if goal is None:
        return [told(mark, what, cost.cpu / 1000, "ms", f"{len(sent)} statements")]
    return [
        at_most(mark, f"{what}: server CPU", cost.cpu / 1000, goal[0], "ms", figures),
        at_most(mark, f"{what}: statements", len(sent), goal[1]),
    ]
