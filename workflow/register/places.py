"""Where on the earth the places of units are: said by who knows, mended with a reason, never forgotten."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from states.kernel import Forbidden, Reason, Refused
from states.places import KEEPERS, NoPlace, read_place
from workflow.accounts.in_force import in_force
from workflow.accounts.models import Account
from workflow.accounts.person import Person
from workflow.audit.services import record
from workflow.errors import NotFound, Stale
from workflow.extensions import db, new_id
from workflow.register.keeping import seat_for
from workflow.register.models import Commune, UnitSite
from workflow.register.place_models import SitePlace
from workflow.text import nfc
from workflow.transactions import writing

PLACE, SITE, COMMUNE, ACCOUNT = SitePlace.__table__, UnitSite.__table__, Commune.__table__, Account.__table__
TAKER_BACK = Account.__table__.alias("taker_back")


def give(
    unit_id: uuid.UUID, position: int, typed: str, why: str, *, by: Person, on: date, at: datetime
) -> tuple[float, float]:
    """Say where a place of a unit is, as typed from a map; a place said before ends, and needs a reason `why`.

    Raises NotFound, Forbidden, Refused for what is no place in the province, Stale when somebody was quicker.
    """
    latitude, longitude = _read(typed)
    try:
        with writing() as session:
            person, site_id = _keeper(session, unit_id, position, by, on)
            before = _standing(session, site_id)
            if before is not None:
                _end(session, before, why, person.id, at)
            row = {
                "id": new_id(), "site_id": site_id, "latitude": latitude, "longitude": longitude,
                "given_by": person.id, "given_on": on, "given_at": at, "ended_why": "",
            }  # fmt: skip
            session.execute(insert(PLACE), row)
            record(session, "place:given", at=at, actor_id=person.id, subject=unit_id, position=position)
    except IntegrityError:
        raise _was_quicker() from None
    return latitude, longitude


def take_back(unit_id: uuid.UUID, position: int, why: str, *, by: Person, on: date, at: datetime) -> None:
    """Take back a place that was said by mistake; it stays in the history. Raises as `give` does."""
    with writing() as session:
        person, site_id = _keeper(session, unit_id, position, by, on)
        before = _standing(session, site_id)
        if before is None:
            raise _was_quicker()
        _end(session, before, why, person.id, at)
        record(session, "place:taken_back", at=at, actor_id=person.id, subject=unit_id, position=position)


def _read(typed: str) -> tuple[float, float]:
    try:
        return read_place(typed)
    except NoPlace as refused:
        said = (
            _("Vị trí này nằm ngoài tỉnh Lào Cai. Hãy chạm giữ đúng chỗ trên bản đồ rồi sao chép lại hai số.")
            if refused.is_outside
            else _("Không đọc được vị trí. Hãy dán hai số chép từ bản đồ trên điện thoại, ví dụ 22.3456, 103.8765.")
        )
        raise Refused(Reason(said)) from None


def _keeper(session: Session, unit_id: uuid.UUID, position: int, by: Person, on: date) -> tuple[Person, uuid.UUID]:
    person = in_force(session, by, on)
    if seat_for(person, KEEPERS, unit_id) is None:
        raise Forbidden(Reason(_("Vị trí do công chức xã, phường có làng nghề hoặc chuyên viên Sở ghi.")))
    wanted = select(SITE.c.id).where(SITE.c.unit_id == unit_id, SITE.c.position == position)
    site_id = session.scalar(wanted)
    if site_id is None:
        raise NotFound
    return person, site_id


def _standing(session: Session, site_id: uuid.UUID) -> uuid.UUID | None:
    return session.scalar(select(PLACE.c.id).where(PLACE.c.site_id == site_id, PLACE.c.ended_at.is_(None)))


def _end(session: Session, place_id: uuid.UUID, why: str, by: uuid.UUID, at: datetime) -> None:
    if not why.strip():
        raise Refused(Reason(_("Nơi này đã có vị trí; hãy ghi lý do sửa.")))
    ended = {"ended_by": by, "ended_at": at, "ended_why": nfc(why.strip())[:500]}
    standing = update(PLACE).where(PLACE.c.id == place_id, PLACE.c.ended_at.is_(None)).values(**ended)
    if session.connection().execute(standing).rowcount != 1:
        raise _was_quicker()


def _was_quicker() -> Stale:
    return Stale(Reason(_("Vị trí này vừa được người khác sửa. Hãy mở lại trang để xem vị trí mới.")))


def places_of(unit_id: uuid.UUID) -> Sequence[Any]:
    """The places of a unit in their order, with where they are said to be (None where nobody said)."""
    beside = (PLACE.c.site_id == SITE.c.id) & PLACE.c.ended_at.is_(None)
    wanted = (
        select(
            SITE.c.position, SITE.c.village, SITE.c.former_commune, COMMUNE.c.full_name.label("commune"),
            PLACE.c.latitude, PLACE.c.longitude, PLACE.c.given_on, ACCOUNT.c.name.label("by_name"),
        )
        .join(COMMUNE, COMMUNE.c.code == SITE.c.commune_code)
        .outerjoin(PLACE, beside)
        .outerjoin(ACCOUNT, ACCOUNT.c.id == PLACE.c.given_by)
        .where(SITE.c.unit_id == unit_id)
        .order_by(SITE.c.position)
    )  # fmt: skip
    return db.session.execute(wanted).all()


def history_of(unit_id: uuid.UUID) -> Sequence[Any]:
    """Everything that was said of where a unit is, the latest first."""
    wanted = (
        select(PLACE, SITE.c.position, ACCOUNT.c.name.label("by_name"), TAKER_BACK.c.name.label("ended_by_name"))
        .join(SITE, SITE.c.id == PLACE.c.site_id)
        .join(ACCOUNT, ACCOUNT.c.id == PLACE.c.given_by)
        .outerjoin(TAKER_BACK, TAKER_BACK.c.id == PLACE.c.ended_by)
        .where(SITE.c.unit_id == unit_id)
        .order_by(PLACE.c.given_at.desc(), PLACE.c.id.desc())
    )
    return db.session.execute(wanted).all()


def degrees_of_sites(unit_ids: Select[Any]) -> dict[uuid.UUID, tuple[float, float]]:
    """Latitude and longitude by site, of the units whose ids are selected."""
    wanted = select(PLACE.c.site_id, PLACE.c.latitude, PLACE.c.longitude).join(SITE, SITE.c.id == PLACE.c.site_id)
    rows = db.session.execute(wanted.where(PLACE.c.ended_at.is_(None), SITE.c.unit_id.in_(unit_ids)))
    return {row.site_id: (row.latitude, row.longitude) for row in rows}
