"""What the steps of a decision bring about: signed, numbered, issued, delivered, each with its own evidence.

Each runs inside the transaction of the step that has it; the journal notes ids and numbers, no personal values.
"""

import uuid
from datetime import date

from workflow.decisions import services as decisions
from workflow.decisions.corrections import get_correction
from workflow.decisions.kinds import Way, signer_title
from workflow.dossiers.doing import Consequence, Doing


def sign(doing: Doing, due_on: date | None) -> Consequence:
    """The leader signs (at `approve`): by name, with the words of the post or of the delegation."""
    title = signer_title(doing.seat)
    signature = decisions.Signature(doing.person.id, doing.person.name, title, doing.on)
    decisions.sign(doing.session, doing.case.id, doing.number, signature)
    return {}, {"signed_as": title}


def number(doing: Doing, due_on: date | None) -> Consequence:
    """The clerk gives the decision its number; a chosen decision takes the dossier on its list."""
    chosen = doing.inputs.get("decision", "").strip()
    book = decisions.Book(doing.seat.agency_id, doing.person.id, doing.on, doing.at)
    made = decisions.number(
        doing.session, doing.case.id, book, chosen=uuid.UUID(chosen) if chosen else None,
        corrects_id=get_correction(doing.case.id).corrects_id,
    )  # fmt: skip
    return {}, {"decision": str(made.decision_id), "decision_number": made.symbol}


def issue(doing: Doing, due_on: date | None) -> Consequence:
    """The decision goes out. What the register learns of it comes after, and only then."""
    made = decisions.issue(doing.session, doing.case.id, by=doing.person.id, on=doing.on, at=doing.at)
    return {}, {"decision": str(made.decision_id), "decision_number": made.symbol}


def deliver(doing: Doing, due_on: date | None) -> Consequence:
    """The result is in the hands of who asked. Their name stays out of the journal."""
    delivered_on = date.fromisoformat(doing.inputs["delivered_on"].strip())
    way = Way(doing.inputs.get("way", "").strip() or Way.DESK)
    hand_over = decisions.HandOver(
        delivered_on, doing.inputs["received_by"].strip(), way, doing.inputs.get("note", "").strip()
    )
    made = decisions.deliver(doing.session, doing.case.id, hand_over, by=doing.person.id, at=doing.at)
    return {}, {"delivery": str(made), "delivered_on": delivered_on.isoformat()}
