"""A row of the annex as the program means it: pure values, no files, no database."""

from dataclasses import dataclass

from workflow.text import fold

Key = tuple[str, int]

SECTION_MEANS: dict[str, tuple[str, str]] = {
    "A.I": ("craft_village", "maintain"),
    "A.II": ("craft_village", "develop_new"),
    "A.III": ("craft_village", "tourism"),
    "B.I": ("traditional_craft_village", "maintain"),
    "B.II": ("traditional_craft_village", "develop_new"),
    "C.I": ("traditional_craft", "maintain"),
    "C.II": ("traditional_craft", "develop_new"),
}
"""What a section of the annex lists: (kind, goal)."""

PLAN_YEARS = (2026, 2030)


@dataclass(frozen=True)
class Slip:
    """A spelling slip of one row (position 0) or of one of its places."""

    item: Key
    position: int
    field: str
    printed: str
    corrected: str
    mark: str
    ground: str

    @property
    def is_sure(self) -> bool:
        return self.mark in ("P", "F")


@dataclass(frozen=True)
class Place:
    """A place as printed and as shown."""

    position: int
    village_printed: str
    old_commune_printed: str
    commune_printed: str
    village: str
    old_commune: str
    commune: str
    commune_code: str


@dataclass(frozen=True)
class Item:
    """A row of the annex, checked, with its places and its slips."""

    section: str
    no: int
    name_printed: str
    location_printed: str
    name: str
    trade_group: int
    recognised_year: int | None
    plan_year: int
    kind: str
    goal: str
    places: tuple[Place, ...] = ()
    slips: tuple[Slip, ...] = ()

    @property
    def key(self) -> Key:
        return (self.section, self.no)

    @property
    def plan_years(self) -> tuple[int, int]:
        """The years the plan gives: one year, or the whole period for what is only to be maintained.

        In A.I, B.I and C.I the printed mark jumps at page breaks: it was one merged cell over the five years.
        """
        return PLAN_YEARS if self.goal == "maintain" else (self.plan_year, self.plan_year)


@dataclass(frozen=True)
class Link:
    """A row that means a unit already recognised under another row."""

    item: Key
    unit_of: Key
    ground: str


def show(key: Key) -> str:
    return f"{key[0]}.{key[1]}"


def trade_of(name: str) -> str:
    """The trade a name speaks of: without "Làng nghề", "Nghề" and the list of products in brackets."""
    text = name.split("(")[0].strip(" .")
    for word in ("làng nghề ", "nghề "):
        if text.casefold().startswith(word):
            return text[len(word) :]
    return text[:1].lower() + text[1:]


def bare_village(village: str) -> str:
    """A village's name to compare by: folded, without "thôn", "bản", "tổ dân phố"."""
    words = fold(village).split()
    while words and words[0] in ("thon", "ban", "tdp", "to"):
        words = words[1:]
    return " ".join(words)
