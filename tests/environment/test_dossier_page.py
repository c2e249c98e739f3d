"""What following up costs a dossier's page: nothing before the appraisal, one statement from then on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event

from tests.pages import Page
from tests.story import Story
from workflow.extensions import db

TABLES = ("site_visit", "remedy")


@contextmanager
def listening(app: Flask) -> Iterator[list[str]]:
    """Statements that read what this room keeps."""
    heard: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if any(table in statement for table in TABLES):
            heard.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    yield heard
    event.remove(engine, "before_cursor_execute", hear)


def statements(story: Story, role: str) -> int:
    browser = story.people.client(story.who(role))
    with listening(story.app) as heard:
        Page(browser.get(f"/dossiers/{story.id}"))
    return len(heard)


def test_a_draft_asks_nothing_and_a_dossier_under_appraisal_once(story: Story) -> None:
    assert statements(story, "commune_officer") == 0
    story.up_to("environmental_appraisal")
    assert statements(story, "env_appraiser") == 1
    story.appraise()
    story.step("sign_off", "env_appraiser")
    assert statements(story, "commune_officer") == 1


def test_a_dossier_that_was_never_visited_has_no_card(story: Story) -> None:
    story.up_to("department_review")
    page = Page(story.people.client(story.who("dept_officer")).get(f"/dossiers/{story.id}"))
    assert "Kiểm tra thực tế, khắc phục" not in page.text


def test_the_inbox_asks_nothing_of_this_room(story: Story) -> None:
    story.up_to("environmental_appraisal")
    browser = story.people.client(story.who("env_appraiser"))
    with listening(story.app) as heard:
        Page(browser.get("/inbox"))
    assert heard == []
