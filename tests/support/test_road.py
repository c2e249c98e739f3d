"""The whole road of an application: commune, screening, lead agency, province, money, acceptance."""

import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from states.kernel import Refused
from states.screening import screening_for
from tests.pages import Page
from tests.people import People
from tests.support.desk import MONEY, Application, fund_line, line_of
from workflow.appraisal.queries import checklist_in
from workflow.appraisal.services import DraftAnswer
from workflow.dossiers import appraisal_services
from workflow.dossiers.models import Entry, Submission
from workflow.extensions import db
from workflow.notices.models import Notice
from workflow.support.queries import request_of, support_of
from workflow.wall_clock import now, today

MILLION = 1_000_000
ROAD = (
    ("present", "commune_officer"), ("submit", "commune_leader"), ("receive", "reception_desk"),
    ("sign_off", "env_appraiser"), ("recommend_support", "lead_officer"), ("propose", "lead_leader"),
    ("present_decision", "province_clerk"), ("approve", "province_leader"), ("number", "province_clerk"),
    ("issue", "province_clerk"),
)  # fmt: skip
TODAY = today().isoformat()
OTHER_MONEY = {"fund": "H"}
"""Money that is not the State's: no opinion of the Department of Finance is needed."""


def screen(application: Application, result: str = "met") -> None:
    """Answer the screening list, through its page."""
    desk = application.people.client(application.who("env_appraiser"))
    items = screening_for(application.kind.code, "2026.1").items
    answers = {f"{item.code}-result": result for item in items}
    sent = {"seen_version": str(application.row.version)} | answers
    assert desk.post(f"/dossiers/{application.id}/appraisal", data=sent).status_code == 303


def walk(application: Application, until: str) -> Application:
    """Along the shortest road until the dossier stands in a stage."""
    for action, role in ROAD:
        if application.row.stage == until:
            return application
        if action == "sign_off":
            screen(application)
        application.step(action, role, **({"granted": str(40 * MILLION)} if action == "approve" else {}))
    assert application.row.stage == until
    return application


@pytest.fixture
def tourism(app: Flask, people: People) -> Application:
    """A complete application for tourism, from money that is not the State's."""
    return Application(app, people, "tourism").begin().fill(**OTHER_MONEY)


def show(application: Application, role: str) -> Page:
    return Page(application.people.client(application.who(role)).get(f"/dossiers/{application.id}"))


def fact(application: Application) -> Any:
    with application.app.app_context():
        return support_of(application.id, today())


def test_the_screening_is_the_short_list_of_the_kind(tourism: Application) -> None:
    walk(tourism, "environmental_screening")
    page = Page(tourism.people.client(tourism.who("env_appraiser")).get(f"/dossiers/{tourism.id}/appraisal"))
    assert page.status == 200
    assert "SCR-VISITORS" in page.text
    assert "ENV-V01" not in page.text


def test_the_screening_keeps_its_list(tourism: Application) -> None:
    walk(tourism, "environmental_screening")
    person = tourism.people.person(tourism.who("env_appraiser"))
    drafts = {"SCR-LAWFUL": DraftAnswer(remark="đang xem")}
    with tourism.app.app_context():
        version = tourism.row.version
        saved = appraisal_services.save_appraisal(
            tourism.id, drafts, by=person, on=today(), at=now(), seen_version=version
        )
        assert saved == ("SCR-LAWFUL",)
        assert checklist_in("screening:tourism 2026.1", today()) is screening_for("tourism", "2026.1")


def test_an_unmet_screening_stands_in_the_way_of_support(tourism: Application) -> None:
    walk(tourism, "environmental_screening")
    screen(tourism, "not_met")
    tourism.step("sign_off", "env_appraiser")
    with pytest.raises(Refused, match="SCR-LAWFUL chưa đạt"):
        tourism.step("recommend_support", "lead_officer")


