"""The public page of a paper, as the tests about it open it."""

import uuid
from typing import Any

from tests.pages import Page
from tests.signatures.desk import code_of
from tests.story import Story
from workflow.transactions import writing


def address_of(story: Story, paper_id: uuid.UUID) -> str:
    return f"/verify/{code_of(story, paper_id)}"


def shown(story: Story, paper_id: uuid.UUID) -> Page:
    return Page(story.app.test_client().get(address_of(story, paper_id)))


def change(story: Story, statement: Any) -> None:
    with story.app.app_context(), writing() as session:
        session.execute(statement)
