"""Reading requests for a pollution inspection: whoever's agency asked, and the appraisers. For others there is none."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select, true

from states.following import Nearness, current_follow_up, nearness
from states.kernel import Procedure
from states.procedures.pollution_inspection import MAY_ASK, POLLUTION_INSPECTION_2026_1
from states.rules.following import FollowedCase
from workflow.accounts.models import Account, Agency
from workflow.accounts.person import Person
from workflow.environment.follow_models import PollutionInspection
from workflow.environment.followed import FollowedView
from workflow.environment.standing import UNIT, asking_agencies, is_appraiser
from workflow.environment.unit_queries import AGENCY, ESTABLISHMENT
from workflow.errors import NotFound
from workflow.extensions import db

REQUEST, ACCOUNT = PollutionInspection.__table__, Account.__table__
ASKING = Agency.__table__.alias("asking")
OPEN = POLLUTION_INSPECTION_2026_1.open_stages


@dataclass(frozen=True)
class RequestView(FollowedView):
    """One request that the reader may see, on a day."""

    @property
    def procedure(self) -> Procedure:
        return POLLUTION_INSPECTION_2026_1

    @property
    def about(self) -> str:
        """The unit; a single establishment is named on its own page only."""
        return str(self.row.unit_name)

    @property
    def nearness(self) -> Nearness:
        if self.is_over:
            return Nearness.FAR
        return nearness(self.row.by_on, self.on, current_follow_up(self.on).number("inspection_notice_days"))

    @property
    def case(self) -> FollowedCase:
        return FollowedCase(self.row.state, {}, self.row.asked_on)


def requests_seen_by(person: Person) -> ColumnElement[bool]:
    """The condition on a request under which the person may see it."""
    return true() if is_appraiser(person) else REQUEST.c.asked_agency_id.in_(asking_agencies(person))


def may_ask(person: Person) -> bool:
    """Whether the person is of a competent level."""
    return bool(person.posts & frozenset(MAY_ASK))


def _wide() -> Select[Any]:
    return (
        select(
            REQUEST, UNIT.c.name.label("unit_name"), AGENCY.c.short_name.label("commune"), AGENCY.c.commune_code,
            ESTABLISHMENT.c.name.label("establishment"), ESTABLISHMENT.c.village, ASKING.c.short_name.label("asker"),
            ACCOUNT.c.name.label("asked_by_name"),
        )
        .join(UNIT, UNIT.c.id == REQUEST.c.unit_id)
        .join(AGENCY, AGENCY.c.id == REQUEST.c.commune_agency_id)
        .join(ASKING, ASKING.c.id == REQUEST.c.asked_agency_id)
        .join(ACCOUNT, ACCOUNT.c.id == REQUEST.c.asked_by)
        .outerjoin(ESTABLISHMENT, ESTABLISHMENT.c.id == REQUEST.c.establishment_id)
    )  # fmt: skip


def get_request(request_id: uuid.UUID, person: Person, on: date) -> RequestView:
    """One request the reader may see. Raises NotFound."""
    row = db.session.execute(_wide().where(REQUEST.c.id == request_id, requests_seen_by(person))).one_or_none()
    if row is None:
        raise NotFound
    return RequestView(row, on)


def requests(person: Person, on: date) -> list[RequestView]:
    """The requests the reader may see: those that are open by their day, then the last that are over."""
    rows = db.session.execute(_wide().where(requests_seen_by(person)).order_by(REQUEST.c.by_on, REQUEST.c.id))
    return sorted((RequestView(row, on) for row in rows), key=lambda found: found.is_over)


def open_requests(person: Person, on: date) -> list[RequestView]:
    """The requests the reader may see that are not concluded, the earliest day first."""
    wanted = _wide().where(REQUEST.c.state.in_(OPEN), requests_seen_by(person))
    return [RequestView(row, on) for row in db.session.execute(wanted.order_by(REQUEST.c.by_on, REQUEST.c.id))]


def names(ids: Sequence[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """Names of accounts."""
    wanted = [each for each in ids if each]
    rows = db.session.execute(select(ACCOUNT.c.id, ACCOUNT.c.name).where(ACCOUNT.c.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def open_request_ids() -> Sequence[uuid.UUID]:
    """Every request that waits for the appraisers, whoever may see it: for dated jobs."""
    return db.session.scalars(select(REQUEST.c.id).where(REQUEST.c.state.in_(OPEN)).order_by(REQUEST.c.by_on)).all()


def find_open_request(request_id: uuid.UUID, on: date) -> RequestView | None:
    """A request that is not over, whoever may see it; None when it is over by now."""
    row = db.session.execute(_wide().where(REQUEST.c.id == request_id, REQUEST.c.state.in_(OPEN))).one_or_none()
    return RequestView(row, on) if row is not None else None
