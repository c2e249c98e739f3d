"""Where lives begin: a dossier that was walked to a place of its road by the same hand, photographed once.

A run takes up a picture instead of walking there again, so that every part of the road is met in every thousand runs.
The eras are chosen so that Tết of 2027 (6 February) and of 2028 (26 January) fall into what follows.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tests.lives.memory import Memory
from tests.lives.office import Office
from tests.lives.road import Luck, Road
from tests.lives.visited import Visited

ERAS = (date(2026, 11, 3), date(2027, 1, 25), date(2027, 8, 16), date(2028, 1, 10))
"""The day on which the dossier of a start begins."""

PLACES: dict[str, tuple[str, ...]] = {
    "recognition": (
        "draft", "submitted", "environmental_appraisal", "department_review", "provincial_review",
        "provincial_approval", "issuance",
    ),
    "support": (
        "draft", "submitted", "environmental_screening", "lead_review", "provincial_approval", "issuance",
        "implementation",
    ),
    "revocation": ("draft", "submitted", "inspection", "provincial_review", "provincial_approval", "issuance"),
}  # fmt: skip


@dataclass(frozen=True)
class Start:
    """A picture of the office with what its secretary remembers, on a day."""

    picture: sqlite3.Connection
    memory: Memory
    on: date


class Starts:
    """The pictures of one office, taken when first asked for."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._kept: dict[tuple[str, str, date, str], Start] = {}

    def get(self, code: str, place: str, era: date, kind: str = "") -> Start:
        """The office with a dossier of a procedure (and kind of support) in a place."""
        if (code, place, era, kind) not in self._kept:
            self._walk(code, era, kind)
        return self._kept[code, place, era, kind]

    def walk_all(self, codes: Sequence[tuple[str, str]]) -> None:
        """Take every picture of some procedures now."""
        for code, kind in codes:
            for era in ERAS:
                self.get(code, PLACES[code][-1], era, kind)

    def _walk(self, code: str, era: date, kind: str) -> None:
        self.office.put_back(self.office.new)
        hand = Road(self.office, Memory(), era, Visited())
        life = hand.begin(code, kind)
        assert life is not None, "the first dossier is not refused"
        for place in PLACES[code]:
            while life.stage != place:
                assert hand.go_on(life, Luck(0)), f"{code} does not leave {life.stage}"
                if life.stage in PLACES[code] and place != PLACES[code][-1]:
                    hand.pass_days(1)
            self._kept[code, place, era, kind] = Start(self.office.picture(), hand.memory.copy(), hand.on)
