"""Who is told of a step: those for whom the dossier now waits, and the commune that asked.

Runs inside the transaction of the step; never tells the person who acted.
"""

import uuid
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from states.actors import Role
from states.kernel import Effect, Procedure
from states.procedures import get as get_procedure
from workflow.accounts.away_queries import away_until
from workflow.accounts.people_queries import holders_of
from workflow.dossiers.doing import Doing
from workflow.notices.services import tell

TOLD_BY_THE_EFFECT = frozenset(
    {Effect.ASK_SUPPLEMENT, Effect.ANSWER_SUPPLEMENT, Effect.CANCEL_SUPPLEMENT, Effect.LAPSE}
)
"""Effects that tell everybody concerned in words of their own."""

TOLD_TO_THE_COMMUNE = frozenset({Effect.RECEIVE, Effect.EXTEND})
"""What the commune learns although nothing waits for it and nothing has ended."""


def tell_of_step(doing: Doing, columns: Mapping[str, Any]) -> None:
    """Tell of a step that was just taken. `columns` are the dossier's columns after it (stage, hold, code, …)."""
    step, row = doing.decision.step, doing.case.row
    if step.effect in TOLD_BY_THE_EFFECT:
        return
    waiting = _those_it_waits_for(doing, columns)
    mine = doing.seat.agency_id == row.commune_agency_id
    returned = columns["waiting_agency_id"] == row.commune_agency_id and not mine
    _tell(doing, "step:returned" if returned else "step:waiting", waiting, columns)
    if not mine and not returned and (kind := _kind_for_the_commune(doing, columns)):
        officers = holders_of(doing.session, Role.COMMUNE_OFFICER, row.commune_agency_id, doing.on)
        _tell(doing, kind, [one for one in officers if one not in waiting], columns)


def _those_it_waits_for(doing: Doing, columns: Mapping[str, Any]) -> list[uuid.UUID]:
    """Nobody when the dossier has ended, or stays where it was."""
    row, decision = doing.case.row, doing.decision
    stays = (decision.source, decision.hold_before) == (decision.dest, decision.hold_after)
    agency_id = columns["waiting_agency_id"]
    if agency_id is None or (stays and agency_id == row.waiting_agency_id):
        return []
    handler = columns.get("handler_id", row.handler_id if agency_id == row.waiting_agency_id else None)
    return those_who_act(
        doing.session, doing.case.procedure, (decision.dest, decision.hold_after), agency_id, handler, doing.on
    )


def _kind_for_the_commune(doing: Doing, columns: Mapping[str, Any]) -> str | None:
    if not columns["is_open"]:
        return "step:decided"
    reopened = doing.case.procedure.stage(doing.decision.source).final
    return "step:moved" if reopened or doing.decision.step.effect in TOLD_TO_THE_COMMUNE else None


def _tell(doing: Doing, kind: str, to: Collection[uuid.UUID], columns: Mapping[str, Any]) -> None:
    row, decision = doing.case.row, doing.decision
    tell(
        doing.session, kind, to=[one for one in to if one != doing.person.id], at=doing.at, dossier_id=row.id,
        code=columns.get("code") or row.code, action=decision.step.title,
        stage=doing.case.procedure.title_at(decision.dest, decision.hold_after),
    )  # fmt: skip


def those_who_act(
    session: Session, procedure: Procedure, place: tuple[str, str | None], agency_id: uuid.UUID,
    handler_id: uuid.UUID | None, on: date,
) -> list[uuid.UUID]:  # fmt: skip
    """Accounts for whom a dossier waits in a place (stage, hold) at an agency: its handler, when the step is theirs
    and they are there that day.
    """
    found: dict[uuid.UUID, None] = {}
    for role in dict.fromkeys(post.role for post in procedure.handlers(*place)):
        if role is not Role.SYSTEM:
            found |= dict.fromkeys(holders_of(session, role, agency_id, on))
    there = handler_id in found and not away_until([handler_id], on)
    return [handler_id] if there and handler_id else list(found)


def those_it_waits_for(session: Session, row: Any, on: date) -> list[uuid.UUID]:
    """The same for a dossier as it stands; nobody for one that has ended."""
    if row.waiting_agency_id is None:
        return []
    procedure = get_procedure(row.procedure_code, row.procedure_version)
    return those_who_act(session, procedure, (row.stage, row.hold), row.waiting_agency_id, row.handler_id, on)
