"""Writing the register: a decision of the province takes a recognition back."""

import uuid
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from states.kernel import Reason, Refused
from workflow.errors import NotFound
from workflow.register.models import Decision, Unit
from workflow.register.services import Entered, Signer


@dataclass(frozen=True)
class Revocation:
    """A revocation as decided. From `decided_on`, the day it was signed, the unit counts no more."""

    dossier_id: uuid.UUID
    unit_id: uuid.UUID
    decision_number: str
    decided_on: date
    signer: Signer
    agency_id: uuid.UUID | None = None


def revoke(session: Session, taken: Revocation) -> Entered:
    """Enter a revocation in the register. Runs inside the caller's transaction.

    The unit, its places, its earlier decisions and the rows of the plan that mean it stay: history is not changed.
    Idempotent by dossier. Raises NotFound for an unknown unit, Refused for one that was revoked by another decision or
    recognised only after this one was signed. Legal source: Decree 52/2018, art. 6.5.
    """
    told = select(Decision).where(Decision.dossier_id == taken.dossier_id, Decision.kind == "revoke")
    if before := session.scalar(told):
        return Entered(before.unit_id, before.id)
    unit = session.get(Unit, taken.unit_id, with_for_update=True, populate_existing=True)
    if unit is None:
        raise NotFound
    if unit.status != "active":
        raise Refused(Reason(_("Đơn vị này đã bị thu hồi công nhận bằng một quyết định khác; danh bạ giữ nguyên.")))
    if unit.recognised_on and taken.decided_on < unit.recognised_on:
        raise Refused(Reason(_("Ngày ký quyết định thu hồi trước ngày công nhận; danh bạ giữ nguyên.")))
    unit.status, unit.revoked_on = "revoked", taken.decided_on
    decision = Decision(
        unit_id=taken.unit_id, kind="revoke", number=taken.decision_number, decided_on=taken.decided_on,
        signer_name=taken.signer.name, signer_title=taken.signer.title, agency_id=taken.agency_id,
        dossier_id=taken.dossier_id,
    )  # fmt: skip
    session.add(decision)
    session.flush()
    return Entered(taken.unit_id, decision.id)
