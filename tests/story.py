"""A dossier as a story: people take their steps through the services, on real data, up to wherever a test begins."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import insert, select, update

from states.case import DossierBasis, Kind
from states.checklist import ItemResult
from states.criteria import criteria_for
from states.environment import current_checklist
from tests.people import MUONG_HUM, People, Someone
from tests.votes import hold_vote
from workflow.appraisal.queries import ENVIRONMENT_CRITERION
from workflow.appraisal.services import DraftAnswer, DraftWord, confirm_criteria, save_answers
from workflow.dossiers.models import Dossier
from workflow.dossiers.opening import Opening, open_dossier
from workflow.dossiers.request_models import Household, Request, RequestSite, YearResult
from workflow.dossiers.services import Taken, take_step
from workflow.extensions import db, new_id
from workflow.papers.models import Attachment, StoredFile
from workflow.register.models import Commune, PlanItem
from workflow.transactions import writing
from workflow.wall_clock import now, today

_TO_THE_PROVINCE: tuple[tuple[str, str], ...] = (
    ("present", "commune_officer"),
    ("submit", "commune_leader"),
    ("receive", "reception_desk"),
    ("sign_off", "env_appraiser"),
    ("recommend_recognition", "dept_officer"),
    ("propose", "dept_leader"),
    ("present_decision", "province_clerk"),
    ("approve", "province_leader"),
)
ROAD = (*_TO_THE_PROVINCE, ("number", "province_clerk"), ("issue", "province_clerk"), ("deliver", "reception_desk"))
"""The shortest road from a draft to the register: each action and who takes it."""

ROADS = {"2026.1": (*_TO_THE_PROVINCE, ("issue", "province_clerk")), "2026.2": ROAD}
"""The same by the version of the procedure the dossier was opened under."""

VILLAGE_PARTS = ("CV-HOUSEHOLDS", "CV-RESULTS", "CV-ENV")
CRAFT_PARTS = ("TC-SUMMARY", "TC-IDENTITY")


class Story:
    """One dossier and the people around it."""

    def __init__(self, app: Flask, people: People, commune: str = MUONG_HUM) -> None:
        self.app, self.people, self.commune = app, people, commune
        self.cast: dict[str, Someone] = {}
        self.id = uuid.UUID(int=0)

    def who(self, role: str) -> Someone:
        """The person of this story in a role."""
        if role not in self.cast:
            self.cast[role] = self.people(role, commune=self.commune)
        return self.cast[role]

    def draft(self, kind: str = "craft_village", basis: str = "full", version: str = "", **more: Any) -> "Story":
        """A commune officer begins a dossier for A.II.25 and declares everything the law asks.

        `version` is an earlier one of the procedure, as if the dossier had been opened while that was in force.
        """
        officer = self.who("commune_officer")
        person = self.people.person(officer)
        with self.app.app_context(), writing() as session:
            code = session.scalars(select(Commune.code).where(Commune.name == self.commune)).one()
            item = session.scalars(select(PlanItem.id).where(PlanItem.section == "A.II", PlanItem.no == 25)).one()
            title = "Làng nghề mây tre đan dân tộc Hà Nhì, Nậm Pung"
            opening = Opening(kind, basis, title, code, officer.agency_id, plan_item_id=item, **more)
            self.id = open_dossier(session, opening, by=person, on=today(), at=now())
            _declare(session, self.id, code)
            for part in (*VILLAGE_PARTS, *CRAFT_PARTS):
                _attach(session, self.id, part, officer.id)
            if version:
                session.execute(update(Dossier).where(Dossier.id == self.id).values(procedure_version=version))
        return self

    def step(self, action: str, role: str, on: date | None = None, **inputs: str) -> Taken:
        """One step, taken now by the story's person in that role."""
        person = self.people.person(self.who(role))
        with self.app.app_context():
            return take_step(
                self.id, action, by=person, on=on or today(), at=now(), seen_version=self.row.version,
                token=uuid.uuid4().hex, inputs=inputs,
            )  # fmt: skip

    def up_to(self, stage: str) -> "Story":
        """Along the shortest road until the dossier stands in a stage."""
        for action, role in ROADS.get(self.row.procedure_version, ROAD):
            if self.row.stage == stage:
                return self
            self.prepare(action)
            self.step(action, role, **self.inputs(action))
        assert self.row.stage == stage, self.row.stage
        return self

    def inputs(self, action: str) -> Mapping[str, str]:
        if action == "issue" and self.row.procedure_version == "2026.1":
            return {"decision_number": "118/QĐ-UBND", "decided_on": today().isoformat()}
        typed = {"deliver": {"delivered_on": today().isoformat(), "received_by": "Ly Giờ Xá"}}
        return typed.get(action, {})

    def prepare(self, action: str) -> None:
        """What has to be there before an action: the appraisal, the confirmed criteria, the council's vote."""
        if action == "sign_off":
            self.appraise()
        elif action == "recommend_recognition":
            self.confirm()
        elif action == "present_decision":
            self.vote()

    def appraise(self, result: str = "met", **exceptions: str) -> None:
        """Answer every item of the checklist; `ENV_V08="not_met"` says otherwise for one."""
        drafts = {}
        for item in current_checklist(today()).items:
            answer = ItemResult(exceptions.get(item.code.replace("-", "_"), result))
            reason = "Không phát sinh tại thôn" if answer is ItemResult.NOT_APPLICABLE else ""
            drafts[item.code] = DraftAnswer(answer, reason)
        person = self.who("env_appraiser").id
        with self.app.app_context(), writing() as session:
            save_answers(session, self.id, current_checklist(today()), drafts, by=person, on=today(), at=now())

    def vote(self, passed: bool = True) -> None:
        """The council sits today and votes on the dossier."""
        clerk = self.who("province_clerk")
        hold_vote(self.app, self.id, by=clerk.id, agency_id=clerk.agency_id, on=today(), at=now(), passed=passed)

    def confirm(self, met: bool = True) -> None:
        """The department's officer says of every criterion that it is met."""
        person, row = self.who("dept_officer").id, self.row
        asked = [criterion.code for criterion in criteria_for(Kind(row.kind), DossierBasis(row.basis))]
        words = {code: DraftWord(met) for code in asked if code != ENVIRONMENT_CRITERION}
        with self.app.app_context(), writing() as session:
            confirm_criteria(session, self.id, words, by=person, on=today(), at=now())

    @property
    def row(self) -> Any:
        """The dossier's row, read anew."""
        with self.app.app_context():
            return db.session.execute(select(Dossier.__table__).where(Dossier.id == self.id)).one()


