"""Dossier codes: no two alike, none skipped, readable however they are typed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import update

from states.kernel import Refused
from workflow.papers.models import CodeCounter
from workflow.papers.numbering import next_code, normalise_code
from workflow.transactions import writing

DAY = date(2026, 11, 2)


def take(app: Flask, prefix: str = "H38.12", on: date = DAY) -> str:
    with app.app_context(), writing() as session:
        return next_code(session, prefix, on)


def test_codes_count_up_within_a_day_and_a_prefix(app: Flask) -> None:
    assert [take(app), take(app)] == ["H38.12-261102-0001", "H38.12-261102-0002"]
    assert take(app, on=date(2026, 11, 3)) == "H38.12-261103-0001"
    assert take(app, "000.12.34.H38") == "000.12.34.H38-261102-0001"


def test_desks_that_receive_at_once_get_different_codes_without_gaps(app: Flask) -> None:
    with ThreadPoolExecutor(8) as desks:
        codes = list(desks.map(lambda _: take(app), range(80)))
    assert sorted(codes) == [f"H38.12-261102-{number:04d}" for number in range(1, 81)]


def test_a_reception_that_is_rolled_back_gives_its_number_back(app: Flask) -> None:
    def receive_in_vain() -> None:
        with app.app_context(), writing() as session:
            next_code(session, "H38.12", DAY)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        receive_in_vain()
    assert take(app).endswith("-0001")


def test_after_9999_the_day_is_full_and_says_so(app: Flask) -> None:
    take(app)
    with app.app_context(), writing() as session:
        session.execute(update(CodeCounter).values(last=9998))
    assert take(app).endswith("-9999")
    with pytest.raises(Refused, match="hết 9999 số") as refusal:
        take(app)
    assert "vẫn còn nguyên" in str(refusal.value)


def test_a_prefix_that_nobody_could_look_up_is_a_mistake_of_ours(app: Flask) -> None:
    with pytest.raises(ValueError, match="not a prefix"):
        take(app, "Sở NN")


@pytest.mark.parametrize(
    "typed",
    [
        "H38.12-261102-0004",
        "h38.12-261102-0004",
        "H3812 261102 0004",
        "h38122611020004",
        "  H38 . 12 – 261102 – 0004 ",
        "H38.12-2611O2-OOO4",
        "h38.i2-26llo2-0004",
    ],
)
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert normalise_code(typed) == "H38.12-261102-0004"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("000.12.34.h38-260115-0007", "000.12.34.H38-260115-0007"),
        ("0001234H382601150007", "000.12.34.H38-260115-0007"),
        ("H38-260115-0007", "H38-260115-0007"),
    ],
)
def test_older_and_shorter_styles_are_understood(typed: str, meant: str) -> None:
    assert normalise_code(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "mây tre đan", "H38.12-261302-0004", "H38.12-260230-0001", "H38.12-261102-0000", "12345678901"]
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert normalise_code(typed) is None


@pytest.mark.parametrize("prefix", ["H38", "H38.12", "H38.12.04", "000.12.34.H38"])
def test_every_prefix_the_administrator_may_type_opens_a_code(prefix: str) -> None:
    from workflow.accounts.admin_forms import PREFIX

    assert PREFIX.fullmatch(prefix)
    assert normalise_code(f"{prefix}-261102-0004") == f"{prefix}-261102-0004"
