"""The public guide, told by the law itself: criteria and papers by kind and by what a dossier starts from."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from states.case import Case
from states.criteria import Claim, claims
from states.kernel import Procedure
from states.kinds import BASES_OF_KIND, BASIS_TITLES, KIND_TITLES, DossierBasis, Kind
from states.parts import Need, needs_of
from states.procedures import current
from states.request import RequestAnswers


@dataclass(frozen=True)
class Variant:
    """What one kind needs when it starts from one basis."""

    basis: DossierBasis
    title: str
    claims: tuple[Claim, ...]
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Chapter:
    """One kind of recognition, with each of its variants."""

    kind: Kind
    title: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True)
class _Blank:
    """A dossier in which nothing is declared: the law's sentences about it are what is required of everybody."""

    kind: Kind
    basis: DossierBasis
    request_year: int
    answers: RequestAnswers
    earlier_recognition: str | None = None


def chapters(on: date) -> tuple[Chapter, ...]:
    """Criteria (art. 5) and papers (art. 6) of Decree 52/2018 for every kind and basis, as asked on a day."""
    return tuple(
        Chapter(kind, KIND_TITLES[kind], tuple(_variant(kind, basis, on) for basis in BASES_OF_KIND[kind]))
        for kind in Kind
    )


def procedure(on: date) -> Procedure:
    """The recognition procedure in force for a dossier opened on a day."""
    return current("recognition", on)


def steps(procedure: Procedure) -> list[tuple[str, int]]:
    """What the public sees happen, in order, with the working days: stages of one public name are one step."""
    days: dict[str, int] = {}
    for stage in procedure.stages:
        if not stage.final:
            days[stage.public_title] = days.get(stage.public_title, 0) + (stage.days or 0)
    return list(days.items())


def _variant(kind: Kind, basis: DossierBasis, on: date) -> Variant:
    blank = cast("Case", _Blank(kind, basis, on.year, RequestAnswers()))
    return Variant(basis, BASIS_TITLES[basis], claims(blank), needs_of(kind, basis))
