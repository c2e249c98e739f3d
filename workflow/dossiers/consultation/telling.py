"""Who is told about opinions: the agency that is asked, its leader, and whoever asked."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from states.actors import Post, concrete
from states.kernel import Decision
from workflow.accounts.people_queries import holders_of
from workflow.accounts.person import Person
from workflow.dossiers.consultation.matter import LAW
from workflow.notices.services import tell

OFFICERS, LEADERS = LAW.handlers("asked")[0], LAW.handlers("drafted")[0]
KINDS = {
    "draft_answer": "opinion:to_approve", "return_draft": "opinion:returned", "answer": "opinion:answered",
    "fall_silent": "opinion:silent", "revoke": "opinion:revoked",
}  # fmt: skip


def tell_of_question(
    session: Session, row: Any, agency_ids: Iterable[uuid.UUID], due_on: date | None, on: date, at: datetime
) -> None:
    """Every agency that is asked."""
    for agency_id in agency_ids:
        told = {"code": row.code, "on": f"{due_on:%d/%m/%Y}"}
        tell(session, "opinion:asked", to=people_at(session, OFFICERS, agency_id, on), at=at, path="/opinions", **told)


def tell_of_act(
    session: Session, dossier: Any, row: Any, decision: Decision, person: Person, on: date, at: datetime
) -> None:
    """Whoever has the ball after an act, or waited for it."""
    action = decision.step.action
    inside = {"draft_answer": LEADERS, "return_draft": OFFICERS, "revoke": OFFICERS}
    post = inside.get(action)
    to = people_at(session, post, row.agency_id, on) if post else [row.asked_by]
    others = [one for one in to if one != person.id]
    path = f"/opinions/{row.id}" if post else f"/dossiers/{row.dossier_id}/opinions"
    tell(session, KINDS[action], to=others, at=at, path=path, code=dossier.code, agency=row.agency_name)


def remind_agency(session: Session, dossier: Any, row: Any, *, once: str, on: date, at: datetime) -> bool:
    """Remind the agency that is asked; whoever was told under `once` before is left out. Whether anybody was told."""
    to = people_at(session, OFFICERS, row.agency_id, on)
    told = {"code": dossier.code, "on": f"{row.due_on:%d/%m/%Y}"}
    return bool(tell(session, "opinion:reminder", to=to, at=at, path=f"/opinions/{row.id}", once=once, **told))


def people_at(session: Session, post: Post, agency_id: uuid.UUID, on: date) -> list[uuid.UUID]:
    """Accounts that hold a post, or one that stands for it, at an agency."""
    roles = dict.fromkeys(each.role for each in concrete(post))
    return list(dict.fromkeys(one for role in roles for one in holders_of(session, role, agency_id, on)))
