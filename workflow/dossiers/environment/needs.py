"""Everything that needs a visit on the spot: dossiers, remedies to be seen, inspections somebody asked for."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, exists, false, or_, select

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
    known = calls()
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


_WAITS = and_(
    ANSWER.c.dossier_id == DOSSIER.c.id,
    ANSWER.c.is_current,
    ANSWER.c.result == ItemResult.NEEDS_SITE_VISIT.value,
)


def items_waiting(dossier_ids: Collection[uuid.UUID], person: Person) -> dict[uuid.UUID, str]:
    """Which items of these dossiers wait for a visit, in words: for appraisers only, as all of an open appraisal is."""
    if not dossier_ids or not is_appraiser(person):
        return {}
    asked = select(DOSSIER.c.id, ANSWER.c.item_code).join(ANSWER, _WAITS).where(DOSSIER.c.id.in_(dossier_ids))
    codes: dict[uuid.UUID, list[str]] = {}
    for row in db.session.execute(asked.where(visible_to(person)).order_by(ANSWER.c.item_code)):
        codes.setdefault(row.id, []).append(row.item_code)
    return {dossier_id: _in_words(found) for dossier_id, found in codes.items()}


def _in_words(codes: Sequence[str]) -> str:
    return f"{_('Mục cần kiểm tra:')} {', '.join(codes)}"


_COLUMNS = (DOSSIER.c.id, DOSSIER.c.title, DOSSIER.c.code, DOSSIER.c.commune_code, DOSSIER.c.commune_agency_id)


def _dossiers(person: Person) -> list[Need]:
    """Dossiers under appraisal with items that wait for a visit, and proposals to revoke that are inspected."""
    appraised = (
        select(*_COLUMNS)
        .where(DOSSIER.c.is_open, visible_to(person), _standing_before(SIGN_OFF, by_appraiser=True))
        .where(exists().where(_WAITS))
        .order_by(DOSSIER.c.stage_due_on, DOSSIER.c.id)
    )
    rows = db.session.execute(appraised).all()
    why = items_waiting([row.id for row in rows], person)
    taken_back = select(*_COLUMNS).where(
        DOSSIER.c.is_open, visible_to(person), _standing_before(INSPECTING, by_appraiser=False)
    )
    inspected = db.session.execute(taken_back.order_by(DOSSIER.c.stage_due_on, DOSSIER.c.id)).all()
    title, revoked = _("Hồ sơ đang thẩm định"), _("Đề nghị thu hồi")
    return [
        *(_of_dossier(row, title, why[row.id]) for row in rows),
        *(_of_dossier(row, revoked, _("Kiểm tra từng tiêu chí trước khi kết luận.")) for row in inspected),
    ]


def _of_dossier(row: Any, title: str, why: str) -> Need:
    return Need(OF_DOSSIER, row.id, title, row.commune_code, row.commune_agency_id, row.title, why)


def _remedies(person: Person, on: date) -> list[Need]:
    """Remedies that the commune reports as done, that are due soon or late."""
    found = [one for one in running_remedies(person, on) if one.row.state == "reported" or one.nearness != Nearness.FAR]
    return [
        Need(
            OF_REMEDY, one.id, _("Khắc phục"), one.row.commune_code, one.row.commune_agency_id,
            f"{one.row.about}: {one.row.item_code}", one.row.demand, one.row.due_on, one.nearness is Nearness.OVER,
        )
        for one in found
    ]  # fmt: skip


def _requests(person: Person, on: date) -> list[Need]:
    return [
        Need(
            OF_REQUEST, one.id, _("Yêu cầu của %(asker)s", asker=one.row.asker), one.row.commune_code,
            one.row.commune_agency_id, one.about, one.row.ground, one.row.by_on, one.nearness is Nearness.OVER,
        )
        for one in open_requests(person, on)
    ]  # fmt: skip
