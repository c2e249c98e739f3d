"""Pages whose address is a secret still have forms: a real browser must say where such a form comes from."""

import re

import pytest
from flask import Flask

from tests.browser.conftest import Enter
from tests.people import People
from tests.story import Story
from workflow.papers.secrets import lookup_token

pytestmark = pytest.mark.browser
PASSWORD = "mot cau ngan de nho 2026"


def test_the_page_of_a_receipt_changes_its_language(enter: Enter, app: Flask, people: People) -> None:
    story = Story(app, people).draft().up_to("environmental_appraisal")
    with app.app_context():
        token = lookup_token(story.id)
    visitor = enter()
    visitor.go(f"/lookup/q/{token}").press("English")
    assert visitor.page.locator("html").get_attribute("lang") == "en"


def test_somebody_who_was_invited_sets_a_password(enter: Enter, app: Flask) -> None:
    with app.app_context():
        said = app.test_cli_runner().invoke(args=["people", "add-admin", "--name", "Lò Thị Mây", "--another"]).output
    found = re.search(r"/invite/\S+", said)
    assert found, said
    visitor = enter()
    visitor.go(found[0])
    visitor.page.locator("#new").fill(PASSWORD)
    visitor.page.locator("#again").fill(PASSWORD)
    visitor.press("Đặt mật khẩu")
    visitor.reads("Đã đặt mật khẩu")
