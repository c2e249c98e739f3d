"""An application, page by page: saved at every step, the ceiling told, every reason at once, twins explained."""

import uuid

import pytest
from flask import Flask
from sqlalchemy import select

from tests.pages import Page
from tests.people import People
from tests.support.desk import APPLICANT, MONEY, SILVER, Application, unit_named
from workflow.accounts.models import Agency
from workflow.extensions import db
from workflow.register.models import PlanItem
from workflow.support.queries import request_of, support_of
from workflow.wall_clock import today


def plan_item(app: Flask) -> uuid.UUID:
    """A.II.25, which is still to be recognised."""
    with app.app_context():
        found = select(PlanItem.id).where(PlanItem.section == "A.II", PlanItem.no == 25)
        return db.session.scalars(found).one()


def test_an_application_knows_its_kind_its_unit_and_who_leads(application: Application) -> None:
    row = application.row
    assert (row.procedure_code, row.kind, row.basis) == ("support", "trade_promotion", "2026.1")
    assert row.title == f"Xúc tiến thương mại: {SILVER}"
    assert row.unit_id == unit_named(application.app)
    with application.app.app_context():
        kind = db.session.scalars(select(Agency.kind).where(Agency.id == row.lead_agency_id)).one()
    assert kind == "industry_trade"


def test_a_commune_leads_its_own_environment(app: Flask, people: People) -> None:
    made = Application(app, people, "environment").begin()
    assert made.row.lead_agency_id == made.officer.agency_id


def test_everybody_reads_what_a_village_may_apply_for(app: Flask) -> None:
    page = Page(app.test_client().get(f"/support?unit={unit_named(app)}"))
    assert page.status == 200
    assert SILVER in page.text
    for words in ("Sở Công Thương", "tối đa 50 % chi phí và không quá 50.000.000 đồng mỗi cơ sở", "chưa quy định mức"):
        assert words in page.text


def test_an_unknown_unit_is_not_found(app: Flask) -> None:
    assert app.test_client().get(f"/support?unit={uuid.uuid4()}").status_code == 404


def test_only_an_officer_of_a_commune_begins(people: People) -> None:
    desk = people.client(people("dept_officer"))
    assert desk.get("/support/new").status_code == 403
    assert desk.post("/support/new", data={"kind": "training", "aim": "unit:x"}).status_code == 403


def test_the_kind_and_the_unit_of_a_link_are_chosen_beforehand(app: Flask, people: People) -> None:
    unit = unit_named(app)
    desk = people.client(people("commune_officer"))
    page = Page(desk.get(f"/support/new?kind=training&unit={unit}"))
    chosen = {option.get("value") for option in page.all("option") if option.get("selected") is not None}
    assert chosen == {"training", f"unit:{unit}"}


def test_a_unit_of_another_commune_cannot_be_chosen(app: Flask, people: People) -> None:
    desk = people.client(people("commune_officer", commune="Y Tý"))
    page = Page(desk.post("/support/new", data={"kind": "training", "aim": f"unit:{unit_named(app)}"}))
    assert page.status == 422
    assert "không có trong danh sách" in page.text


def test_what_is_being_prepared_may_ask_for_training_but_not_for_trade(app: Flask, people: People) -> None:
    aim = f"plan_item:{plan_item(app)}"
    made = Application(app, people, "training").begin(aim)
    assert made.row.plan_item_id is None, "the row of the annex still waits for its recognition"
    assert Page(made.client.get(made.url())).status == 200
    page = Page(made.client.post("/support/new", data={"kind": "trade_promotion", "aim": aim}))
    assert page.status == 422
    assert "chỉ dành cho làng nghề" in page.text


def test_what_is_typed_is_saved_and_read_again(application: Application) -> None:
    assert application.send("applicant", **APPLICANT).location.endswith("/money")
    assert application.send("money", **MONEY).location.endswith("/papers")
    assert 'value="HTX chạm bạc Séo Pờ Hồ"' in application.page("applicant").html
    page = application.page("money")
    assert 'value="120.000.000"' in page.html
    assert "mức thấp hơn là 50.000.000 đồng" in page.text
    assert application.send("money", go="later", **MONEY).location == f"/dossiers/{application.id}"


def test_the_live_ceiling_has_its_numbers_from_the_law(application: Application) -> None:
    html = application.page("money").html
    assert 'data-top="1" data-bottom="2" data-most="50000000"' in html


def test_a_blank_draft_may_be_saved_everywhere(application: Application) -> None:
    assert application.send("applicant").status_code == 303
    assert application.send("money", year=MONEY["year"]).status_code == 303


def test_the_last_page_says_every_reason_at_once(application: Application) -> None:
    page = application.page()
    for missing in ("Cơ sở, hộ, tổ chức nhận hỗ trợ", "Tổng chi phí", "Nguồn kinh phí mong muốn", "Dự toán kinh phí"):
        assert missing in page.text
    assert f"{application.url()}/papers" in page.html
    assert "/steps/present" not in page.html


def test_a_complete_application_may_be_presented(application: Application) -> None:
    page = application.fill().page()
    assert "Mọi nội dung và giấy tờ theo yêu cầu đều đã có" in page.text
    assert "/steps/present" in page.html


