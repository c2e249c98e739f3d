"""Everything that needs a visit on the spot: dossiers, remedies to be seen, inspections somebody asked for."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import and_, false, or_, select

from states.actors import ENV_APPRAISER
from states.checklist import ItemResult
from states.following import Nearness
from states.procedures import PROCEDURES
from workflow.accounts.person import Person
from workflow.appraisal.models import ItemAnswer
from workflow.dossiers.models import Dossier
from workflow.dossiers.revocation.services import INSPECTING
from workflow.dossiers.visibility import visible_to
from workflow.environment.pollution_queries import open_requests
from workflow.environment.remedy_queries import running_remedies
from workflow.environment.standing import is_appraiser
from workflow.environment.visit_models import SUBJECTS
from workflow.environment.visit_queries import calls
from workflow.extensions import db
from workflow.register.models import Commune

DOSSIER, ANSWER, COMMUNE = Dossier.__table__, ItemAnswer.__table__, Commune.__table__
OF_DOSSIER, OF_REMEDY, OF_REQUEST = SUBJECTS
SIGN_OFF = "sign_off"


@dataclass(frozen=True)
class Need:
    """One thing that needs a visit: what a stop would be about, where, why, and by when if there is a day.

    `planned` is the open stop of a trip that will see to it, `done` the last stop that did.
    """

    subject: str
    id: uuid.UUID
    title: str
    commune_code: str
    commune_agency_id: uuid.UUID
    about: str
    why: str
    address: str
    due_on: date | None = None
    is_late: bool = False
    planned: Any = None
    done: Any = None

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.subject}:{self.id}"


def needs(person: Person, on: date) -> list[Need]:
    """What an appraiser has to see on the spot, as of a day; nobody else has such a list."""
    if not is_appraiser(person):
        return []
    known = calls(SUBJECTS)
    found = [*_dossiers(person), *_remedies(person, on), *_requests(person, on)]
    return [_called(need, known.planned.get(need_key(need)), known.done.get(need_key(need))) for need in found]


def need_key(need: Need) -> tuple[str, uuid.UUID]:
    return need.subject, need.id


def _called(need: Need, planned: Any, done: Any) -> Need:
    return Need(**(need.__dict__ | {"planned": planned, "done": done}))


def _standing_before(action: str, *, by_appraiser: bool) -> Any:
    """The condition on a dossier under which it stands before an action, whatever its version of the law."""
    places = (
        and_(
            DOSSIER.c.procedure_code == code, DOSSIER.c.procedure_version == version, DOSSIER.c.stage.in_(step.sources)
        )
        for (code, version), procedure in PROCEDURES.items()
        for step in procedure.steps
        if step.action == action and (step.by == ENV_APPRAISER or not by_appraiser)
    )
    return or_(false(), *places)


_COLUMNS = (DOSSIER.c.id, DOSSIER.c.title, DOSSIER.c.code, DOSSIER.c.commune_code, DOSSIER.c.commune_agency_id)


def _dossiers(person: Person) -> list[Need]:
    """Dossiers under appraisal with items that wait for a visit, and proposals to revoke that are inspected."""
    waits = and_(ANSWER.c.dossier_id == DOSSIER.c.id, ANSWER.c.is_current)
    waits = and_(waits, ANSWER.c.result == ItemResult.NEEDS_SITE_VISIT.value)
    appraised = (
        select(*_COLUMNS, ANSWER.c.item_code)
        .join(ANSWER, waits)
        .where(DOSSIER.c.is_open, visible_to(person), _standing_before(SIGN_OFF, by_appraiser=True))
        .order_by(DOSSIER.c.stage_due_on, DOSSIER.c.id, ANSWER.c.item_code)
    )
    codes: dict[uuid.UUID, list[str]] = {}
    rows: dict[uuid.UUID, Any] = {}
    for row in db.session.execute(appraised):
        rows[row.id] = row
        codes.setdefault(row.id, []).append(row.item_code)
    taken_back = select(*_COLUMNS).where(
        DOSSIER.c.is_open, visible_to(person), _standing_before(INSPECTING, by_appraiser=False)
    )
    inspected = db.session.execute(taken_back.order_by(DOSSIER.c.stage_due_on, DOSSIER.c.id)).all()
    title, revoked, items = _("Hồ sơ đang thẩm định"), _("Đề nghị thu hồi"), _("Mục cần kiểm tra:")
    return [
        *(_of_dossier(row, title, f"{items} {', '.join(codes[row.id])}") for row in rows.values()),
        *(_of_dossier(row, revoked, _("Kiểm tra từng tiêu chí trước khi kết luận.")) for row in inspected),
    ]


def _of_dossier(row: Any, title: str, why: str) -> Need:
    address = url_for("dossiers.show", dossier_id=row.id)
    return Need(OF_DOSSIER, row.id, title, row.commune_code, row.commune_agency_id, row.title, why, address)


def _remedies(person: Person, on: date) -> list[Need]:
    """Remedies that the commune reports as done, that are due soon or late."""
    found = [one for one in running_remedies(person, on) if one.row.state == "reported" or one.nearness != Nearness.FAR]
    return [
        Need(
            OF_REMEDY, one.id, _("Khắc phục"), one.row.commune_code, one.row.commune_agency_id,
            f"{one.row.about}: {one.row.item_code}", one.row.demand,
            url_for("environment.remedy", remedy_id=one.id), one.row.due_on, one.nearness is Nearness.OVER,
        )
        for one in found
    ]  # fmt: skip


def _requests(person: Person, on: date) -> list[Need]:
    return [
        Need(
            OF_REQUEST, one.id, _("Yêu cầu của %(asker)s", asker=one.row.asker), one.row.commune_code,
            one.row.commune_agency_id, one.about, one.row.ground, url_for("environment.request", request_id=one.id),
            one.row.by_on, one.nearness is Nearness.OVER,
        )
        for one in open_requests(person, on)
    ]  # fmt: skip
