"""The table that says everything a map shows: rows in Vietnamese order or by the number that is coloured."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

ORDERS = ("name", "number")


@dataclass(frozen=True, slots=True)
class Row:
    """One commune: its name, the list it leads to, and the cells as they are read. `number` is what is coloured."""

    name: str
    address: str
    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Heads are title, address that sorts by it (or ""), and whether it is sorted by it now.

    `late` is the place of the cell that is red where it is not 0.
    """

    title: str
    heads: tuple[tuple[str, str, bool], ...]
    rows: Sequence[Row]
    sum_title: str
    sums: tuple[str, ...]
    late: int | None = None


def heads(
    names: Sequence[str], coloured: int, order: str, address: Callable[[str], str]
) -> tuple[tuple[str, str, bool], ...]:
    """The heads of a table: by the first and by the coloured column (counted from 0) it can be sorted."""
    by = {0: "name", coloured: "number"}
    return tuple(
        (name, address(by[place]) if place in by else "", by.get(place) == order) for place, name in enumerate(names)
    )


def ordered(rows: Sequence[Row], order: str) -> list[Row]:
    """Rows that came in Vietnamese order, in the order asked; the largest number first keeps it among equals."""
    return sorted(rows, key=lambda row: -row.number) if order == "number" else list(rows)
