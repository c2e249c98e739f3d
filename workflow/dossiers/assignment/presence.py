"""Whether the person who handles a dossier is there to do it. Where not, it is open to the whole office again."""

from sqlalchemy import ColumnElement, Date, and_, bindparam, exists, not_, or_, select

from workflow.accounts.away_models import Delegation
from workflow.accounts.away_queries import is_away
from workflow.accounts.models import PostHolding
from workflow.dossiers.assignment.models import Assignment
from workflow.dossiers.models import Dossier

DOSSIER, ROW = Dossier.__table__, Assignment.__table__
HELD, LENT = PostHolding.__table__, Delegation.__table__
_TODAY = bindparam("today", type_=Date)
_BORROWED = select(LENT.c.holding_id).where(
    LENT.c.to_id == ROW.c.account_id, LENT.c.ended_at.is_(None), LENT.c.valid_from <= _TODAY, LENT.c.valid_to >= _TODAY
)
_STILL_HOLDS_THE_POST = exists().where(
    ROW.c.dossier_id == DOSSIER.c.id,
    ROW.c.agency_id == DOSSIER.c.waiting_agency_id,
    ROW.c.account_id == DOSSIER.c.handler_id,
    ROW.c.ended_at.is_(None),
    HELD.c.agency_id == ROW.c.agency_id,
    HELD.c.role == ROW.c.role,
    or_(HELD.c.account_id == ROW.c.account_id, HELD.c.id.in_(_BORROWED)),
    HELD.c.ended_at.is_(None),
    HELD.c.valid_from <= _TODAY,
    or_(HELD.c.valid_to.is_(None), HELD.c.valid_to >= _TODAY),
)


def handler_is_gone() -> ColumnElement[bool]:
    """Whether who handles a dossier is away on the parameter `today`, or no longer holds the post for it."""
    return and_(DOSSIER.c.handler_id.is_not(None), or_(is_away(DOSSIER.c.handler_id), not_(_STILL_HOLDS_THE_POST)))
