"""Drawing policies up and putting them in force. What counted on a past day never changes."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from states.actors import LEAD_OFFICER, AgencyKind
from states.basis import Mark
from states.kernel import Forbidden, Reason, Refused
from states.passage import holds
from states.policies import COUNTING, DRAFT, LEADS, POLICY, first_day
from states.support_kinds import KIND_TITLES
from workflow.accounts.in_force import in_force
from workflow.accounts.person import Person
from workflow.audit.services import record
from workflow.errors import NotFound, Stale
from workflow.extensions import new_id
from workflow.policies.models import Policy, PolicyKind, PolicyVersion
from workflow.transactions import writing

POLICIES, VERSION, KIND = Policy.__table__, PolicyVersion.__table__, PolicyKind.__table__


@dataclass(frozen=True, slots=True)
class Terms:
    """What a version says, as it is typed. `rate` in hundredths of a percent, `amount_vnd` in whole đồng."""

    title: str
    legal_basis: str
    mark: Mark
    kinds: tuple[str, ...]
    valid_from: date
    valid_until: date | None = None
    rate: int | None = None
    amount_vnd: int | None = None
    each: str = ""
    covers: str = ""
    note: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        """As a row keeps it."""
        kept = asdict(self) | {"mark": self.mark.value}
        del kept["kinds"]
        return kept


def draw_up(lead: AgencyKind, terms: Terms, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Begin a policy with the draft of its first version; the policy's id. Raises Forbidden, Refused."""
    with writing() as session:
        person = in_force(session, by, on)
        _refuse_others(person, lead)
        _refuse_faults(terms)
        policy_id = new_id()
        session.execute(insert(POLICIES).values(id=policy_id, lead=lead.value, versions=1))
        add_version(session, policy_id, 1, terms, by=person.id, at=at)
        record(session, "policy:drafted", at=at, actor_id=person.id, subject=policy_id, number=1)
    return policy_id


def draw_up_again(policy_id: uuid.UUID, terms: Terms, *, by: Person, on: date, at: datetime) -> int:
    """Begin the next version of a policy as a draft; its number.

    Raises NotFound, Forbidden, Refused, Stale when another draft is under way.
    """
    with writing() as session:
        person = in_force(session, by, on)
        policy = session.execute(select(POLICIES).where(POLICIES.c.id == policy_id)).one_or_none()
        if policy is None:
            raise NotFound
        _refuse_others(person, AgencyKind(policy.lead))
        _refuse_faults(terms)
        number: int = policy.versions + 1
        counted = update(POLICIES).where(POLICIES.c.id == policy_id, POLICIES.c.versions == policy.versions)
        twice = Stale(
            Reason(_("Chính sách này đã có một bản đang soạn. Hãy mở bản đó; chưa có gì của Ông/Bà được ghi."))
        )
        if session.connection().execute(counted.values(versions=number)).rowcount != 1:
            raise twice
        try:
            add_version(session, policy_id, number, terms, by=person.id, at=at)
        except IntegrityError as under_way:
            raise twice from under_way
        record(session, "policy:drafted", at=at, actor_id=person.id, subject=policy_id, number=number)
    return number


def change(version_id: uuid.UUID, terms: Terms, *, seen: int, by: Person, on: date, at: datetime) -> None:
    """Change a draft. Raises NotFound, Forbidden, Refused, Stale (it was changed, or is no draft any more)."""
    with writing() as session:
        person = in_force(session, by, on)
        row = _version(session, version_id)
        _refuse_others(person, AgencyKind(row.lead))
        _refuse_faults(terms)
        _move(session, row, seen, DRAFT, terms.columns | {"state": DRAFT})
        session.execute(delete(KIND).where(KIND.c.version_id == version_id))
        _add_kinds(session, version_id, terms)
        record(session, "policy:changed", at=at, actor_id=person.id, subject=row.policy_id, number=row.number)


