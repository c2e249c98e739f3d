"""Every post × every stage × every action, over HTTP, on a real database, against the sheet that jurists read.

The oracle is the table of the committed sheet, not the code: a step that the sheet does not give to a post must be
answered with 403, 404 or 409, and leave the dossier as it was; a step it gives must be answered with the step's page.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from states.actors import POSTS, ROLE_TITLES, Post, Role
from states.procedures import PROCEDURES
from tests.story import Story
from workflow.dossiers.models import Dossier, Entry
from workflow.extensions import db
from workflow.transactions import writing

SHEETS = Path(__file__).resolve().parents[2] / "docs" / "sheets"
PROCEDURE = PROCEDURES["recognition", "2026.1"]
DOSSIER = Dossier.__table__


class Place(NamedTuple):
    """Where a dossier stands."""

    stage: str
    hold: str | None


def places() -> list[Place]:
    free = [Place(stage.name, None) for stage in PROCEDURE.stages]
    return free + [Place(stage, held.action) for held in PROCEDURE.holds for stage in held.during]


def rights_of_the_sheet() -> set[tuple[str, str, Role]]:
    """(title of the place, action, role) as the matrix of the committed sheet grants them."""
    text = (SHEETS / "recognition-2026.1.md").read_text(encoding="utf-8")
    rows = [_cells(line) for line in text.split("## Ai làm được gì, ở đâu")[1].splitlines() if line.startswith("|")]
    roles = {title: role for role, title in ROLE_TITLES.items()}
    header, _rule, *body = rows
    return {
        (row[0], action, roles[title])
        for row in body
        for title, cell in zip(header[1:], row[1:], strict=True)
        for action in re.findall(r"`([a-z_]+)`", cell)
    }


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def name_of(place: Place) -> str:
    """The place as the sheet writes it."""
    title = PROCEDURE.stage(place.stage).title
    return title if place.hold is None else f"{title} (chờ bổ sung hồ sơ)"


def set_place(story: Story, place: Place) -> None:
    """Put the dossier somewhere, as if it had walked there."""
    final = PROCEDURE.stage(place.stage).final
    with story.app.app_context(), writing() as session:
        session.execute(
            update(DOSSIER)
            .where(DOSSIER.c.id == story.id)
            .values(
                stage=place.stage,
                hold=place.hold,
                is_open=not final,
                waiting_agency_id=None if final else DOSSIER.c.commune_agency_id,
            )
        )


@pytest.fixture
def clients(story: Story) -> dict[Post, FlaskClient]:
    """A browser for somebody of each post, at the dossier's own commune where the post is a commune's."""
    posts = {post.role: post for post in POSTS}.values()
    return {post: story.people.client(story.people(post.role.value)) for post in posts}


FORM = {"seen_version": "1", "token": "t" * 24, "reason": "x", "decision_number": "1", "decided_on": "01/07/2026"}


def test_the_sheet_grants_rights_at_all() -> None:
    rights = rights_of_the_sheet()
    assert ("Đang lập hồ sơ", "present", Role.COMMUNE_OFFICER) in rights
    assert len(rights) == sum(len(PROCEDURE.steps_from(place.stage, place.hold)) for place in places())


@pytest.mark.parametrize("place", places(), ids=name_of)
def test_every_post_for_every_action(place: Place, story: Story, clients: dict[Post, FlaskClient]) -> None:
    """A right of the sheet opens the page of the step; without it the step is refused and nothing moves."""
    set_place(story, place)
    rights, wrong = rights_of_the_sheet(), []
    for action in PROCEDURE.actions:
        address = f"/dossiers/{story.id}/steps/{action}"
        for post, client in clients.items():
            granted = (name_of(place), action, post.role) in rights
            status = client.get(address).status_code if granted else client.post(address, data=FORM).status_code
            if (status == 200) != granted or status not in (200, 403, 404, 409):
                wrong.append((action, post.title, status))
    row = story.row
    assert not wrong, wrong[:5]
    assert (row.stage, row.hold, row.version, row.entry_count) == (*place, 1, 1)


def test_no_right_of_one_commune_reaches_into_another(story: Story) -> None:
    strangers = [story.people(role, commune="Y Tý") for role in ("commune_officer", "commune_leader")]
    wrong = []
    for place in places():
        set_place(story, place)
        for stranger in strangers:
            client = story.people.client(stranger)
            addresses = (f"/dossiers/{story.id}", f"/dossiers/{story.id}/steps/present")
            wrong += [(place, address) for address in addresses if client.get(address).status_code != 404]
    assert not wrong, wrong[:5]


def test_the_administrator_opens_no_dossier(story: Story) -> None:
    story.up_to("environmental_appraisal")
    client = story.people.client(story.people("administrator"))
    assert client.get(f"/dossiers/{story.id}").status_code == 404
    with story.app.app_context():
        assert db.session.execute(select(Entry.number).where(Entry.dossier_id == story.id)).all()
