"""Versions live side by side; sheets are what the tables generate; the plan's duties have roles."""

import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from states.actors import AGENCY_TITLES, POSTS, REAL_AGENCIES, ROLE_TITLES, AgencyKind, Role
from states.forms_of_law import FORMS, form_name
from states.kernel import Attempt
from states.kinds import BASIS_TITLES, KIND_TITLES, DossierBasis, Kind
from states.procedures import EDITIONS, PROCEDURES, VALID_FROM, current, get, publish
from states.procedures.recognition import RECOGNITION_2026_1
from states.procedures.recognition_2026_2 import RECOGNITION_2026_2
from states.responsibilities import RESPONSIBILITIES, duties_of
from states.sheet import markdown, sheets, write
from tests.states.paper import DIRECTOR, TODAY, WHY, Paper

SHEETS = Path(__file__).parents[2] / "docs" / "sheets"
NEXT = replace(
    RECOGNITION_2026_1,
    version="2027.1",
    legal_days=28,
    stages=tuple(
        replace(stage, days=7) if stage.name == "department_review" else stage for stage in RECOGNITION_2026_1.stages
    ),
    steps=tuple(step for step in RECOGNITION_2026_1.steps if step.action != "return_to_review"),
)
BOTH = (*EDITIONS, (NEXT, date(2027, 7, 1)))


def test_a_new_version_is_used_from_its_first_day_and_the_old_one_stays() -> None:
    assert current("recognition", date(2027, 6, 30), BOTH) is RECOGNITION_2026_2
    assert current("recognition", date(2027, 7, 1), BOTH) is NEXT
    among = {procedure.key: procedure for procedure, _ in BOTH}
    assert get("recognition", "2026.1", among).stage("department_review").days == 9
    assert get("recognition", "2027.1", among).stage("department_review").days == 7


def test_a_dossier_is_decided_by_its_own_version() -> None:
    case = Paper("department_approval")
    old = RECOGNITION_2026_1.decide("return_to_review", Attempt(RECOGNITION_2026_1, case, DIRECTOR, TODAY, WHY))
    assert old.dest == "department_review"
    assert "return_to_review" not in {
        answer.step.action for answer in NEXT.rehearse(Attempt(NEXT, case, DIRECTOR, TODAY))
    }


def test_the_registry_knows_what_it_has() -> None:
    assert get("recognition", "2026.1") is PROCEDURES["recognition", "2026.1"]
    assert current("recognition", date(2026, 10, 31)) is RECOGNITION_2026_1
    assert current("recognition", TODAY) is RECOGNITION_2026_2
    with pytest.raises(LookupError, match=r"recognition 1999\.1"):
        get("recognition", "1999.1")
    with pytest.raises(LookupError, match="recognition on 2025"):
        current("recognition", date(2025, 12, 31))


def test_a_published_version_is_added_and_never_replaced() -> None:
    try:
        publish(NEXT, date(2027, 7, 1))
        assert get("recognition", "2027.1") is NEXT
        assert current("recognition", date(2027, 7, 1)) is NEXT
        assert VALID_FROM[NEXT.key] == date(2027, 7, 1)
        with pytest.raises(ValueError, match=r"recognition 2027\.1 already"):
            publish(NEXT, date(2028, 1, 1))
    finally:
        EDITIONS.remove((NEXT, date(2027, 7, 1)))
        del PROCEDURES[NEXT.key], VALID_FROM[NEXT.key]


@pytest.mark.parametrize("name", sorted(sheets()))
def test_the_sheets_are_what_the_tables_generate(name: str) -> None:
    assert (SHEETS / name).read_text(encoding="utf-8") == sheets()[name], "run: python docs/draw_sheets.py"


def test_every_drawing_is_of_the_source_beside_it() -> None:
    drawings = list(SHEETS.glob("*.svg"))
    assert {file.stem for file in drawings} == {Path(name).stem for name in sheets()}
    for file in drawings:
        source = file.with_suffix(".dot").read_bytes()
        found = re.search(r"source sha256 (\w+)", file.read_text(encoding="utf-8"))
        assert found is not None
        assert found[1] == hashlib.sha256(source).hexdigest()


def test_no_sheet_is_left_of_a_procedure_that_is_gone() -> None:
    assert {file.name for file in SHEETS.iterdir() if file.suffix != ".svg"} == set(sheets())


def test_sheets_can_be_written_anywhere(tmp_path: Path) -> None:
    assert all(file.read_text(encoding="utf-8") for file in write(tmp_path / "new"))


def test_a_procedure_without_holds_has_a_sheet_without_them() -> None:
    assert "## Tạm dừng" in markdown(RECOGNITION_2026_1)
    assert "## Tạm dừng" not in markdown(replace(RECOGNITION_2026_1, holds=()))


def test_every_row_of_the_table_stands_on_the_sheet() -> None:
    text = markdown(RECOGNITION_2026_1)
    for step in RECOGNITION_2026_1.all_steps:
        assert f"`{step.action}`" in text
        assert all(f"`{rule.name}`" in text for rule in step.when)
    assert "quy tắc làm việc" in text


def test_every_word_has_a_vietnamese_title() -> None:
    assert set(ROLE_TITLES) == set(Role)
    assert set(AGENCY_TITLES) == set(AgencyKind)
    assert set(KIND_TITLES) == set(Kind)
    assert set(BASIS_TITLES) == set(DossierBasis)
    assert len(FORMS) == 7
    assert form_name("M01") == "Mẫu 01 – Giấy tiếp nhận hồ sơ và hẹn trả kết quả"


def test_every_duty_of_the_plan_has_an_agency_and_its_roles() -> None:
    assert {row.agency for row in RESPONSIBILITIES} == set(REAL_AGENCIES)
    assert {row.line for row in RESPONSIBILITIES} <= set(range(183, 244))
    for row in RESPONSIBILITIES:
        held_there = {post.role for post in POSTS if post.agency is row.agency}
        assert set(row.roles) <= held_there
        assert bool(row.roles) is (row.agency is not AgencyKind.MEDIA)
    assert [row.line for row in duties_of(AgencyKind.FINANCE)] == [211, 213, 215]


def test_a_post_has_a_title() -> None:
    assert len(set(POSTS)) == len(POSTS)
    assert POSTS[0].title == "Công chức cấp xã (UBND xã, phường)"
