"""Adding, correcting and ending agencies. An agency is never deleted: dossiers and decisions name it."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from states.actors import AgencyKind
from workflow.accounts.administrators import administering
from workflow.accounts.models import Agency
from workflow.accounts.person import Person
from workflow.accounts.session_services import Visit
from workflow.audit.services import record
from workflow.errors import BadInput, NotFound
from workflow.extensions import new_id
from workflow.text import fold, vi_sort_key


@dataclass(frozen=True, slots=True)
class AgencyData:
    """What may be said of an agency. `dossier_prefix` opens the codes of the dossiers it receives, e.g. "H38.12"."""

    kind: AgencyKind
    name: str
    short_name: str
    commune_code: str | None = None
    dossier_prefix: str = ""


def add_agency(data: AgencyData, first: date, *, by: Person, on: date, visit: Visit) -> uuid.UUID:
    """Add an agency that exists from the day `first`.

    Raises BadInput for a commune without its code or with a code in use.
    """
    try:
        with administering(by, on) as session:
            agency_id = insert_agency(session, data, first)
            facts = {"kind": data.kind.value, "valid_from": first}
            record(session, "admin:agency:added", at=visit.at, actor_id=by.id, subject=agency_id, ip=visit.ip, **facts)
            return agency_id
    except IntegrityError:
        raise BadInput(_("Mã xã không có trong danh mục, hoặc xã này đã có cơ quan.")) from None


def insert_agency(session: Session, data: AgencyData, first: date) -> uuid.UUID:
    """Insert one agency and return its id. Runs inside the caller's transaction."""
    _check(data)
    agency_id = new_id()
    session.execute(insert(Agency).values(id=agency_id, valid_from=first, **_row(data)))
    return agency_id


def change_agency(agency_id: uuid.UUID, data: AgencyData, *, by: Person, on: date, visit: Visit) -> None:
    """Correct an agency's names, prefix or commune. Its kind stays: posts rest on it. Raises NotFound, BadInput."""
    try:
        with administering(by, on) as session:
            _change(session, agency_id, data, by, visit)
    except IntegrityError:
        raise BadInput(_("Mã xã không có trong danh mục, hoặc xã này đã có cơ quan.")) from None


def _change(session: Session, agency_id: uuid.UUID, data: AgencyData, by: Person, visit: Visit) -> None:
    agency = session.get(Agency, agency_id, populate_existing=True)
    if agency is None:
        raise NotFound
    _check(data)
    if agency.kind != data.kind.value:
        raise BadInput(_("Loại cơ quan không sửa được; hãy kết thúc cơ quan này và thêm cơ quan mới."))
    changed = sorted(name for name, value in _row(data).items() if getattr(agency, name) != value)
    if changed:
        session.execute(update(Agency).where(Agency.id == agency_id).values(_row(data)))
        record(
            session, "admin:agency:changed", at=visit.at, actor_id=by.id, subject=agency_id, ip=visit.ip, fields=changed
        )


def end_agency(
    agency_id: uuid.UUID, last: date, successor_id: uuid.UUID | None, *, by: Person, on: date, visit: Visit
) -> None:
    """Let an agency end with the day `last`; posts there end with it. Dossiers stay with it until they are handed over.

    Raises NotFound, BadInput (already ended, a day before its first, itself as successor), Refused (the last
    administrator sits there).
    """
    with administering(by, on) as session:
        agency = session.get(Agency, agency_id, populate_existing=True)
        if agency is None or (successor_id and session.get(Agency, successor_id) is None):
            raise NotFound
        if agency.valid_to is not None or last < agency.valid_from or successor_id == agency_id:
            raise BadInput(_("Ngày kết thúc hoặc cơ quan kế thừa không hợp lệ."))
        session.execute(update(Agency).where(Agency.id == agency_id).values(valid_to=last, successor_id=successor_id))
        facts = {"valid_to": last, "successor": successor_id}
        record(session, "admin:agency:ended", at=visit.at, actor_id=by.id, subject=agency_id, ip=visit.ip, **facts)


def _check(data: AgencyData) -> None:
    if (data.kind is AgencyKind.COMMUNE) != bool(data.commune_code):
        raise BadInput(_("UBND cấp xã cần mã xã; cơ quan khác thì không có mã xã."))


def _row(data: AgencyData) -> dict[str, str | None]:
    row = asdict(data) | {"kind": data.kind.value, "commune_code": data.commune_code or None}
    return row | {"search_key": fold(data.name)[:300], "sort_key": vi_sort_key(data.name)[:700]}
