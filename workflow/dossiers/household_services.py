"""Writing the household list: the lines of one page, or a whole list at once. All or nothing."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from states.basis import Reason
from states.kernel import Refused
from workflow.accounts.person import Person
from workflow.audit.services import record
from workflow.dossiers.editing import lock_for_editing
from workflow.dossiers.household_rows import MOST_HOUSEHOLDS, HouseholdRow, RowEdit
from workflow.dossiers.household_table import too_many
from workflow.dossiers.request_models import Household
from workflow.dossiers.wizard_services import write_facts
from workflow.errors import NotFound
from workflow.extensions import new_id
from workflow.transactions import writing


def save_households(
    dossier_id: uuid.UUID,
    total: int | None,
    edits: Sequence[RowEdit],
    *,
    by: Person,
    on: date,
    seen_version: int | None,
) -> int:
    """Store the total and the lines of one page; return the new version. `total` counts all households of the area.

    Raises NotFound (also for a line of another dossier), Forbidden, MovedOn, Stale, and Refused beyond 20,000 lines.
    """
    with writing() as session:
        version: int = lock_for_editing(session, dossier_id, by, on, seen_version).version + 1
        write_facts(session, dossier_id, {"total_households": total})
        known = _known(session, dossier_id, [edit.id for edit in edits])
        _delete(session, [edit.id for edit in edits if edit.row is None and edit.id in known])
        for edit in edits:
            if edit.row is not None and edit.id in known:
                session.execute(update(Household).where(Household.id == edit.id).values(**edit.row.stored()))
        fresh = [(edit.id, edit.row) for edit in edits if edit.row is not None and edit.id not in known]
        _append(session, dossier_id, fresh)
    return version


def store_list(
    dossier_id: uuid.UUID,
    rows: Sequence[HouseholdRow],
    *,
    replace: bool,
    by: Person,
    on: date,
    seen_version: int | None,
) -> int:
    """Add a whole list, or put it in place of the stored one; return the new version.

    Raises NotFound, Forbidden, MovedOn, Stale, and Refused when the list would exceed 20,000 households.
    """
    with writing() as session:
        version: int = lock_for_editing(session, dossier_id, by, on, seen_version).version + 1
        if replace:
            session.execute(delete(Household).where(Household.dossier_id == dossier_id))
        _append(session, dossier_id, [(new_id(), row) for row in rows])
    return version


def note_export(dossier_id: uuid.UUID, count: int, file_format: str, *, by: uuid.UUID, at: datetime) -> None:
    """Write down that a household list left the office as a file: who took it, when, how many households."""
    with writing() as session:
        record(session, "dossier:households:exported", at=at, actor_id=by, subject=dossier_id, count=count,
               format=file_format)  # fmt: skip


def _known(session: Session, dossier_id: uuid.UUID, ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    if not ids:
        return set()
    found = session.execute(select(Household.id, Household.dossier_id).where(Household.id.in_(ids))).all()
    if any(owner != dossier_id for _id, owner in found):
        raise NotFound
    return {row[0] for row in found}


def _delete(session: Session, ids: Sequence[uuid.UUID]) -> None:
    if ids:
        session.execute(delete(Household).where(Household.id.in_(ids)))


def _append(session: Session, dossier_id: uuid.UUID, rows: Sequence[tuple[uuid.UUID, HouseholdRow]]) -> None:
    if not rows:
        return
    listed = select(func.count(), func.max(Household.position)).where(Household.dossier_id == dossier_id)
    count, last = session.execute(listed).one()
    if count + len(rows) > MOST_HOUSEHOLDS:
        raise Refused(Reason(too_many(count + len(rows)), where="wizard:households"))
    session.execute(
        insert(Household),
        [
            {"id": row_id, "dossier_id": dossier_id, "position": position, **row.stored()}
            for position, (row_id, row) in enumerate(rows, (last or 0) + 1)
        ],
    )
