"""Classes of training: kept by the agency of education, each person counted once, told as it was known."""

from datetime import timedelta

import pytest
from flask import Flask

from states.kernel import Forbidden, Refused
from states.training import Topic
from tests.pages import Page
from tests.people import People
from tests.plan.counting import DAY, a_unit, instant
from workflow.errors import Stale
from workflow.training.queries import by_topic
from workflow.training.services import NewClass, add, withdraw


def test_classes_are_counted_by_topic_as_of_a_day(app: Flask, people: People) -> None:
    with app.app_context():
        keeper, unit = people.person(people("consulted_officer", kind="education_training")), a_unit()
        held = {"held_from": DAY - timedelta(9), "held_until": DAY - timedelta(2)}
        first = NewClass(unit, Topic.CRAFT, "Đan mây", "Nghệ nhân Lý", learners=30, new_learners=20, **held)
        again = NewClass(unit, Topic.CRAFT, "Đan mây nâng cao", "", learners=12, new_learners=0, **held)
        made = add(first, by=keeper, on=DAY, at=instant(DAY))
        add(again, by=keeper, on=DAY, at=instant(DAY))
        assert by_topic(DAY - timedelta(1)) == {}, "it was not known yet"
        sum_ = by_topic(DAY)[Topic.CRAFT]
        assert (sum_.classes, sum_.learners, sum_.new_learners) == (2, 42, 20)
        next_day = DAY + timedelta(1)
        withdraw(made, "Ghi nhầm", by=keeper, on=next_day, at=instant(next_day))
        with pytest.raises(Stale):
            withdraw(made, "Ghi nhầm", by=keeper, on=next_day, at=instant(next_day))
        assert by_topic(DAY)[Topic.CRAFT].learners == 42
        assert by_topic(next_day)[Topic.CRAFT].learners == 12
        with pytest.raises(Forbidden):
            add(first, by=people.person(people("dept_officer")), on=DAY, at=instant(DAY))
        bad = NewClass(unit, Topic.SAFETY, "x", "", DAY + timedelta(5), DAY + timedelta(3), learners=1, new_learners=2)
        with pytest.raises(Refused) as refused:
            add(bad, by=keeper, on=DAY, at=instant(DAY))
        assert len(refused.value.reasons) == 3, "every reason at once"


def test_the_keeper_writes_on_a_page_and_others_read(app: Flask, people: People) -> None:
    keeper = people.client(people("consulted_officer", kind="education_training"))
    reader = people.client(people("commune_officer"))
    with app.app_context():
        unit = str(a_unit())
    data = {
        "unit": unit, "topic": "digital", "title": "Bán hàng trên sàn", "teacher": "", "held_from": "01/10/2026",
        "held_until": "05/10/2026", "learners": "25", "new_learners": "30",
    }  # fmt: skip
    refused = keeper.post("/plan/training", data=data)
    assert refused.status_code == 409
    assert "Bán hàng trên sàn" in Page(refused).html, "what was typed stays"
    assert keeper.post("/plan/training", data=data | {"learners": "x"}).status_code == 422
    assert keeper.post("/plan/training", data=data | {"new_learners": "5"}).status_code == 303
    twice = keeper.post("/plan/training", data=data | {"new_learners": "5"})
    assert twice.status_code == 409
    assert "Mục này đã được ghi rồi" in Page(twice).text, "a double click is one row"
    page = Page(reader.get("/plan/training"))
    assert "Bán hàng trên sàn" in page.text
    assert "Ghi thêm" not in page.text
    assert reader.post("/plan/training", data=data | {"new_learners": "5"}).status_code == 403
    action = next(
        f.get("action") for f in Page(keeper.get("/plan/training")).all("form") if "withdraw" in f.get("action")
    )
    assert reader.post(action, data={"why": "x"}).status_code == 403
    assert keeper.post(action, data={"why": ""}).status_code == 409
    assert keeper.post(action, data={"why": "Nhầm làng"}).status_code == 303
    assert "Nhầm làng" in Page(reader.get("/plan/training")).text
