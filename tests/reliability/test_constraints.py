"""Every named CHECK refuses a row that breaks it, whoever writes. A new CHECK without a row here fails."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import TypeEngine

from tests.conftest import SETTINGS
from tests.databases import Databases
from tests.story import Story
from workflow import ROOMS, create_app
from workflow.dossiers.models import Dossier, Entry
from workflow.extensions import Base, Json, UtcDateTime, db, new_id
from workflow.transactions import writing

DAY, AT, ID = date(2026, 3, 2), datetime(2026, 3, 2, 1, tzinfo=UTC), new_id()

GOOD: dict[str, dict[str, Any]] = {
    "account": {"username": "ly.gio.xa"},
    "agency": {"kind": "media"},
    "calendar_year": {"year": 2100, "status": "computed"},
    "code_counter": {"last": 1},
    "commune": {"kind": "commune"},
    "correction": {"mark": "P", "field": "name", "is_applied": True},
    "decision": {"kind": "recognise"},
    "dossier": {"is_open": True, "waiting_agency_id": ID, "procedure_code": "recognition", "stage": "draft"},
    "former_commune": {"kind": "commune"},
    "item_answer": {"result": "met"},
    "login_session": {"created_at": AT, "expires_at": AT.replace(hour=2)},
    "one_time_code": {"purpose": "invite"},
    "plan_item": {
        "section": "A.I", "kind": "craft_village", "goal": "develop_new", "trade_group": 4, "plan_from": 2026,
        "plan_until": 2027, "added_ground": "",
    },
    "post_holding": {"role": "dept_officer", "valid_from": DAY},
    "unit": {"kind": "craft_village", "status": "active", "trade_group": 4, "recognised_year": 2026},
    "year_result": {"year": 2025},
}  # fmt: skip
"""What a row of a table needs beside values of the right type; foreign keys are asked only after the CHECKs."""

RECEIVED = {"code": "H38.12-260302-0001", "received_on": DAY, "received_at": AT, "due_on": DAY}

BAD: dict[str, dict[str, Any]] = {
    "ck_account_username_is_lower": {"username": "Ly.Gio.Xa"},
    "ck_agency_commune_has_its_code": {"kind": "commune", "commune_code": None},
    "ck_agency_ends_after_it_begins": {"valid_from": DAY, "valid_to": date(2026, 3, 1)},
    "ck_agency_kind": {"kind": "ministry"},
    "ck_agency_successor_when_ended": {"successor_id": ID, "valid_to": None},
    "ck_attachment_not_replaced_by_itself": {"id": ID, "replaced_by_id": ID},
    "ck_calendar_day_says_why": {"ground": ""},
    "ck_calendar_year_known_status": {"status": "guessed"},
    "ck_calendar_year_sane_year": {"year": 1999},
    "ck_code_counter_four_digits": {"last": 10_000},
    "ck_commune_kind": {"kind": "township"},
    "ck_correction_field": {"field": "year"},
    "ck_correction_mark": {"mark": "I", "is_applied": False},
    "ck_correction_only_sure_ones_are_applied": {"mark": "M", "is_applied": True},
    "ck_decision_kind": {"kind": "praise"},
    "ck_decision_number_is_written": {"number": ""},
    "ck_dossier_code_when_received": RECEIVED | {"code": None},
    "ck_dossier_due_when_received": RECEIVED | {"due_on": None},
    "ck_dossier_hold_while_open": {"hold": "ask_supplement", "is_open": False, "waiting_agency_id": None},
    "ck_dossier_open_waits_for_somebody": {"is_open": True, "waiting_agency_id": None},
    "ck_dossier_received_day_and_instant": RECEIVED | {"received_at": None},
    "ck_entry_number_from_one": {"number": 0},
    "ck_event_seq_from_one": {"seq": 0},
    "ck_former_commune_kind": {"kind": "district"},
    "ck_household_head_is_named": {"head_name": ""},
    "ck_household_position_from_one": {"position": 0},
    "ck_household_workers": {"workers": 1001},
    "ck_household_years_in_trade": {"years_in_trade": -1},
    "ck_item_answer_known_result": {"result": "fine"},
    "ck_item_answer_not_applicable_says_why": {"result": "not_applicable", "reason": ""},
    "ck_login_session_expires_after_creation": {"expires_at": AT},
    "ck_one_time_code_purpose": {"purpose": "gift"},
    "ck_plan_item_goal": {"goal": "forget"},
    "ck_plan_item_kind": {"kind": "village"},
    "ck_plan_item_maintained_was_recognised": {"goal": "maintain", "recognised_year": None},
    "ck_plan_item_plan_years": {"plan_from": 2028},
    "ck_plan_item_section": {"section": "D.I"},
    "ck_plan_item_trade_group": {"trade_group": 8},
    "ck_post_holding_ended_by_when_ended": {"ended_by": ID, "ended_at": None},
    "ck_post_holding_ends_after_it_begins": {"valid_to": date(2026, 3, 1)},
    "ck_post_holding_role": {"role": "king"},
    "ck_request_first_known_year": {"first_known_year": 12},
    "ck_request_site_position_from_one": {"position": 0},
    "ck_request_somebody_lives_there": {"total_households": 0},
    "ck_request_trade_group": {"trade_group": 0},
    "ck_stored_file_not_empty": {"size": 0},
    "ck_unit_kind": {"kind": "village"},
    "ck_unit_recognised_year": {"recognised_year": 1889},
    "ck_unit_revoked_has_a_day": {"status": "revoked", "revoked_on": None},
    "ck_unit_status": {"status": "gone"},
    "ck_unit_trade_group": {"trade_group": 8},
    "ck_year_result_households": {"households": -1},
    "ck_year_result_revenue": {"revenue_vnd": -1},
    "ck_year_result_workers": {"workers": -1},
    "ck_year_result_year": {"year": 99},
}
"""A row that each CHECK must refuse, as it differs from a good one. Each topic brings its own in `bad_rows_<topic>`."""

for file in sorted(Path(__file__).parent.glob("bad_rows_*.py")):
    of_topic = import_module(f"tests.reliability.{file.stem}")
    GOOD |= getattr(of_topic, "GOOD_ROWS", {})
    BAD |= of_topic.BAD_ROWS

for room in ROOMS:
    import_module(f"workflow.{room}")  # so that every table is known

CHECKS = {
    str(check.name): table
    for table in Base.metadata.tables.values()
    for check in table.constraints
    if isinstance(check, CheckConstraint)
}


@pytest.fixture(scope="module")
def office(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One database for all rows: none of them stays."""
    url, files = databases.fresh(), Path(tmp_path_factory.mktemp("files"))
    app = create_app(**(SETTINGS | {"SQLALCHEMY_DATABASE_URI": url, "FILES_DIR": str(files)}))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)