def _declare(session: Any, dossier_id: uuid.UUID, commune_code: str) -> None:
    key = {"dossier_id": dossier_id}
    facts = {
        "trade": "Mây tre đan", "trade_group": 4, "proposer_name": "Ly Giờ Xá", "proposer_role": "Trưởng thôn",
        "proposer_phone": "0912 345 123", "proposer_address": "Thôn Nậm Pung", "total_households": 118,
        "first_known_year": 1950, "first_known_note": "theo lời kể của các cụ trong thôn", "still_developing": True,
        "identity_text": "Hoa văn và cách đan của người Hà Nhì.", "history_text": "Nghề có từ khi lập bản.",
        "artisan_names": "Ly Giờ Xá", "env_plan_number": "118/QĐ-UBND", "env_plan_on": date(2025, 3, 12),
        "env_plan_by": "UBND xã Mường Hum", "self_management": "Tổ tự quản bảo vệ môi trường thôn Nậm Pung",
    }  # fmt: skip
    session.execute(insert(Request), key | facts)
    place = {"position": 1, "commune_code": commune_code, "former_commune": "Nậm Pung", "village": "Thôn Nậm Pung"}
    session.execute(insert(RequestSite), key | place)
    for position in range(1, 42):
        row = {"position": position, "head_name": f"Ly Giờ Xá {position}", "village": "Thôn Nậm Pung", "workers": 2}
        session.execute(insert(Household), key | row | {"trade": "Mây tre đan", "years_in_trade": 20})
    for year in (today().year - 2, today().year - 1):
        row = {"year": year, "households": 41, "workers": 82, "revenue_vnd": 900_000_000, "products": "Gùi, mâm, rổ"}
        session.execute(insert(YearResult), key | row)


def _attach(session: Any, dossier_id: uuid.UUID, part: str, by: uuid.UUID) -> None:
    digest = uuid.uuid4().bytes * 2
    session.execute(insert(StoredFile), {"digest": digest, "size": 9, "media_type": "application/pdf"})
    row = {"id": new_id(), "dossier_id": dossier_id, "part_code": part, "digest": digest, "name": f"{part}.pdf"}
    kept = {"size": 9, "media_type": "application/pdf", "uploaded_by": by, "at": now()}
    session.execute(insert(Attachment), row | kept)
