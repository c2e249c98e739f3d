"""The table that is printed: what was measured, in figures and as a ratio, and whether the goal is met."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

WIDTHS = (3, 62, 14, 22, 16)


@dataclass(frozen=True)
class Line:
    """One measurement. Without a goal it is only told. `figures` are the absolute numbers beside a ratio."""

    mark: str
    what: str
    measured: str
    figures: str = ""
    goal: str = ""
    met: bool | None = None


def at_most(mark: str, what: str, value: float, limit: float, unit: str = "", figures: str = "") -> Line:
    """A measurement that should not be above its limit."""
    return Line(mark, what, _said(value, unit), figures, f"<= {_said(limit, unit)}", value <= limit)


def at_least(mark: str, what: str, value: float, limit: float, unit: str = "", figures: str = "") -> Line:
    """A measurement that should not be below its limit."""
    return Line(mark, what, _said(value, unit), figures, f">= {_said(limit, unit)}", value >= limit)


def told(mark: str, what: str, value: float, unit: str = "", figures: str = "") -> Line:
    """A measurement without a goal of its own."""
    return Line(mark, what, _said(value, unit), figures)


def _said(value: float, unit: str) -> str:
    number = f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"
    return f"{number} {unit}".strip()


def show(lines: Sequence[Line]) -> str:
    """The table as text."""
    head = ("", "work", "measured", "figures", "goal")
    rows = [head, tuple("-" * width for width in WIDTHS)]
    for line in lines:
        verdict = {None: "", True: " met", False: " NOT MET"}[line.met]
        rows.append((line.mark, line.what, line.measured, line.figures, f"{line.goal}{verdict}"))
    return "\n".join("  ".join(f"{cell:<{width}}" for cell, width in zip(row, WIDTHS, strict=True)) for row in rows)


def keep(lines: Sequence[Line], path: Path) -> None:
    """The same as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1) + "\n")
