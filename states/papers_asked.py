"""Which papers a dossier of any procedure may or must hold, and every paper there is by its code."""

from collections.abc import Mapping

from states.kinds import DossierBasis, Kind
from states.parts import FREE_NEEDS, PARTS, Need, Part, needs_of
from states.revocation_papers import REVOCATION_NEEDS, REVOCATION_PARTS
from states.support_kinds import kind_in
from states.support_papers import SUPPORT_PARTS

ALL_PARTS: Mapping[str, Part] = PARTS | SUPPORT_PARTS | REVOCATION_PARTS
RECOGNITION, REVOCATION = "recognition", "revocation"
SUPPORT = frozenset({"support", "artisan_title"})


def papers_asked(procedure: str, kind: str, basis: str) -> tuple[Need, ...]:
    """The papers of a dossier, as it keeps its procedure, kind and basis (for support: the version of the policies).

    A procedure that names no papers takes a letter and whatever else its author attaches.
    """
    if procedure == RECOGNITION:
        return needs_of(Kind(kind), DossierBasis(basis))
    if procedure in SUPPORT:
        return kind_in(basis, kind).needs
    if procedure == REVOCATION:
        return REVOCATION_NEEDS
    return FREE_NEEDS
