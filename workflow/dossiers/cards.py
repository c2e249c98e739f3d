"""What topics show on a dossier's page: one card each, or nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from werkzeug.utils import import_string

from workflow.accounts.person import Person
from workflow.dossiers.case import DossierCase

if TYPE_CHECKING:
    from workflow.dossiers.queries import DossierView

CARDS: tuple[str, ...] = (
    "retention",
    "supplements",
    "consultation",
    "environment",
    "meetings",
    "decisions",
    "assignment",
)
"""Topics with a card, in the order of the page: `workflow.dossiers.<topic>.card` and `dossiers/cards/<topic>.html`."""

CardFunction = Callable[["DossierView", DossierCase, Person, date], "Mapping[str, Any] | None"]


class Card(NamedTuple):
    """A card that has something to say: the template, and what it is given as `card`."""

    template: str
    content: Mapping[str, Any]


def cards_of(dossier: "DossierView", case: DossierCase, person: Person, today: date) -> list[Card]:
    """The cards of a dossier for its reader. Each costs at most one statement."""
    found = ((topic, _function(topic)(dossier, case, person, today)) for topic in CARDS)
    return [Card(f"dossiers/cards/{topic}.html", content) for topic, content in found if content]


@lru_cache
def _function(topic: str) -> CardFunction:
    card: CardFunction = import_string(f"workflow.dossiers.{topic}.card:card")
    return card
