"""What the council prints, for its reader."""

import uuid
from datetime import date

from workflow.accounts.person import Person
from workflow.council import queries as councils
from workflow.council.closing import facts_of
from workflow.council.standing import is_clerk_of
from workflow.dossiers.meetings import agenda
from workflow.dossiers.meetings import pages as meetings
from workflow.dossiers.printing import council
from workflow.errors import NotFound
from workflow.extensions import JsonDict
from workflow.wall_clock import now


def minutes_of(meeting_id: uuid.UUID, person: Person, on: date) -> JsonDict:
    """The minutes of a whole meeting; before it is closed, as they would be. Raises NotFound."""
    page = meetings.meeting_page(meeting_id, person, on)
    kept = page.minutes
    if kept is not None:
        return council.minutes(kept.facts, kept.remark, kept.made_at)
    if page.sheet.row.state == "cancelled" or not page.is_over:
        raise NotFound
    lines = agenda.lines([item.row.dossier_id for item in page.sheet.items])
    return council.minutes(facts_of(page.sheet, lines), "", now(), is_open=True)


def ballot_of(meeting_id: uuid.UUID, item_id: uuid.UUID, person: Person, on: date) -> JsonDict:
    """A ballot for a dossier on the agenda. Raises NotFound once the meeting is over."""
    page = meetings.item_page(meeting_id, item_id, person, on)
    title = agenda.lines([page.row.dossier_id])[page.row.dossier_id].title
    return council.ballot(page.sheet.row.council_name, title, now())


def decision_of(council_id: uuid.UUID, person: Person) -> JsonDict:
    """The decision that sets a council up. Raises NotFound for whoever does not serve it."""
    row = councils.find_council(council_id)
    if row is None or not is_clerk_of(person, row.agency_id):
        raise NotFound
    return council.setting_up(row, councils.members_of(council_id), now())
