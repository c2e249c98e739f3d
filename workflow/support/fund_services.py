"""Fund lines: the Department of Finance adds them and changes what is allocated, never below what is promised."""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from states.basis import Reason
from states.kernel import Refused
from states.support import Fund
from workflow.audit.services import record
from workflow.errors import NotFound
from workflow.extensions import new_id
from workflow.formats import vnnumber
from workflow.support.models import FundLine
from workflow.text import fold

LINE = FundLine.__table__


@dataclass(frozen=True, slots=True)
class LineData:
    """A fund line as it is typed; money is whole VND."""

    year: int
    source: Fund
    programme: str
    agency_id: uuid.UUID
    allocation: int
    note: str = ""


def add_line(session: Session, data: LineData, *, by: uuid.UUID, at: datetime) -> uuid.UUID:
    """Add a fund line; its id. Raises Refused when the same programme has one from that source and year already."""
    same = (LINE.c.year == data.year, LINE.c.source == data.source.value, LINE.c.agency_id == data.agency_id)
    known = session.scalars(select(LINE.c.programme).where(*same)).all()
    twice = Reason(_("Nguồn này đã có trong danh sách của năm. Chưa có gì được ghi. Hãy sửa số vốn của nguồn đã có."))
    if fold(data.programme) in {fold(name) for name in known}:
        raise Refused(twice)
    line_id = new_id()
    row = asdict(data) | {"id": line_id, "source": data.source.value, "committed": 0, "paid": 0}
    try:
        session.execute(insert(FundLine), row)
    except IntegrityError as quicker:
        raise Refused(twice) from quicker
    record(session, "fund:line:added", at=at, actor_id=by, subject=line_id, year=data.year, allocation=data.allocation)
    return line_id


def change_line(
    session: Session, line_id: uuid.UUID, *, seen: int, allocation: int, note: str, by: uuid.UUID, at: datetime
) -> None:
    """Change what is allocated, in one statement with the check of what is promised. `seen` is what the page showed.

    Raises NotFound, Refused when it would fall below what is promised or somebody changed it meanwhile.
    """
    enough = (LINE.c.id == line_id, LINE.c.allocation == seen, LINE.c.committed <= allocation)
    changed = session.connection().execute(update(LINE).where(*enough).values(allocation=allocation, note=note))
    if changed.rowcount != 1:
        raise Refused(Reason(_why_not(session, line_id, seen, allocation)))
    record(session, "fund:line:changed", at=at, actor_id=by, subject=line_id, before=seen, allocation=allocation)


def _why_not(session: Session, line_id: uuid.UUID, seen: int, allocation: int) -> str:
    line = session.execute(select(LINE.c.allocation, LINE.c.committed).where(LINE.c.id == line_id)).one_or_none()
    if line is None:
        raise NotFound
    if line.allocation != seen:
        moved: str = _(
            "Số vốn của nguồn này vừa được người khác sửa thành %(now)s đồng. Chưa có gì của Ông/Bà được ghi. "
            "Hãy xem lại rồi lưu lần nữa.",
            now=vnnumber(line.allocation),
        )  # fmt: skip
        return moved
    low: str = _(
        "Nguồn này đã cam kết %(promised)s đồng nên không giảm xuống %(allocation)s đồng được. Chưa có gì được ghi.",
        promised=vnnumber(line.committed), allocation=vnnumber(allocation),
    )  # fmt: skip
    return low
