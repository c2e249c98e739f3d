"""Support that may be given twice: each case once, with its reasons, for those whom it concerns."""

from typing import Any

import pytest
from flask import Flask

from states.actors import AgencyKind
from tests.money.desk import MILLION, put_at
from tests.pages import Page
from tests.people import People, Someone
from tests.support.desk import APPLICANT, Application, consulted, fund_line
from workflow.money.doubles import doubles
from workflow.support import services
from workflow.transactions import writing
from workflow.wall_clock import now, today

YEAR = today().year


def sent(app: Flask, people: People, kind: str, establishment: str, **money: str) -> Application:
    """An application that has left its commune."""
    made = Application(app, people, kind).begin().fill(APPLICANT | {"establishment": establishment}, **money)
    put_at(app, made.id, stage="submitted")
    return made


def commit(app: Flask, application: Application, *programmes: str) -> None:
    for programme in programmes:
        line = fund_line(app, 9 * MILLION, programme=programme)
        with app.app_context(), writing() as session:
            services.promise(session, application.id, line, MILLION, by=application.officer.id, at=now())


def cases(app: Flask, people: People, who: Someone, year: int = YEAR) -> list[tuple[tuple[str, ...], set[Any]]]:
    with app.app_context():
        found = doubles(year, people.person(who))
    return [(each.reasons, {one.row.dossier_id for one in each.found}) for each in found]


@pytest.fixture
def department(people: People) -> Someone:
    return people("dept_officer")


def test_one_establishment_in_one_year_and_kind(app: Flask, people: People, department: Someone) -> None:
    first = sent(app, people, "trade_promotion", "HTX Chạm bạc, Séo Pờ Hồ")
    assert cases(app, people, department) == []
    second = sent(app, people, "trade_promotion", "htx cham bac seo po ho", purpose="Hội chợ khác")
    assert cases(app, people, department) == [(("establishment", "unit"), {first.id, second.id})]
    third = sent(app, people, "trade_promotion", "Hộ bà Mẩy", purpose="Biển hiệu")
    assert (("unit",), {first.id, second.id, third.id}) in cases(app, people, department)
    put_at(app, second.id, stage="withdrawn", is_open=False, waiting_agency_id=None)
    assert cases(app, people, department) == [(("unit",), {first.id, third.id})]
    assert cases(app, people, department, YEAR + 1) == []


def test_what_a_commune_still_writes_is_not_looked_at(app: Flask, people: People, department: Someone) -> None:
    sent(app, people, "trade_promotion", "HTX A")
    draft = Application(app, people).begin().fill(APPLICANT | {"establishment": "HTX A"})
    assert cases(app, people, department) == []
    put_at(app, draft.id, stage="submitted")
    assert len(cases(app, people, department)) == 1


def test_one_purpose_from_two_kinds_or_two_programmes(app: Flask, people: People, department: Someone) -> None:
    fair = sent(app, people, "trade_promotion", "HTX A", purpose="Làm trang bán hàng")
    shop = sent(app, people, "ecommerce", "HTX A", purpose="LÀM TRANG  BÁN HÀNG")
    assert cases(app, people, department) == [(("purpose",), {fair.id, shop.id})]
    commit(app, fair, "Khuyến công", "Nông thôn mới")
    found = cases(app, people, department)
    assert (("purpose", "programmes"), {fair.id, shop.id}) in found
    put_at(app, shop.id, stage="stopped", is_open=False, waiting_agency_id=None)
    assert cases(app, people, department) == [(("programmes",), {fair.id})]
    commit(app, shop, "Chuyển đổi số")
    assert (("purpose", "programmes"), {fair.id, shop.id}) in cases(app, people, department), "it ended with money"


def test_who_reads_a_case(app: Flask, people: People) -> None:
    sent(app, people, "trade_promotion", "HTX A")
    sent(app, people, "trade_promotion", "HTX A", purpose="Hội chợ khác")
    readers = {
        "finance": consulted(app, people, AgencyKind.FINANCE),
        "the lead": consulted(app, people, AgencyKind.INDUSTRY_TRADE),
        "another": consulted(app, people, AgencyKind.SCIENCE_TECHNOLOGY),
        "the commune": people("commune_officer"), "the system's": people("administrator"),
    }  # fmt: skip
    seen = {name: len(cases(app, people, who)) for name, who in readers.items()}
    assert seen == {"finance": 1, "the lead": 1, "another": 0, "the commune": 0, "the system's": 0}
    page = Page(people.client(readers["finance"]).get("/money/doubles"))
    assert "Cùng cơ sở, cùng loại hỗ trợ, cùng năm; Cùng làng nghề" in page.text
    assert "HTX A" in page.text
    assert "Không thấy trường hợp nào" in Page(people.client(readers["another"]).get("/money/doubles")).text
