"""What the steps of a support application bring about: the grant, the money promised and paid, the acceptance.

Each runs inside the transaction of the step that has it; the journal notes ids and amounts, no personal values.
"""

import uuid
from datetime import date

from workflow.accounts.people_queries import holders_of
from workflow.dossiers.doing import Consequence, Doing
from workflow.notices.services import tell
from workflow.support import services as support


def _amount(doing: Doing, name: str) -> int:
    """Money as the law let it pass: whole VND in digits."""
    return int(doing.inputs[name].strip())


def _day(doing: Doing, name: str) -> date:
    return date.fromisoformat(doing.inputs[name].strip())


def grant(doing: Doing, due_on: date | None) -> Consequence:
    """The province gives so much (at `approve`)."""
    amount = _amount(doing, "granted")
    support.grant(doing.session, doing.case.id, amount)
    _tell(doing, "support:granted")
    return {}, {"granted": amount}


def commit(doing: Doing, due_on: date | None) -> Consequence:
    """Money of a fund line is promised to the dossier. Refused when the line has too little left."""
    line, amount = uuid.UUID(doing.inputs["fund_line"].strip()), _amount(doing, "amount")
    made = support.promise(doing.session, doing.case.id, line, amount, by=doing.person.id, at=doing.at)
    return {}, {"commitment": str(made), "fund_line": str(line), "amount": amount}


def pay(doing: Doing, due_on: date | None) -> Consequence:
    """Money leaves the dossier's commitments."""
    amount, paid_on = _amount(doing, "amount"), _day(doing, "paid_on")
    made = support.pay(
        doing.session, doing.case.id, amount, paid_on=paid_on, voucher=doing.inputs["voucher"].strip(),
        by=doing.person.id, at=doing.at,
    )  # fmt: skip
    _tell(doing, "support:paid")
    return {}, {"payments": [str(each) for each in made], "amount": amount, "paid_on": paid_on.isoformat()}


def accept(doing: Doing, due_on: date | None) -> Consequence:
    """The work was checked at its end, and is accepted."""
    accepted_on, report = _day(doing, "accepted_on"), doing.inputs["reason"].strip()
    made = support.accept(
        doing.session, doing.case.id, accepted_on=accepted_on, report=report, by=doing.person.id, at=doing.at
    )
    return {}, {"acceptance": str(made), "accepted_on": accepted_on.isoformat()}


def release(doing: Doing, due_on: date | None) -> Consequence:
    """A dossier that ends before its time gives back what was promised and not paid."""
    given_back = support.release(doing.session, doing.case.id)
    return {}, {"released": given_back} if given_back else {}


def _tell(doing: Doing, kind: str) -> None:
    """The commune that made the application hears of it; the amount stays inside the office."""
    row = doing.case.row
    procedure = doing.case.procedure
    to = holders_of(doing.session, procedure.opened_by.role, row.commune_agency_id, doing.on)
    tell(doing.session, kind, to=to, at=doing.at, dossier_id=row.id, code=row.code)
