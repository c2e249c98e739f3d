"""Giving and ending posts. A change of posts ends the person's sessions: old rights do not live on in an open tab."""

import uuid
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from states.actors import POSTS, AgencyKind, Post, Role
from workflow.accounts.administrators import administering
from workflow.accounts.models import Account, Agency, PostHolding
from workflow.accounts.person import Person
from workflow.accounts.session_services import Visit, end_all_sessions
from workflow.accounts.system import SYSTEM_USERNAME
from workflow.audit.services import record
from workflow.errors import BadInput, NotFound
from workflow.extensions import new_id


def give_post(
    account_id: uuid.UUID,
    role: Role,
    agency_id: uuid.UUID,
    first: date,
    last: date | None,
    *,
    by: Person,
    on: date,
    visit: Visit,
) -> uuid.UUID:
    """Give a person a role at an agency from the first to the last day (None: no end). Returns the holding's id.

    Raises BadInput for a role the law does not know at that kind of agency, for an agency that has ended, for days
    that contradict each other, and for a post the person already holds in those days.
    """
    with administering(by, on) as session:
        holding = hold_post(session, account_id, role, agency_id, first, last, given_by=by.id, at=visit.at)
        end_all_sessions(session, account_id)
        facts = {"holding": holding, "role": role.value, "agency": agency_id, "valid_from": first, "valid_to": last}
        record(session, "admin:post:given", at=visit.at, actor_id=by.id, subject=account_id, ip=visit.ip, **facts)
    return holding


def hold_post(
    session: Session,
    account_id: uuid.UUID,
    role: Role,
    agency_id: uuid.UUID,
    first: date,
    last: date | None = None,
    *,
    given_by: uuid.UUID | None = None,
    at: datetime | None = None,
) -> uuid.UUID:
    """Insert one holding after checking it. Runs inside the caller's transaction; the caller writes the journal."""
    agency = session.get(Agency, agency_id)
    holder = session.get(Account, account_id)
    if agency is None or holder is None or holder.username == SYSTEM_USERNAME:
        raise NotFound
    _check(session, account_id, Post(role, AgencyKind(agency.kind)), agency, first, last)
    holding_id = new_id()
    row = {"id": holding_id, "account_id": account_id, "role": role.value, "agency_id": agency_id}
    told = {"valid_from": first, "valid_to": last, "given_by": given_by, "given_at": at}
    session.execute(insert(PostHolding).values(**row, **told))
    return holding_id


def _check(session: Session, account_id: uuid.UUID, post: Post, agency: Agency, first: date, last: date | None) -> None:
    if post not in POSTS:
        raise BadInput(_("Chức vụ này không có ở cơ quan đã chọn."))
    if last is not None and last < first:
        raise BadInput(_("Ngày cuối phải từ ngày đầu trở đi."))
    if agency.valid_to is not None and (last is None or last > agency.valid_to):
        raise BadInput(_("Cơ quan này đã hoặc sẽ kết thúc trước ngày cuối của chức vụ."))
    overlapping = select(PostHolding.id).where(
        PostHolding.account_id == account_id,
        PostHolding.role == post.role.value,
        PostHolding.agency_id == agency.id,
        PostHolding.ended_at.is_(None),
        or_(PostHolding.valid_to.is_(None), PostHolding.valid_to >= first),
    )
    if last is not None:
        overlapping = overlapping.where(PostHolding.valid_from <= last)
    if session.execute(overlapping).first():
        raise BadInput(_("Người này đã giữ chức vụ đó trong khoảng ngày này."))


def end_post(holding_id: uuid.UUID, *, by: Person, on: date, visit: Visit) -> uuid.UUID:
    """End a post now and return whose it was. Raises NotFound, and Refused for the last administrator's post."""
    with administering(by, on) as session:
        open_holding = (PostHolding.id == holding_id) & PostHolding.ended_at.is_(None)
        ended = session.execute(
            update(PostHolding)
            .where(open_holding)
            .values(ended_at=visit.at, ended_by=by.id)
            .returning(PostHolding.account_id, PostHolding.role, PostHolding.agency_id)
        ).first()
        if ended is None:
            raise NotFound
        end_all_sessions(session, ended.account_id)
        facts = {"holding": holding_id, "role": ended.role, "agency": ended.agency_id}
        record(session, "admin:post:ended", at=visit.at, actor_id=by.id, subject=ended.account_id, ip=visit.ip, **facts)
        account_id: uuid.UUID = ended.account_id
    return account_id
