"""How far the decision of a dossier has come, on the dossier's page."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from flask_babel import gettext as _

from workflow.accounts.person import Person
from workflow.decisions.kinds import KIND_TITLES, WAY_TITLES, Way
from workflow.decisions.queries import Signed, find_signed
from workflow.dossiers.case import DossierCase
from workflow.dossiers.decisions.readers import reads_the_book
from workflow.wall_clock import HANOI

if TYPE_CHECKING:
    from workflow.dossiers.queries import DossierView

SIGNED_BY = frozenset({"approve"})
"""The action that signs; without it there is nothing to show and nothing to ask."""


class Fact(NamedTuple):
    """One of the four facts of a decision; `on` is None while it has not happened."""

    title: str
    on: date | None
    words: str


def card(dossier: "DossierView", case: DossierCase, person: Person, today: date) -> Mapping[str, Any] | None:
    """Signed, numbered, issued, delivered, with days; one statement, none before anybody has signed."""
    if not SIGNED_BY & case.took.keys():
        return None
    signed = find_signed(case.id)
    if signed is None:
        return None
    return {
        "kind": KIND_TITLES[signed.kind],
        "facts": facts_of(signed),
        "decision_id": signed.decision_id,
        "in_the_book": reads_the_book(person),
    }


def facts_of(signed: Signed) -> list[Fact]:
    """The four facts in their order, each with its evidence in words."""
    numbered_on = signed.numbered_at.astimezone(HANOI).date() if signed.numbered_at else None
    delivered = f"{signed.received_by}. {_(WAY_TITLES[Way(signed.way)])}" if signed.way else ""
    return [
        Fact(_("Ký"), signed.signed_on, f"{signed.signer_title} {signed.signer_name}"),
        Fact(_("Cấp số"), numbered_on, signed.symbol or ""),
        Fact(_("Phát hành"), signed.issued_on, ""),
        Fact(_("Trả kết quả"), signed.delivered_on, delivered),
    ]
