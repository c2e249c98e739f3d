"""Slips of the annex, settled by people: what was printed stays, what is meant is shown, with who said so and when."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from states.actors import COMMUNE_OFFICER
from states.annex import CORRECTS, SETTLES, SlipMark
from states.kernel import Forbidden, Reason, Refused
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.audit.services import lock_chain, record
from workflow.errors import NotFound, Stale
from workflow.extensions import db
from workflow.register.corrections import find_by_new_words
from workflow.register.models import Correction, Decision, PlanItem, PlanItemSite, Unit, UnitSite
from workflow.register.naming import search_key
from workflow.text import nfc
from workflow.transactions import writing

FIELDS = {"name": "Tên", "village": "Thôn, bản, tổ dân phố", "old_commune": "Xã, phường cũ"}
_COLUMNS = {"name": "name", "village": "village", "old_commune": "former_commune"}


@dataclass(frozen=True, slots=True)
class NewSlip:
    """What somebody found misprinted: a piece of what is shown, and what is meant. `position` 0 is the row itself."""

    field: str
    position: int
    printed: str
    corrected: str
    ground: str


def doubtful() -> Sequence[Any]:
    """Slips that wait for somebody's word, in the order of the annex, with the communes of their row."""
    wanted = select(Correction, PlanItem).join(PlanItem, PlanItem.id == Correction.plan_item_id)
    loaded = selectinload(PlanItem.sites).joinedload(PlanItemSite.commune)
    rows = wanted.where(Correction.mark == SlipMark.DOUBTFUL).options(loaded)
    return db.session.execute(rows.order_by(PlanItem.section, PlanItem.no, Correction.id)).all()


def may_settle(person: Person, item: PlanItem) -> bool:
    """Whether a person says how a row should read: an officer of a commune it is in, or of the department."""
    seats = [seat for seat in person.seats if seat.post in SETTLES]
    here = {site.commune_code for site in item.sites}
    return any(seat.post != COMMUNE_OFFICER or seat.commune_code in here for seat in seats)


def settle(correction_id: uuid.UUID, *, is_slip: bool, by: Person, on: date, at: datetime) -> None:
    """Say that a doubtful slip is one, which corrects what is shown, or that the print is right.

    Raises NotFound, Forbidden (plan V.1, V.9), Stale when somebody said so already.
    """
    with writing() as session:
        person = in_force(session, by, on)
        lock_chain(session)
        slip = session.scalar(select(Correction).where(Correction.id == correction_id).with_for_update())
        if slip is None:
            raise NotFound
        item = _item(session, slip.plan_item_id)
        if not may_settle(person, item):
            raise Forbidden(Reason(_("Chỗ in này do công chức của xã, phường có mục đó hoặc Sở xác nhận.")))
        if slip.mark != SlipMark.DOUBTFUL:
            raise Stale(Reason(_("%(who)s vừa xác nhận chỗ in này.", who=slip.corrected_by)))
        slip.mark = SlipMark.CONFIRMED if is_slip else SlipMark.AS_PRINTED
        slip.is_applied, slip.corrected_by, slip.corrected_on = is_slip, person.name, on
        if is_slip:
            _show(session, item, slip)
        told = {"field": slip.field, "mark": str(slip.mark)}
        record(session, "plan:slip:settled", at=at, actor_id=person.id, subject=item.id, **told)


def add_slip(item_id: uuid.UUID, new: NewSlip, *, by: Person, on: date, at: datetime) -> None:
    """Correct what is shown of a row; what was printed stays.

    Raises NotFound, Forbidden (the department, plan V.1), Refused when the piece does not stand there exactly once.
    """
    with writing() as session:
        person = in_force(session, by, on)
        if CORRECTS not in person.posts:
            raise Forbidden(Reason(_("Mục này do %(post)s ghi.", post=_(CORRECTS.title))))
        lock_chain(session)
        item = _item(session, item_id)
        owner = _owner(item, new.position)
        if owner is None or new.field not in FIELDS or (new.field == "name") != (new.position == 0):
            raise NotFound
        if reasons := _faults(item, owner, new):
            raise Refused(*reasons)
        made = Correction(
            plan_item_id=item.id, position=new.position, field=new.field, printed=nfc(new.printed),
            corrected=nfc(new.corrected), ground=nfc(new.ground), mark=SlipMark.CONFIRMED, is_applied=True,
            corrected_by=person.name, corrected_on=on,
        )  # fmt: skip
        session.add(made)
        _show(session, item, made)
        record(session, "plan:slip:added", at=at, actor_id=person.id, subject=item.id, field=new.field)


def _faults(item: PlanItem, owner: PlanItem | PlanItemSite, new: NewSlip) -> list[Reason]:
    reasons, shown = [], str(getattr(owner, _COLUMNS[new.field]))
    if not new.printed or shown.count(nfc(new.printed)) != 1:
        said = {"printed": new.printed, "text": shown}
        reasons.append(Reason(_("“%(printed)s” không có đúng một lần trong “%(text)s”", **said)))
    if new.printed == new.corrected:
        reasons.append(Reason(_("Chữ sửa lại giống chữ đang ghi.")))
    if any((c.field, c.position, c.printed) == (new.field, new.position, nfc(new.printed)) for c in item.corrections):
        reasons.append(Reason(_("Chỗ in này đã được ghi rồi.")))
    return reasons


def _item(session: Session, item_id: uuid.UUID) -> PlanItem:
    loaded = selectinload(PlanItem.sites).joinedload(PlanItemSite.commune), selectinload(PlanItem.corrections)
    item = session.scalar(select(PlanItem).where(PlanItem.id == item_id).options(*loaded).with_for_update(of=PlanItem))
    if item is None:
        raise NotFound
    return item


def _owner(item: PlanItem, position: int) -> PlanItem | PlanItemSite | None:
    return item if position == 0 else next((site for site in item.sites if site.position == position), None)


def _show(session: Session, item: PlanItem, slip: Correction) -> None:
    """Let the row read as corrected; a unit that only the annex tells of reads like its row."""
    owner, column = _owner(item, slip.position), _COLUMNS[slip.field]
    before = str(getattr(owner, column))
    after = before.replace(slip.printed, slip.corrected)
    setattr(owner, column, after)
    item.search_key += search_key([slip.corrected]).lstrip()
    unit = _unit_of_the_annex(session, item)
    if unit is None:
        return
    told: Unit | UnitSite = unit
    if slip.position:
        told = next((site for site in unit.sites if site.position == slip.position), unit)
    if getattr(told, column, None) == before:
        setattr(told, column, after)
        find_by_new_words(unit)


def _unit_of_the_annex(session: Session, item: PlanItem) -> Unit | None:
    if item.unit_id is None or item.goal != "maintain":
        return None
    if session.scalar(select(Decision.id).where(Decision.unit_id == item.unit_id).limit(1)) is not None:
        return None
    loaded = selectinload(Unit.sites).joinedload(UnitSite.commune)
    return session.scalar(select(Unit).where(Unit.id == item.unit_id).options(loaded))
