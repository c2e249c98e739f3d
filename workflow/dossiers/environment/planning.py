"""Planning a site visit across communes: only what needs one, and nothing that another trip already sees to."""

import re
import uuid
from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from states.actors import ENV_APPRAISER
from states.kernel import Reason
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.audit.services import lock_chain
from workflow.dossiers.environment.needs import OF_DOSSIER, needs
from workflow.dossiers.models import Dossier
from workflow.environment.standing import seat_with
from workflow.environment.visits import Stop, Trip, insert_visit, require_appraiser
from workflow.errors import Stale
from workflow.transactions import writing

DOSSIER, NAMED = Dossier.__table__, f"{OF_DOSSIER}:"


def plan_visit(trip: Trip, chosen: Sequence[str], *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Plan a trip to what was chosen (`Need.key`); the communes concerned are told.

    Two who plan the same thing at once wait for each other: the second is told. Raises Forbidden (not an appraiser),
    Refused with every reason, Stale when something chosen needs no visit any more or is planned already.
    """
    with writing() as session:
        person = in_force(session, by, on)
        require_appraiser(person)
        wanted = list(dict.fromkeys(chosen))
        _hold_dossiers(session, wanted)
        lock_chain(session)
        open_to = {need.key: need for need in needs(person, on) if need.planned is None}
        if not set(wanted) <= set(open_to):
            told = _(
                "Có điểm đã chọn không còn cần kiểm tra, hoặc vừa được xếp vào chuyến khác. Hãy xem lại danh sách."
            )
            raise Stale(Reason(told))
        seat = seat_with(person, (ENV_APPRAISER,))
        assert seat is not None, "an appraiser has the seat of one"
        found = [open_to[key] for key in wanted]
        stops = [Stop(need.subject, need.id, need.commune_agency_id, need.about) for need in found]
        return insert_visit(session, trip, stops, person, seat.agency_id, on, at)


def _hold_dossiers(session: Session, wanted: Sequence[str]) -> None:
    """The chosen dossiers cannot be moved before the commit, and are held before the journal is: whoever concludes an
    appraisal holds its dossier and then writes there.
    """
    ids = [uuid.UUID(key.removeprefix(NAMED)) for key in wanted if re.fullmatch(f"{NAMED}[0-9a-f-]{{36}}", key)]
    held = select(DOSSIER.c.id).where(DOSSIER.c.id.in_(ids)).order_by(DOSSIER.c.id)
    session.execute(held.with_for_update(read=True, key_share=True))
