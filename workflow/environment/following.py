"""Opening remedies: what an appraisal or an inspection wants put right by a day is followed up from then on.

Runs inside the caller's transaction. Something that is followed up already gets no second remedy: its day is moved.
Remedies that run are read and held before anything is written into the journal of the office, as everywhere here: rows
first, the journal's lock last, so that no two writers wait for each other.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from states.procedures.remedy import REMEDY_2026_1
from workflow.audit.services import record
from workflow.environment.follow_models import Remedy, RemedyEntry
from workflow.environment.telling import COMMUNE, holders, others
from workflow.environment.unit_queries import INSPECTION
from workflow.extensions import new_id
from workflow.notices.services import tell

REMEDY, ENTRY = Remedy.__table__, RemedyEntry.__table__
RUNNING = REMEDY_2026_1.open_stages
OPENED, MOVED, DROPPED = "opened", "moved", "withdraw"


@dataclass(frozen=True, slots=True)
class Demand:
    """One item to put right: what was found, and the last day."""

    item_code: str
    words: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Origin:
    """Where demands come from: the appraisal of a dossier, or an inspection. `about` names it without a person."""

    about: str
    commune_agency_id: uuid.UUID
    checklist_name: str
    unit_id: uuid.UUID | None = None
    dossier_id: uuid.UUID | None = None
    inspection_id: uuid.UUID | None = None


def running_of_dossier(session: Session, dossier_id: uuid.UUID) -> dict[str, Any]:
    """The remedies of a dossier's appraisal that are not over, by item."""
    wanted = select(REMEDY).where(REMEDY.c.dossier_id == dossier_id, REMEDY.c.state.in_(RUNNING))
    return {row.item_code: row for row in session.execute(wanted.with_for_update(key_share=True))}


def running_of_establishment(session: Session, establishment_id: uuid.UUID) -> dict[str, Any]:
    """The remedies from inspections of an establishment that are not over, by item."""
    inspections = select(INSPECTION.c.id).where(INSPECTION.c.establishment_id == establishment_id)
    wanted = select(REMEDY).where(REMEDY.c.inspection_id.in_(inspections), REMEDY.c.state.in_(RUNNING))
    return {row.item_code: row for row in session.execute(wanted.with_for_update(key_share=True))}


def follow(
    session: Session, origin: Origin, demands: Sequence[Demand], running: Mapping[str, Any], *, by: uuid.UUID,
    on: date, at: datetime,
) -> int:  # fmt: skip
    """Open a remedy for each demand, or move the day of the one that runs; tell the commune once. Gives how many."""
    opened = [demand for demand in demands if demand.item_code not in running]
    for demand in opened:
        _open(session, origin, demand, by, on, at)
    for demand in demands:
        row = running.get(demand.item_code)
        if row is not None and row.due_on != demand.due_on:
            change(session, row, MOVED, by=by, on=on, at=at, words=demand.words, due_on=demand.due_on)
    if opened:
        readers = others(holders(session, COMMUNE, origin.commune_agency_id, on), by)
        first = min(demand.due_on for demand in opened)
        tell(
            session, "environment:remedy_opened", to=readers, at=at, path="/environment/remedies", on=first,
            count=len(opened), unit=origin.about,
        )  # fmt: skip
    return len(opened)


def drop(session: Session, rows: Sequence[Any], *, by: uuid.UUID, on: date, at: datetime) -> None:
    """End remedies that a later conclusion does not ask for any more."""
    words = _("Kết luận thẩm định mới không còn yêu cầu khắc phục nội dung này.")
    for row in rows:
        change(session, row, DROPPED, by=by, on=on, at=at, words=words, state="withdrawn")


def _open(session: Session, origin: Origin, demand: Demand, by: uuid.UUID, on: date, at: datetime) -> None:
    remedy_id = new_id()
    place = {"dossier_id": origin.dossier_id, "inspection_id": origin.inspection_id, "unit_id": origin.unit_id}
    row = {
        "id": remedy_id, "commune_agency_id": origin.commune_agency_id, "procedure_version": REMEDY_2026_1.version,
        "checklist_name": origin.checklist_name, "item_code": demand.item_code, "about": origin.about[:300],
        "demand": demand.words, "due_on": demand.due_on, "state": REMEDY_2026_1.first_stage.name, "version": 1,
        "opened_on": on, "opened_by": by, "opened_at": at,
    }  # fmt: skip
    session.execute(insert(REMEDY), place | row)
    _enter(session, remedy_id, 1, OPENED, demand.due_on, by=by, on=on, at=at, words=demand.words)
    record(session, "environment:remedy:opened", at=at, actor_id=by, subject=remedy_id, on=demand.due_on)


def change(
    session: Session, row: Any, action: str, *, by: uuid.UUID, on: date, at: datetime, words: str = "",
    evidence: str = "", state: str = "", due_on: date | None = None,
) -> bool:  # fmt: skip
    """Compare and set, with a line of history; say whether the remedy was still what the caller had read."""
    day = due_on or row.due_on
    seen = (REMEDY.c.id == row.id, REMEDY.c.state == row.state, REMEDY.c.version == row.version)
    values = {"state": state or row.state, "due_on": day, "version": row.version + 1}
    if session.connection().execute(update(REMEDY).where(*seen).values(**values)).rowcount != 1:
        return False
    _enter(session, row.id, row.version + 1, action, day, by=by, on=on, at=at, words=words, evidence=evidence)
    record(session, f"environment:remedy:{action}", at=at, actor_id=by, subject=row.id, on=day)
    return True


def _enter(
    session: Session, remedy_id: uuid.UUID, number: int, action: str, due_on: date, *, by: uuid.UUID, on: date,
    at: datetime, words: str = "", evidence: str = "",
) -> None:  # fmt: skip
    line = {"id": new_id(), "remedy_id": remedy_id, "number": number, "action": action, "due_on": due_on}
    said = {"words": words, "evidence": evidence, "actor_id": by, "on": on, "at": at}
    session.execute(insert(ENTRY), line | said)
