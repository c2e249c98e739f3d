"""What a recognition leaves in the register when its decision is issued."""

from datetime import date

from workflow.decisions import queries as decided
from workflow.dossiers import request_queries
from workflow.dossiers.doing import Consequence, Doing
from workflow.register import services as register


def enter(doing: Doing, due_on: date | None) -> Consequence:
    """The decision is issued: the unit stands in the register from now on."""
    row, decision = doing.case.row, decided.get_issued(doing.case.id)
    unit = register.recognise(
        doing.session,
        register.Recognition(
            dossier_id=row.id, plan_item_id=row.plan_item_id, unit_id=row.unit_id, kind=row.kind, name=row.title,
            trade=doing.case.answers.trade, trade_group=doing.case.answers.trade_group or 0,
            sites=request_queries.sites(row.id), decision_number=decision.symbol, decided_on=decision.signed_on,
            signer=register.Signer(decision.signer_name, decision.signer_title), agency_id=doing.seat.agency_id,
        ),
    )  # fmt: skip
    return {"unit_id": unit.unit_id}, {"unit": str(unit.unit_id), "decision": str(unit.decision_id)}
