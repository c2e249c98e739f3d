"""How often the two pages that everybody opens all day ask the database: a ceiling that does not depend on a clock."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.story import Story
from tests.supplements.desk import Desk
from workflow.extensions import db

INBOX, DOSSIER = 5, 12


def statements(story: Story, client: FlaskClient, address: str) -> list[str]:
    """What a page sends to the database when it is opened again."""
    sent: list[str] = []
    assert client.get(address).status_code == 200
    with story.app.app_context():
        engine = db.engine

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    client.get(address)
    event.remove(engine, "before_cursor_execute", note)
    return sent


@pytest.mark.parametrize("role", ["dept_officer", "province_clerk"])
def test_the_inbox_asks_little(story: Story, role: str) -> None:
    story.up_to("department_review")
    sent = statements(story, story.people.client(story.who(role)), "/inbox?tab=office")
    assert len(sent) <= INBOX, sent


@pytest.mark.parametrize("stage", ["environmental_appraisal", "department_review"])
def test_a_dossier_with_a_supplement_behind_it_asks_little(story: Story, stage: str) -> None:
    story.up_to("environmental_appraisal")
    desk = Desk(story)
    desk.ask()
    desk.reply()
    story.step("supplement", "commune_officer")
    if stage == "department_review":
        story.appraise()
        story.step("sign_off", "env_appraiser")
    for role in ("env_appraiser", "dept_officer", "commune_officer"):
        sent = statements(story, desk.at(role), f"/dossiers/{story.id}")
        assert len(sent) <= DOSSIER, (role, sent)
