"""Moving a supplement request along: sent, answered, cancelled, lapsed. Runs inside the caller's transaction."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from states.facts import GapFault
from workflow.extensions import new_id
from workflow.supplements.models import RequestState, SupplementGap, SupplementRequest

REQUEST, GAP = SupplementRequest.__table__, SupplementGap.__table__


@dataclass(frozen=True, slots=True)
class Wanted:
    """One gap as it was written: where, what is wrong, what to do."""

    where: str
    fault: GapFault
    note: str


def keep_draft(
    session: Session, dossier_id: uuid.UUID, stage: str, wanted: Sequence[Wanted], *, by: uuid.UUID, at: datetime
) -> None:
    """Keep the gaps as the draft of the dossier, in the place of what was written before; without any, no draft."""
    draft = session.execute(_find(dossier_id, RequestState.DRAFT)).scalar()
    if draft is not None:
        session.execute(delete(GAP).where(GAP.c.request_id == draft))
    if not wanted:
        session.execute(delete(REQUEST).where(REQUEST.c.id == draft))
        return
    values = {"stage": stage, "author_id": by, "drafted_at": at}
    if draft is None:
        draft = new_id()
        row = {"id": draft, "dossier_id": dossier_id, "state": RequestState.DRAFT.value}
        session.execute(insert(REQUEST), row | values)
    else:
        session.execute(update(REQUEST).where(REQUEST.c.id == draft).values(**values))
    session.execute(insert(GAP), [_gap(draft, number, gap) for number, gap in enumerate(wanted, 1)])


def _gap(request_id: uuid.UUID, position: int, gap: Wanted) -> dict[str, Any]:
    told = {"where": gap.where, "fault": gap.fault.value, "note": gap.note, "answer": ""}
    return {"id": new_id(), "request_id": request_id, "position": position} | told


def keep_answers(
    session: Session, dossier_id: uuid.UUID, answers: Mapping[uuid.UUID, str], *, by: uuid.UUID, at: datetime
) -> None:
    """Keep what the commune answers to the gaps of the open request; an empty answer takes the earlier one back."""
    open_id = session.execute(_find(dossier_id, RequestState.OPEN)).scalar()
    for gap_id, text in answers.items():
        who = {"answered_by": by, "answered_at": at} if text else {"answered_by": None, "answered_at": None}
        here = GAP.c.request_id == open_id, GAP.c.id == gap_id, GAP.c.answer != text
        session.execute(update(GAP).where(*here).values(answer=text, **who))


@dataclass(frozen=True, slots=True)
class Sent:
    """A request that was sent."""

    request_id: uuid.UUID
    gaps: int


def send(
    session: Session, dossier_id: uuid.UUID, *, on: date, answer_by: date, entry_number: int, approver: uuid.UUID | None
) -> Sent:
    """Send the draft of a dossier. `approver` is the leader, for a second request at the same stage.

    Raises LookupError when there is no draft: the law was asked before and found one.
    """
    draft = session.execute(_find(dossier_id, RequestState.DRAFT)).scalar()
    if draft is None:
        raise LookupError(f"dossier {dossier_id} has no draft of a supplement request")
    values = {"asked_on": on, "answer_by": answer_by, "entry_number": entry_number, "approver_id": approver}
    session.execute(update(REQUEST).where(REQUEST.c.id == draft).values(state=RequestState.OPEN.value, **values))
    gaps = session.execute(select(GAP.c.id).where(GAP.c.request_id == draft)).all()
    return Sent(draft, len(gaps))


def close(session: Session, dossier_id: uuid.UUID, state: RequestState, on: date) -> uuid.UUID | None:
    """End the open request of a dossier, for whatever reason; give its id, or None when none was open."""
    open_id: uuid.UUID | None = session.execute(_find(dossier_id, RequestState.OPEN)).scalar()
    if open_id is not None:
        session.execute(update(REQUEST).where(REQUEST.c.id == open_id).values(state=state.value, closed_on=on))
    return open_id


def _find(dossier_id: uuid.UUID, state: RequestState) -> Any:
    return select(REQUEST.c.id).where(REQUEST.c.dossier_id == dossier_id, REQUEST.c.state == state.value)
