"""What an environmental checklist is made of, and what an appraiser answers. The items are in `environment`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from states.basis import Basis

ENVIRONMENT = "environment"
"""The code of the list by which a recognition is appraised."""


class Level(StrEnum):
    VILLAGE = "village"
    HOUSEHOLD = "household"


class Mandatory(StrEnum):
    """When an unmet item stands in the way of recognition."""

    YES = "yes"
    WARN = "warn"
    IF_PRESENT = "if_present"
    IF_ARISES = "if_arises"
    NO = "no"


class ItemResult(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    NEEDS_SITE_VISIT = "needs_site_visit"


LEVEL_TITLES: dict[Level, str] = {
    Level.VILLAGE: "Cấp làng nghề",
    Level.HOUSEHOLD: "Cơ sở, hộ sản xuất",
}

MANDATORY_TITLES: dict[Mandatory, str] = {
    Mandatory.YES: "Bắt buộc",
    Mandatory.WARN: "Cảnh báo",
    Mandatory.IF_PRESENT: "Bắt buộc nếu có",
    Mandatory.IF_ARISES: "Bắt buộc nếu phát sinh",
    Mandatory.NO: "Tham khảo",
}

RESULT_TITLES: dict[ItemResult, str] = {
    ItemResult.MET: "Đạt",
    ItemResult.NOT_MET: "Chưa đạt",
    ItemResult.NOT_APPLICABLE: "Không áp dụng",
    ItemResult.NEEDS_SITE_VISIT: "Cần kiểm tra thực tế",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that must be shown, with the evidence that shows it and the law behind it."""

    code: str
    level: Level
    text: str
    evidence: str
    bases: tuple[Basis, ...]
    mandatory: Mandatory

    @property
    def citations(self) -> tuple[str, ...]:
        """The articles a screen may show."""
        return tuple(basis.text for basis in self.bases if basis.citable)

    @property
    def can_block(self) -> bool:
        """Whether "not met" stands in the way, where the item applies at all."""
        return self.mandatory not in (Mandatory.WARN, Mandatory.NO)


@dataclass(frozen=True)
class Checklist:
    """One version of a checklist. A dossier keeps the version its appraisal was begun under.

    `code` says which list it is: the environmental one of recognition, or the screening of a kind of support.
    """

    version: str
    valid_from: date
    items: tuple[Item, ...]
    hints: Mapping[str, str]
    code: str = ENVIRONMENT

    @property
    def name(self) -> str:
        """Which list in which version, e.g. "environment 2026.1": what an appraisal keeps."""
        return f"{self.code} {self.version}"

    @cached_property
    def by_code(self) -> dict[str, Item]:
        """The items by their code."""
        return {item.code: item for item in self.items}


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """What the appraiser found. `reason` is needed when the item is said not to apply."""

    result: ItemResult
    reason: str = ""
    remark: str = ""
