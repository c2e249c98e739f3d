"""Reading fund lines: what is allocated, promised and paid, and what a dossier had of them. Money is whole VND."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from states.support import FUND_TITLES, Fund
from workflow.accounts.models import Agency
from workflow.extensions import IdType, db
from workflow.support.models import Commitment, FundLine, Payment

LINE, COMMITMENT, PAYMENT, AGENCY = FundLine.__table__, Commitment.__table__, Payment.__table__, Agency.__table__


def left_of(line: Any) -> Any:
    """What may still be promised from a line: of its row a number, of its columns an expression."""
    return line.allocation - line.committed


def lines() -> Any:
    """Every fund line with the short name of its agency, for a reader to narrow down."""
    return (
        select(LINE, AGENCY.c.short_name.label("agency_name"))
        .join(AGENCY, AGENCY.c.id == LINE.c.agency_id)
        .order_by(LINE.c.year, LINE.c.source, LINE.c.programme, LINE.c.id)
    )


def fund_lines(year: int) -> Sequence[Any]:
    """The fund lines of a year with the name of the agency that manages each."""
    return db.session.execute(lines().where(LINE.c.year == year)).all()


def find_fund_line(line_id: uuid.UUID) -> Any | None:
    """One fund line, or None."""
    return db.session.execute(lines().where(LINE.c.id == line_id)).one_or_none()


def years_of_funds() -> Sequence[int]:
    """The years that have a fund line, latest first."""
    return db.session.scalars(select(LINE.c.year).distinct().order_by(LINE.c.year.desc())).all()


@dataclass(frozen=True, slots=True)
class Spending:
    """Money promised to a dossier from one fund line, and what was paid of it (VND)."""

    line_id: uuid.UUID
    programme: str
    source: str
    year: int
    amount: int
    released: int
    paid: int
    payments: tuple[tuple[date, int, str], ...]


_SPENT = (
    select(
        COMMITMENT.c.id, COMMITMENT.c.amount, COMMITMENT.c.released, COMMITMENT.c.paid, LINE.c.id.label("line_id"),
        LINE.c.programme, LINE.c.source, LINE.c.year, PAYMENT.c.paid_on, PAYMENT.c.amount.label("part"),
        PAYMENT.c.voucher,
    )
    .join(LINE, LINE.c.id == COMMITMENT.c.fund_line_id)
    .outerjoin(PAYMENT, PAYMENT.c.commitment_id == COMMITMENT.c.id)
    .where(COMMITMENT.c.dossier_id == bindparam("dossier_id", type_=IdType))
    .order_by(COMMITMENT.c.id, PAYMENT.c.paid_on, PAYMENT.c.id)
)  # fmt: skip


def spending_of(dossier_id: uuid.UUID) -> tuple[Spending, ...]:
    """What was promised to a dossier and paid, commitment by commitment, in one statement."""
    found: dict[uuid.UUID, Spending] = {}
    for row in db.session.execute(_SPENT, {"dossier_id": dossier_id}):
        paid = ((row.paid_on, row.part, row.voucher),) if row.paid_on else ()
        before = found[row.id].payments if row.id in found else ()
        found[row.id] = Spending(
            row.line_id,
            row.programme,
            FUND_TITLES[Fund(row.source)],
            row.year,
            row.amount,
            row.released,
            row.paid,
            before + paid,
        )
    return tuple(found.values())