def move(
    version_id: uuid.UUID, action: str, *, seen: int, why: str = "", by: Person, on: date, at: datetime
) -> str:  # fmt: skip
    """Take a version one step on; the state it stands in now. Ended today, it still counts today.

    Raises NotFound, Unknown, Forbidden, MovedOn, Refused (a reason is missing), Stale (somebody was quicker).
    """
    with writing() as session:
        person = in_force(session, by, on)
        row = _version(session, version_id)
        step = POLICY.decide(action, row.state, person.posts, AgencyKind(row.lead))
        why = why.strip()[:500]
        if step.needs_reason and not why:
            raise Refused(Reason(_("Hãy ghi lý do.")))
        _move(session, row, seen, row.state, {"state": step.dest} | _facts(action, row, why, person.id, on, at))
        record(
            session, "policy:moved", at=at, actor_id=person.id, subject=row.policy_id, number=row.number, action=action
        )
    return step.dest


def _facts(action: str, row: Any, why: str, by: uuid.UUID, on: date, at: datetime) -> dict[str, Any]:
    """What a step writes beside the state."""
    facts: dict[str, dict[str, Any]] = {
        "return": {"returned_why": why},
        "put_in_force": {"counts_from": first_day(row.valid_from, on), "put_by": by, "put_at": at},
        "end": {"ended_on": on, "ended_by": by, "ended_why": why},
    }
    return facts.get(action, {"returned_why": ""})


def _version(session: Session, version_id: uuid.UUID) -> Any:
    wanted = select(VERSION, POLICIES.c.lead).join(POLICIES, POLICIES.c.id == VERSION.c.policy_id)
    row = session.execute(wanted.where(VERSION.c.id == version_id)).one_or_none()
    if row is None:
        raise NotFound
    return row


def _move(session: Session, row: Any, seen: int, state: str, facts: dict[str, Any]) -> None:
    """Write only where the version still stands as it was seen."""
    line = VERSION.c
    standing = update(VERSION).where(line.id == row.id, line.edited == seen, line.state == state)
    if session.connection().execute(standing.values(facts | {"edited": seen + 1})).rowcount != 1:
        raise Stale(Reason(_("Bản này vừa được người khác sửa hoặc chuyển. Chưa có gì của Ông/Bà được ghi.")))


def add_version(
    session: Session, policy_id: uuid.UUID, number: int, terms: Terms, *, by: uuid.UUID | None, at: datetime,
    **standing: Any,
) -> None:  # fmt: skip
    version_id = new_id()
    kept = {"id": version_id, "policy_id": policy_id, "number": number, "state": DRAFT, "made_by": by, "made_at": at}
    session.execute(insert(PolicyVersion), terms.columns | kept | standing)
    _add_kinds(session, version_id, terms)


def _add_kinds(session: Session, version_id: uuid.UUID, terms: Terms) -> None:
    session.execute(insert(KIND), [{"version_id": version_id, "kind": kind} for kind in dict.fromkeys(terms.kinds)])


def _refuse_others(person: Person, lead: AgencyKind) -> None:
    if lead not in LEADS or not holds(LEAD_OFFICER, person.posts, lead):
        raise Forbidden(Reason(_("Chính sách do chuyên viên cơ quan chủ trì soạn.")))


def _refuse_faults(terms: Terms) -> None:
    reasons = []
    if not terms.kinds or not set(terms.kinds) <= set(KIND_TITLES):
        reasons.append(Reason(_("Hãy chọn ít nhất một loại hỗ trợ mà chính sách mở.")))
    if terms.valid_until is not None and terms.valid_until < terms.valid_from:
        reasons.append(Reason(_("Ngày hết hiệu lực đứng trước ngày có hiệu lực.")))
    if reasons:
        raise Refused(*reasons)


def is_fixed(state: str) -> bool:
    """Whether what a version says can no longer change."""
    return state in COUNTING