def test_money_is_granted_promised_paid_and_accepted(tourism: Application) -> None:
    """From the first page to the closed dossier; the journal holds amounts, the line what it gave."""
    line_id = fund_line(tourism.app, 60 * MILLION, source="H", programme="Quỹ phát triển du lịch")
    walk(tourism, "implementation")
    assert fact(tourism).granted == 40 * MILLION
    tourism.step("commit", "lead_officer", fund_line=str(line_id), amount=str(30 * MILLION))
    tourism.step("pay", "lead_officer", amount=str(10 * MILLION), paid_on=TODAY, voucher="UNC 07")
    tourism.step("pay", "lead_officer", amount=str(20 * MILLION), paid_on=TODAY, voucher="UNC 08")
    tourism.step("accept", "lead_officer", accepted_on=TODAY, reason="Đúng nội dung, đủ khối lượng.")
    found, line = fact(tourism), line_of(tourism.app, line_id)
    assert (found.committed, found.paid, found.is_accepted) == (30 * MILLION, 30 * MILLION, True)
    assert (line.committed, line.paid) == (30 * MILLION, 30 * MILLION)
    page = show(tourism, "lead_officer")
    for words in ("40.000.000", "Quỹ phát triển du lịch", "chứng từ UNC 07", "Đã nghiệm thu"):
        assert words in page.text
    tourism.step("close", "lead_officer")
    assert tourism.row.stage == "closed"


def test_a_dossier_is_not_closed_before_its_work_is_accepted_and_paid(tourism: Application) -> None:
    line_id = fund_line(tourism.app, 60 * MILLION, source="H")
    walk(tourism, "implementation")
    tourism.step("commit", "lead_officer", fund_line=str(line_id), amount=str(MILLION))
    with pytest.raises(Refused) as refusal:
        tourism.step("close", "lead_officer")
    said = str(refusal.value)
    assert "Chưa có nghiệm thu" in said
    assert "1.000.000 đồng đã cam kết nhưng chưa giải ngân" in said


def test_more_than_the_grant_is_not_promised_and_more_than_the_line_neither(tourism: Application) -> None:
    line_id = fund_line(tourism.app, 30 * MILLION, source="H")
    walk(tourism, "implementation")
    with pytest.raises(Refused, match=r"Chỉ còn được cam kết 40.000.000 đồng"):
        tourism.step("commit", "lead_officer", fund_line=str(line_id), amount=str(40 * MILLION + 1))
    with pytest.raises(Refused, match=r"chỉ còn 30.000.000 đồng"):
        tourism.step("commit", "lead_officer", fund_line=str(line_id), amount=str(30 * MILLION + 1))
    with pytest.raises(Refused, match="không còn trong danh sách"):
        tourism.step("commit", "lead_officer", fund_line=str(uuid.uuid4()), amount="1")
    assert fact(tourism).committed == 0


def test_more_than_was_asked_is_not_granted(tourism: Application) -> None:
    walk(tourism, "provincial_approval")
    with pytest.raises(Refused, match=r"không được quá 50.000.000 đồng"):
        tourism.step("approve", "province_leader", granted=str(50 * MILLION + 1))
    assert fact(tourism).granted is None


def test_a_stopped_dossier_gives_back_what_was_not_paid(tourism: Application) -> None:
    line_id = fund_line(tourism.app, 60 * MILLION, source="H")
    walk(tourism, "implementation")
    tourism.step("commit", "lead_officer", fund_line=str(line_id), amount=str(30 * MILLION))
    tourism.step("pay", "lead_officer", amount=str(5 * MILLION), paid_on=TODAY, voucher="UNC 01")
    tourism.step("stop", "lead_leader", reason="Cơ sở không thực hiện tiếp.")
    line = line_of(tourism.app, line_id)
    assert (tourism.row.stage, line.committed, line.paid) == ("stopped", 5 * MILLION, 5 * MILLION)


def test_a_result_is_delivered_once(tourism: Application) -> None:
    walk(tourism, "implementation")
    tourism.step("deliver", "reception_desk", delivered_on=TODAY, received_by="Lý A Sử")
    with pytest.raises(Refused, match="Kết quả đã được trả ngày"):
        tourism.step("deliver", "reception_desk", delivered_on=TODAY, received_by="Lý A Sử")
    assert tourism.row.stage == "implementation"


