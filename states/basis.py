"""What a statement of law rests on, and how far it may be trusted."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How a statement is known. Screens and papers cite only what was read (P, F)."""

    PLAN = "P"
    FOUND = "F"
    MEMORY = "M"
    INFERENCE = "I"


@dataclass(frozen=True, slots=True)
class Basis:
    """An article, as a person cites it, with the mark of its certainty."""

    text: str
    mark: Mark

    @property
    def citable(self) -> bool:
        """True when the text was read in the plan or in a public source, so that a screen may show it."""
        return self.mark in (Mark.PLAN, Mark.FOUND)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that stands in the way: what to do about it, the article, and where to go.

    `where` is an address inside the dossier: "wizard:<section>", "parts:<code>", "appraisal:<item>", "criteria:<code>",
    "ask:<name>" or None. A basis that may not be cited is dropped, so that no page can show it by mistake.
    """

    text: str
    basis: Basis | None = None
    where: str | None = None

    def __post_init__(self) -> None:
        if self.basis is not None and not self.basis.citable:
            object.__setattr__(self, "basis", None)

    def __str__(self) -> str:
        return self.text


DECREE_52 = "Nghị định 52/2018/NĐ-CP"
ENVIRONMENT_LAW = "Luật Bảo vệ môi trường năm 2020"
DECREE_08 = "Nghị định 08/2022/NĐ-CP"
THE_PLAN = "Kế hoạch Bảo tồn và phát triển làng nghề tỉnh Lào Cai giai đoạn 2026-2030"
