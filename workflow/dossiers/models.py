"""A dossier, its journal, what was handed in, and the one-time tokens of its forms."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, Id, IdType, Json, JsonDict, UtcDateTime

_WHILE_OPEN: dict[str, Any] = {"sqlite_where": text("is_open = 1"), "postgresql_where": text("is_open")}


class Dossier(Base):
    """What is asked, by which commune, and where it stands. Only `take_step` moves `stage` and `hold`.

    `due_on` is the legal day without extensions; `promised_on` what the applicant was told, `extended_to` the day of an
    extension, `answer_by` the last day to answer the open supplement request. `kind` is that of the unit concerned and
    `basis` what is asked for: a ground of recognition, or the kind of support. `lead_agency_id` leads a support
    application; `handler_id` handles the dossier where it waits, None when nobody in particular does. `edited_on` is
    the last day its content was changed; `purged_on` the day its content was deleted after the retention period.
    """

    __tablename__ = "dossier"

    id: Mapped[Id]
    procedure_code: Mapped[str] = mapped_column(String(40))
    procedure_version: Mapped[str] = mapped_column(String(20))
    stage: Mapped[str] = mapped_column(String(40))
    hold: Mapped[str | None] = mapped_column(String(40))
    is_open: Mapped[bool] = mapped_column(default=True)
    kind: Mapped[str] = mapped_column(String(40))
    basis: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(300))
    search_key: Mapped[str] = mapped_column(String(600), default="")
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"))
    commune_agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    plan_item_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("plan_item.id"))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"))
    finding: Mapped[str | None] = mapped_column(String(20))
    code: Mapped[str | None] = mapped_column(String(40), unique=True)
    external_code: Mapped[str | None] = mapped_column(String(60))
    received_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    received_on: Mapped[date | None]
    due_on: Mapped[date | None]
    stage_due_on: Mapped[date | None]
    promised_on: Mapped[date | None]
    extended_to: Mapped[date | None]
    answer_by: Mapped[date | None]
    waiting_agency_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agency.id"))
    lead_agency_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agency.id"))
    handler_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    earlier_dossier_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("dossier.id"))
    version: Mapped[int] = mapped_column(default=1)
    entry_count: Mapped[int] = mapped_column(default=0)
    entry_hash: Mapped[bytes] = mapped_column(LargeBinary(32), default=b"")
    lookup_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    opened_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    opened_on: Mapped[date]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    edited_on: Mapped[date | None]
    purged_on: Mapped[date | None]

    __table_args__ = (
        CheckConstraint("(code IS NULL) = (received_on IS NULL)", name="code_when_received"),
        CheckConstraint("(received_on IS NULL) = (received_at IS NULL)", name="received_day_and_instant"),
        CheckConstraint("(received_on IS NULL) = (due_on IS NULL)", name="due_when_received"),
        CheckConstraint("is_open = (waiting_agency_id IS NOT NULL)", name="open_waits_for_somebody"),
        CheckConstraint("hold IS NULL OR is_open", name="hold_while_open"),
        CheckConstraint("purged_on IS NULL OR NOT is_open", name="purged_when_closed"),
        Index("ix_dossier_waiting", "waiting_agency_id", "stage_due_on", "id", **_WHILE_OPEN),
        Index("ix_dossier_open_stage", "stage", "stage_due_on", "id", **_WHILE_OPEN),
        Index("ix_dossier_commune", "commune_agency_id", "id"),
        Index("ix_dossier_plan_item", "plan_item_id"),
        Index("ix_dossier_lead", "lead_agency_id", "id"),
        Index("ix_dossier_unit", "unit_id"),
        Index("ix_dossier_answer_by", "answer_by", **_WHILE_OPEN),
    )


class Entry(Base):
    """One line of a dossier's journal. Written once, in the transaction of the act, never changed.

    `seq` is its place among all entries. `prev_hash` chains the entries of one dossier, `head` chains all of them.
    `until_on` is the day an act sets: the last day to answer a supplement request, the new day of an extension.
    `acting_for` is the person whose post was lent to `actor_id` for the act (ủy quyền, KT.).
    Personal values stay out of it: `payload` holds ids and digests. When the reason is erased after the retention
    period, `reason_digest` keeps what the chain knows of it.
    """

    __tablename__ = "entry"

    id: Mapped[Id]
    seq: Mapped[int] = mapped_column(unique=True)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    number: Mapped[int]
    action: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(String(40))
    dest: Mapped[str] = mapped_column(String(40))
    hold_before: Mapped[str | None] = mapped_column(String(40))
    hold_after: Mapped[str | None] = mapped_column(String(40))
    actor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str] = mapped_column(String(40))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    on: Mapped[date]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    until_on: Mapped[date | None]
    acting_for: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(default="")
    payload: Mapped[JsonDict] = mapped_column(Json)
    prev_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    head: Mapped[bytes] = mapped_column(LargeBinary(32))
    reason_digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))

    __table_args__ = (
        UniqueConstraint("dossier_id", "number"),
        CheckConstraint("number > 0", name="number_from_one"),
        CheckConstraint("reason_digest IS NULL OR reason = ''", name="erased_reason_is_empty"),
    )


class Submission(Base):
    """What the commune handed in, exactly as it stood: the received version beside any later editing."""

    __tablename__ = "submission"

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    number: Mapped[int]
    content: Mapped[JsonDict] = mapped_column(Json)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("dossier_id", "number"),)


class FormToken(Base):
    """A form that was used. A second arrival of the same form finds the first act instead of acting again."""

    __tablename__ = "form_token"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(IdType)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    entry_number: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
