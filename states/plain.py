"""Tables of the law ⇄ plain data (dicts, lists, text, numbers), by the fields and types of their classes.

What has a name elsewhere (a rule, a function that lists choices) is written down as that name. Reading collects every
fault instead of stopping at the first.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from states.actors import AgencyKind, Post, Role
from states.tables import Rule

Plain = Any
FAULTY = object()
"""What was read in place of something that cannot be read; its fault stands in the list."""


def plain(value: Any) -> Plain:
    """A value of the law as plain data. Fields that have their default are left out."""
    if isinstance(value, Post):
        return f"{value.role.value}@{value.agency.value}"
    if isinstance(value, Rule):
        return value.name
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: plain(found) for one in written(type(value)) if (found := getattr(value, one.name)) != _usual(one)
        }
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return value.__name__ if callable(value) else value


@cache
def written(kind: type) -> tuple[Field[Any], ...]:
    """The fields of a class that are written down: those it is made from."""
    return tuple(one for one in fields(kind) if one.init)


def _usual(one: Field[Any]) -> Any:
    if one.default_factory is not MISSING:
        return one.default_factory()
    return one.default


@cache
def _types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


class Reader:
    """Reads plain data back. `names` finds rules and lists of choices; `faults` holds what could not be read."""

    def __init__(self, rules: Mapping[str, Rule], choices: Mapping[str, Callable[..., Any]]) -> None:
        self.rules, self.choices = rules, choices
        self.faults: list[str] = []

    def read(self, kind: Any, told: Plain, where: str) -> Any:
        """The value of a type that plain data tell of, or FAULTY."""
        for reads, way in self._ways:
            if reads(kind):
                return way(kind, told, where)
        if isinstance(told, bool) is (kind is bool) and isinstance(told, kind):
            return told
        return self._fault(where, f"phải là {_KINDS.get(kind, 'giá trị khác')}")

    @property
    def _ways(self) -> tuple[tuple[Callable[[Any], bool], Callable[[Any, Plain, str], Any]], ...]:
        return (
            (lambda kind: kind is Any, lambda _kind, told, _where: told),
            (lambda kind: get_origin(kind) in (Union, UnionType), self._one_of),
            (lambda kind: get_origin(kind) is tuple, self._tuple),
            (lambda kind: isinstance(get_origin(kind), type) and issubclass(get_origin(kind), Mapping), self._mapping),
            (_is_function, self._choices),
            (lambda kind: kind is Post, self._post),
            (lambda kind: kind is Rule, self._rule),
            (lambda kind: kind is date, self._day),
            (lambda kind: isinstance(kind, type) and issubclass(kind, StrEnum), self._word),
            (is_dataclass, self.table),
        )

    def _fault(self, where: str, sentence: str) -> Any:
        self.faults.append(f"{where}: {sentence}.")
        return FAULTY

    def table(self, kind: Any, told: Plain, where: str) -> Any:
        """A row of the law from its fields. Unknown fields and missing ones are faults."""
        if not isinstance(told, dict):
            return self._fault(where, "phải là một nhóm các mục")
        known = {one.name: one for one in written(kind)}
        before = len(self.faults)
        for name in told.keys() - known.keys():
            self._fault(where, f"có mục lạ “{name}”")
        for name, one in known.items():
            if name not in told and _usual(one) is MISSING:
                self._fault(where, f"thiếu mục “{name}”")
        types = _types(kind)
        read = {name: self.read(types[name], told[name], f"{where}.{name}") for name in known if name in told}
        return kind(**read) if len(self.faults) == before else FAULTY

    def _one_of(self, kind: Any, told: Plain, where: str) -> Any:
        ways = [one for one in get_args(kind) if one is not type(None)]
        if told is None and len(ways) < len(get_args(kind)):
            return None
        if isinstance(told, list):
            ways = [one for one in ways if get_origin(one) is tuple] or ways
        elif len(ways) > 1:
            ways = [one for one in ways if get_origin(one) is not tuple]
        return self.read(ways[0], told, where)

    def _tuple(self, kind: Any, told: Plain, where: str) -> Any:
        if not isinstance(told, list):
            return self._fault(where, "phải là một danh sách")
        row = get_args(kind)[0]
        return tuple(self.read(row, one, f"{where}[{number}]") for number, one in enumerate(told, 1))

    def _mapping(self, kind: Any, told: Plain, where: str) -> Any:
        if not isinstance(told, dict):
            return self._fault(where, "phải là một nhóm các mục")
        value = get_args(kind)[1]
        return {name: self.read(value, one, f"{where}.{name}") for name, one in told.items()}

    def _choices(self, _kind: Any, told: Plain, where: str) -> Any:
        found = self.choices.get(told) if isinstance(told, str) else None
        return found or self._fault(where, f"không có danh sách lựa chọn “{told}”")

    def _rule(self, _kind: Any, told: Plain, where: str) -> Any:
        found = self.rules.get(told) if isinstance(told, str) else None
        return found or self._fault(where, f"không có điều kiện “{told}”")

    def _post(self, _kind: Any, told: Plain, where: str) -> Any:
        role, _at, agency = str(told).partition("@")
        if role not in set(Role) or agency not in set(AgencyKind):
            return self._fault(where, f"không có chức vụ “{told}”")
        return Post(Role(role), AgencyKind(agency))

    def _day(self, _kind: Any, told: Plain, where: str) -> Any:
        try:
            return date.fromisoformat(told)
        except (TypeError, ValueError):
            return self._fault(where, f"“{told}” không phải là ngày dạng 2027-01-29")

    def _word(self, kind: type[StrEnum], told: Plain, where: str) -> Any:
        if not isinstance(told, str) or told not in set(kind):
            return self._fault(where, f"“{told}” không nằm trong: {', '.join(kind)}")
        return kind(told)


_KINDS = {str: "chữ", int: "số nguyên", bool: "đúng hoặc sai (true, false)"}


def _is_function(kind: Any) -> bool:
    return get_origin(kind) is not None and getattr(get_origin(kind), "__name__", "") == "Callable"
