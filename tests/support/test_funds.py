"""Fund lines: nobody promises more than there is, whoever comes at once; the Department of Finance writes them."""

import threading
import uuid
from collections import Counter
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from states.actors import AgencyKind, Role
from states.kernel import Refused
from tests.pages import Page
from tests.people import People
from tests.support.desk import Application, consulted, fund_line, line_of
from workflow.accounts.models import Agency
from workflow.audit.models import Event
from workflow.extensions import db
from workflow.support import services
from workflow.support.fund_queries import spending_of
from workflow.support.queries import fund_lines_for
from workflow.transactions import writing
from workflow.wall_clock import now, today

MILLION = 1_000_000


def promise(application: Application, line_id: uuid.UUID, amount: int) -> uuid.UUID:
    with application.app.app_context(), writing() as session:
        return services.promise(session, application.id, line_id, amount, by=application.officer.id, at=now())


def pay(application: Application, amount: int, voucher: str = "UNC 1") -> tuple[uuid.UUID, ...]:
    by = application.officer.id
    with application.app.app_context(), writing() as session:
        return services.pay(session, application.id, amount, paid_on=today(), voucher=voucher, by=by, at=now())


def release(application: Application) -> int:
    with application.app.app_context(), writing() as session:
        return services.release(session, application.id)