def test_more_than_the_ceiling_is_saved_but_not_sent(application: Application) -> None:
    application.fill(own_capital="0", requested="50.000.001")
    page = application.page()
    assert "vượt mức tối đa 50.000.000 đồng" in page.text
    assert "/steps/present" not in page.html


def test_asked_and_own_money_cannot_exceed_the_cost(application: Application) -> None:
    application.fill(own_capital="70.000.001")
    assert "nhiều hơn tổng chi phí (120.000.000 đồng)" in application.page().text


def test_a_source_of_another_kind_cannot_be_chosen(application: Application) -> None:
    page = Page(application.send("money", **MONEY | {"fund": "K"}))
    assert page.status == 422
    assert "không có trong danh sách" in page.text


@pytest.mark.parametrize(
    ("section", "field", "typed", "said"),
    [
        ("money", "cost", "một trăm", "số nguyên"),
        ("money", "year", "", "Hãy nhập mục này"),
        ("applicant", "applicant_phone", "không có", "Số điện thoại"),
    ],
)
def test_what_cannot_be_read_is_kept_and_explained(
    application: Application, section: str, field: str, typed: str, said: str
) -> None:
    before = application.row.version
    page = Page(application.send(section, **(MONEY if section == "money" else APPLICANT) | {field: typed}))
    assert page.status == 422
    assert said in page.text
    assert f'value="{typed}"' in page.html
    assert application.row.version == before


def test_an_old_tab_is_shown_what_it_would_overwrite(application: Application) -> None:
    old = application.row.version
    application.send("applicant", **APPLICANT)
    page = Page(application.send("applicant", version=old, **APPLICANT | {"applicant_name": "Lý A Tủa"}))
    assert page.status == 409
    assert "Lý A Tủa" in page.text
    assert "Lý A Sử" in page.text
    assert application.send("applicant", version=old, autosave=True, **APPLICANT).status_code == 409


def test_an_autosave_learns_its_new_version(application: Application) -> None:
    answer = application.send("applicant", autosave=True, **APPLICANT)
    assert answer.status_code == 204
    assert answer.headers["X-Version"] == str(application.row.version)
    assert application.send("money", autosave=True, **MONEY | {"cost": "x"}).status_code == 422


def test_the_same_establishment_is_warned_and_may_explain(app: Flask, people: People, application: Application) -> None:
    application.fill()
    again = Application(app, people).begin().fill({**APPLICANT, "establishment": "HTX CHẠM BẠC – Séo Pờ Hồ"})
    page = again.page()
    assert "đã có hồ sơ “Xúc tiến thương mại”" in page.text
    assert "Hãy giải trình vì sao vẫn đề nghị" in page.text
    assert again.send("money", **MONEY | {"twin_note": "Hội chợ khác, tháng khác."}).status_code == 303
    assert "Mọi nội dung và giấy tờ theo yêu cầu đều đã có" in again.page().text


def test_what_was_thrown_away_is_no_twin(app: Flask, people: People, application: Application) -> None:
    application.fill().step("discard", "commune_officer", reason="Nhập nhầm")
    again = Application(app, people).begin().fill()
    with app.app_context():
        fact = support_of(again.id, today())
    assert fact is not None
    assert fact.twins == ()


def test_another_year_or_kind_is_no_twin(app: Flask, people: People, application: Application) -> None:
    application.fill()
    next_year = Application(app, people).begin().fill(year=str(int(MONEY["year"]) + 1))
    other = Application(app, people, "ecommerce").begin().fill()
    with app.app_context():
        assert [fact.twins for each in (next_year, other) if (fact := support_of(each.id, today()))] == [(), ()]


def test_another_kind_is_another_lead(application: Application) -> None:
    aim = f"unit:{unit_named(application.app)}"
    assert application.send("kind", kind="ip", aim=aim).status_code == 303
    row = application.row
    assert (row.kind, row.title) == ("ip", f"Sở hữu trí tuệ: {SILVER}")
    with application.app.app_context():
        kept = request_of(application.id)
        kind = db.session.scalars(select(Agency.kind).where(Agency.id == row.lead_agency_id)).one()
    assert kept is not None
    assert (kept.kind, kind) == ("ip", "science_technology")


def test_an_honour_asks_no_money(app: Flask, people: People) -> None:
    made = Application(app, people, "artisan_title").begin().fill()
    assert made.row.procedure_code == "artisan_title"
    assert "cost" not in made.page("money").html
    assert "Mọi nội dung và giấy tờ theo yêu cầu đều đã có" in made.page().text
    assert 'value="trade_promotion"' not in made.page("kind").html


def test_another_commune_finds_nothing(people: People, application: Application) -> None:
    stranger = people.client(people("commune_officer", commune="Y Tý"))
    for section in ("", "kind", "applicant", "money", "papers"):
        assert stranger.get(application.url(section)).status_code == 404


def test_a_dossier_of_another_law_has_no_such_pages(application: Application, story) -> None:
    desk = story.people.client(story.who("commune_officer"))
    assert desk.get(f"/dossiers/{story.id}/support").status_code == 404
    assert desk.get(f"/dossiers/{story.id}/support/money").status_code == 404


def test_an_unknown_section_is_not_found(application: Application) -> None:
    assert application.client.get(application.url("results")).status_code == 404
    assert application.send("results").status_code == 404
