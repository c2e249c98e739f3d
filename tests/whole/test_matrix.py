"""Every post × every place × every action of every procedure and version, over HTTP, against the sheets jurists read.

The oracle is the table of the committed sheet, not the code: a step that the sheet does not give to a post must be
answered with 403, 404 or 409, and leave the dossier as it was; a step it gives must be answered with the step's page.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from states.actors import POSTS, ROLE_TITLES, Role
from states.kernel import Procedure
from states.procedures import PROCEDURES
from tests.people import People, Someone
from tests.story import Story
from workflow import errors
from workflow.dossiers.models import Dossier, Entry
from workflow.extensions import db
from workflow.transactions import writing

SHEETS = Path(__file__).resolve().parents[2] / "docs" / "sheets"
DOSSIER = Dossier.__table__
KINDS = {"support": ("trade_promotion", "2026.1"), "artisan_title": ("artisan_title", "2026.1")}
LEADS = {Role.LEAD_OFFICER: Role.CONSULTED_OFFICER, Role.LEAD_LEADER: Role.CONSULTED_LEADER}
"""Who stands for the abstract posts here: the applications of this test are led by Sở Công Thương."""


class Place(NamedTuple):
    """Where a dossier stands, under which version of which procedure."""

    code: str
    version: str
    stage: str
    hold: str | None

    @property
    def law(self) -> Procedure:
        return PROCEDURES[self.code, self.version]


def places() -> list[Place]:
    found = []
    for (code, version), law in PROCEDURES.items():
        found += [Place(code, version, stage.name, None) for stage in law.stages]
        found += [Place(code, version, stage, held.action) for held in law.holds for stage in held.during]
    return found


@cache
def rights_of_the_sheet(code: str, version: str) -> frozenset[tuple[str, str, Role]]:
    """(title of the place, action, role) as the matrix of the committed sheet grants them."""
    text = (SHEETS / f"{code}-{version}.md").read_text(encoding="utf-8")
    rows = [_cells(line) for line in text.split("## Ai làm được gì, ở đâu")[1].splitlines() if line.startswith("|")]
    roles = {title: role for role, title in ROLE_TITLES.items()}
    header, _rule, *body = rows
    return frozenset(
        (row[0], action, roles[title])
        for row in body
        for title, cell in zip(header[1:], row[1:], strict=True)
        for action in re.findall(r"`([a-z_]+)`", cell)
    )


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def name_of(place: Place) -> str:
    """The place as the sheet writes it."""
    title = place.law.stage(place.stage).title
    waiting = next((h.waiting for h in place.law.holds if h.action == place.hold and place.stage in h.during), None)
    return title if waiting is None else f"{title} ({waiting})"


def set_place(story: Story, place: Place, lead: Someone) -> None:
    """Put the dossier somewhere, as if it had walked there."""
    final = place.law.stage(place.stage).final
    kind, basis = KINDS.get(place.code, ("craft_village", "full"))
    with story.app.app_context(), writing() as session:
        session.execute(
            update(DOSSIER)
            .where(DOSSIER.c.id == story.id)
            .values(
                procedure_code=place.code, procedure_version=place.version, stage=place.stage, hold=place.hold,
                kind=kind, basis=basis, lead_agency_id=lead.agency_id if place.code in KINDS else None,
                is_open=not final, waiting_agency_id=None if final else DOSSIER.c.commune_agency_id,
            )
        )  # fmt: skip


class Desks:
    """Somebody of each role with a browser; commune roles sit at the dossier's own commune."""

    def __init__(self, story: Story) -> None:
        self.people = {role: story.people(role.value) for role in dict.fromkeys(post.role for post in POSTS)}
        self.clients = {role: story.people.client(someone) for role, someone in self.people.items()}

    def roles_in_the_sheet(self, role: Role) -> set[Role]:
        """A desk's own role, and the abstract one it stands for here."""
        return {role} | {abstract for abstract, own in LEADS.items() if own is role}


@pytest.fixture
def desks(story: Story) -> Desks:
    return Desks(story)


