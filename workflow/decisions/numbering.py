"""Numbers of decisions: one counter for each agency and year, without gaps."""

import uuid
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from workflow.extensions import IdType

_AGENCY = bindparam("agency_id", type_=IdType)
_TAKE = text(
    "INSERT INTO decision_counter (agency_id, year, last) VALUES (:agency_id, :year, 1) "
    "ON CONFLICT (agency_id, year) DO UPDATE SET last = decision_counter.last + 1 RETURNING last"
).bindparams(_AGENCY)
_HOLD = text(
    "INSERT INTO decision_counter (agency_id, year, last) VALUES (:agency_id, :year, 0) "
    "ON CONFLICT (agency_id, year) DO UPDATE SET last = decision_counter.last RETURNING last"
).bindparams(_AGENCY)
_GO_ON = text("UPDATE decision_counter SET last = :last WHERE agency_id = :agency_id AND year = :year").bindparams(
    _AGENCY
)


class Number(NamedTuple):
    """A number of a year's book."""

    year: int
    number: int


def next_number(session: Session, agency_id: uuid.UUID, on: date) -> Number:
    """Take the next number of an agency in the year of `on`, the day in Lào Cai.

    Runs inside the caller's transaction: a roll-back gives the number back, so numbers have no gaps.
    """
    taken = session.execute(_TAKE, {"agency_id": agency_id, "year": on.year}).scalar_one()
    return Number(on.year, taken)


def hold_counter(session: Session, agency_id: uuid.UUID, year: int) -> int:
    """The last number of a year, which stays the last until the commit; 0 when none was given."""
    last: int = session.execute(_HOLD, {"agency_id": agency_id, "year": year}).scalar_one()
    return last


def go_on_after(session: Session, agency_id: uuid.UUID, year: int, last: int) -> None:
    """Let the counter go on after numbers that were given beside it. The caller holds the counter."""
    session.execute(_GO_ON, {"agency_id": agency_id, "year": year, "last": last})
