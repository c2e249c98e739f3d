"""Estimates of communes: written by the officer, sent by the leader, answered and summed up by the department."""

import random
import re
import threading
import uuid
from collections import Counter
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from states.estimates import PURPOSES
from states.kernel import Forbidden, Refused
from states.support import Fund
from tests.money.desk import MILLION, instant
from tests.pages import Page
from tests.people import MUONG_HUM, People
from tests.support.desk import unit_named
from workflow.accounts.person import Person
from workflow.audit.models import Event
from workflow.errors import NotFound, Stale
from workflow.estimates import queries, services, sums
from workflow.estimates.models import Estimate
from workflow.estimates.services import Act, NewLine
from workflow.estimates.sums import Asked
from workflow.extensions import db
from workflow.notices.models import Notice
from workflow.wall_clock import today

YEAR = today().year + 1
COMMUNES = (MUONG_HUM, "Y Tý", "Bát Xát")


def act(by: Person, estimate_id: uuid.UUID, seen: int | None = None) -> Act:
    version = db.session.scalar(select(Estimate.version).where(Estimate.id == estimate_id))
    db.session.rollback()
    return Act(by, today(), instant(today()), version if seen is None else seen)


class Desk:
    """The officer and the leader of a commune with an estimate."""

    def __init__(self, people: People, commune: str = MUONG_HUM, year: int = YEAR) -> None:
        self.officer = people.person(people("commune_officer", commune=commune))
        self.leader = people.person(people("commune_leader", commune=commune))
        self.id = self.begin(year)

    def begin(self, year: int) -> uuid.UUID:
        code = self.officer.commune_codes[0]
        return services.begin(code, year, by=self.officer, on=today(), at=instant(today()))

    def write(self, line: NewLine, estimate_id: uuid.UUID | None = None) -> uuid.UUID:
        estimate_id = estimate_id or self.id
        return services.add_line(estimate_id, line, act(self.officer, estimate_id))

    def move(self, action: str, by: Person | None = None, why: str = "") -> str:
        return services.move(self.id, action, act(by or self.leader, self.id), why)


def line(amount: int = MILLION, **more: Any) -> NewLine:
    return NewLine(**{"purpose": "training", "source": Fund.LOCAL, "amount": amount} | more)


def test_what_is_not_sent_is_the_communes_own(app: Flask, people: People) -> None:
    department = people.person(people("dept_officer"))
    finance = people.person(people("consulted_officer", kind="finance"))
    other = people.person(people("commune_officer", commune="Y Tý"))
    with app.app_context():
        desk = Desk(people)
        with pytest.raises(Refused, match="chưa có dòng nào"):
            desk.move("submit")
        desk.write(line())
        for reader in (department, finance, other):
            with pytest.raises(NotFound):
                queries.get_estimate(desk.id, reader)
        with pytest.raises(Forbidden):
            desk.move("submit", by=desk.officer)
        assert desk.move("submit") == "submitted"
        with pytest.raises(Stale):
            desk.write(line())
        assert queries.get_estimate(desk.id, finance).total == MILLION
        with pytest.raises(Forbidden):
            desk.move("note", by=finance)
        with pytest.raises(NotFound):
            queries.get_estimate(desk.id, other)


def test_an_estimate_goes_to_the_department_and_back(app: Flask, people: People) -> None:
    department = people.person(people("dept_officer"))
    finance = people.person(people("consulted_officer", kind="finance"))
    with app.app_context():
        desk = Desk(people)
        desk.write(line())
        desk.move("submit")
        with pytest.raises(Refused, match="lý do"):
            desk.move("return", by=department)
        assert desk.move("return", by=department, why="Thiếu nhu cầu môi trường") == "returned"
        assert db.session.scalars(select(Notice.account_id)).all() == [desk.officer.id]
        assert sums.total_meant(Asked(YEAR), finance) == (0, 0), "it is with the commune again"
        desk.write(line(2 * MILLION, purpose="env_water"))
        assert [desk.move("submit"), desk.move("note", by=department)] == ["submitted", "noted"]
        told = db.session.scalars(select(Event.detail).where(Event.kind == "estimate:moved").order_by(Event.seq)).all()
    assert [(each["action"], each["total"]) for each in told] == [
        ("submit", MILLION), ("return", MILLION), ("submit", 3 * MILLION), ("note", 3 * MILLION),
    ]  # fmt: skip


def test_of_two_who_write_at_once_one_is_told_and_loses_nothing(app: Flask, people: People) -> None:
    with app.app_context():
        desk = Desk(people)
        desk.write(line())
    first, second = (people.client(people("commune_officer")) for _ in range(2))
    typed = {"unit": "", "purpose": "media", "source": "L", "amount": "7.000.000", "content": "Phim ngắn", "seen": "2"}
    url = f"/estimates/{desk.id}"
    assert first.post(f"{url}/lines", data=typed).status_code == 303
    late = Page(second.post(f"{url}/lines", data=typed | {"content": "Tờ rơi"}))
    assert late.status == 409
    assert "vừa được người khác sửa" in late.text
    assert 'value="7.000.000"' in late.html
    assert 'value="Tờ rơi"' in late.html
    assert 'name="seen" value="3"' in late.html, "saving again is then a decision"
    assert second.post(f"{url}/lines", data=typed | {"amount": "không"}).status_code == 422
    assert second.post(f"{url}/lines", data=typed | {"seen": "x"}).status_code == 400
    with app.app_context():
        found = queries.lines_of(desk.id)
        code = desk.officer.commune_codes[0]
        with pytest.raises(Refused, match="đã có"):
            services.begin(code, YEAR, by=desk.officer, on=today(), at=instant(today()))
    assert [each.amount for each in found] == [MILLION, 7 * MILLION]
    changed = first.post(f"{url}/lines/{found[0].id}", data=typed | {"amount": "9", "seen": "3"})
    assert changed.status_code == 303
    assert first.post(f"{url}/lines/{found[1].id}/drop", data={"seen": "4"}).status_code == 303
    assert first.get(f"{url}/lines/{found[1].id}").status_code == 404
    assert "9" in Page(first.get(url)).text
    assert people.client(people("dept_officer")).get(url).status_code == 404


