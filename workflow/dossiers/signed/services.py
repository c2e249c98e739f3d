"""Keeping the signed file of an issued paper or a decision, with a line in the journal of each dossier."""

import uuid
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from states.kernel import Reason
from workflow.accounts.person import Person, Seat
from workflow.decisions.models import DecisionDossier, DecisionPaper
from workflow.dossiers.attachment_services import Upload
from workflow.dossiers.editing import in_force
from workflow.dossiers.models import Dossier
from workflow.dossiers.noting import note_act
from workflow.dossiers.queries import get_dossier
from workflow.dossiers.signed.targets import Target, get_target
from workflow.errors import BadInput, NotFound, Stale
from workflow.papers.file_kinds import PDF
from workflow.papers.services import Arrival
from workflow.papers.signatures.services import files_wait, keep_signed
from workflow.papers.storage import store
from workflow.papers.types import display_name, judge
from workflow.transactions import writing

DOSSIER, LISTED, PAPER = Dossier.__table__, DecisionDossier.__table__, DecisionPaper.__table__
LARGEST_SIGNED = 20 * 1024 * 1024
"""Bytes a signed file may have: what the public page takes to compare."""


def keep(dossier_id: uuid.UUID, target_id: uuid.UUID, upload: Upload, *, by: Person, on: date, at: datetime) -> bool:
    """Keep a PDF as the signed file of a paper of this dossier; False when it is that already.

    An earlier signed file stays. Raises NotFound, Forbidden unless the person holds the post that issues the paper,
    BadInput for what is no PDF or too large, Stale for a decision whose number was voided meanwhile.
    """
    arrival = _arrive(upload)
    with writing() as session:
        fresh = in_force(session, by, on)
        dossier = get_dossier(dossier_id, fresh)
        target = get_target(dossier, target_id)
        seat = target.seat_of(fresh, dossier.row)
        rows = _locked(session, dossier_id, target)
        if not keep_signed(session, arrival, by=by.id, at=at, **_key(target)):
            return False
        _note(session, rows, target, arrival, by=fresh, seat=seat, on=on, at=at)
    files_wait.send()
    return True


def _arrive(upload: Upload) -> Arrival:
    """Judge first: what is refused never reaches the store."""
    name = display_name(upload.name)
    size = upload.stream.seek(0, 2)
    upload.stream.seek(0)
    if size > LARGEST_SIGNED:
        raise BadInput(_("“%(name)s” lớn hơn 20 MB. Tệp này chưa được lưu.", name=name))
    kind = judge(upload.stream, name, "")
    if kind is not PDF:
        raise BadInput(_("“%(name)s” không phải PDF. Tệp đã ký số phải là PDF; tệp này chưa được lưu.", name=name))
    return Arrival(store().put(upload.stream, LARGEST_SIGNED), kind, display_name(upload.name, kind))


def _key(target: Target) -> dict[str, uuid.UUID]:
    return {"decision_id" if target.is_decision else "paper_id": target.id}


def _locked(session: Session, dossier_id: uuid.UUID, target: Target) -> list[Any]:
    """The rows of the dossiers it concerns, locked in one order: of a decision, every dossier on its list.

    Dossiers before decisions, as a step takes them; a list that changed meanwhile is Stale.
    """
    ids = _listed(session, target) if target.is_decision else [dossier_id]
    rows = session.execute(select(DOSSIER).where(DOSSIER.c.id.in_(ids)).order_by(DOSSIER.c.id).with_for_update()).all()
    if target.is_decision:
        session.execute(select(PAPER.c.id).where(PAPER.c.id == target.id).with_for_update())
        if dossier_id not in ids or _listed(session, target) != ids:
            raise Stale(Reason(_("Danh sách hồ sơ của quyết định vừa thay đổi.")))
    if not rows:
        raise NotFound
    return list(rows)


def _listed(session: Session, target: Target) -> list[uuid.UUID]:
    live = select(LISTED.c.dossier_id).where(LISTED.c.decision_id == target.id, LISTED.c.is_live)
    return sorted(session.scalars(live))


def _note(
    session: Session, rows: list[Any], target: Target, arrival: Arrival, *, by: Person, seat: Seat, on: date,
    at: datetime,
) -> None:  # fmt: skip
    told = {"signed": arrival.stored.digest.hex(), "decision" if target.is_decision else "of_paper": str(target.id)}
    for row in rows:
        note_act(session, row, "keep_signed_file", by=by, seat=seat, on=on, at=at, payload=told)
