"""Every rule by its name: how a procedure that is written down as a document finds its questions again."""

from states.rules import decisions, recognition, revocation, separation, supplements, support, terms
from states.tables import Rule

_MODULES = (recognition, separation, supplements, terms, decisions, support, revocation)

RULES: dict[str, Rule] = {
    rule.name: rule for module in _MODULES for rule in vars(module).values() if isinstance(rule, Rule)
}