def test_a_dossier_whose_decision_went_out_is_not_taken_up_again(tourism: Application) -> None:
    walk(tourism, "implementation")
    tourism.step("stop", "lead_leader", reason="Cơ sở không thực hiện tiếp.")
    with pytest.raises(Refused, match="đã phát hành nên không mở lại được"):
        tourism.step("reopen", "lead_leader", reason="Cơ sở thực hiện tiếp.")


def test_the_ceiling_holds_when_the_commune_sends(app: Flask, people: People) -> None:
    made = Application(app, people).begin().fill(own_capital="0", requested="50.000.001")
    with pytest.raises(Refused, match="vượt mức tối đa"):
        made.step("present", "commune_officer")


def test_state_money_waits_for_the_department_of_finance(app: Flask, people: People) -> None:
    made = walk(Application(app, people).begin().fill(), "lead_review")
    with pytest.raises(Refused, match="cần ý kiến của Sở Tài chính"):
        made.step("recommend_support", "lead_officer")


def test_what_was_handed_in_is_kept_with_its_figures(tourism: Application) -> None:
    walk(tourism, "commune_approval")
    with tourism.app.app_context():
        kept = db.session.scalars(select(Submission.content).where(Submission.dossier_id == tourism.id)).one()
    assert (kept["kind"], kept["cost"], kept["requested"]) == ("tourism", 120 * MILLION, 50 * MILLION)
    assert kept["purpose"] == MONEY["purpose"]
    assert "granted" not in kept


def test_the_journal_holds_amounts_and_the_commune_is_told(tourism: Application) -> None:
    line_id = fund_line(tourism.app, 60 * MILLION, source="H")
    walk(tourism, "implementation")
    tourism.step("commit", "lead_officer", fund_line=str(line_id), amount=str(MILLION))
    tourism.step("pay", "lead_officer", amount=str(MILLION), paid_on=TODAY, voucher="UNC 01")
    with tourism.app.app_context():
        rows = db.session.execute(select(Entry.action, Entry.payload).where(Entry.dossier_id == tourism.id))
        payload = {row.action: row.payload for row in rows}
        mine = Notice.account_id == tourism.officer.id
        told = set(db.session.scalars(select(Notice.kind).where(mine, Notice.kind.like("support:%"))))
    assert payload["approve"]["granted"] == 40 * MILLION
    assert payload["commit"]["amount"] == MILLION
    assert payload["commit"]["fund_line"] == str(line_id)
    assert "UNC 01" not in str(payload["pay"])
    assert told == {"support:granted", "support:paid"}


def test_the_dossier_page_shows_what_is_asked_to_everybody_on_the_road(tourism: Application) -> None:
    walk(tourism, "lead_review")
    for role in ("commune_officer", "env_appraiser", "lead_officer", "lead_leader", "province_clerk"):
        page = show(tourism, role)
        assert page.status == 200, role
        assert "Gắn làng nghề với du lịch" in page.text
        assert "50.000.000" in page.text


def test_a_department_that_does_not_lead_sees_nothing(tourism: Application, app: Flask, people: People) -> None:
    walk(tourism, "lead_review")
    other = Application(app, people, "ip")
    desk = people.client(other.who("lead_officer"))
    assert desk.get(f"/dossiers/{tourism.id}").status_code == 404


def test_a_received_application_keeps_its_kind(tourism: Application) -> None:
    walk(tourism, "environmental_screening")
    with tourism.app.app_context():
        before = request_of(tourism.id)
    answer = tourism.send("kind", kind="ip", aim=f"unit:{before.unit_id}" if before else "")
    assert answer.status_code == 409
    with tourism.app.app_context():
        after = request_of(tourism.id)
    assert after == before


def test_a_title_is_honoured_without_money(app: Flask, people: People) -> None:
    made = Application(app, people, "artisan_title").begin().fill()
    for action, role in ROAD:
        if action != "sign_off":
            made.step(action, role)
    found = fact(made)
    assert (found.granted, found.cost, made.row.stage) == (None, None, "delivery")
    made.step("deliver", "reception_desk", delivered_on=TODAY, received_by="Lý A Sử")
    assert made.row.stage == "honoured"
