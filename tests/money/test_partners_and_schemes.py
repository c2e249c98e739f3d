"""Partners of units, and schemes on their way to approval: each kept by its agency, two writers are told."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from states.actors import AgencyKind
from states.kernel import Forbidden, MovedOn, Refused
from tests.money.desk import DAY, instant, officer_and_leader
from tests.pages import Page
from tests.people import People
from tests.support.desk import SILVER, consulted, unit_named
from workflow.audit.models import Event
from workflow.errors import NotFound, Stale
from workflow.extensions import db
from workflow.partners import services as partner_services
from workflow.partners.queries import partners_of
from workflow.partners.services import NewPartner
from workflow.policies import scheme_queries, scheme_services
from workflow.policies.scheme_services import NewScheme, Paper
from workflow.wall_clock import today


def who(person: Any) -> dict[str, Any]:
    return {"by": person, "on": today(), "at": instant(today())}


def test_partners_are_kept_by_whom_the_plan_names(app: Flask, people: People) -> None:
    commune = people.person(people("commune_officer"))
    other = people.person(people("commune_officer", commune="Y Tý"))
    trade = people.person(consulted(app, people, AgencyKind.INDUSTRY_TRADE))
    unit, code = unit_named(app), commune.commune_codes[0]
    group = NewPartner("cooperative", "HTX Chạm bạc", today(), None, code, "Lý A Sử, 0912 345 678", units=(unit,))
    with app.app_context():
        for person in (other, trade):
            with pytest.raises(Forbidden):
                partner_services.add(group, **who(person))
        made = partner_services.add(group, **who(commune))
        partner_services.add(NewPartner("association", "Hiệp hội làng nghề tỉnh", today(), units=(unit,)), **who(trade))
        told = [(row.name, row.kind) for row in partners_of(unit)]
        assert told == [("Hiệp hội làng nghề tỉnh", "association"), ("HTX Chạm bạc", "cooperative")]
        assert "contact" not in partners_of(unit)[0]._fields, "the unit's page is for everybody"
        ended = NewPartner("cooperative", "HTX Chạm bạc", today() - DAY, today(), code, units=(unit,))
        partner_services.change(made, ended, seen=1, **who(commune))
        with pytest.raises(Stale):
            partner_services.change(made, ended, seen=1, **who(commune))
        assert [len(partners_of(unit, today() + each)) for each in (timedelta(0), DAY)] == [2, 1]
        late = NewPartner("cooperative", "HTX", today(), today() - DAY, code)
        with pytest.raises(Refused, match="đứng trước"):
            partner_services.add(late, **who(commune))


def test_the_pages_of_partners(app: Flask, people: People) -> None:
    desk, reader = people.client(people("commune_officer")), people.client(people("province_clerk"))
    code = people.person(people("commune_officer")).commune_codes[0]
    typed = {
        "kind": "enterprise", "name": "Công ty Bạc Việt", "commune": code, "contact": "0912 000 111",
        "active_from": "05/02/2026", "active_until": "04/02/2026", "units": str(unit_named(app)),
    }  # fmt: skip
    refused = Page(desk.post("/partners/new", data=typed))
    assert refused.status == 409
    assert 'value="Công ty Bạc Việt"' in refused.html
    assert desk.post("/partners/new", data=typed | {"commune": "00000"}).status_code == 422
    assert desk.post("/partners/new", data=typed | {"active_until": ""}).status_code == 303
    page = Page(reader.get("/partners?q=bac+viet&kind=enterprise"))
    for text in ("Công ty Bạc Việt", SILVER, "0912 000 111"):
        assert text in page.text
    own = Page(app.test_client().get(f"/register/{unit_named(app)}"))
    assert "Công ty Bạc Việt" in own.text
    assert "0912 000 111" not in own.html, "a contact is for officers"
    assert "Không có đối tác nào" in Page(reader.get("/partners?kind=association")).text
    assert reader.get("/partners/new").status_code == 403


def test_a_scheme_is_drawn_up_by_its_lead_and_decided_by_the_province(app: Flask, people: People) -> None:
    officer, leader = officer_and_leader(app, people)
    clerk, commune = people.person(people("province_clerk")), people.person(people("commune_officer"))
    new = NewScheme(
        "project", "Trưng bày hàng thủ công", 5, communes=commune.commune_codes, units=(str(unit_named(app)),)
    )
    with app.app_context():
        with pytest.raises(Forbidden):
            scheme_services.add(AgencyKind.FINANCE, new, **who(officer))
        made = scheme_services.add(AgencyKind.INDUSTRY_TRADE, new, **who(officer))
        with pytest.raises(NotFound):
            scheme_queries.get_scheme(made, commune)
        scheme_services.change(made, NewScheme("project", "Nhà trưng bày", 7, units=new.units), seen=1, **who(officer))
        with pytest.raises(Stale):
            scheme_services.change(made, new, seen=1, **who(officer))
        with pytest.raises(MovedOn):
            scheme_services.move(made, "approve", seen=2, paper=Paper("1/QĐ", today()), **who(clerk))
        scheme_services.move(made, "submit", seen=2, **who(leader))
        with pytest.raises(Refused, match="số và ngày"):
            scheme_services.move(made, "approve", seen=3, **who(clerk))
        with pytest.raises(Refused, match="nằm ngoài"):
            scheme_services.move(made, "approve", seen=3, paper=Paper("1/QĐ", today() + DAY), **who(clerk))
        scheme_services.move(made, "return", seen=3, why="Thiếu nguồn", **who(clerk))
        scheme_services.move(made, "submit", seen=4, **who(leader))
        scheme_services.move(made, "approve", seen=5, paper=Paper("1/QĐ", today()), **who(clerk))
        found = scheme_queries.get_scheme(made, commune)
        told = (found.row.title, found.row.state, found.row.number, [name for _id, name in found.units])
        assert told == ("Nhà trưng bày", "approved", "1/QĐ", [SILVER])
        assert [each.row.id for each in scheme_queries.schemes_of(unit_named(app), (), commune)] == [made]
        assert acts_on_schemes() == 6


def acts_on_schemes() -> int:
    return len(db.session.scalars(select(Event.kind).where(Event.kind.like("scheme:%"))).all())


def test_the_pages_of_schemes(app: Flask, people: People) -> None:
    officer, leader = officer_and_leader(app, people)
    desk, boss, clerk = (people.client(each) for each in (officer, leader, people("province_clerk")))  # type: ignore[arg-type]
    unit = str(unit_named(app))
    typed = {"kind": "scheme", "title": "Đề án làng nghề", "asked_vnd": "9.000.000.000", "units": unit}
    assert desk.post("/support/schemes/new", data=typed | {"asked_vnd": "nhiều"}).status_code == 422
    made = desk.post("/support/schemes/new", data=typed)
    assert made.status_code == 303
    assert desk.get(f"{made.location}/edit").status_code == 200
    assert desk.post(f"{made.location}/edit", data=typed | {"seen": "1", "title": "Đề án mới"}).status_code == 303
    stale = Page(desk.post(f"{made.location}/edit", data=typed | {"seen": "1", "title": "Đề án của tôi"}))
    assert (stale.status, 'value="Đề án của tôi"' in stale.html) == (409, True)
    assert boss.post(f"{made.location}/submit", data={"seen": "2"}).status_code == 303
    early = Page(
        clerk.post(f"{made.location}/approve", data={"seen": "3", "number": "9/QĐ", "decided_on": "01/01/2020"})
    )
    assert (early.status, 'value="9/QĐ"' in early.html) == (409, True)
    day = f"{today():%d/%m/%Y}"
    decided = clerk.post(f"{made.location}/refuse", data={"seen": "3", "number": "9/UBND", "decided_on": day})
    assert decided.status_code == 303
    assert "Đề án mới" in Page(desk.get(f"/register/{unit}/file")).text
    shown = Page(people.client(people("commune_officer")).get("/support/schemes?state=refused"))
    assert "số 9/UBND" in shown.text
