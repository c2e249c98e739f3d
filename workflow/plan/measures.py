"""An indicator as it stands on a day: the rows behind it, and what they add up to."""

import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from states.indicators import Indicator, needed, percent


@dataclass(frozen=True, slots=True)
class Row:
    """One line behind a number: what it adds to the numerator and to the denominator, and why."""

    part: str
    name: str
    counted: int
    of: int
    why: str
    unit_id: uuid.UUID | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A share of an indicator that the plan counts by itself."""

    title: str
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator on a day. `known` says for how much of the denominator anything was written down; None: for all."""

    indicator: Indicator
    rows: tuple[Row, ...]
    known: int | None = None

    @property
    def numerator(self) -> int:
        return sum(row.counted for row in self.rows)

    @property
    def denominator(self) -> int:
        return sum(row.of for row in self.rows)

    @property
    def percent(self) -> Decimal | None:
        return percent(self.numerator, self.denominator)

    @property
    def needed(self) -> int:
        return needed(self.indicator.target, self.denominator)

    @property
    def gap(self) -> int:
        """How many units are still missing to the target; 0 once it is reached."""
        return max(0, self.needed - self.numerator)

    @property
    def parts(self) -> list[Part]:
        """By what the rows are grouped, in their order; nothing where there is but one group."""
        titles = list(dict.fromkeys(row.part for row in self.rows))
        if len(titles) < 2:
            return []
        of = {title: [row for row in self.rows if row.part == title] for title in titles}
        return [Part(title, sum(r.counted for r in rows), sum(r.of for r in rows)) for title, rows in of.items()]

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.indicator.code, "title": self.indicator.title, "numerator": self.numerator,
            "denominator": self.denominator, "percent": float(self.percent) if self.percent is not None else None,
            "target": float(self.indicator.target * 100), "needed": self.needed, "gap": self.gap, "known": self.known,
            "parts": [{"title": p.title, "numerator": p.numerator, "denominator": p.denominator} for p in self.parts],
        }  # fmt: skip
