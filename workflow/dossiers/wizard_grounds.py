"""Recognitions there are already, from which a traditional craft village may be asked.

A recognised craft village needs only its craft proved, a recognised traditional craft only its village (Decree 52/2018,
art. 6.3 b, c). The basis follows from the register; the commune may still choose otherwise on the first page.
"""

from collections.abc import Collection
from dataclasses import dataclass

from states.kinds import DossierBasis, Kind
from workflow.register import queries as register
from workflow.register.models import Unit
from workflow.register.naming import words_of

FROM_KIND: dict[Kind, DossierBasis] = {kind: basis for basis, kind in register.PROVED_BY.items()}
"""The basis that a recognised unit of a kind proves."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A recognised unit from which a traditional craft village may be asked, with the basis it proves."""

    unit: Unit
    basis: DossierBasis
    sentence: str


def grounds_in(codes: Collection[str]) -> list[Ground]:
    """Every recognised unit in these communes that proves a basis, craft villages first."""
    return [ground for kind in FROM_KIND for ground in _grounds(kind, "", codes)]


def ground_for(trade: str, codes: Collection[str]) -> Ground | None:
    """The likeliest recognition behind a traditional craft village here: one that shares words of the trade.

    A craft village comes before a craft, for it leaves least to prove. None when no trade is alike: people decide then.
    """
    asked = set(words_of(trade))
    for kind in FROM_KIND:
        for ground in _grounds(kind, trade, codes):
            if asked & set(words_of(ground.unit.trade)):
                return ground
    return None


def _grounds(kind: Kind, trade: str, codes: Collection[str]) -> list[Ground]:
    proofs = register.find_recognition(kind, trade, codes)
    return [Ground(proof.unit, FROM_KIND[kind], proof.sentence) for proof in proofs]
