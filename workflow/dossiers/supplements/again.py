"""Beginning again: a new draft with the content of a dossier that ended without a decision in its favour."""

import uuid
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from states.kernel import Procedure, Reason, Refused
from states.procedures import get as get_procedure
from workflow.accounts.person import Person
from workflow.dossiers.editing import in_force, lock_dossier, may_edit
from workflow.dossiers.models import Dossier
from workflow.dossiers.opening import Opening, open_dossier
from workflow.dossiers.request_models import Household, Request, RequestSite, YearResult
from workflow.extensions import new_id
from workflow.papers.models import Attachment
from workflow.support.models import SupportRequest
from workflow.transactions import writing

DOSSIER = Dossier.__table__
COPIED: tuple[Any, ...] = (Request, RequestSite, Household, YearResult, SupportRequest)
"""Tables whose rows of the old dossier are the declared content."""


def may_begin_again(row: Any, procedure: Procedure, person: Person) -> bool:
    """Whether the law lets the content be taken up again where the dossier ended, and this person may do it."""
    return row.purged_on is None and procedure.stage(row.stage).again and may_edit(person, row, procedure)


def begin_again(dossier_id: uuid.UUID, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """A new draft with the same content and the same files, which names the old dossier. One transaction.

    Raises NotFound, Forbidden (another commune), Refused when the old dossier is still open or was begun again before.
    """
    with writing() as session:
        person = in_force(session, by, on)
        row = lock_dossier(session, dossier_id, person)
        if not get_procedure(row.procedure_code, row.procedure_version).stage(row.stage).again:
            raise Refused(Reason(_("Từ hồ sơ này không lập lại được: hồ sơ chưa kết thúc, hoặc đã có kết quả.")))
        if taken := session.scalar(select(DOSSIER.c.id).where(DOSSIER.c.earlier_dossier_id == row.id).limit(1)):
            said = _("Hồ sơ mới từ nội dung này đã được lập trước đó; hãy mở hồ sơ đó.")
            raise Refused(Reason(said, where=f"dossier:{taken}"))
        new = open_dossier(session, _opening(row), by=person, on=on, at=at)
        for model in COPIED:
            _copy(session, model.__table__, row.id, new)
        _copy_files(session, row.id, new)
    return new


def _opening(row: Any) -> Opening:
    """What the new dossier starts from."""
    return Opening(
        row.kind, row.basis, row.title, row.commune_code, row.commune_agency_id, plan_item_id=row.plan_item_id,
        unit_id=row.unit_id, procedure=row.procedure_code, lead_agency_id=row.lead_agency_id,
        earlier_dossier_id=row.id,
    )  # fmt: skip


def _copy(session: Session, table: Any, old: uuid.UUID, new: uuid.UUID) -> None:
    for row in session.execute(select(table).where(table.c.dossier_id == old)).mappings().all():
        values = dict(row) | {"dossier_id": new}
        values |= {name: None for name in ("granted",) if name in values} | ({"id": new_id()} if "id" in values else {})
        session.execute(insert(table), values)


def _copy_files(session: Session, old: uuid.UUID, new: uuid.UUID) -> None:
    table = Attachment.__table__
    current = select(table).where(
        table.c.dossier_id == old, table.c.replaced_by_id.is_(None), table.c.item_code.is_(None)
    )
    for row in session.execute(current).mappings().all():
        session.execute(insert(table), dict(row) | {"id": new_id(), "dossier_id": new})
