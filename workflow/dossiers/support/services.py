"""Beginning a support application, and writing it page by page. Every save counts a version of the dossier."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update
from sqlalchemy.orm import Session

from states.actors import AGENCY_TITLES, AgencyKind
from states.kernel import Forbidden, MovedOn, Reason, Refused
from states.procedures import current
from states.support import Applicant, SupportKind
from states.support_kinds import current_catalogue
from states.support_request import CLOSED
from workflow.accounts.people_queries import agency_of_kind
from workflow.accounts.person import Person, Seat
from workflow.dossiers.editing import lock_for_editing
from workflow.dossiers.models import Dossier
from workflow.dossiers.opening import Opening, open_dossier
from workflow.policies.queries import opened_by
from workflow.support.aims import Aim
from workflow.support.services import write_request
from workflow.text import fold
from workflow.transactions import writing

LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Change:
    """What one page changes: facts of the application, and of its dossier when the kind or the aim is another."""

    facts: dict[str, Any] = field(default_factory=dict)
    kind: SupportKind | None = None
    aim: Aim | None = None


def opening_seat(person: Person, on: date) -> Seat:
    """The seat from which a person begins an application on a day. Raises Forbidden when there is none."""
    post = current("support", on).opened_by
    for seat in person.seats:
        if seat.post == post and seat.commune_code:
            return seat
    raise Forbidden(_("Hồ sơ hỗ trợ do công chức của xã, phường có làng nghề lập."))


def start(kind: SupportKind, aim: Aim, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Begin an application of a kind for a unit or a row of the annex; the dossier's id.

    `on` is the day in Lào Cai, `at` the UTC instant. Raises Forbidden unless the person is an officer of a commune,
    Refused when the kind is not for such an aim, no policy opens it that day, or its lead agency is not known.
    """
    seat = opening_seat(by, on)
    _refuse_unfit(kind, aim)
    if not opened_by(kind.code, on):
        raise Refused(Reason(CLOSED, where="wizard:kind"))
    version = current_catalogue(on).version
    opening = Opening(
        kind=kind.code, basis=version, title=title_of(kind, aim), commune_code=seat.commune_code or "",
        commune_agency_id=seat.agency_id, unit_id=_unit_of(aim), procedure=kind.procedure,
        lead_agency_id=lead_of(kind, seat.agency_id),
    )  # fmt: skip
    facts = {"kind": kind.code, "catalogue_version": version, "year": on.year, "asked_on": on}
    with writing() as session:
        dossier_id = open_dossier(session, opening, by=by, on=on, at=at)
        write_request(session, dossier_id, facts | _aim_facts(aim))
    return dossier_id


def save(dossier_id: uuid.UUID, change: Change, *, by: Person, on: date, seen_version: int | None) -> int:
    """Store what one page says and return the new version. All of the page or nothing.

    Raises NotFound, Forbidden, MovedOn (no longer editable), Stale (changed since the page was opened), and Refused
    when the kind or the aim would change after the dossier has been received.
    """
    with writing() as session:
        row = lock_for_editing(session, dossier_id, by, on, seen_version)
        facts = change.facts | {"asked_on": on}
        if change.kind is not None and change.aim is not None:
            facts |= _another_aim(session, row, change.kind, change.aim)
        write_request(session, dossier_id, facts)
        version: int = row.version + 1
    return version


def _another_aim(session: Session, row: Any, kind: SupportKind, aim: Aim) -> dict[str, Any]:
    _refuse_unfit(kind, aim)
    if kind.procedure != row.procedure_code:
        raise MovedOn(Reason(_("Danh hiệu và hỗ trợ bằng tiền đi hai quy trình; hãy lập hồ sơ khác.")))
    if row.code is not None and kind.code != row.kind:
        received = _("Hồ sơ đã được tiếp nhận nên không đổi được loại hỗ trợ.")
        raise Refused(Reason(received, where="wizard:kind"))
    title = title_of(kind, aim)
    columns = {"kind": kind.code, "title": title, "search_key": fold(title), "unit_id": _unit_of(aim)}
    columns["lead_agency_id"] = lead_of(kind, row.commune_agency_id)
    session.execute(update(Dossier).where(Dossier.id == row.id).values(**columns))
    return {"kind": kind.code} | _aim_facts(aim)


def _refuse_unfit(kind: SupportKind, aim: Aim) -> None:
    if aim.applicant not in kind.applicants:
        unfit = _("Loại hỗ trợ này chỉ dành cho làng nghề, nghề truyền thống đã được công nhận. Chưa có gì được ghi.")
        raise Refused(Reason(unfit, where="wizard:kind"))


def _aim_facts(aim: Aim) -> dict[str, Any]:
    return {"unit_id": _unit_of(aim), "plan_item_id": aim.id if aim.applicant is Applicant.PLAN_ITEM else None}


def _unit_of(aim: Aim) -> uuid.UUID | None:
    return aim.id if aim.applicant is Applicant.UNIT else None


def lead_of(kind: SupportKind, commune_agency_id: uuid.UUID) -> uuid.UUID:
    """The agency that leads applications of this kind: the commune's own where the commune leads. Raises Refused."""
    if kind.lead is AgencyKind.COMMUNE:
        return commune_agency_id
    found = agency_of_kind(kind.lead.value)
    if found is None:
        name = _(AGENCY_TITLES[kind.lead])
        raise Refused(Reason(_("Chưa khai báo cơ quan chủ trì: %(name)s. Xin báo quản trị.", name=name)))
    return found


def title_of(kind: SupportKind, aim: Aim) -> str:
    """How lists name the application."""
    return f"{kind.title}: {aim.name}"[:LONGEST_TITLE]
