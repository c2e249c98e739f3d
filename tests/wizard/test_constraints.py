"""The database knows what a request cannot say, whoever writes to it."""

from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from tests.wizard.conftest import Draft
from workflow.dossiers.request_models import Household, Request, RequestSite, YearResult
from workflow.extensions import new_id
from workflow.transactions import writing

HOUSEHOLD = {"position": 1, "head_name": "Lý A Sử"}
SITE = {"position": 1, "commune_code": "02728"}


@pytest.mark.parametrize(
    ("model", "row", "name"),
    [
        (Household, HOUSEHOLD | {"head_name": ""}, "ck_household_head_is_named"),
        (Household, HOUSEHOLD | {"position": 0}, "ck_household_position_from_one"),
        (Household, HOUSEHOLD | {"workers": -1}, "ck_household_workers"),
        (Household, HOUSEHOLD | {"years_in_trade": 1001}, "ck_household_years_in_trade"),
        (RequestSite, SITE | {"position": 0}, "ck_request_site_position_from_one"),
        (YearResult, {"year": 99}, "ck_year_result_year"),
        (YearResult, {"year": 2025, "households": -1}, "ck_year_result_households"),
        (YearResult, {"year": 2025, "workers": -1}, "ck_year_result_workers"),
        (YearResult, {"year": 2025, "revenue_vnd": -1}, "ck_year_result_revenue"),
    ],
)
def test_a_line_that_cannot_be_is_refused_by_name(draft: Draft, model: Any, row: dict[str, Any], name: str) -> None:
    with draft.app.app_context(), pytest.raises(IntegrityError, match=name), writing() as session:
        session.execute(insert(model).values(id=new_id(), dossier_id=draft.id, **row))


@pytest.mark.parametrize(
    ("fact", "name"),
    [
        ({"trade_group": 8}, "ck_request_trade_group"),
        ({"total_households": 0}, "ck_request_somebody_lives_there"),
        ({"first_known_year": 12}, "ck_request_first_known_year"),
    ],
)
def test_a_fact_that_cannot_be_is_refused_by_name(draft: Draft, fact: dict[str, Any], name: str) -> None:
    facts = Request.__table__.update().where(Request.dossier_id == draft.id).values(**fact)
    with draft.app.app_context(), pytest.raises(IntegrityError, match=name), writing() as session:
        session.execute(facts)


def test_a_year_stands_once_in_a_request(draft: Draft) -> None:
    rows = [{"id": new_id(), "dossier_id": draft.id, "year": 2025} for _time in range(2)]
    with draft.app.app_context(), pytest.raises(IntegrityError), writing() as session:
        session.execute(insert(YearResult), rows)
