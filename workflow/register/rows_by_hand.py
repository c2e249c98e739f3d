"""Adding by hand a row that the plan's text promises and the annex, as it was printed, does not hold."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from states.annex import ADDS_ROWS, missing
from states.kernel import Forbidden, Reason, Refused
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.audit.services import lock_chain, record
from workflow.extensions import db
from workflow.register.annex import PLAN_YEARS, SECTION_MEANS, Item, Place
from workflow.register.importer import add_item, unit_of
from workflow.register.models import Commune, PlanItem
from workflow.register.services import Place as AnyPlace
from workflow.text import fold, nfc
from workflow.transactions import writing


@dataclass(frozen=True)
class NewRow:
    """A row as typed. `year`: when it was recognised, or by when the plan wants it; `ground`: where that is written."""

    section: str
    name: str
    trade_group: int
    year: int
    places: Sequence[AnyPlace]
    ground: str

    @property
    def was_recognised(self) -> bool:
        """Whether its section lists what was recognised before the plan."""
        return SECTION_MEANS[self.section][1] == "maintain"


def missing_rows() -> dict[str, int]:
    """How many rows of each section are still missing against the plan's text."""
    return missing(_held(db.session()))


def add_row(new: NewRow, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Add the row after the last of its section; a recognised one enters the register from this day on.

    Raises Forbidden (the department keeps the plan, V.1), Refused with every reason: the section is full, a year that
    cannot be, the same row once more.
    """
    with writing() as session:
        person = in_force(session, by, on)
        if ADDS_ROWS not in person.posts:
            raise Forbidden(Reason(_("Mục này do %(post)s ghi.", post=_(ADDS_ROWS.title))))
        lock_chain(session)
        if reasons := _faults(session, new, on):
            raise Refused(*reasons)
        item = _item(session, new)
        row = add_item(session, item, on, person.name)
        row.added_on, row.added_by, row.added_ground = on, person.id, nfc(new.ground.strip())
        if new.was_recognised:
            unit = unit_of(item)
            unit.entered_on = on
            session.add(unit)
            session.flush()
            row.unit_id, row.link_ground = unit.id, "Đã công nhận trước Kế hoạch"
        session.flush()
        record(session, "plan:item:added", at=at, actor_id=person.id, subject=row.id, section=row.section, no=row.no)
        return row.id


def _held(session: Session) -> dict[str, int]:
    rows = session.execute(select(PlanItem.section, func.count()).group_by(PlanItem.section))
    return {section: count for section, count in rows}  # noqa: C416 - rows are not pairs to mypy


def _faults(session: Session, new: NewRow, on: date) -> list[Reason]:
    reasons = []
    if new.section not in missing(_held(session)):
        reasons.append(Reason(_("Phần %(section)s đã đủ số mục như lời văn của Kế hoạch.", section=new.section)))
    first, last = (1990, PLAN_YEARS[0]) if new.was_recognised else PLAN_YEARS
    if not first <= new.year <= last:
        reasons.append(Reason(_("Năm phải từ %(first)s đến %(last)s.", first=first, last=last)))
    elif new.was_recognised and new.year > on.year:
        reasons.append(Reason(_("Năm công nhận chưa tới.")))
    if not new.ground.strip():
        reasons.append(Reason(_("Hãy ghi căn cứ bổ sung: văn bản nào nêu mục này.")))
    if same := _same(session, new):
        reasons.append(Reason(_("Mục %(key)s đã ghi tên này.", key=same)))
    return reasons


def _same(session: Session, new: NewRow) -> str | None:
    here = session.scalars(select(PlanItem).where(PlanItem.section == new.section))
    return next((item.key for item in here if fold(item.name) == fold(new.name)), None)


def _item(session: Session, new: NewRow) -> Item:
    """The row as the importer would have read it from a full print."""
    codes = {place.commune_code for place in new.places}
    names = {one.code: one for one in session.scalars(select(Commune).where(Commune.code.in_(codes)))}
    if not codes or codes - set(names):
        raise Refused(Reason(_("Hãy chọn xã, phường trong danh sách.")))
    kind, goal = SECTION_MEANS[new.section]
    last = session.scalar(select(func.max(PlanItem.no)).where(PlanItem.section == new.section)) or 0
    places = []
    for position, place in enumerate(new.places, 1):
        village, former = nfc(place.village), nfc(place.former_commune)
        commune = names[place.commune_code].name
        places.append(Place(position, village, former, commune, village, former, commune, place.commune_code))
    told = ", ".join(filter(None, (places[0].village, places[0].old_commune, names[places[0].commune_code].full_name)))
    recognised, planned = (new.year, PLAN_YEARS[0]) if new.was_recognised else (None, new.year)
    name = nfc(new.name)
    return Item(
        new.section, last + 1, name, told, name, new.trade_group, recognised, planned, kind, goal, tuple(places)
    )