VALUES: tuple[tuple[type[TypeEngine[Any]], Any], ...] = (
    (UtcDateTime, AT), (Json, {}), (Uuid, ID), (LargeBinary, b"x" * 32), (Boolean, True), (Date, DAY), (Integer, 1),
    (Float, 1.0), (String, "x"),
)  # fmt: skip


def filler(column: Column[Any]) -> Any:
    """Some value of a column's type."""
    return next(value for kind, value in VALUES if isinstance(column.type, kind))


def answer(office: Flask, table: Table, change: dict[str, Any]) -> str:
    """What the database says to a row; nothing of it stays."""
    row = {column.name: filler(column) for column in table.columns if not column.nullable}
    with office.app_context(), db.engine.connect() as connection:
        try:
            connection.execute(insert(table), row | GOOD.get(table.name, {}) | change)
        except IntegrityError as refused:
            return str(refused)
        finally:
            connection.rollback()
    return ""


def test_every_check_has_a_row_that_breaks_it() -> None:
    assert sorted(BAD) == sorted(CHECKS)


@pytest.mark.parametrize("name", sorted(BAD))
def test_the_database_refuses(name: str, office: Flask) -> None:
    assert name in answer(office, CHECKS[name], BAD[name])


@pytest.mark.parametrize("table", sorted({table.name for table in CHECKS.values()}))
def test_the_good_row_beside_it_breaks_no_check(table: str, office: Flask) -> None:
    said = answer(office, Base.metadata.tables[table], {})
    assert "ck_" not in said
    assert "NOT NULL" not in said.upper()


def test_a_received_dossier_breaks_no_check(office: Flask) -> None:
    assert "ck_" not in answer(office, Base.metadata.tables["dossier"], RECEIVED)


@pytest.mark.parametrize("same", [{"seq"}, {"dossier_id", "number"}, {"id"}])
def test_an_entry_has_its_place_alone(story: Story, same: set[str]) -> None:
    new = {"id": new_id(), "seq": 1000, "number": 1000}
    with story.app.app_context():
        row = dict(db.session.execute(select(Entry.__table__)).mappings().one())
    for name in new:
        row[name] = row[name] if name in same else new[name]
    with story.app.app_context(), pytest.raises(IntegrityError), writing() as session:
        session.execute(insert(Entry), row)


@pytest.mark.parametrize("column", ["code", "lookup_hash"])
def test_no_two_dossiers_have_one_code_or_secret(story: Story, column: str) -> None:
    story.up_to("environmental_appraisal")
    other = Story(story.app, story.people).draft()
    other.cast |= {"commune_leader": story.who("commune_leader"), "reception_desk": story.who("reception_desk")}
    other.up_to("environmental_appraisal")
    same = update(Dossier).where(Dossier.id == other.id).values({column: getattr(story.row, column)})
    name = f"dossier.{column}|uq_dossier_{column}"
    with story.app.app_context(), pytest.raises(IntegrityError, match=name), writing() as session:
        session.execute(same)
