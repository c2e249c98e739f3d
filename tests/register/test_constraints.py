"""The database knows what a place, a unit, a row of the plan and a correction may be."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from workflow.extensions import db, new_id
from workflow.register.models import Commune, Correction, Decision, FormerCommune, PlanItem, Unit, UnitSite
from workflow.transactions import writing


def refused(statement: Any) -> str:
    with pytest.raises(IntegrityError) as error, writing() as session:
        session.execute(statement)
    return str(error.value)


@pytest.mark.parametrize(
    ("table", "values", "name"),
    [
        (Commune, {"kind": "xã"}, "ck_commune_kind"),
        (FormerCommune, {"kind": "district"}, "ck_former_commune_kind"),
        (Unit, {"kind": "village"}, "ck_unit_kind"),
        (Unit, {"status": "gone"}, "ck_unit_status"),
        (Unit, {"status": "revoked"}, "ck_unit_revoked_has_a_day"),
        (Unit, {"revoked_on": date(2026, 1, 1)}, "ck_unit_revoked_has_a_day"),
        (Unit, {"trade_group": 8}, "ck_unit_trade_group"),
        (Unit, {"recognised_year": 1889}, "ck_unit_recognised_year"),
        (PlanItem, {"section": "D.I"}, "ck_plan_item_section"),
        (PlanItem, {"kind": "village"}, "ck_plan_item_kind"),
        (PlanItem, {"goal": "forget", "recognised_year": None}, "ck_plan_item_goal"),
        (PlanItem, {"trade_group": 0}, "ck_plan_item_trade_group"),
        (PlanItem, {"plan_from": 2031}, "ck_plan_item_plan_years"),
        (PlanItem, {"recognised_year": None}, "ck_plan_item_maintained_was_recognised"),
        (Correction, {"mark": "I", "is_applied": False}, "ck_correction_mark"),
        (Correction, {"field": "year"}, "ck_correction_field"),
        (Correction, {"is_applied": False}, "ck_correction_only_sure_ones_are_applied"),
    ],
)
def test_a_row_that_cannot_be_is_refused_by_name(app: Flask, table: Any, values: dict[str, Any], name: str) -> None:
    with app.app_context():
        assert name in refused(update(table).values(**values))


def test_a_decision_has_a_number_and_a_kind_it_can_be(app: Flask) -> None:
    with app.app_context():
        unit_id = db.session.scalars(select(Unit.id)).first()
        row = {
            "id": new_id(), "unit_id": unit_id, "kind": "recognise", "number": "1/QĐ", "decided_on": date(2026, 1, 1),
            "signer_name": "A", "signer_title": "B",
        }  # fmt: skip
        assert "ck_decision_number_is_written" in refused(insert(Decision).values(row | {"number": ""}))
        assert "ck_decision_kind" in refused(insert(Decision).values(row | {"kind": "praise"}))


def test_a_row_of_the_annex_and_a_place_of_a_unit_are_there_once(app: Flask) -> None:
    with app.app_context():
        assert "UNIQUE" in refused(update(PlanItem).where(PlanItem.section == "A.I").values(no=1)).upper()
        assert "UNIQUE" in refused(update(PlanItem).values(key="A.I.1")).upper()
        first = db.session.scalars(select(Unit.id)).first()
        assert "UNIQUE" in refused(update(UnitSite).values(unit_id=first)).upper()
