"""A council that has voted on a dossier, for tests that are about something else."""

import uuid
from datetime import date, datetime

from flask import Flask
from sqlalchemy import insert

from workflow.council.models import Council, Meeting, MeetingItem
from workflow.extensions import new_id
from workflow.transactions import writing


def hold_vote(
    app: Flask, dossier_id: uuid.UUID, *, by: uuid.UUID, agency_id: uuid.UUID, on: date, at: datetime,
    passed: bool = True,
) -> uuid.UUID:  # fmt: skip
    """A closed meeting of seven, in which six voted one way and one the other; gives the meeting's id."""
    council_id, meeting_id = new_id(), new_id()
    votes = (6, 1) if passed else (1, 6)
    with app.app_context(), writing() as session:
        session.execute(insert(Council), {
            "id": council_id, "name": "Hội đồng xét duyệt", "decision_number": "77/QĐ-UBND", "decided_on": on,
            "agency_id": agency_id, "valid_from": on, "set_up_by": by, "set_up_at": at,
        })  # fmt: skip
        session.execute(insert(Meeting), {
            "id": meeting_id, "council_id": council_id, "held_at": at, "held_on": on, "place": "Phòng họp số 2",
            "rules_version": "2026.1", "ballot_mode": "open", "quorum_of": 2, "quorum_in": 3, "tie_rule": "not_passed",
            "state": "closed", "planned_by": by, "planned_at": at, "ended_by": by, "ended_at": at,
        })  # fmt: skip
        session.execute(insert(MeetingItem), {
            "id": new_id(), "meeting_id": meeting_id, "position": 1, "dossier_id": dossier_id, "state": "decided",
            "members": 7, "present": 7, "quorum": 5, "votes_for": votes[0], "votes_against": votes[1], "abstained": 0,
            "invalid": 0, "result": "passed" if passed else "not_passed",
        })  # fmt: skip
    return meeting_id
