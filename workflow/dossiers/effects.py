"""What the law's effects mean for the office. Each runs inside the transaction of the step that has it.

An effect returns the dossier columns it changes and what the journal notes of it (ids and codes, no personal values).
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from sqlalchemy import select
from werkzeug.utils import import_string

from states import clock
from states.actors import ROLE_TITLES, Role
from states.kernel import Effect, Reason, Refused
from workflow.accounts.models import Account
from workflow.calendar.queries import work_calendar
from workflow.dossiers import request_queries
from workflow.dossiers.doing import Consequence, Doing
from workflow.dossiers.models import Entry
from workflow.dossiers.reception import facts_of
from workflow.papers import services as papers
from workflow.register import services as register

EffectFunction = Callable[[Doing, date | None], Consequence]


def receive(doing: Doing, due_on: date | None) -> Consequence:
    """Valid reception: the dossier gets its code and look-up token, the applicant the receipt (Mẫu 01)."""
    row = doing.case.row
    assert due_on is not None, "valid reception starts the clock"
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
        "promised_on": due_on,
    }
    return columns, {"code": received.code, "paper": str(received.paper_id)}


def recognise(doing: Doing, due_on: date | None) -> Consequence:
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


def extend(doing: Doing, due_on: date | None) -> Consequence:
    """A new promised day (Mẫu 04). The legal day stays what it was, and still counts as late.

    Raises Refused for a day that is not worked: nobody could hand anything over.
    """
    new_day = date.fromisoformat(doing.inputs["extended_to"].strip())
    assert due_on is not None, "the law extends a clock that runs"
    try:
        clock.extend(due_on, new_day, work_calendar())
    except clock.NotAnExtension as impossible:
        raise Refused(Reason(str(impossible), where="ask:extended_to")) from impossible
    return {"extended_to": new_day, "promised_on": new_day}, {"until_on": new_day.isoformat()}


_HERE, _TOPICS = __name__, "workflow.dossiers"
EFFECTS: dict[Effect, tuple[str, ...]] = {
    Effect.RECEIVE: (f"{_HERE}:receive",),
    Effect.RECOGNISE: (f"{_HERE}:recognise",),
    Effect.EXTEND: (f"{_HERE}:extend",),
    Effect.ASK_SUPPLEMENT: (f"{_TOPICS}.supplements.effects:ask",),
    Effect.ANSWER_SUPPLEMENT: (f"{_TOPICS}.supplements.effects:answer",),
    Effect.CANCEL_SUPPLEMENT: (f"{_TOPICS}.supplements.effects:cancel",),
    Effect.LAPSE: (f"{_TOPICS}.supplements.effects:lapse",),
    Effect.STOP: (f"{_TOPICS}.supplements.effects:cancel", f"{_TOPICS}.support.effects:release"),
    Effect.SIGN: (f"{_TOPICS}.decisions.effects:sign",),
    Effect.NUMBER: (f"{_TOPICS}.decisions.effects:number",),
    Effect.ISSUE_RECOGNITION: (
        f"{_TOPICS}.decisions.effects:issue",
        f"{_TOPICS}.recognition_effects:enter",
    ),
    Effect.ISSUE_REVOCATION: (f"{_TOPICS}.decisions.effects:issue", f"{_TOPICS}.revocation.effects:revoke"),
    Effect.ISSUE_SUPPORT: (f"{_TOPICS}.decisions.effects:issue",),
    Effect.ISSUE_CORRECTION: (f"{_TOPICS}.decisions.effects:issue", f"{_TOPICS}.correction.effects:correct"),
    Effect.DELIVER: (f"{_TOPICS}.decisions.effects:deliver",),
    Effect.GRANT: (f"{_TOPICS}.decisions.effects:sign", f"{_TOPICS}.support.effects:grant"),
    Effect.COMMIT: (f"{_TOPICS}.support.effects:commit",),
    Effect.PAY: (f"{_TOPICS}.support.effects:pay",),
    Effect.ACCEPT: (f"{_TOPICS}.support.effects:accept",),
}
"""Where each effect is carried out, in order. Named, and loaded when first needed: topics stand beside each other."""

AFTER: dict[str, tuple[str, ...]] = {
    "sign_off": (f"{_TOPICS}.environment.effects:follow_remedies",),
    "issue": (f"{_TOPICS}.environment.effects:keep_plan",),
}
"""What the office does of its own after an action, whatever the version of the law: no table has to name it."""


@lru_cache
def effects_of(effect: Effect | None, action: str = "") -> tuple[EffectFunction, ...]:
    """What the office does for an effect of the law, then of its own after the action, in order."""
    named = (*(EFFECTS[effect] if effect else ()), *AFTER.get(action, ()))
    return tuple(import_string(name) for name in named)
