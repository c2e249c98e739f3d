"""After a paper was fixed: its number and day are written down, or it is made anew because something in it is wrong.

Neither changes a paper. The first makes its next version; the second makes a new paper that names the old one.
"""

import uuid
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from states.actors import Role
from states.kernel import Forbidden, Reason, Refused
from states.papers_out import OUT_PAPERS, papers_fixed_at
from workflow.accounts.person import Person, Seat
from workflow.dossiers.case import DossierCase
from workflow.dossiers.editing import in_force, lock_dossier
from workflow.dossiers.models import Entry
from workflow.dossiers.noting import note_act
from workflow.dossiers.printing.issuing import keep, naming, noted
from workflow.dossiers.printing.making import PAPER, Making, last_paper
from workflow.dossiers.printing.registry import facts_of
from workflow.errors import NotFound, Stale
from workflow.extensions import JsonDict
from workflow.transactions import writing
from workflow.wall_clock import HANOI

ENTRY = Entry.__table__


def record_number(
    dossier_id: uuid.UUID, paper_id: uuid.UUID, number: int, day: date, *, by: Person, on: date, at: datetime
) -> uuid.UUID:
    """Write down the number and the day that the agency's book gave a paper; the id of its version that says so.

    Raises NotFound, Forbidden (not of the agency that made it), Stale (a later version is there), Refused.
    """
    with writing() as session:
        person = in_force(session, by, on)
        row, paper = _locked(session, dossier_id, paper_id, person)
        seat = number_seat(person, paper.facts)
        if seat is None:
            raise Forbidden(_("Số văn bản do cơ quan lập văn bản ghi."))
        if paper.facts["number"]:
            raise Refused(Reason(_("Văn bản này đã có số.")))
        if day > on:
            raise Refused(Reason(_("Ngày văn bản không được sau hôm nay.")))
        told = {"number": f"{number:02d}", "day": day.isoformat(), "earlier": str(paper_id), "made_at": _local(at)}
        fixed = keep(session, paper.facts | told, dossier_id, row.entry_count + 1, at)
        note_act(session, row, "number_paper", by=person, seat=seat, on=on, at=at, payload=noted([fixed]))
        return uuid.UUID(fixed[0]["paper"])


def correct(dossier_id: uuid.UUID, paper_id: uuid.UUID, why: str, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Make a paper anew from what the dossier says now; it names the one whose place it takes, and why.

    By who may sign it: the post of the act that fixed it. Raises NotFound, Forbidden, Stale, Refused for papers that
    are corrected otherwise: decisions by a correcting decision, an opinion by asking again.
    """
    with writing() as session:
        person = in_force(session, by, on)
        row, paper = _locked(session, dossier_id, paper_id, person)
        entry, case = act_of(session, paper), DossierCase(session, row, on)
        if not is_corrected_here(case, paper.form):
            raise Refused(Reason(_("Văn bản này được sửa bằng một quyết định đính chính hoặc một lần hỏi ý kiến mới.")))
        seat = signing_seat(person, entry)
        if seat is None:
            raise Forbidden(_("Văn bản thay thế do người có thẩm quyền ký văn bản cũ lập."))
        making = Making(session, case, person, seat, on, at, entry.action, {"reason": entry.reason})
        facts = facts_of(paper.form, making)
        if facts is None:
            raise NotFound
        fixed = keep(session, naming(facts, paper.facts, why), dossier_id, row.entry_count + 1, at)
        told = noted([fixed]) | {"replaced": str(paper_id)}
        note_act(session, row, "correct_paper", by=person, seat=seat, on=on, at=at, reason=why, payload=told)
        return uuid.UUID(fixed[0]["paper"])


def is_corrected_here(case: DossierCase, code: str) -> bool:
    """Whether a paper is corrected by making it anew: what a step of this procedure fixed, but for decisions."""
    makes = any(code in papers_fixed_at(case.row.procedure_code, step.action) for step in case.procedure.all_steps)
    return makes and not code.startswith(("QD-", "BANG-"))


def number_seat(person: Person, facts: JsonDict) -> Seat | None:
    """The seat by which a person may write down a paper's number, or None."""
    roles = OUT_PAPERS[facts["form"]].numbered_by
    own = (seat for seat in person.seats if str(seat.agency_id) == facts.get("agency_id"))
    return next((seat for seat in own if seat.role in roles), None)


def signing_seat(person: Person, entry: Any) -> Seat | None:
    """The seat of the act that fixed a paper, where the person holds it today."""
    return next(
        (seat for seat in person.seats if (seat.role, seat.agency_id) == (Role(entry.role), entry.agency_id)), None
    )


def act_of(session: Session, paper: Any) -> Any:
    """The act of the road that fixed a paper, also through its later versions."""
    facts = paper.facts
    while facts["earlier"]:
        paper = session.execute(select(PAPER).where(PAPER.c.id == uuid.UUID(facts["earlier"]))).one()
        facts = paper.facts
    return session.execute(
        select(ENTRY).where(ENTRY.c.dossier_id == paper.dossier_id, ENTRY.c.number == paper.entry_number)
    ).one()


def _locked(session: Session, dossier_id: uuid.UUID, paper_id: uuid.UUID, person: Person) -> tuple[Any, Any]:
    """The dossier, held, and the paper, which must be the last of its form. Raises NotFound, Stale."""
    row = lock_dossier(session, dossier_id, person)
    paper = session.execute(select(PAPER).where(PAPER.c.id == paper_id, PAPER.c.dossier_id == dossier_id)).one_or_none()
    if paper is None or paper.form not in OUT_PAPERS:
        raise NotFound
    last = last_paper(session, dossier_id, paper.form)
    if last is not None and last["paper"] != str(paper_id):
        raise Stale(Reason(_("Văn bản này đã có bản mới hơn.")))
    return row, paper


def _local(at: datetime) -> str:
    return at.astimezone(HANOI).isoformat()
