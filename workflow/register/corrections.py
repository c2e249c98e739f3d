"""Correcting the words of the register by a correcting decision; what they were is kept."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import insert, select
from sqlalchemy.orm import Session, selectinload

from states.kernel import Reason, Refused
from workflow.errors import NotFound
from workflow.extensions import db, new_id
from workflow.register.models import Decision, Unit, UnitChange, UnitSite
from workflow.register.naming import search_key, unit_sort_key

OF_THE_UNIT, OF_A_PLACE = ("name", "trade"), ("village", "former_commune")
FIELD_TITLES = {"name": "Tên", "trade": "Nghề", "village": "Thôn, bản, tổ dân phố", "former_commune": "Xã, phường cũ"}


class Change(NamedTuple):
    """One thing to change. `position` is the place, 0 for the unit itself."""

    field: str
    position: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CorrectingDecision:
    """The decision that corrects, and the one it corrects, if the register knows that one."""

    dossier_id: uuid.UUID
    number: str
    decided_on: date
    corrects_id: uuid.UUID | None


def correct(session: Session, unit_id: uuid.UUID, changes: Sequence[Change], by: CorrectingDecision) -> None:
    """Change the words of a unit, and keep what they were. Runs inside the caller's transaction.

    Idempotent by dossier. Raises NotFound, and Refused when the register no longer says what is to be corrected.
    """
    loaded = selectinload(Unit.sites).joinedload(UnitSite.commune)
    unit = session.scalar(select(Unit).where(Unit.id == unit_id).options(loaded).with_for_update(of=Unit))
    if unit is None:
        raise NotFound
    if session.scalar(select(UnitChange.id).where(UnitChange.dossier_id == by.dossier_id).limit(1)):
        return
    stale = [change for change in changes if words_of_unit(unit).get((change.field, change.position)) != change.before]
    if stale:
        raise Refused(*(Reason(_moved(change), where="wizard:correction") for change in stale))
    for change in changes:
        setattr(_owner(unit, change.position), change.field, change.after)
    find_by_new_words(unit)
    session.flush()
    facts = {"unit_id": unit_id, "dossier_id": by.dossier_id, "number": by.number, "decided_on": by.decided_on}
    rows = [facts | change._asdict() | {"id": new_id(), "corrects_id": by.corrects_id} for change in changes]
    session.execute(insert(UnitChange.__table__), rows)


def words_of_unit(unit: Unit) -> dict[tuple[str, int], str]:
    """What the register says of a unit, by field and place (0: the unit itself). Its places are loaded."""
    found = {(field, 0): str(getattr(unit, field)) for field in OF_THE_UNIT}
    for site in unit.sites:
        found |= {(field, site.position): str(getattr(site, field)) for field in OF_A_PLACE}
    return found


def changes_of(unit_id: uuid.UUID) -> Sequence[UnitChange]:
    """What was corrected in a unit, latest first."""
    rows = select(UnitChange).where(UnitChange.unit_id == unit_id)
    return db.session.scalars(rows.order_by(UnitChange.decided_on.desc(), UnitChange.id.desc())).all()


def decisions_of(unit_id: uuid.UUID) -> Sequence[Decision]:
    """The decisions of a unit, latest first."""
    rows = select(Decision).where(Decision.unit_id == unit_id)
    return db.session.scalars(rows.order_by(Decision.decided_on.desc(), Decision.id)).all()


def _owner(unit: Unit, position: int) -> Unit | UnitSite:
    return unit if position == 0 else next(site for site in unit.sites if site.position == position)


def find_by_new_words(unit: Unit) -> None:
    """Make the keys by which a unit is found and sorted anew. Its places are loaded with their communes."""
    texts = [unit.name, unit.trade, *(text for site in unit.sites for text in (site.village, site.former_commune))]
    first = unit.sites[0]
    unit.search_key = search_key([*texts, *(site.commune.name for site in unit.sites)])
    unit.sort_key = unit_sort_key(unit.name, first.commune.name, first.village)


def _moved(change: Change) -> str:
    said: str = _(
        "Danh bạ không còn ghi “%(before)s” ở mục %(field)s; hãy trả lại để soạn lại nội dung đính chính.",
        before=change.before, field=_(FIELD_TITLES[change.field]),
    )  # fmt: skip
    return said
