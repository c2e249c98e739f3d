"""What the law's effects mean for the office. Each runs inside the transaction of the step that has it.

An effect returns the dossier columns it changes and what the journal notes of it (ids and codes, no personal values).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from states.actors import ROLE_TITLES, Role
from states.kernel import Decision, Effect
from workflow.accounts.models import Account
from workflow.accounts.person import Person, Seat
from workflow.dossiers import request_queries
from workflow.dossiers.case import DossierCase
from workflow.dossiers.models import Entry
from workflow.dossiers.reception import facts_of
from workflow.papers import services as papers
from workflow.register import services as register


@dataclass(frozen=True, slots=True)
class Doing:
    """A step being taken, as its effect sees it."""

    session: Session
    case: DossierCase
    decision: Decision
    person: Person
    seat: Seat
    on: date
    at: datetime
    inputs: Mapping[str, str]

    @property
    def number(self) -> int:
        """The number of the entry being written."""
        count: int = self.case.row.entry_count
        return count + 1


Consequence = tuple[dict[str, Any], dict[str, Any]]


def receive(doing: Doing, due_on: date) -> Consequence:
    """Valid reception: the dossier gets its code and look-up token, the applicant the receipt (Mẫu 01)."""
    row = doing.case.row
    received = papers.receive(
        doing.session,
        dossier_id=row.id,
        agency_id=doing.seat.agency_id,
        entry_number=doing.number,
        facts=facts_of(doing.case, doing.person, doing.at, due_on),
        on=doing.on,
        at=doing.at,
    )
    columns = {
        "code": received.code,
        "lookup_hash": received.lookup_hash,
        "received_on": doing.on,
        "received_at": doing.at,
    }
    return columns, {"code": received.code, "paper": str(received.paper_id)}


def recognise(doing: Doing, due_on: date) -> Consequence:
    """The decision is issued: the unit stands in the register from now on."""
    row = doing.case.row
    unit = register.recognise(
        doing.session,
        register.Recognition(
            dossier_id=row.id,
            plan_item_id=row.plan_item_id,
            unit_id=row.unit_id,
            kind=row.kind,
            name=row.title,
            trade=doing.case.answers.trade,
            trade_group=doing.case.answers.trade_group or 0,
            sites=request_queries.sites(row.id),
            decision_number=doing.inputs["decision_number"].strip(),
            decided_on=date.fromisoformat(doing.inputs["decided_on"]),
            signer=signer_of(doing),
            agency_id=doing.seat.agency_id,
        ),
    )
    return {"unit_id": unit.unit_id}, {"unit": str(unit.unit_id), "decision": str(unit.decision_id)}


def signer_of(doing: Doing) -> register.Signer:
    """Who brought the dossier to the stage it is issued from: the one who approved it."""
    approval = next(line for line in reversed(doing.case.lines) if line.dest == doing.case.stage != line.source)
    entry, account = Entry.__table__, Account.__table__
    found = doing.session.execute(
        select(account.c.name, entry.c.role)
        .join(entry, entry.c.actor_id == account.c.id)
        .where(entry.c.dossier_id == doing.case.id, entry.c.number == approval.number)
    ).one()
    return register.Signer(found.name, ROLE_TITLES[Role(found.role)])


EFFECTS: dict[Effect, Callable[[Doing, date], Consequence]] = {Effect.RECEIVE: receive, Effect.RECOGNISE: recognise}
