"""`flask register check` counts, compares and knows what it has seen before."""

import json

from flask import Flask
from sqlalchemy import update

from workflow.register.check import check_register
from workflow.register.models import PlanItem, PlanItemSite, Unit
from workflow.transactions import writing


def change(key: str, **values: object) -> None:
    with writing() as session:
        session.execute(update(PlanItem).where(PlanItem.key == key).values(**values))


def test_the_annex_is_counted_against_the_plans_text(app: Flask) -> None:
    ran = app.test_cli_runner().invoke(args=["register", "check", "--json"])
    told = json.loads(ran.output)
    assert ran.exit_code == 0
    assert told["unknown"] == 0
    assert {section: (n["plan"], n["annex"]) for section, n in told["sections"].items()} == {
        "A.I": (23, 23), "A.II": (32, 32), "A.III": (12, 12), "B.I": (19, 19), "C.I": (24, 19), "C.II": (20, 0),
    }  # fmt: skip
    assert told["groups"]["C.I"] == {
        "1": {"plan": 7, "annex": 7}, "2": {"plan": 3, "annex": 0}, "3": {"plan": 0, "annex": 0},
        "4": {"plan": 14, "annex": 12},
    }  # fmt: skip


def test_every_discrepancy_of_the_plan_is_found_and_known(app: Flask) -> None:
    with app.app_context():
        report = check_register()
    found = {(one.code, *one.rows) for one in report.discrepancies}
    assert {
        ("same_village", "A.II.1", "A.II.2", "A.II.3"), ("same_village", "A.I.6", "A.II.23"),
        ("maybe_same", "A.I.20", "A.III.9"), ("maybe_same", "A.II.24", "A.III.6"), ("maybe_same", "A.II.32", "C.I.9"),
        ("maybe_same", "A.III.8", "C.I.18"), ("maybe_same", "C.I.1", "C.I.2"), ("group_odd", "A.II.2"),
        ("group_odd", "A.I.4"), ("group_odd", "A.II.13", "A.II.9"), ("listed_elsewhere", "A.III.1"),
        ("village_missing", "A.I.23"), ("several_communes", "A.II.31"), ("name_without_kind", "B.I.19"),
        ("slip_corrected", "B.I.2"), ("slip_to_ask", "A.I.13"),
    } <= found  # fmt: skip
    assert all(one.known and one.sentence for one in report.discrepancies)
    assert report.settled == ()


def test_the_five_missing_rows_are_deduced_from_the_groups(app: Flask) -> None:
    with app.app_context():
        sentences = " ".join(one.sentence for one in check_register().discrepancies)
    assert "ba thuộc nhóm 2, hai thuộc nhóm 4" in sentences


def test_a_new_contradiction_ends_the_command_with_one(app: Flask) -> None:
    with app.app_context():
        change("A.II.19", trade_group=2)
    ran = app.test_cli_runner().invoke(args=["register", "check"])
    assert ran.exit_code == 1
    assert "[MỚI] group_odd" in ran.output


def test_a_lost_row_is_not_taken_for_a_known_gap(app: Flask) -> None:
    with app.app_context():
        change("C.I.19", section="C.II", no=1, goal="develop_new", recognised_year=None)
        report = check_register()
    assert [one.about for one in report.discrepancies if one.code == "rows_missing" and not one.known] == ["C.I"]


def test_a_former_commune_no_list_knows_is_new(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            wrong = update(PlanItemSite).where(PlanItemSite.former_commune == "Nậm Pung")
            session.execute(wrong.values(former_commune="Nậm Púng"))
        report = check_register()
    assert {one.rows for one in report.discrepancies if one.code == "former_commune_unknown"} == {
        ("A.II.25",),
        ("B.I.16",),
    }
    assert report.unknown == 2


def test_a_known_gap_that_was_closed_is_named_as_settled(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            session.execute(update(PlanItemSite).where(PlanItemSite.village == "").values(village="Thôn mới"))
        settled = check_register().settled
    assert "village_missing A.I.23" in settled


def test_a_recognition_under_the_plan_is_no_contradiction(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            unit = Unit(
                kind="craft_village", name="Làng nghề dệt thổ cẩm", trade="dệt thổ cẩm", trade_group=4, status="active",
                recognised_year=2027, search_key=" x ", sort_key="x",
            )  # fmt: skip
            session.add(unit)
            session.flush()
            session.execute(update(PlanItem).where(PlanItem.key == "A.III.2").values(unit_id=unit.id))
        assert check_register().unknown == 0


def test_the_import_command_says_when_nothing_is_new(app: Flask) -> None:
    ran = app.test_cli_runner().invoke(args=["register", "import"])
    assert (ran.exit_code, ran.output.strip()) == (0, "không có gì mới")
