"""An office in which every paper was made: a recognition, a refusal, support, a revocation, a correction."""

import uuid
from collections.abc import Iterator
from typing import Any

from flask import Flask
from sqlalchemy import select

from states.voting import BallotMode
from tests.council.desk import AGAINST, FOR, Chamber
from tests.decisions.corrections import Correcting
from tests.people import People, Someone
from tests.story import ROAD, Story
from tests.support.desk import Application
from tests.support.test_road import OTHER_MONEY, walk
from workflow.dossiers.case import DossierCase
from workflow.dossiers.consultation import services as opinions
from workflow.dossiers.consultation.services import Question
from workflow.dossiers.models import Dossier
from workflow.dossiers.printing.numbering import record_number
from workflow.extensions import db
from workflow.opinions.models import OpinionRequest
from workflow.papers.models import Paper
from workflow.wall_clock import now, today

PAPER = Paper.__table__
NAMES = {
    "commune_officer": "Lý Thị Mẩy", "commune_leader": "Vàng A Chú", "reception_desk": "Trần Thu Hà",
    "env_appraiser": "Nguyễn Thị Hồng Ngọc", "dept_officer": "Đỗ Quang Huy", "dept_leader": "Phạm Quốc Việt",
    "province_clerk": "Lê Hồng Nhung", "province_leader": "Phan Trung Bá",
}  # fmt: skip
TRADE = "industry_trade"
NO = "Chưa có phương án xử lý nước thải tập trung phù hợp với quy mô làng nghề."


def cast_of(people: People) -> dict[str, Someone]:
    return {role: people(role, name=name) for role, name in NAMES.items()}


def papers_of(app: Flask, dossier_id: uuid.UUID, form: str = "") -> list[Any]:
    """The papers of a dossier in the order in which they were fixed."""
    wanted = select(PAPER).where(PAPER.c.dossier_id == dossier_id).order_by(PAPER.c.entry_number, PAPER.c.id)
    with app.app_context():
        return list(db.session.execute(wanted.where(PAPER.c.form == form) if form else wanted))


def number_letter(story: Any, form: str, number: int, role: str) -> uuid.UUID:
    """The agency's clerk writes down the number of the last paper of a form."""
    paper = papers_of(story.app, story.id, form)[-1]
    person = story.people.person(story.who(role))
    with story.app.app_context():
        return record_number(story.id, paper.id, number, today(), by=person, on=today(), at=now())


def ask_trade(story: Story) -> None:
    """The department asks another one, which drafts, approves and is treated."""
    officer = story.people("consulted_officer", kind=TRADE, name="Hoàng Thị Lan")
    leader = story.people("consulted_leader", kind=TRADE, name="Giàng Seo Phử")
    asker = story.people.person(story.who("dept_officer"))
    question = Question("Sản phẩm mây tre đan có thị trường tiêu thụ ổn định không?", 5, [officer.agency_id], [None])
    with story.app.app_context():
        opinions.ask(story.id, question, by=asker, on=today(), at=now(), seen_version=story.row.version)
        row = db.session.scalars(select(OpinionRequest).where(OpinionRequest.dossier_id == story.id)).one()
        request_id = row.id
    said = {"answer": "agree_with_remarks", "remarks": "Đồng ý; đề nghị bổ sung kế hoạch dán nhãn sản phẩm."}
    for who, action, inputs in ((officer, "draft_answer", said), (leader, "answer", {})):
        with story.app.app_context():
            seen = db.session.get_one(OpinionRequest, request_id).version
            person = story.people.person(who)
            opinions.act(request_id, action, by=person, on=today(), at=now(), seen_version=seen, inputs=inputs)
    with story.app.app_context():
        opinions.treat(story.id, request_id, "Tiếp thu, đưa vào báo cáo.", by=asker, on=today(), at=now())


def go(story: Story, *actions: str) -> None:
    """These steps of the shortest road, each with what it needs."""
    roles = dict(ROAD)
    for action in actions:
        if action == "recommend_recognition":
            story.confirm()
        story.step(action, roles[action], **story.inputs(action))


def hold_meeting(story: Story) -> Chamber:
    """A real meeting of seven votes in the open on the dossier."""
    chamber = Chamber(story.app, story.people)
    chamber.plan(story.id, mode=BallotMode.OPEN).open().decide(*[FOR] * 6, AGAINST)
    chamber.close("Đề nghị xã duy trì tổ tự quản và thu gom chất thải.")
    return chamber


def recognised(app: Flask, people: People) -> tuple[Story, Chamber]:
    """The whole road, each letter with its number."""
    story = Story(app, people)
    story.cast = cast_of(people)
    story.draft().up_to("submitted")
    number_letter(story, "TTR-XA", 45, "commune_officer")
    go(story, "receive")
    story.appraise(ENV_V06="needs_site_visit")
    story.appraise()
    go(story, "sign_off")
    number_letter(story, "BC-MT", 112, "env_appraiser")
    ask_trade(story)
    number_letter(story, "CV-YK", 7, "dept_officer")
    go(story, "recommend_recognition", "propose")
    number_letter(story, "BC-TH", 203, "dept_officer")
    number_letter(story, "TTR-SO", 204, "dept_officer")
    chamber = hold_meeting(story)
    go(story, "present_decision", "approve", "number", "issue")
    return story, chamber


def refused(app: Flask, people: People) -> Story:
    """The province says no, and why."""
    story = Story(app, people)
    story.cast = cast_of(people)
    story.draft().up_to("provincial_approval")
    story.step(
        "reject", "province_leader", reason="Chưa có phương án xử lý nước thải tập trung phù hợp với quy mô làng nghề."
    )
    number_letter(story, "TL-KCN", 9, "province_clerk")
    return story


def supported(app: Flask, people: People) -> Application:
    application = Application(app, people, "tourism").begin().fill(**OTHER_MONEY)
    application.cast |= {role: one for role, one in cast_of(people).items() if role.startswith("province")}
    return walk(application, "implementation")


def corrected(app: Flask, people: People) -> Correcting:
    """A slip in the register put right by a decision that names the old one."""
    found = Correcting(app, people).begin()
    found.write(name="Làng nghề thổ cẩm Tả Phìn")
    found.up_to("corrected")
    return found


def dossiers(app: Flask, people: People) -> Iterator[tuple[str, uuid.UUID]]:
    """Each dossier under a short name."""
    yield "cong-nhan", recognised(app, people)[0].id
    yield "tra-loi", refused(app, people).id
    yield "ho-tro", supported(app, people).id
    yield "thu-hoi", revoked(app, people)
    yield "dinh-chinh", corrected(app, people).id


def revoked(app: Flask, people: People) -> uuid.UUID:
    """A unit that has failed for five years is taken from the register."""
    from tests.reviews.test_reviews import Round, Taking

    annual = Round(app, people)
    annual.unmet_since(2020, 2025)
    annual.cast |= {role: people(role, name=NAMES[role]) for role in ("dept_officer", "dept_leader")}
    taking = Taking(app, people).begun(annual)
    taking.cast |= {role: people(role, name=NAMES[role]) for role in ("province_clerk", "province_leader")}
    taking.received()
    taking.inspect(met=False)
    taking.step("conclude_revocation", "dept_officer")
    taking.step("propose", "dept_leader")
    taking.decided()
    taking.step("issue", "province_clerk")
    return taking.id


def case_of(app: Flask, dossier_id: uuid.UUID) -> DossierCase:
    """A dossier as papers read it; within the application."""
    row = db.session.execute(select(Dossier.__table__).where(Dossier.__table__.c.id == dossier_id)).one()
    return DossierCase(db.session(), row, today())