def test_of_eight_at_the_same_moment_one_writes(app: Flask, people: People) -> None:
    with app.app_context():
        desk = Desk(people)
    gate, said = threading.Barrier(8), Counter[str]()

    def write(amount: int) -> None:
        gate.wait()
        with app.app_context():
            try:
                services.add_line(desk.id, line(amount), Act(desk.officer, today(), instant(today()), 1))
            except Stale:
                said["told"] += 1
            else:
                said["written"] += 1

    crowd = [threading.Thread(target=write, args=(amount,)) for amount in range(1, 9)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    assert said == {"written": 1, "told": 7}
    with app.app_context():
        assert len(queries.lines_of(desk.id)) == 1


def test_the_lines_of_last_year_are_copied_once(app: Flask, people: People) -> None:
    with app.app_context():
        desk = Desk(people, year=YEAR - 1)
        desk.write(line(3, unit_id=unit_named(app), content="Lớp chạm bạc"))
        desk.write(line(5, purpose="env_waste", source=Fund.OTHER))
        foreign = line(7, unit_id=unit_named(app, "Làng nghề dệt thổ cẩm"))
        with pytest.raises(Refused, match="không thuộc xã"):
            desk.write(foreign)
        new = desk.begin(YEAR)
        assert services.copy_last_year(new, act(desk.officer, new)) == 2
        with pytest.raises(Refused, match="còn trống"):
            services.copy_last_year(new, act(desk.officer, new))
        before, after = ([(each.unit_id, each.purpose, each.content, each.source, each.amount) for each in
                          queries.lines_of(estimate)] for estimate in (desk.id, new))  # fmt: skip
    assert before == after


def written(people: People, luck: random.Random) -> list[dict[str, Any]]:
    """Random estimates of three communes over two years; the lines of those that were sent, as a plain list."""
    sent: list[dict[str, Any]] = []
    for commune in COMMUNES:
        for year in (YEAR, YEAR - 1):
            desk = Desk(people, commune, year)
            code = desk.officer.commune_codes[0]
            units = [None, *(unit.id for unit in queries.units_in(code))]
            made = [
                line(
                    luck.randint(1, 10**9), purpose=luck.choice(list(PURPOSES)[:4]), unit_id=luck.choice(units),
                    source=luck.choice(list(Fund)),
                )
                for _ in range(luck.randint(1, 4))
            ]  # fmt: skip
            for each in made:
                desk.write(each)
            if luck.random() < 0.8:
                desk.move("submit")
                sent += [{"commune": code, "year": year, **each.columns} for each in made]
    return sent


def folded(sent: list[dict[str, Any]], name: str) -> Counter[tuple[Any, str]]:
    """The sum by one column and by source, told anew."""
    total: Counter[tuple[Any, str]] = Counter()
    for each in sent:
        if name == "year" or each["year"] == YEAR:
            total[each[name], each["source"]] += each["amount"]
    return total


@pytest.mark.parametrize("seed", [1, 2])
def test_every_number_of_the_sum_is_that_of_its_lines(app: Flask, people: People, seed: int) -> None:
    """Random estimates beside a plain list of their lines; numbers on each page open lines that come to them."""
    luck, department = random.Random(seed), people("dept_officer")
    reader, desk = people.person(department), people.client(department)
    with app.app_context():
        sent = written(people, luck)
        for way, name in {"commune": "commune", "unit": "unit_id", "purpose": "purpose", "year": "year"}.items():
            rows = sums.summed(way, Asked(None if way == "year" else YEAR), reader)
            assert {(row.key, source): row.by[source] for row in rows for source in row.by} == folded(sent, name)
    for way in sums.WAYS:
        html = Page(desk.get(f"/estimates/sum?by={way}&year={YEAR}")).html
        links = re.findall(r'<a href="(/estimates/sum/rows[^"]*)">([\d.]+)</a>', html)
        for address, number in luck.sample(links, min(5, len(links))):
            assert f"cộng {number} đồng" in Page(desk.get(unescape(address))).text, (way, address)
    taken = desk.get(f"/estimates/sum/lines.csv?year={YEAR}").get_data(as_text=True)
    assert len(taken.splitlines()) == 1 + sum(each["year"] == YEAR for each in sent)
    own = people.client(people("commune_officer", commune=COMMUNES[0]))
    assert "Y Tý" not in own.get(f"/estimates/sum/lines.csv?year={YEAR}").get_data(as_text=True)
