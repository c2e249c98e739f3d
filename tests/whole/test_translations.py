"""Vietnamese is what the office speaks; English is complete, current, and says the same."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient

from states.environment import CHECKLIST_2026_1
from states.procedures import PROCEDURES
from workflow.formats import law
from workflow.languages import catalogue

ROOT = Path(__file__).resolve().parents[2]
COMPOSED = {
    "Thiếu giấy tờ: Tờ trình của UBND cấp xã.": "Missing paper: Submission letter of the commune People's Committee.",
    "Nghị định 52/2018/NĐ-CP, Điều 5 khoản 2": "Decree 52/2018/NĐ-CP, article 5 clause 2",
    "34,7 % (34/98 hộ)": "34,7 % (34/98 households)",
    "60 năm (từ khoảng năm 1966 đến năm 2026); đang phát triển": "60 years (from about 1966 to 2026); still developing",
    "Tết Dương lịch (nghỉ bù)": "New Year's Day (day off in lieu)",
}


def program() -> ModuleType:
    """docs/translations.py, which is run as a command and belongs to no package."""
    spec = importlib.util.spec_from_file_location("translations_of_docs", ROOT / "docs" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, Any]:
    """Translations are read from an own folder, so that no forgotten .mo file decides."""
    return {"BABEL_TRANSLATION_DIRECTORIES": str(tmp_path / "translations")}


@pytest.fixture(autouse=True)
def nothing_read_before(app: Flask) -> Iterator[None]:
    """Catalogues are kept once for all applications of a process."""
    kept = app.extensions["babel"].instance.domain_instance.cache
    kept.clear()
    yield
    kept.clear()


@pytest.fixture
def english(app: Flask, tmp_path: Path) -> Flask:
    """The office with the catalogue compiled just now."""
    folder = tmp_path / "translations" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with program().CATALOGUE.open("rb") as page, (folder / "messages.mo").open("wb") as compact:
        write_mo(compact, read_po(page, locale="en"))
    return app


def in_language(client: FlaskClient, language: str, address: str = "/") -> str:
    client.set_cookie("language", language)
    return client.get(address).text


def navigation(page: str) -> str:
    found = re.search(r"<nav.*?</nav>", page, re.DOTALL)
    assert found is not None
    return found.group()


def test_the_catalogue_is_current_and_complete() -> None:
    assert program().main(["--check"]) == 0


def test_a_lost_placeholder_is_found() -> None:
    docs = program()
    kept = docs.Catalog(locale="en")
    kept.add("%(total)s người", "some people")
    assert "placeholders differ: %(total)s người" in list(docs.faults(kept))


def test_an_empty_translation_is_found() -> None:
    docs = program()
    kept = docs.Catalog(locale="en")
    kept.add("Trang chủ", "")
    assert "not translated: Trang chủ" in list(docs.faults(kept))


def test_a_reader_who_chose_nothing_reads_vietnamese(english: Flask) -> None:
    page = english.test_client().get("/").text
    assert '<html lang="vi"' in page
    assert "Danh bạ làng nghề" in navigation(page)


def test_a_reader_who_chose_english_reads_english(english: Flask) -> None:
    page = in_language(english.test_client(), "en")
    assert '<html lang="en"' in page
    assert "Register of craft villages" in navigation(page)
    assert "Danh bạ" not in navigation(page)


def test_a_language_nobody_offers_reads_vietnamese(english: Flask) -> None:
    assert '<html lang="vi"' in in_language(english.test_client(), "fr")


def test_the_office_opens_without_a_compiled_catalogue(client: FlaskClient) -> None:
    client.set_cookie("language", "en")
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Danh bạ làng nghề" in navigation(answer.text)


@pytest.mark.parametrize(("vietnamese", "english_words"), COMPOSED.items())
def test_a_composed_sentence_of_the_law_is_recognised(english: Flask, vietnamese: str, english_words: str) -> None:
    with english.test_request_context(headers={"Cookie": "language=en"}):
        assert law(vietnamese) == english_words


def test_what_a_person_typed_stays_as_it_is(english: Flask) -> None:
    with english.test_request_context(headers={"Cookie": "language=en"}):
        assert law("Bổ sung ảnh nhà ông Sùng A Páo; gửi lại.") == "Bổ sung ảnh nhà ông Sùng A Páo; gửi lại."


def test_the_law_is_never_changed_for_a_vietnamese_reader(english: Flask) -> None:
    with english.test_request_context():
        assert all(law(sentence) == sentence for sentence in COMPOSED)


def test_every_stage_button_and_checklist_item_has_english(english: Flask) -> None:
    said = {item.text for item in CHECKLIST_2026_1.items}
    for procedure in PROCEDURES.values():
        said |= {stage.title for stage in procedure.stages} | {step.title for step in procedure.all_steps}
        said |= {rule.sentence for step in procedure.all_steps for rule in step.when}
    with english.test_request_context(headers={"Cookie": "language=en"}):
        assert catalogue().ugettext("Trang chủ") == "Home"
        assert {sentence for sentence in said if law(sentence) == sentence} == set()
