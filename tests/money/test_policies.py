"""Support policies: what counts on a day never changes afterwards, and a dossier keeps what it was received under."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from states.actors import AgencyKind
from states.kernel import Forbidden, MovedOn, Refused
from states.policies import first_day
from tests.money.desk import DAY, MILLION, instant, move, newest, officer_and_leader, policy_of, put_in_force, terms
from tests.pages import Page
from tests.people import People
from tests.support.desk import APPLICANT, MONEY, Application
from workflow.audit.models import Event
from workflow.dossiers.queries import get_dossier
from workflow.errors import Stale
from workflow.extensions import db
from workflow.policies import services
from workflow.policies.queries import opened_by
from workflow.wall_clock import today

LONG_AGO = date(2026, 1, 5)


def ceiling(application: Application, on: date) -> int | None:
    with application.app.app_context():
        person = application.people.person(application.officer)
        case = get_dossier(application.id, person).case(on)
        assert case.support
        return case.support.ceiling


def test_a_dossier_keeps_the_ceiling_it_was_received_under(app: Flask, people: People) -> None:
    old, new = Application(app, people).begin().fill(), Application(app, people).begin()
    new.fill(APPLICANT | {"establishment": "HTX khác"})
    old.step("present", "commune_officer")
    old.step("submit", "commune_leader")
    old.step("receive", "reception_desk")
    officer, leader = officer_and_leader(app, people)
    with app.app_context():
        policy = policy_of("trade_promotion")
        services.draw_up_again(policy, terms("trade_promotion"), by=officer, on=today(), at=instant(today()))
        assert ceiling(new, today()) == 50 * MILLION, "a draft decides nothing"
        put_in_force(policy, officer, leader, today())
    for application in (old, new):
        assert ceiling(application, today()) == 50 * MILLION, "nothing changes on the day itself"
    later = today() + timedelta(40)
    assert (ceiling(old, later), ceiling(new, later)) == (50 * MILLION, 20 * MILLION)
    page = Page(old.client.get(f"/dossiers/{old.id}"))
    assert "Nghị định 52/2018/NĐ-CP, Điều 9" in page.text
    with app.app_context():
        assert opened_by("ecommerce", later) == (), "the new version opens what it names"


Version = tuple[int, int, int | None, int | None]
"""Put in force after so many days, valid from so many days later (or earlier), for so many, ended after so many."""
HISTORIES = st.lists(
    st.tuples(
        st.integers(0, 20), st.integers(-20, 20), st.none() | st.integers(0, 40), st.none() | st.integers(0, 25)
    ),
    min_size=1, max_size=4,
)  # fmt: skip


def remembered(known: list[dict[str, Any]], day: date) -> int | None:
    """Which version counts, told anew from a list of what was done: the last one begun, while it lasts."""
    begun = [each for each in known if each["first"] <= day]
    if not begun:
        return None
    last = begun[-1]
    over = (last["until"] and day > last["until"]) or (last["ended"] and day > last["ended"])
    return None if over else last["number"]


def edges(known: list[dict[str, Any]], day: date) -> set[date]:
    """Days up to today around which something began or ended."""
    turns = {each[name] for each in known for name in ("first", "until", "ended") if each[name]} | {day}
    return {turn + each for turn in turns for each in (-DAY, 0 * DAY, DAY) if turn + each <= day}


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORIES)
def test_what_counted_on_a_past_day_never_changes(app: Flask, people: People, history: list[Version]) -> None:
    """Random lives of a policy beside a list of what was done; past days are asked again after every act."""
    title = str(uuid.uuid4())
    with app.app_context():
        officer, leader = officer_and_leader(app, people)
        day, told, policy, known = LONG_AGO, dict[date, Any](), None, list[dict[str, Any]]()
        for number, (wait, valid, lasts, ends) in enumerate(history, 1):
            day += timedelta(wait)
            first = day + timedelta(valid)
            until = first + timedelta(lasts) if lasts else None
            said = replace(terms(valid_from=first, valid_until=until, amount_vnd=number), title=title)
            policy = drawn_up(policy, said, officer, day)
            put_in_force(policy, officer, leader, day)
            known.append({"number": number, "first": first_day(first, day), "until": until, "ended": None})
            if ends is not None:
                day += timedelta(ends)
                move(policy, "end", leader, day, why="Văn bản bị bãi bỏ")
                known[-1]["ended"] = day
            for asked in edges(known, day) | set(told):
                counts = counting(title, asked)
                assert counts == remembered(known, asked)
                assert told.setdefault(asked, counts) == counts, f"{asked} was told otherwise before"


def drawn_up(policy: Any, said: services.Terms, officer: Any, day: date) -> Any:
    who: dict[str, Any] = {"by": officer, "on": day, "at": instant(day)}
    if policy is None:
        return services.draw_up(AgencyKind.INDUSTRY_TRADE, said, **who)
    services.draw_up_again(policy, said, **who)
    return policy


def counting(title: str, day: date) -> int | None:
    """The version of the policy under test that counts: its number is its amount."""
    mine = [each for each in opened_by("trade_promotion", day) if each.title == title]
    found = {each.ceiling.amount_vnd for each in mine if each.ceiling}
    assert len(found) <= 1
    return found.pop() if found else None


def test_policies_are_drawn_up_at_their_lead_one_version_at_a_time(app: Flask, people: People) -> None:
    with app.app_context():
        officer, leader = officer_and_leader(app, people)
        other, _boss = officer_and_leader(app, people, AgencyKind.FINANCE)
        who: dict[str, Any] = {"on": today(), "at": instant(today())}
        with pytest.raises(Forbidden):
            services.draw_up(AgencyKind.INDUSTRY_TRADE, terms(), by=other, **who)
        with pytest.raises(Refused, match="ít nhất một loại"):
            services.draw_up(AgencyKind.INDUSTRY_TRADE, terms("gift"), by=officer, **who)
        policy = services.draw_up(AgencyKind.INDUSTRY_TRADE, terms(), by=officer, **who)
        with pytest.raises(Stale, match="một bản đang soạn"):
            services.draw_up_again(policy, terms(), by=officer, **who)
        with pytest.raises(MovedOn):
            move(policy, "put_in_force", leader, today())


def test_a_draft_may_come_back_and_what_is_in_force_is_fixed(app: Flask, people: People) -> None:
    with app.app_context():
        officer, leader = officer_and_leader(app, people)
        who: dict[str, Any] = {"on": today(), "at": instant(today())}
        policy = services.draw_up(AgencyKind.INDUSTRY_TRADE, terms(), by=officer, **who)
        move(policy, "submit", officer, today())
        with pytest.raises(Forbidden):
            move(policy, "put_in_force", officer, today())
        with pytest.raises(Refused, match="lý do"):
            move(policy, "return", leader, today())
        move(policy, "return", leader, today(), why="Thiếu số nghị quyết")
        draft = newest(policy)
        services.change(draft.id, terms(amount_vnd=5), seen=draft.edited, by=officer, **who)
        with pytest.raises(Stale):
            services.change(draft.id, terms(amount_vnd=6), seen=draft.edited, by=officer, **who)
        put_in_force(policy, officer, leader, today())
        fixed = newest(policy)
        assert (fixed.amount_vnd, fixed.state, fixed.counts_from) == (5, "in_force", today() + DAY)
        with pytest.raises(Stale):
            services.change(fixed.id, terms(amount_vnd=7), seen=fixed.edited, by=officer, **who)
        acts = select(Event.detail).where(Event.kind == "policy:moved").order_by(Event.seq)
        assert [each["action"] for each in db.session.scalars(acts)] == ["submit", "return", "submit", "put_in_force"]


def test_without_any_policy_nothing_can_be_granted(app: Flask, people: People) -> None:
    """An office that was upgraded and has not loaded its policies yet does not give without a limit."""
    application = Application(app, people).begin().fill()
    with app.app_context():
        assert ceiling(application, date(2018, 1, 1)) == 0


def test_a_kind_that_no_policy_opens_cannot_be_asked_for(app: Flask, people: People) -> None:
    begun = Application(app, people, "ecommerce").begin().fill(**MONEY)
    _officer, leader = officer_and_leader(app, people)
    with app.app_context():
        move(policy_of("ecommerce"), "end", leader, today() - DAY, why="Hết nguồn")
    page = Page(begun.client.get("/support"))
    assert "Hiện chưa có chính sách nào đang áp dụng cho loại này." in page.text
    assert "chưa có chính sách nào đang áp dụng" in begun.page().text
    with pytest.raises(Refused, match="chưa có chính sách nào"):
        begun.step("present", "commune_officer")
    again = begun.client.post("/support/new", data={"kind": "ecommerce", "aim": ""})
    assert again.status_code == 422


def test_the_pages_of_policies(app: Flask, people: People) -> None:
    officer, leader = officer_and_leader(app, people)
    desk, boss = (people.client(person) for person in (officer, leader))  # type: ignore[arg-type]
    commune = people.client(people("commune_officer"))
    typed = {
        "lead": "industry_trade", "title": "Mức mới", "legal_basis": "Nghị quyết 15", "mark": "M", "kinds": "ecommerce",
        "rate": "33,5", "amount_vnd": "", "valid_from": "01/01/2026", "valid_until": "31/12/2025",
    }  # fmt: skip
    refused = Page(desk.post("/support/policies/new", data=typed))
    assert refused.status == 409
    assert "đứng trước ngày có hiệu lực" in refused.text
    assert 'value="33,5"' in refused.html
    assert desk.post("/support/policies/new", data=typed | {"rate": "101"}).status_code == 422
    made = desk.post("/support/policies/new", data=typed | {"valid_until": ""})
    assert made.status_code == 303
    assert "Mức mới" in Page(boss.get("/support/policies/all")).text
    assert "Mức mới" not in Page(commune.get("/support/policies/all")).text
    assert commune.get(made.location).status_code == 404
    assert commune.get("/support/policies/new").status_code == 403
    assert desk.post(f"{made.location}/submit", data={"seen": "1"}).status_code == 303
    assert desk.post(f"{made.location}/submit", data={"seen": "1"}).status_code == 409
    assert boss.post(f"{made.location}/put_in_force", data={"seen": "2"}).status_code == 303
    assert "áp dụng từ" in Page(boss.get(made.location)).text
    public = Page(app.test_client().get("/support/policies"))
    assert "Mức mới" not in public.text, "it counts from tomorrow"
    assert "Nghị định 52/2018/NĐ-CP, Điều 12" not in public.text, "what was only remembered is not shown"
    assert "không quá 500.000.000 đồng mỗi dự án" in public.text