@pytest.fixture
def refusals_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty thousand refusals are asked for their status; what their page says has tests of its own."""
    monkeypatch.setattr(errors, "render_template", lambda _name, title, **_more: title)


FORM = {
    "seen_version": "1", "token": "t" * 24, "reason": "x", "decision_number": "1", "decided_on": "01/07/2026",
    "extended_to": "01/12/2027", "granted": "1", "amount": "1", "paid_on": "01/07/2026", "voucher": "1",
    "accepted_on": "01/07/2026", "delivered_on": "01/07/2026", "received_by": "x",
}  # fmt: skip


@pytest.mark.parametrize("key", sorted(PROCEDURES), ids=" ".join)
def test_the_sheet_grants_what_the_table_grants(key: tuple[str, str]) -> None:
    rights, law = rights_of_the_sheet(*key), PROCEDURES[key]
    here = [place for place in places() if (place.code, place.version) == key]
    assert len(rights) == sum(len(law.steps_from(place.stage, place.hold)) for place in here)
    assert law.opened_by.role in {role for _place, _action, role in rights}


@pytest.mark.usefixtures("refusals_are_short")
@pytest.mark.parametrize("place", places(), ids=lambda place: f"{place.code} {place.version} {name_of(place)}")
def test_every_post_for_every_action(place: Place, story: Story, desks: Desks, app: Flask) -> None:
    """A right of the sheet opens the page of the step; without it the step is refused and nothing moves."""
    set_place(story, place, desks.people[Role.CONSULTED_OFFICER])
    rights, wrong = rights_of_the_sheet(place.code, place.version), []
    for action in place.law.actions:
        address = f"/dossiers/{story.id}/steps/{action}"
        for role, client in desks.clients.items():
            granted = any((name_of(place), action, each) in rights for each in desks.roles_in_the_sheet(role))
            status = client.get(address).status_code if granted else client.post(address, data=FORM).status_code
            if (status == 200) != granted or status not in (200, 403, 404, 409):
                wrong.append((action, role, status))
    row = story.row
    assert not wrong, wrong[:5]
    assert (row.stage, row.hold, row.version, row.entry_count) == (place.stage, place.hold, 1, 1)


def test_no_right_of_one_commune_reaches_into_another(story: Story, desks: Desks) -> None:
    strangers = [story.people(role, commune="Y Tý") for role in ("commune_officer", "commune_leader")]
    clients: list[FlaskClient] = [story.people.client(stranger) for stranger in strangers]
    wrong = []
    for place in places():
        set_place(story, place, desks.people[Role.CONSULTED_OFFICER])
        for client in clients:
            addresses = (f"/dossiers/{story.id}", f"/dossiers/{story.id}/steps/present")
            wrong += [(place, address) for address in addresses if client.get(address).status_code != 404]
    assert not wrong, wrong[:5]


def test_a_department_that_neither_leads_nor_is_asked_sees_nothing(story: Story, desks: Desks, people: People) -> None:
    stranger = people.client(people("consulted_officer", kind="finance"))
    seen = []
    for place in places():
        set_place(story, place, desks.people[Role.CONSULTED_OFFICER])
        seen += [place] * (stranger.get(f"/dossiers/{story.id}").status_code != 404)
    assert not seen, seen[:5]


def test_the_administrator_opens_no_dossier(story: Story) -> None:
    story.up_to("environmental_appraisal")
    client = story.people.client(story.people("administrator"))
    assert client.get(f"/dossiers/{story.id}").status_code == 404
    with story.app.app_context():
        assert db.session.execute(select(Entry.number).where(Entry.dossier_id == story.id)).all()


def test_how_much_the_matrix_covers_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    roles = len({post.role for post in POSTS})
    asked = sum(len(place.law.actions) for place in places()) * roles
    with capsys.disabled():
        print(
            f"\nmatrix: {len(PROCEDURES)} procedure versions, {len(places())} places, {roles} roles, {asked} requests"
        )
    assert asked > 30_000
