"""Writing an inspection of an establishment: once, whole or in part, never changed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert
from sqlalchemy.orm import Session

from states.checklist import Checklist, ItemAnswer, ItemResult
from states.environment import current_checklist
from states.inspecting import INSPECTION_RESULTS, Verdict, inspect, items_of_an_establishment
from states.kernel import Forbidden, Reason, Refused
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.appraisal.services import DraftAnswer
from workflow.audit.services import record
from workflow.environment import following
from workflow.environment.establishment_queries import ANSWER, get_establishment
from workflow.environment.establishments import set_establishment
from workflow.environment.following import Demand, Origin
from workflow.environment.standing import is_appraiser
from workflow.environment.unit_queries import INSPECTION
from workflow.errors import BadInput
from workflow.extensions import new_id
from workflow.text import nfc
from workflow.transactions import writing

WITH_REMEDY = frozenset({ItemResult.MET, ItemResult.NOT_MET})


@dataclass(frozen=True, slots=True)
class DraftInspection:
    """What an inspector brings back: the day, the answers by item code, a remark on the whole."""

    inspected_on: date
    answers: Mapping[str, DraftAnswer]
    remark: str = ""


def record_inspection(
    establishment_id: uuid.UUID, draft: DraftInspection, *, by: Person, on: date, at: datetime, seen_version: int
) -> Verdict:
    """Keep an inspection and say what it amounts to; what must be put right by a day becomes a remedy when it is whole.

    The checklist is the one in force on the day of the inspection. Raises NotFound, Forbidden (not an appraiser),
    Refused with every reason (a day on which there was nothing to inspect, no answer), BadInput for an answer that the
    checklist does not have, Stale when the establishment was changed or inspected since the page was opened.
    Legal source: Decree 08/2022, art. 34.
    """
    with writing() as session:
        person = in_force(session, by, on)
        row = get_establishment(establishment_id, person)
        if not is_appraiser(person):
            raise Forbidden(_("Việc kiểm tra do cán bộ thẩm định môi trường của Sở thực hiện."))
        given = {code: answer.composed() for code, answer in draft.answers.items() if answer.result}
        if reasons := _faults(row, draft.inspected_on, given, on):
            raise Refused(*reasons)
        checklist = _checklist_of(draft, given)
        verdict = inspect(checklist, {code: _as_law(answer) for code, answer in given.items()}).verdict
        set_establishment(session, row.id, seen_version)
        inspection_id = _insert(session, row.id, checklist, draft, given, verdict, person.id, at)
        running = following.running_of_establishment(session, row.id)  # held before the journal is
        record(
            session, "environment:inspection:recorded", at=at, actor_id=person.id, subject=row.id,
            on=draft.inspected_on, verdict=verdict.value,
        )  # fmt: skip
        if verdict is not Verdict.INCOMPLETE:
            _follow(session, row, inspection_id, checklist, given, running, person.id, on, at)
    return verdict


def _faults(row: Any, day: date, given: Mapping[str, DraftAnswer], on: date) -> list[Reason]:
    reasons = []
    if not row.active_from <= day <= on:
        reasons.append(Reason(_("Ngày kiểm tra phải từ ngày cơ sở bắt đầu hoạt động đến hôm nay.")))
    if row.closed_on is not None and day >= row.closed_on:
        reasons.append(Reason(_("Cơ sở đã ngừng hoạt động vào ngày kiểm tra.")))
    if not given:
        reasons.append(Reason(_("Chưa trả lời nội dung nào.")))
    return reasons


def _checklist_of(draft: DraftInspection, given: Mapping[str, DraftAnswer]) -> Checklist:
    """The checklist of the day. Raises BadInput for an answer that it does not have."""
    checklist = current_checklist(draft.inspected_on)
    known = {item.code for item in items_of_an_establishment(checklist)}
    for code, answer in given.items():
        if code not in known or answer.result not in INSPECTION_RESULTS:
            raise BadInput(_("Phiếu kiểm tra không có câu trả lời này cho mục %(code)s.", code=code))
        if answer.result is ItemResult.NOT_APPLICABLE and not answer.reason:
            raise BadInput(_("Mục %(code)s: hãy ghi lý do vì sao không áp dụng.", code=code))
    return checklist


def _as_law(answer: DraftAnswer) -> ItemAnswer:
    assert answer.result is not None
    return ItemAnswer(answer.result, answer.reason, answer.remark)


def _insert(
    session: Session, establishment_id: uuid.UUID, checklist: Checklist, draft: DraftInspection,
    given: Mapping[str, DraftAnswer], verdict: Verdict, by: uuid.UUID, at: datetime,
) -> uuid.UUID:  # fmt: skip
    inspection_id = new_id()
    row = {
        "id": inspection_id, "establishment_id": establishment_id, "checklist_version": checklist.version,
        "inspected_on": draft.inspected_on, "verdict": verdict.value, "remark": nfc(draft.remark.strip()),
        "inspected_by": by, "at": at,
    }  # fmt: skip
    session.execute(insert(INSPECTION), row)
    answers = [
        {
            "inspection_id": inspection_id, "item_code": code, "result": answer.result and answer.result.value,
            "reason": answer.reason, "remark": answer.remark, "remedy_due_on": answer.remedy_due_on,
        }
        for code, answer in given.items()
    ]  # fmt: skip
    session.execute(insert(ANSWER), answers)
    return inspection_id


def _follow(
    session: Session, row: Any, inspection_id: uuid.UUID, checklist: Checklist, given: Mapping[str, DraftAnswer],
    running: Mapping[str, Any], by: uuid.UUID, on: date, at: datetime,
) -> None:  # fmt: skip
    demands = [
        Demand(code, answer.remark, answer.remedy_due_on)
        for code, answer in given.items()
        if answer.remedy_due_on and answer.result in WITH_REMEDY
    ]
    origin = Origin(row.unit_name, row.commune_agency_id, checklist.name, row.unit_id, inspection_id=inspection_id)
    following.follow(session, origin, demands, running, by=by, on=on, at=at)
