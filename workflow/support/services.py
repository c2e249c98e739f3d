"""Writing down what is asked, granted, promised, paid and accepted. All run inside the caller's transaction.

The caller has locked the dossier and made sure of the right. Refusals say what is left.
"""

import uuid
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import BigInteger, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from states.basis import Reason
from states.kernel import Refused
from workflow.extensions import IdType, new_id
from workflow.formats import vnnumber
from workflow.support.models import Acceptance, Commitment, FundLine, Payment, SupportRequest
from workflow.text import fold, nfc

REQUEST, LINE, COMMITMENT = SupportRequest.__table__, FundLine.__table__, Commitment.__table__
PAYMENT, ACCEPTANCE = Payment.__table__, Acceptance.__table__
_LINE_ID, _AMOUNT = bindparam("line", type_=IdType), bindparam("amount", type_=BigInteger)
_PROMISE = (
    update(LINE)
    .where(LINE.c.id == _LINE_ID, LINE.c.committed + _AMOUNT <= LINE.c.allocation)
    .values(committed=LINE.c.committed + _AMOUNT)
)
"""The whole protection of a fund line in one statement: whoever comes when too little is left, changes nothing."""
_GIVE_BACK = update(LINE).where(LINE.c.id == _LINE_ID).values(committed=LINE.c.committed - _AMOUNT)
_SPEND = update(LINE).where(LINE.c.id == _LINE_ID).values(paid=LINE.c.paid + _AMOUNT)
_OPEN = (
    select(COMMITMENT)
    .where(
        COMMITMENT.c.dossier_id == bindparam("dossier_id", type_=IdType),
        COMMITMENT.c.amount > COMMITMENT.c.paid + COMMITMENT.c.released,
    )
    .order_by(COMMITMENT.c.fund_line_id, COMMITMENT.c.id)
)


def write_request(session: Session, dossier_id: uuid.UUID, facts: dict[str, Any]) -> None:
    """Store some of the facts declared; kind, version, year and day must be among them the first time."""
    if "establishment" in facts:
        facts = facts | {"establishment_key": establishment_key(facts["establishment"])}
    changed = session.connection().execute(update(REQUEST).where(REQUEST.c.dossier_id == dossier_id).values(facts))
    if changed.rowcount == 0:
        session.execute(insert(SupportRequest), facts | {"dossier_id": dossier_id})


def establishment_key(name: str) -> str:
    """The name without marks, case and punctuation: "HTX Dệt lanh, Lùng Tám" and "htx det lanh lung tam" are one."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(nfc(name))).split())[:300]


def grant(session: Session, dossier_id: uuid.UUID, amount: int) -> None:
    """Keep what the province grants. The law has made sure that it is within the request and the ceiling.

    Raises Refused when more was promised already, under an earlier grant of a dossier that was taken up again.
    """
    kept = func.coalesce(func.sum(COMMITMENT.c.amount - COMMITMENT.c.released), 0)
    promised = session.scalar(select(kept).where(COMMITMENT.c.dossier_id == dossier_id)) or 0
    if promised > amount:
        said = _(
            "Hồ sơ này đã cam kết %(promised)s đồng nên không duyệt ít hơn được.", promised=vnnumber(int(promised))
        )
        raise Refused(Reason(said, where="ask:granted"))
    session.execute(update(REQUEST).where(REQUEST.c.dossier_id == dossier_id).values(granted=amount))


def promise(
    session: Session, dossier_id: uuid.UUID, line_id: uuid.UUID, amount: int, *, by: uuid.UUID, at: datetime
) -> uuid.UUID:
    """Commit money of a fund line to a dossier; the commitment's id. Raises Refused when the line has not that much."""
    if session.connection().execute(_PROMISE, {"line": line_id, "amount": amount}).rowcount != 1:
        raise Refused(Reason(_nothing_left(session, line_id, amount), where="ask:amount"))
    commitment_id = new_id()
    row = {"id": commitment_id, "dossier_id": dossier_id, "fund_line_id": line_id, "amount": amount}
    session.execute(insert(Commitment), row | {"paid": 0, "released": 0, "by": by, "at": at})
    return commitment_id


def _nothing_left(session: Session, line_id: uuid.UUID, amount: int) -> str:
    line = session.execute(select(LINE).where(LINE.c.id == line_id)).one_or_none()
    if line is None:
        return str(_("Nguồn kinh phí này không còn trong danh sách. Chưa có gì được ghi. Hãy chọn nguồn khác."))
    told: str = _(
        "Nguồn “%(name)s” năm %(year)s chỉ còn %(left)s đồng, không đủ %(amount)s đồng. Chưa có gì được ghi. "
        "Hãy cam kết số nhỏ hơn, chọn nguồn khác, hoặc đề nghị Sở Tài chính điều chỉnh.",
        name=line.programme, year=line.year, left=vnnumber(line.allocation - line.committed), amount=vnnumber(amount),
    )  # fmt: skip
    return told


def pay(
    session: Session, dossier_id: uuid.UUID, amount: int, *, paid_on: date, voucher: str, by: uuid.UUID, at: datetime
) -> tuple[uuid.UUID, ...]:
    """Pay from the dossier's commitments, a payment for each one touched. Raises Refused when too little is left."""
    left, made = amount, []
    for row in session.execute(_OPEN, {"dossier_id": dossier_id}).all():
        part = min(left, row.amount - row.paid - row.released)
        if part == 0:
            break
        session.execute(update(COMMITMENT).where(COMMITMENT.c.id == row.id).values(paid=COMMITMENT.c.paid + part))
        session.connection().execute(_SPEND, {"line": row.fund_line_id, "amount": part})
        kept = {"id": new_id(), "dossier_id": dossier_id, "commitment_id": row.id, "amount": part, "paid_on": paid_on}
        session.execute(insert(Payment), kept | {"voucher": voucher, "by": by, "at": at})
        made.append(kept["id"])
        left -= part
    if left:
        short = _(
            "Chỉ còn %(left)s đồng đã cam kết mà chưa giải ngân. Chưa có gì được ghi.", left=vnnumber(amount - left)
        )
        raise Refused(Reason(short, where="ask:amount"))
    return tuple(made)


def accept(
    session: Session, dossier_id: uuid.UUID, *, accepted_on: date, report: str, by: uuid.UUID, at: datetime,
    is_accepted: bool = True,
) -> uuid.UUID:  # fmt: skip
    """Keep what was found at the end of the work; the id of the acceptance."""
    acceptance_id = new_id()
    row = {"id": acceptance_id, "dossier_id": dossier_id, "accepted_on": accepted_on, "is_accepted": is_accepted}
    session.execute(insert(Acceptance), row | {"report": report, "by": by, "at": at})
    return acceptance_id


def release(session: Session, dossier_id: uuid.UUID) -> int:
    """Give back to its fund lines what was promised to a dossier and not paid, in VND. Nothing when there is none."""
    total = 0
    for row in session.execute(_OPEN, {"dossier_id": dossier_id}).all():
        part = row.amount - row.paid - row.released
        given = {"released": COMMITMENT.c.released + part}
        session.execute(update(COMMITMENT).where(COMMITMENT.c.id == row.id).values(given))
        session.connection().execute(_GIVE_BACK, {"line": row.fund_line_id, "amount": part})
        total += part
    return total
