"""Acting on a remedy: the commune reports that it is done, the appraiser confirms or gives a new day."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from states.kernel import Attempt, Decision, Reason
from states.rules.following import NEW_DAY, typed_day
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.environment.following import change
from workflow.environment.remedy_queries import RemedyView, get_remedy
from workflow.environment.telling import COMMUNE, appraisers, holders, others
from workflow.errors import Stale
from workflow.notices.services import tell
from workflow.text import nfc
from workflow.transactions import writing


def act(
    remedy_id: uuid.UUID, action: str, *, by: Person, on: date, at: datetime, seen_version: int,
    inputs: Mapping[str, str],
) -> str:  # fmt: skip
    """Take one act of the remedy procedure; give back the state it leads to. What was said before stays.

    Raises NotFound, Unknown, Forbidden, Refused with every reason, MovedOn and Stale when somebody was quicker.
    """
    with writing() as session:
        person = in_force(session, by, on)
        remedy = get_remedy(remedy_id, person, on)
        attempt = Attempt(remedy.procedure, remedy.case.as_case, person.actor, on, inputs)
        decision = remedy.procedure.decide(action, attempt)
        words = nfc((inputs.get("reason") or inputs.get("done") or "").strip())
        is_mine = remedy.row.version == seen_version and change(
            session, remedy.row, action, by=person.id, on=on, at=at, words=words,
            evidence=nfc(inputs.get("evidence", "").strip()), state=decision.dest, due_on=typed_day(attempt, NEW_DAY),
        )  # fmt: skip
        if not is_mine:
            raise Stale(Reason(_("Nội dung khắc phục này vừa được người khác xử lý.")))
        _tell(session, remedy, decision, person.id, on, at)
    return decision.dest


def _tell(session: Session, remedy: RemedyView, decision: Decision, by: uuid.UUID, on: date, at: datetime) -> None:
    """The commune hears what the appraiser did, the appraisers what the commune reported."""
    if decision.step.action == "report":
        readers = appraisers(session, on)
    else:
        readers = holders(session, COMMUNE, remedy.row.commune_agency_id, on)
    tell(
        session, "environment:remedy_moved", to=others(readers, by), at=at, path=f"/environment/remedies/{remedy.id}",
        action=decision.step.title, unit=remedy.row.about, stage=remedy.procedure.stage(decision.dest).title,
    )  # fmt: skip
