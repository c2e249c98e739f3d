"""The overview of money equals what was done, act by act; each reader sees what is theirs."""

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from states.actors import AgencyKind
from states.kernel import Refused
from tests.money.desk import MILLION
from tests.pages import Page
from tests.people import People
from tests.support.desk import Application, consulted, fund_line
from workflow.money import spending
from workflow.money.spending import FIGURES, Asked
from workflow.support import services
from workflow.support.models import Acceptance, Commitment, FundLine, Payment
from workflow.transactions import writing
from workflow.wall_clock import now, today

YEAR = today().year
LINES = (("B", "Khuyến công", YEAR), ("C", "Nông thôn mới", YEAR), ("B", "Khuyến công", YEAR + 1))
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["promise", "promise", "pay", "release", "accept"]), st.integers(0, 2), st.integers(0, 2),
        st.integers(1, 9),
    ),
    min_size=3, max_size=14,
)  # fmt: skip
SOME_ACTS = (("promise", 0, 0, 5), ("promise", 1, 0, 3), ("promise", 2, 1, 2), ("pay", 0, 0, 4), ("accept", 0, 0, 1))


class Told:
    """What was done, remembered by an independent hand: amounts by (application, fund line), oldest promise first."""

    def __init__(self) -> None:
        self.open: list[list[int]] = []  # [application, line, promised, paid]
        self.accepted: set[int] = set()

    def promise(self, application: int, line: int, amount: int) -> None:
        self.open.append([application, line, amount, 0])

    def pay(self, application: int, amount: int) -> None:
        """From one line after the other, as the office does it (by the line's place, then by age)."""
        for each in sorted((one for one in self.open if one[0] == application), key=lambda one: one[1]):
            part = min(amount, each[2] - each[3])
            each[3], amount = each[3] + part, amount - part
        assert amount == 0

    def release(self, application: int) -> None:
        for each in self.open:
            if each[0] == application:
                each[2] = each[3]

    def by(self, key: Any) -> dict[Any, dict[str, int]]:
        """Figures by what a function makes of (application, line)."""
        found: dict[Any, dict[str, int]] = {}
        for application, line, promised, paid in self.open:
            row = found.setdefault(key(application, line), dict.fromkeys(FIGURES, 0))
            row["committed"] += promised
            row["paid"] += paid
            row["accepted"] += paid if application in self.accepted else 0
        return found


@pytest.fixture
def office(app: Flask, people: People) -> tuple[list[Application], list[Any]]:
    """Applications of two communes, and three fund lines in the order of their ids."""
    applications = [
        Application(app, people, kind, commune).begin(aim)
        for kind, commune, aim in (
            ("trade_promotion", "Mường Hum", ""), ("ip", "Mường Hum", ""), ("media", "Y Tý", aim_of(app, people)),
        )
    ]  # fmt: skip
    return applications, [fund_line(app, 30 * MILLION, *each) for each in LINES]


def aim_of(app: Flask, people: People) -> str:
    page = people.client(people("commune_officer", commune="Y Tý")).get("/support/new").text
    found = re.search(r'value="(unit:[^"]+)"', page)
    assert found
    return found.group(1)


def forget_money(app: Flask) -> None:
    """One example after the other in one office."""
    with app.app_context(), writing() as session:
        for table in (Payment, Acceptance, Commitment):
            session.execute(delete(table))
        session.execute(update(FundLine).values(committed=0, paid=0))


def do(office: tuple[list[Application], list[Any]], told: Told, act: tuple[str, int, int, int]) -> None:
    """One act, in the office and in the memory; what the office refuses is not remembered."""
    name, at, line, amount = act
    (application, lines), by, amount = (office[0][at], office[1]), office[0][at].officer.id, amount * MILLION
    try:
        with application.app.app_context(), writing() as session:
            if name == "promise":
                services.promise(session, application.id, lines[line], amount, by=by, at=now())
            elif name == "pay":
                services.pay(session, application.id, amount, paid_on=today(), voucher="UNC", by=by, at=now())
            elif name == "release":
                services.release(session, application.id)
            else:
                services.accept(session, application.id, accepted_on=today(), report="Đạt", by=by, at=now())
    except Refused:
        return
    {
        "promise": lambda: told.promise(at, line, amount), "pay": lambda: told.pay(at, amount),
        "release": lambda: told.release(at), "accept": lambda: told.accepted.add(at),
    }[name]()  # fmt: skip


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_the_overview_is_what_was_done(
    app: Flask, people: People, office: tuple[list[Application], list[Any]], acts: list[tuple[str, int, int, int]]
) -> None:
    forget_money(app)
    told, reader = Told(), people.person(people("dept_officer"))
    for act in acts:
        do(office, told, act)
    keys = {
        "source": lambda _a, line: LINES[line][0], "programme": lambda _a, line: LINES[line][1],
        "year": lambda _a, line: LINES[line][2], "commune": lambda a, _line: office[0][a].row.commune_code,
    }  # fmt: skip
    with app.app_context():
        for way, key in keys.items():
            rows = spending.summed(way, Asked(), reader)
            shown = {row.key: row.figures for row in rows if any(row.figures.values())}
            assert shown == {name: row for name, row in told.by(key).items() if any(row.values())}, way
            assert way == "commune" or spending.total(rows).allocated == 90 * MILLION
            for row in rows:
                asked = Asked(**{way: row.key})  # type: ignore[arg-type]
                behind = spending.commitments_meant(asked, reader)
                assert {each: sum(getattr(one, each) for one in behind) for each in FIGURES} == row.figures
                assert spending.figures_meant(asked, reader) == (len(behind), row.figures)


def test_who_reads_which_money(app: Flask, people: People, office: tuple[list[Application], list[Any]]) -> None:
    told = Told()
    for act in SOME_ACTS:
        do(office, told, act)

    def committed(person: Any) -> int:
        with app.app_context():
            return spending.total(spending.summed("commune", Asked(), people.person(person))).figures["committed"]

    science = consulted(app, people, AgencyKind.SCIENCE_TECHNOLOGY)
    whole = (people("dept_officer"), people("province_clerk"), people("consulted_officer", kind="finance"))
    assert [committed(each) for each in whole] == [10 * MILLION] * 3
    assert committed(people("commune_officer")) == 8 * MILLION
    assert committed(people("commune_officer", commune="Y Tý")) == 2 * MILLION
    assert committed(science) == 3 * MILLION, "it leads one of them"
    assert committed(people("administrator")) == 0


def test_a_number_opens_what_it_is_made_of(
    app: Flask, people: People, office: tuple[list[Application], list[Any]]
) -> None:
    told = Told()
    for act in SOME_ACTS:
        do(office, told, act)
    desk = people.client(people("consulted_officer", kind="finance"))
    html = Page(desk.get(f"/money?by=source&year={YEAR}")).html
    links = re.findall(r'<a href="(/money/rows[^"]*)">([\d.]+)</a>', html)
    assert len(links) == 6
    for address, number in links:
        assert number in Page(desk.get(unescape(address))).text
    for way in spending.WAYS:
        assert Page(desk.get(f"/money?by={way}")).status == 200
    taken = desk.get(f"/money/rows.csv?year={YEAR}").get_data(as_text=True)
    assert len(taken.splitlines()) == 4
    assert f"/dossiers/{office[0][0].id}" not in Page(desk.get("/money/rows")).html, "a draft is the commune's own"
