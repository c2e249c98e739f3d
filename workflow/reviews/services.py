"""Writing yearly reviews: a round is opened, a commune fills in, its leader approves, the department confirms.

Every act is one transaction: posts re-read, the row locked, the law asked, the state moved by compare-and-set, the act
written into the journal, people told.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from states.actors import COMMUNE_OFFICER, DEPT_OFFICER
from states.kernel import Attempt, Decision, Forbidden, MovedOn, Reason, Refused
from states.reviewing import Effectiveness, Figures, Kept, ReviewFact, is_maintained
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.audit.services import record
from workflow.errors import NotFound, Stale
from workflow.extensions import IdType
from workflow.forms import LARGEST
from workflow.reviews import queries
from workflow.reviews.facts import kept_of, stored
from workflow.reviews.models import AnnualReview
from workflow.reviews.queries import ReviewView
from workflow.reviews.telling import tell_of_act
from workflow.transactions import writing

REVIEW = AnnualReview.__table__
_ID = bindparam("review_id", type_=IdType)
_LOCK = select(REVIEW.c.id).where(REVIEW.c.id == _ID).with_for_update()
_SET = update(REVIEW).where(REVIEW.c.id == _ID, REVIEW.c.state == bindparam("seen_state"))
_SET = _SET.where(REVIEW.c.version == bindparam("seen_version"))


@dataclass(frozen=True, slots=True)
class DraftReview:
    """What the commune's officer has filled in so far; nothing has to be complete."""

    figures: Figures = field(default_factory=Figures)
    answers: Mapping[str, Kept] = field(default_factory=dict)
    effectiveness: Effectiveness | None = None
    environment: str = ""
    remark: str = ""


def save_review(
    review_id: uuid.UUID, draft: DraftReview, *, by: Person, on: date, at: datetime, seen_version: int
) -> int:
    """Keep what was filled in so far; give back the new version.

    Raises NotFound, Forbidden (not an officer of that commune), MovedOn (handed on already), Stale (saved elsewhere).
    """
    with writing() as session:
        person = in_force(session, by, on)
        review = _locked(session, review_id, person)
        if not _holds(person, review, COMMUNE_OFFICER):
            raise Forbidden(_("Phiếu rà soát do công chức của xã, phường có làng nghề lập."))
        if not review.procedure.is_editable(review.row.state):
            raise MovedOn(Reason(_("Phiếu đã được trình nên không sửa được nữa; nội dung đã lưu vẫn còn nguyên.")))
        _count(review, seen_version)
        _write(session, review, review.row.state, _columns(review, draft) | {"filled_by": person.id, "filled_at": at})
        record(session, "review:form:saved", at=at, actor_id=person.id, subject=review.id, year=review.row.year)
    return seen_version + 1


def fill_figures(session: Session, unit_id: uuid.UUID, year: int, typed: Figures, *, by: Person, at: datetime) -> None:
    """Write the figures of one review inside the caller's transaction; what is None stays as it was.

    Raises NotFound where no round of that year asks for it, Forbidden, MovedOn, Refused with every reason.
    """
    review = _locked(session, queries.review_of(unit_id, year), by)
    if not _holds(by, review, COMMUNE_OFFICER):
        raise Forbidden(_("Phiếu rà soát do công chức của xã, phường có làng nghề lập."))
    if not review.procedure.is_editable(review.row.state):
        raise MovedOn(Reason(_("Phiếu đã được trình nên không sửa được nữa; nội dung đã lưu vẫn còn nguyên.")))
    row, names = review.row, ("households", "trade_households", "workers", "trained_workers", "revenue_vnd")
    merged = Figures(*(getattr(row, n) if getattr(typed, n) is None else getattr(typed, n) for n in names))
    if reasons := impossible(merged):
        raise Refused(*reasons)
    rating = Effectiveness(row.effectiveness_proposed) if row.effectiveness_proposed else None
    draft = DraftReview(merged, kept_of(row.criteria), rating, row.environment, row.remark)
    _write(session, review, row.state, _columns(review, draft) | {"filled_by": by.id, "filled_at": at})
    record(session, "review:form:saved", at=at, actor_id=by.id, subject=review.id, year=year)


def impossible(figures: Figures) -> list[Reason]:
    """Why figures cannot be of one unit; nothing when they can."""
    reasons = []
    if (figures.trade_households or 0) > (figures.households or LARGEST):
        reasons.append(Reason(_("Số hộ còn làm nghề nhiều hơn tổng số hộ.")))
    if (figures.trained_workers or 0) > (figures.workers or LARGEST):
        reasons.append(Reason(_("Số lao động đã được đào tạo nhiều hơn số lao động.")))
    return reasons