def test_twenty_who_promise_at_once_never_promise_more_than_there_is(application: Application) -> None:
    """Each asks for a seventh of the line: seven are given, thirteen are told what is left."""
    line_id, said = fund_line(application.app, 7 * MILLION), Counter[str]()
    gate = threading.Barrier(20)

    def ask() -> None:
        gate.wait()
        try:
            promise(application, line_id, MILLION)
        except Refused as refusal:
            said["chỉ còn 0 đồng" if "chỉ còn 0 đồng" in str(refusal) else str(refusal)] += 1
        else:
            said["given"] += 1

    crowd = [threading.Thread(target=ask) for _ in range(20)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    assert said == {"given": 7, "chỉ còn 0 đồng": 13}
    assert line_of(application.app, line_id).committed == 7 * MILLION


def test_a_refusal_says_what_is_left(application: Application) -> None:
    line_id = fund_line(application.app, 3 * MILLION)
    promise(application, line_id, MILLION)
    with pytest.raises(Refused, match=r"chỉ còn 2.000.000 đồng, không đủ 2.000.001 đồng"):
        promise(application, line_id, 2 * MILLION + 1)
    with pytest.raises(Refused, match="không còn trong danh sách"):
        promise(application, uuid.uuid4(), 1)


def test_money_is_paid_from_one_commitment_after_the_other(application: Application) -> None:
    first, second = (fund_line(application.app, 5 * MILLION, programme=name) for name in ("Một", "Hai"))
    promise(application, first, 2 * MILLION)
    promise(application, second, 3 * MILLION)
    assert len(pay(application, 4 * MILLION)) == 2
    with application.app.app_context():
        spent = {each.programme: each.paid for each in spending_of(application.id)}
    assert spent == {"Một": 2 * MILLION, "Hai": 2 * MILLION}
    assert line_of(application.app, second).paid == 2 * MILLION


def test_more_than_was_promised_is_not_paid(application: Application) -> None:
    line_id = fund_line(application.app, 5 * MILLION)
    promise(application, line_id, 2 * MILLION)
    with pytest.raises(Refused, match=r"Chỉ còn 2.000.000 đồng"):
        pay(application, 2 * MILLION + 1)
    assert line_of(application.app, line_id).paid == 0


def test_what_is_not_paid_goes_back_to_its_line_once(application: Application) -> None:
    line_id = fund_line(application.app, 5 * MILLION)
    promise(application, line_id, 3 * MILLION)
    pay(application, MILLION)
    assert (release(application), release(application)) == (2 * MILLION, 0)
    line = line_of(application.app, line_id)
    assert (line.committed, line.paid) == (MILLION, MILLION)
    with pytest.raises(Refused):
        pay(application, 1)


def test_an_application_is_offered_lines_of_its_sources_that_have_money(app: Flask, application: Application) -> None:
    fits = fund_line(app, 2 * MILLION)
    empty = fund_line(app, 0, programme="Hết")
    fund_line(app, MILLION, source="K", programme="Tín dụng")
    fund_line(app, MILLION, year=today().year - 1)
    later = fund_line(app, MILLION, year=today().year + 1)
    with app.app_context():
        offered = fund_lines_for(application.id)
        assert fund_lines_for(uuid.uuid4()) == {}
    assert set(offered) == {str(fits), str(later)}
    assert str(empty) not in offered
    assert offered[str(fits)].endswith("Khuyến công (Sở Công Thương): còn 2.000.000 đồng")


def typed(app: Flask, **more: str) -> dict[str, Any]:
    with app.app_context():
        agency = db.session.scalars(select(Agency.id).where(Agency.kind == "industry_trade")).one()
    line = {"year": str(today().year), "source": "B", "programme": "Khuyến công", "agency_id": str(agency)}
    return line | {"allocation": "2.000.000.000", "note": "QĐ giao vốn"} | more


@pytest.mark.parametrize("role", [Role.CONSULTED_OFFICER, Role.CONSULTED_LEADER])
def test_finance_adds_a_line_once(app: Flask, people: People, role: Role) -> None:
    desk = people.client(consulted(app, people, AgencyKind.FINANCE, role))
    assert Page(desk.get("/support/funds/new")).status == 200
    assert desk.post("/support/funds/new", data=typed(app)).status_code == 303
    page = Page(desk.get("/support/funds"))
    assert "2.000.000.000" in page.text
    again = Page(desk.post("/support/funds/new", data=typed(app, programme="KHUYẾN CÔNG")))
    assert again.status == 409
    assert "đã có trong danh sách" in again.text
    with app.app_context():
        kinds = db.session.scalars(select(Event.kind).where(Event.kind.like("fund:%"))).all()
    assert kinds == ["fund:line:added"]


def test_an_allocation_never_falls_below_what_is_promised(app: Flask, people: People, application: Application) -> None:
    line_id = fund_line(app, 5 * MILLION)
    promise(application, line_id, 3 * MILLION)
    desk = people.client(consulted(app, people, AgencyKind.FINANCE))
    low = Page(desk.post(f"/support/funds/{line_id}", data={"seen": "5000000", "allocation": "2.999.999"}))
    assert low.status == 409
    assert "đã cam kết 3.000.000 đồng" in low.text
    assert 'value="2.999.999"' in low.html
    assert (
        desk.post(f"/support/funds/{line_id}", data={"seen": "5000000", "allocation": "3.000.000"}).status_code == 303
    )
    assert line_of(app, line_id).allocation == 3 * MILLION


def test_two_who_change_a_line_at_once_are_told(app: Flask, people: People) -> None:
    line_id = fund_line(app, 5 * MILLION)
    desk = people.client(consulted(app, people, AgencyKind.FINANCE))
    first = {"seen": "5000000", "allocation": "6.000.000"}
    assert desk.post(f"/support/funds/{line_id}", data=first).status_code == 303
    late = Page(desk.post(f"/support/funds/{line_id}", data=first | {"allocation": "7.000.000"}))
    assert late.status == 409
    assert "vừa được người khác sửa thành 6.000.000 đồng" in late.text
    assert 'value="7.000.000"' in late.html
    assert desk.post(f"/support/funds/{line_id}", data=first | {"seen": "x"}).status_code == 400


def test_what_cannot_be_read_stays_on_the_page(app: Flask, people: People) -> None:
    desk = people.client(consulted(app, people, AgencyKind.FINANCE))
    page = Page(desk.post("/support/funds/new", data=typed(app, allocation="nhiều", programme="")))
    assert page.status == 422
    assert 'value="nhiều"' in page.html
    line_id = fund_line(app, 5)
    assert desk.post(f"/support/funds/{line_id}", data={"seen": "5", "allocation": ""}).status_code == 422


@pytest.mark.parametrize("kind", [AgencyKind.INDUSTRY_TRADE, AgencyKind.SCIENCE_TECHNOLOGY])
def test_other_departments_read_but_do_not_write(app: Flask, people: People, kind: AgencyKind) -> None:
    line_id = fund_line(app, 5 * MILLION)
    desk = people.client(consulted(app, people, kind))
    assert "Khuyến công" in Page(desk.get("/support/funds")).text
    page = Page(desk.get(f"/support/funds/{line_id}"))
    assert page.status == 200
    assert not page.all("textarea")
    assert desk.get("/support/funds/new").status_code == 403
    assert desk.post("/support/funds/new", data=typed(app)).status_code == 403
    assert desk.post(f"/support/funds/{line_id}", data={"seen": "5000000", "allocation": "1"}).status_code == 403
    assert line_of(app, line_id).allocation == 5 * MILLION


def test_a_line_shows_the_dossiers_its_reader_may_see(app: Flask, people: People, application: Application) -> None:
    line_id = fund_line(app, 5 * MILLION)
    promise(application, line_id, MILLION)
    own = Page(application.client.get(f"/support/funds/{line_id}"))
    assert application.row.title in own.text
    other = Page(people.client(people("commune_officer", commune="Y Tý")).get(f"/support/funds/{line_id}"))
    assert application.row.title not in other.text
    assert "1 hồ sơ mà tài khoản của Ông/Bà không xem được" in other.text


def test_an_unknown_line_and_an_empty_year_are_told(people: People) -> None:
    desk = people.client(people("province_clerk"))
    assert desk.get(f"/support/funds/{uuid.uuid4()}").status_code == 404
    assert "Chưa có nguồn kinh phí nào" in Page(desk.get("/support/funds?year=2031")).text
