"""Writing a proposal to revoke: begun from a unit, reported by the commune, inspected by the department."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import insert, select, update

from states.kernel import Forbidden, Reason, Refused
from states.kinds import Kind
from states.reviewing import Kept, criteria_to_keep
from workflow.accounts.person import Person, Seat
from workflow.dossiers.editing import lock_for_editing, lock_for_work
from workflow.dossiers.models import Dossier
from workflow.dossiers.opening import Opening, open_dossier
from workflow.dossiers.revocation.models import RevocationReport
from workflow.errors import NotFound
from workflow.extensions import new_id
from workflow.register.models import Unit, UnitSite
from workflow.reviews.facts import unit_fact
from workflow.reviews.models import InspectedCriterion
from workflow.transactions import writing

PROCEDURE = "revocation"
INSPECTING = "conclude_keep"
"""The action that the inspection prepares; the other conclusion asks for more."""

REPORT, WORD = RevocationReport.__table__, InspectedCriterion.__table__


@dataclass(frozen=True, slots=True)
class Report:
    """What the commune reports."""

    why: str = ""
    unmet_since: date | None = None
    efforts: str = ""
    wishes: str = ""


def begin(unit_id: uuid.UUID, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Begin a proposal to revoke the recognition of a unit, with what the yearly reviews say of it.

    Raises NotFound, Forbidden unless the person may begin dossiers at a commune of the unit, Refused for a unit that is
    not recognised any more or about which a proposal is open.
    """
    with writing() as session:
        unit = session.get(Unit, unit_id)
        codes = set(session.scalars(select(UnitSite.commune_code).where(UnitSite.unit_id == unit_id)))
        if unit is None:
            raise NotFound
        if unit.status != "active":
            raise Refused(Reason(_("Đơn vị này không còn được công nhận; không có gì để thu hồi.")))
        open_one = select(Dossier.id).where(
            Dossier.unit_id == unit_id, Dossier.procedure_code == PROCEDURE, Dossier.is_open
        )
        if session.scalar(open_one):
            raise Refused(Reason(_("Đã có một hồ sơ đề nghị thu hồi đơn vị này đang được xử lý.")))
        seat = _seat(by, codes)
        opening = Opening(
            unit.kind, PROCEDURE, unit.name, seat.commune_code or "", seat.agency_id, unit_id=unit.id,
            procedure=PROCEDURE,
        )  # fmt: skip
        dossier_id = open_dossier(session, opening, by=by, on=on, at=at)
        fact = unit_fact(unit_id)
        since = fact.criteria_unmet_since if fact else None
        session.execute(insert(REPORT), {"dossier_id": dossier_id, "unmet_since": since})
    return dossier_id


def _seat(person: Person, codes: set[str]) -> Seat:
    for seat in person.seats:
        if seat.commune_code in codes:
            return seat
    raise Forbidden(_("Đề nghị thu hồi do xã, phường có làng nghề lập."))


def save_report(dossier_id: uuid.UUID, report: Report, *, by: Person, on: date, seen_version: int) -> None:
    """Keep the commune's report. Raises NotFound, Forbidden, MovedOn, Stale."""
    with writing() as session:
        lock_for_editing(session, dossier_id, by, on, seen_version)
        values = {name: getattr(report, name) for name in Report.__slots__}
        session.execute(update(REPORT).where(REPORT.c.dossier_id == dossier_id).values(**values))


def save_inspection(
    dossier_id: uuid.UUID, words: Mapping[str, Kept], *, by: Person, on: date, at: datetime, seen_version: int
) -> None:
    """Keep what the inspection found of each criterion; an earlier word stays behind the new one.

    Raises NotFound, Forbidden (not the department's officer), MovedOn (not under inspection), Stale.
    """
    with writing() as session:
        row = lock_for_work(session, dossier_id, by, on, INSPECTING, seen_version)
        known = {criterion.code for criterion in criteria_to_keep(Kind(row.kind))}
        for code, word in words.items():
            if code not in known:
                continue
            current = WORD.c.dossier_id == dossier_id, WORD.c.criterion == code, WORD.c.is_current
            session.execute(update(WORD).where(*current).values(is_current=False))
            told = {"criterion": code, "met": word.met, "remark": word.remark, "is_current": True}
            who = {"id": new_id(), "dossier_id": dossier_id, "inspected_by": by.id, "at": at}
            session.execute(insert(WORD), told | who)
