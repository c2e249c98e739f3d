"""What falls due: drafts that were never sent, dossiers that ended long ago. Of dossiers, nothing open."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from states.actors import AgencyKind
from states.procedures import PROCEDURES
from states.retention import DocumentKind, months_after, periods_on
from workflow.dossiers.by_law import is_of
from workflow.dossiers.models import Dossier, Entry
from workflow.dossiers.retention.models import LegalHold, RetentionNotice, RetentionPostponement, RetentionSchedule
from workflow.papers.models import Attachment
from workflow.register.models import Commune
from workflow.wall_clock import HANOI

DOSSIER, ENTRY, COMMUNE = Dossier.__table__, Entry.__table__, Commune.__table__
NOTICE, POSTPONED, HELD = RetentionNotice.__table__, RetentionPostponement.__table__, LegalHold.__table__
SCHEDULE, FILE = RetentionSchedule.__table__, Attachment.__table__
_OTHER = DOSSIER.alias("other")
_SLACK = timedelta(days=3)
"""Months have different lengths: the database looks a little further, the exact day is counted here."""


class Standing(StrEnum):
    """Why a dossier is not deleted yet, or that nothing is in the way."""

    HELD = "Đang giữ theo yêu cầu pháp lý"
    NEEDED = "Hồ sơ đang giải quyết còn dùng đến"
    POSTPONED = "Đã hoãn"
    AHEAD = "Chưa đến hạn"
    UNTOLD = "Đến hạn, chưa báo trước"
    TOLD = "Đã báo trước"
    READY = "Xóa ở lần chạy tới"


@dataclass(frozen=True, slots=True)
class Due:
    """One dossier with its day. `due_on` counts what it was put off to, and `told_on` and `purge_on` are its."""

    row: Any
    kind: DocumentKind
    rule: str
    due_on: date
    is_postponed: bool
    held_because: str | None
    is_needed: bool
    told_on: date | None
    purge_on: date | None

    @property
    def id(self) -> uuid.UUID:
        found: uuid.UUID = self.row.id
        return found

    def standing(self, on: date) -> Standing:
        """Where it stands on a day. Only READY ones are deleted."""
        if self.held_because is not None:
            return Standing.HELD
        if self.is_needed:
            return Standing.NEEDED
        if self.due_on > on and self.told_on is None:
            return Standing.POSTPONED if self.is_postponed else Standing.AHEAD
        if self.purge_on is None:
            return Standing.UNTOLD
        return Standing.READY if self.purge_on <= on else Standing.TOLD


def months_of(session: Session, on: date) -> int | None:
    """How many months the agency keeps dossiers, by the schedule in force; None while none is set, or for ever."""
    wanted = select(SCHEDULE.c.months).where(SCHEDULE.c.kind == DocumentKind.DOSSIER.value, SCHEDULE.c.valid_from <= on)
    return session.execute(wanted.order_by(SCHEDULE.c.valid_from.desc(), SCHEDULE.c.at.desc()).limit(1)).scalar()


def due_until(session: Session, on: date, until: date, only: uuid.UUID | None = None) -> list[Due]:
    """Everything that falls due by the day `until` under the rules in force on the day `on`, the oldest first.

    `only` asks for one dossier, whose row the caller may have locked.
    """
    one = DOSSIER.c.id == only if only else DOSSIER.c.purged_on.is_(None)
    found = [*_drafts(session, on, until, one), *_dossiers(session, on, until, one)]
    return sorted(found, key=lambda due: (due.due_on, str(due.id)))


def _drafts(session: Session, on: date, until: date, one: ColumnElement[bool]) -> Iterator[Due]:
    period = periods_on(on).of(DocumentKind.DRAFT)
    assert period.months is not None, "drafts are kept for a number of months"
    rule = f"{period.title}: {period.months} tháng từ lần sửa cuối [{period.mark}]"
    wanted = _wide(_is_draft(), one).where(DOSSIER.c.opened_on <= months_after(until, -period.months) + _SLACK)
    for row in session.execute(wanted):
        last = max(
            row.opened_on, row.edited_on or row.opened_on, row.last_act_on,
            row.last_file_at.astimezone(HANOI).date() if row.last_file_at else row.opened_on,
        )  # fmt: skip
        yield from _due(session, row, DocumentKind.DRAFT, rule, months_after(last, period.months), until)


def _dossiers(session: Session, on: date, until: date, one: ColumnElement[bool]) -> Iterator[Due]:
    months = months_of(session, on)
    if months is None:
        return
    mark = periods_on(on).of(DocumentKind.DOSSIER).mark
    rule = f"Hồ sơ đã kết thúc: {months} tháng theo thời hạn cơ quan đặt [{mark}]"
    latest = months_after(until, -months) + _SLACK
    wanted = _wide(and_(DOSSIER.c.is_open.is_(False), ~_is_draft()), one).where(_last_act() <= latest)
    for row in session.execute(wanted):
        yield from _due(session, row, DocumentKind.DOSSIER, rule, months_after(row.last_act_on, months), until)


def _due(session: Session, row: Any, kind: DocumentKind, rule: str, day: date, until: date) -> Iterator[Due]:
    put_off = row.postponed_to is not None and row.postponed_to > day
    due_on = row.postponed_to if put_off else day
    if due_on > until:
        return
    told = session.execute(
        select(NOTICE.c.told_on, NOTICE.c.purge_on).where(NOTICE.c.dossier_id == row.id, NOTICE.c.due_on == due_on)
    ).one_or_none()
    yield Due(
        row, kind, rule, due_on, put_off, row.held_because, row.is_needed, told.told_on if told else None,
        told.purge_on if told else None,
    )  # fmt: skip


@lru_cache
def _homes() -> Mapping[tuple[str, str], frozenset[str]]:
    """By procedure version, the stages only the commune that makes a dossier sees; else the first stage."""
    own = frozenset({AgencyKind.COMMUNE})
    return {
        key: frozenset(stage.name for stage in procedure.stages if frozenset(stage.seen_by) <= own)
        | {procedure.first_stage.name}
        for key, procedure in PROCEDURES.items()
    }


def _is_draft() -> ColumnElement[bool]:
    """Nobody but who makes it ever had it, and nobody else has it now: at its first stage, or thrown away."""
    rests, went_out = [], []
    for (code, version), homes in _homes().items():
        this = is_of((code, version))
        first = PROCEDURES[code, version].first_stage.name
        ended = [name for name in homes if PROCEDURES[code, version].stage(name).final]
        rests.append(and_(this, DOSSIER.c.stage.in_([first, *ended])))
        went_out.append(and_(this, ENTRY.c.dest.not_in(sorted(homes))))
    left = exists().where(ENTRY.c.dossier_id == DOSSIER.c.id, or_(*went_out))
    return and_(or_(*rests), DOSSIER.c.hold.is_(None), DOSSIER.c.received_on.is_(None), ~left)


def _last_act() -> Any:
    return select(func.max(ENTRY.c.on)).where(ENTRY.c.dossier_id == DOSSIER.c.id).scalar_subquery()


def _wide(*conditions: ColumnElement[bool]) -> Select[Any]:
    file_at = select(func.max(FILE.c.at)).where(FILE.c.dossier_id == DOSSIER.c.id).scalar_subquery()
    until = select(func.max(POSTPONED.c.until_on)).where(POSTPONED.c.dossier_id == DOSSIER.c.id).scalar_subquery()
    held = select(HELD.c.reason).where(HELD.c.dossier_id == DOSSIER.c.id, HELD.c.lifted_at.is_(None)).scalar_subquery()
    needed = exists().where(
        _OTHER.c.is_open, _OTHER.c.id != DOSSIER.c.id,
        or_(_OTHER.c.earlier_dossier_id == DOSSIER.c.id, _OTHER.c.unit_id == DOSSIER.c.unit_id),
    )  # fmt: skip
    return (
        select(
            DOSSIER, COMMUNE.c.full_name.label("commune_name"), _last_act().label("last_act_on"),
            file_at.label("last_file_at"), until.label("postponed_to"), held.label("held_because"),
            needed.label("is_needed"),
        )
        .join(COMMUNE, COMMUNE.c.code == DOSSIER.c.commune_code)
        .where(DOSSIER.c.purged_on.is_(None), *conditions)
        .order_by(DOSSIER.c.id)
    )  # fmt: skip


def schedules(session: Session) -> Sequence[Any]:
    """Every line of the agency's schedule, the latest first."""
    return session.execute(select(SCHEDULE).order_by(SCHEDULE.c.valid_from.desc(), SCHEDULE.c.at.desc())).all()
