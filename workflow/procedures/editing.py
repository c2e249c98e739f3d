"""A draft's document with other numbers or other items. A draft may hold anything: what has no shape is left alone."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

Document = dict[str, Any]


def rows_of(told: Any, part: str, key: str = "name") -> list[Document]:
    """The rows of one part of a document, as far as they have a name."""
    rows = told.get(part, ()) if isinstance(told, dict) else ()
    named = rows if isinstance(rows, list) else ()
    return [row for row in named if isinstance(row, dict) and isinstance(row.get(key), str)]


def with_numbers(
    told: Mapping[str, Any], legal_days: int, days: Mapping[str, int], numbers: Mapping[str, int]
) -> Document:
    """The document of a procedure with other days and other numbers; nothing is checked yet."""
    changed = deepcopy(dict(told)) | {"legal_days": legal_days}
    for stage in rows_of(changed, "stages"):
        if stage["name"] in days:
            stage["days"] = days[stage["name"]]
    for parameter in rows_of(changed, "parameters"):
        parameter["value"] = numbers.get(parameter["name"], parameter.get("value"))
    return changed


def items_of(told: Any) -> list[Document]:
    """The items of a checklist, as far as they have a code."""
    return rows_of(told, "items", "code")


def with_items(told: Mapping[str, Any], words: Sequence[Document | None], new: Document | None) -> Document:
    """The document of a checklist with other words for each item, in their order (None takes it out), and a new one."""
    kept = [item | said for item, said in zip(items_of(told), words, strict=True) if said is not None]
    return deepcopy(dict(told)) | {"items": [*kept, *([new] if new else [])]}
