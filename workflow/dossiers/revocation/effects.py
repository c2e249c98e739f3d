"""What a decision to revoke changes: the unit is recognised no more from the day it was signed; its history stays."""

from datetime import date

from workflow.decisions import queries as decided
from workflow.dossiers.doing import Consequence, Doing
from workflow.register import revocation
from workflow.register.services import Signer


def revoke(doing: Doing, due_on: date | None) -> Consequence:
    """Enter the revocation in the register, when its decision goes out and only then."""
    decision = decided.get_issued(doing.case.id)
    entered = revocation.revoke(
        doing.session,
        revocation.Revocation(
            doing.case.id, doing.case.row.unit_id, decision.symbol, decision.signed_on,
            Signer(decision.signer_name, decision.signer_title), doing.seat.agency_id,
        ),
    )  # fmt: skip
    return {}, {"unit": str(entered.unit_id), "register": str(entered.decision_id)}
