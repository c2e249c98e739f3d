"""Moving a supplement request along: sent, answered, cancelled, lapsed. Runs inside the caller's transaction."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workflow.supplements.models import RequestState, SupplementGap, SupplementRequest

REQUEST, GAP = SupplementRequest.__table__, SupplementGap.__table__


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