def _columns(review: ReviewView, draft: DraftReview) -> dict[str, Any]:
    figures = draft.figures
    known = {criterion.code for criterion in review.criteria}
    answers = {code: word for code, word in draft.answers.items() if code in known}
    filled = ReviewFact(review.kind, figures, answers)
    return {
        "households": figures.households, "trade_households": figures.trade_households, "workers": figures.workers,
        "trained_workers": figures.trained_workers, "revenue_vnd": figures.revenue_vnd, "criteria": stored(answers),
        "maintained": is_maintained(filled), "environment": draft.environment, "remark": draft.remark,
        "effectiveness_proposed": draft.effectiveness.value if draft.effectiveness else None,
    }  # fmt: skip


def act(
    review_id: uuid.UUID, action: str, *, by: Person, on: date, at: datetime, seen_version: int,
    inputs: Mapping[str, str],
) -> str:  # fmt: skip
    """Take one act of the review procedure; give back the state it leads to.

    `on` is the day in Lào Cai, `at` the UTC instant. Raises NotFound, Unknown, Forbidden, Refused with every reason,
    MovedOn, Stale when the review was changed since the page was opened.
    """
    with writing() as session:
        person = in_force(session, by, on)
        review = _locked(session, review_id, person)
        attempt = Attempt(review.procedure, review.case.as_case, person.actor, on, inputs)
        decision = review.procedure.decide(action, attempt)
        _count(review, seen_version)
        _write(session, review, decision.dest, _changes(review, decision, person, at, inputs))
        facts = {"year": review.row.year, "unit": review.row.unit_id, "reason": _reason(inputs)}
        record(session, f"review:{action}:done", at=at, actor_id=person.id, subject=review.id, **facts)
        tell_of_act(session, review, decision, person.id, on, at)
    return decision.dest


def _changes(
    review: ReviewView, decision: Decision, person: Person, at: datetime, inputs: Mapping[str, str]
) -> dict[str, Any]:
    """The columns an act changes beside the state."""
    action, said = decision.step.action, _reason(inputs)
    if action == "present":
        return {"filled_by": person.id, "filled_at": at, "returned_reason": ""}
    if action == "approve":
        return {"approved_by": person.id, "approved_at": at, "returned_reason": ""}
    if action == "confirm":
        rating = inputs.get("effectiveness", "").strip() or review.row.effectiveness_proposed
        confirmed = {"confirmed_by": person.id, "confirmed_at": at, "confirmed_remark": said}
        return confirmed | {"effectiveness_confirmed": rating, "returned_reason": ""}
    undone = {"approved_by": None, "approved_at": None, "confirmed_by": None, "confirmed_at": None}
    return undone | {"effectiveness_confirmed": None, "confirmed_remark": "", "returned_reason": said}


@dataclass(slots=True)
class Confirmed:
    """What became of several reviews: how many were confirmed, and what stood in the way of the others."""

    done: int = 0
    refused: list[tuple[str, tuple[Reason, ...]]] = field(default_factory=list)


def confirm_many(seen: Mapping[uuid.UUID, int], *, by: Person, on: date, at: datetime) -> Confirmed:
    """Confirm reviews as they were proposed, each a whole of its own; one that cannot be confirmed stops no other.

    `seen` gives the version of each on the page. Only a review that found everything kept may be confirmed so: one
    with an unmet criterion has to be opened and read.
    """
    outcome = Confirmed()
    for review_id, version in seen.items():
        try:
            review = queries.get_review(review_id, by)
            name = review.row.unit_name
            if not review.row.maintained:
                told = _("Có tiêu chí không đạt; hãy mở phiếu, xem và xác nhận riêng.")
                outcome.refused.append((name, (Reason(told),)))
                continue
            act(review_id, "confirm", by=by, on=on, at=at, seen_version=version, inputs={})
        except Refused as refusal:
            outcome.refused.append((name, refusal.reasons))
        else:
            outcome.done += 1
    return outcome


def is_department(person: Person) -> bool:
    """Whether the person opens rounds and confirms: an officer of the department."""
    return DEPT_OFFICER in person.posts


def _locked(session: Session, review_id: uuid.UUID, person: Person) -> ReviewView:
    if session.connection().execute(_LOCK, {"review_id": review_id}).one_or_none() is None:
        raise NotFound
    return queries.get_review(review_id, person)


def _holds(person: Person, review: ReviewView, post: Any) -> bool:
    return any(seat.post == post and seat.agency_id == review.row.commune_agency_id for seat in person.seats)


def _count(review: ReviewView, seen_version: int) -> None:
    if review.row.version != seen_version:
        raise Stale(Reason(_("Phiếu rà soát đã được sửa ở nơi khác sau khi Ông/Bà mở trang này.")))


def _write(session: Session, review: ReviewView, state: str, columns: Mapping[str, Any]) -> None:
    """Compare and set. Raises Stale when the review is no longer what the law was asked about."""
    row = review.row
    key = {"review_id": row.id, "seen_state": row.state, "seen_version": row.version}
    changed = _SET.values(state=state, version=row.version + 1, **columns)
    if session.connection().execute(changed, key).rowcount != 1:
        raise Stale(Reason(_("Phiếu rà soát vừa được người khác xử lý.")))


def _reason(inputs: Mapping[str, str]) -> str:
    return inputs.get("reason", "").strip()
