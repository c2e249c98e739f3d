"""The clerk's book: numbers given on paper beside the system, and numbers that must not be used.

Every function here runs inside the caller's transaction, and writes down in the journal of acts what it did.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from states.kernel import Reason, Refused
from workflow.audit.services import record
from workflow.decisions.kinds import DecisionKind, PaperState, symbol_of
from workflow.decisions.models import DecisionDossier, DecisionPaper
from workflow.decisions.numbering import go_on_after, hold_counter
from workflow.decisions.services import Book, Numbered, number
from workflow.errors import NotFound, Stale
from workflow.extensions import new_id

PAPER, LISTED = DecisionPaper.__table__, DecisionDossier.__table__
MOST_AT_ONCE = 3000
"""Numbers that one entry may cover: more than the province gives in a quarter, few enough to see a slip."""


@dataclass(frozen=True, slots=True)
class OnPaper:
    """Numbers of a year that were given on paper: up to `until`, from the one after `seen_last`."""

    year: int
    seen_last: int
    until: int
    kind: DecisionKind
    ground: str


def enter_paper_numbers(session: Session, entered: OnPaper, book: Book) -> list[uuid.UUID]:
    """Enter numbers given beside the system; the counter goes on after them.

    A number of a kind that dossiers end in may be chosen for one of them later. Raises Stale when the book has grown
    since the page was opened, Refused for a number that is in the book already or for too many at once.
    """
    last = hold_counter(session, book.agency_id, entered.year)
    if last != entered.seen_last:
        raise Stale(Reason(_("Sổ vừa có thêm số khác; số gần nhất bây giờ là %(last)s.", last=last)))
    if entered.until <= last:
        said = _("Sổ đã có đến số %(last)s; số trên giấy phải lớn hơn.", last=last)
        raise Refused(Reason(said, where="ask:until"))
    if entered.until - last > MOST_AT_ONCE:
        said = _("Mỗi lần chỉ ghi được %(most)s số; hãy kiểm tra lại số cuối.", most=MOST_AT_ONCE)
        raise Refused(Reason(said, where="ask:until"))
    rows: list[dict[str, Any]] = [
        {
            "id": new_id(), "agency_id": book.agency_id, "kind": entered.kind.value, "year": entered.year,
            "number": taken, "symbol": symbol_of(taken), "state": PaperState.ON_PAPER.value, "numbered_by": book.by,
            "numbered_at": book.at, "ground": entered.ground,
        }
        for taken in range(last + 1, entered.until + 1)
    ]  # fmt: skip
    session.execute(insert(PAPER), rows)
    go_on_after(session, book.agency_id, entered.year, entered.until)
    facts: dict[str, Any] = {"year": entered.year, "from": last + 1, "until": entered.until, "kind": entered.kind.value}
    record(session, "decision:numbers:entered", at=book.at, actor_id=book.by, subject=book.agency_id, **facts)
    return [row["id"] for row in rows]


def void(session: Session, decision_id: uuid.UUID, reason: str, book: Book) -> Numbered | None:
    """Void a number that must not be used; the dossiers on its list get the next number at once.

    The new decision, or None when no dossier was on the list. Raises NotFound, Refused when it has gone out or is void.
    """
    row = session.execute(select(PAPER).where(PAPER.c.id == decision_id).with_for_update()).one_or_none()
    if row is None or row.agency_id != book.agency_id:
        raise NotFound
    if row.state not in (PaperState.NUMBERED.value, PaperState.ON_PAPER.value):
        raise Refused(Reason(_("Quyết định đã phát hành hoặc đã hủy số nên không hủy được; muốn sửa thì đính chính.")))
    session.execute(
        update(PAPER)
        .where(PAPER.c.id == decision_id)
        .values(state=PaperState.VOID.value, void_reason=reason, void_by=book.by, void_at=book.at)
    )
    live = (LISTED.c.decision_id == decision_id, LISTED.c.is_live)
    dossiers = list(session.scalars(select(LISTED.c.dossier_id).where(*live).order_by(LISTED.c.id)))
    session.execute(update(LISTED).where(*live).values(is_live=False))
    made: Numbered | None = None
    for dossier_id in dossiers:
        chosen, corrects = made.decision_id if made else None, None if made else row.corrects_id
        made = number(session, dossier_id, book, chosen=chosen, corrects_id=corrects)
    facts: dict[str, Any] = {"symbol": row.symbol, "year": row.year, "dossiers": [str(found) for found in dossiers]}
    facts |= {"instead": made.symbol if made else ""}
    record(session, "decision:number:voided", at=book.at, actor_id=book.by, subject=decision_id, **facts)
    return made
