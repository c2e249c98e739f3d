"""What the public may read of a dossier that was received. No person is asked for; nothing here comes from a draft."""

import hmac
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select

from states.kernel import Procedure
from states.procedures import get as get_procedure
from workflow.accounts.models import Agency
from workflow.dossiers.models import Dossier, Entry
from workflow.dossiers.subjects import subject_of
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.lookup.masking import masked_name, masked_phone
from workflow.papers.numbering import normalise_code
from workflow.papers.queries import papers_of
from workflow.papers.secrets import lookup_secret, tidy, token_hash
from workflow.register.models import Commune

DOSSIER, ENTRY = Dossier.__table__, Entry.__table__
AGENCY, COMMUNE = Agency.__table__, Commune.__table__
NOBODY = uuid.UUID(int=0)
_FOUND = (
    select(
        DOSSIER.c.id, DOSSIER.c.code, DOSSIER.c.procedure_code, DOSSIER.c.procedure_version, DOSSIER.c.stage,
        DOSSIER.c.hold, DOSSIER.c.is_open, DOSSIER.c.kind, DOSSIER.c.title, DOSSIER.c.due_on, DOSSIER.c.received_at,
        DOSSIER.c.extended_to, COMMUNE.c.full_name.label("commune_name"), AGENCY.c.name.label("agency_name"),
    )
    .join(COMMUNE, COMMUNE.c.code == DOSSIER.c.commune_code)
    .outerjoin(AGENCY, AGENCY.c.id == DOSSIER.c.waiting_agency_id)
    .where(DOSSIER.c.received_on.is_not(None))
)  # fmt: skip
_BY_CODE = _FOUND.where(DOSSIER.c.code == bindparam("code"))
_BY_TOKEN = _FOUND.where(DOSSIER.c.lookup_hash == bindparam("lookup_hash"))
_ENTRIES = (
    select(ENTRY.c.source, ENTRY.c.dest, ENTRY.c.on)
    .where(ENTRY.c.dossier_id == bindparam("dossier_id"))
    .order_by(ENTRY.c.number)
)


@dataclass(frozen=True, slots=True)
class Milestone:
    """One phase on the road. `state` is done, now or ahead."""

    title: str
    state: str
    on: date | None


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """A dossier as its applicant follows it. Personal values are masked."""

    code: str
    title: str
    kind_title: str
    commune_name: str
    stage_title: str
    is_open: bool
    waits_for: str | None
    next_title: str | None
    agency_name: str | None
    received_at: datetime
    due_on: date
    is_extended: bool
    road: tuple[Milestone, ...]
    proposer: str
    phone: str


def find_by_secret(code: str, secret: str) -> PublicStatus | None:
    """The dossier of that code, if the secret is its own.

    The same work whether the code or the secret is wrong: one look-up, one derived secret, one comparison.
    """
    row = db.session.execute(_BY_CODE, {"code": normalise_code(code) or ""}).one_or_none()
    expected = lookup_secret(row.id if row else NOBODY)
    is_right = hmac.compare_digest(expected.encode(), tidy(secret).encode())
    return _status(row) if is_right and row else None


def get_by_token(token: str) -> PublicStatus:
    """The dossier of a QR token. Raises NotFound."""
    row = db.session.execute(_BY_TOKEN, {"lookup_hash": token_hash(token)}).one_or_none()
    if row is None:
        raise NotFound
    return _status(row)


def _status(row: Any) -> PublicStatus:
    procedure = get_procedure(row.procedure_code, row.procedure_version)
    stage, held = procedure.stage(row.stage), procedure.hold_of(row.stage, row.hold)
    road = _road(procedure, row)
    receipt = next((paper for paper in papers_of(row.id) if paper.form == "M01"), None)
    facts = receipt.facts if receipt else {"proposer": "", "phone": ""}
    return PublicStatus(
        code=row.code, title=row.title, kind_title=subject_of(row).kind_title(row), commune_name=row.commune_name,
        stage_title=stage.public_title, is_open=row.is_open, waits_for=held.end_title if held and held.pauses else None,
        next_title=next((mark.title for mark in road if mark.state == "ahead"), None), agency_name=row.agency_name,
        received_at=row.received_at, due_on=max(row.due_on, row.extended_to or row.due_on), road=road,
        is_extended=_is_extended(row),
        proposer=masked_name(facts["proposer"].partition(",")[0]), phone=masked_phone(facts["phone"]),
    )  # fmt: skip


def _is_extended(row: Any) -> bool:
    """Whether the day that is promised now is one that was put off, with an apology (Mẫu 04)."""
    return row.extended_to is not None and row.extended_to > row.due_on


def _road(procedure: Procedure, row: Any) -> tuple[Milestone, ...]:
    """The phases from reception on: those behind with the day they were reached, the present one, those ahead."""
    entries: Sequence[Any] = db.session.execute(_ENTRIES, {"dossier_id": row.id}).all()
    reached = {procedure.stage(entry.dest).phase: entry.on for entry in entries if entry.source != entry.dest}
    here = procedure.stage(row.stage)
    phases = procedure.phases[1:]
    place = phases.index(here.phase)
    return tuple(
        Milestone(
            title, "done" if number < place or here.final else "now" if number == place else "ahead",
            reached.get(title) if number <= place else None,
        )
        for number, title in enumerate(phases)
    )  # fmt: skip
