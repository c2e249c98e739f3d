"""Support policies of the province, version by version, and schemes and projects on their way to approval."""

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from states.basis import Mark
from states.policies import LEADS, POLICY, WHOLE
from states.schemes import SCHEME, SCHEME_KINDS
from workflow.extensions import Base, Id, UtcDateTime
from workflow.register.models import one_of

LEAD_KINDS = tuple(kind.value for kind in LEADS)
_UNDER_WAY = text("state IN ('draft', 'submitted')")


class Policy(Base):
    """A policy as long as it lives: who draws it up. What it says, its versions say."""

    __tablename__ = "policy"
    __table_args__ = (CheckConstraint(one_of("lead", LEAD_KINDS), name="known_lead"),)

    id: Mapped[Id]
    lead: Mapped[str] = mapped_column(String(40))
    versions: Mapped[int] = mapped_column(default=1)


class PolicyVersion(Base):
    """What a policy says. A draft may change; from then on the row is never written again, only its end is added.

    `valid_from` and `valid_until` are those of the document; it counts from `counts_from` on, which is set when it is
    put in force, through `ended_on` or until a later version counts. `rate` is in hundredths of a percent of the cost,
    `amount_vnd` whole đồng for each `each`; without both nothing is fixed. `covers` is for the public, `note` is not.
    `edited` counts changes, so that two who write at once are told.
    """

    __tablename__ = "policy_version"

    id: Mapped[Id]
    policy_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("policy.id"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    edited: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(String(300))
    legal_basis: Mapped[str] = mapped_column(String(500))
    mark: Mapped[str] = mapped_column(String(1))
    rate: Mapped[int | None]
    amount_vnd: Mapped[int | None] = mapped_column(BigInteger)
    each: Mapped[str] = mapped_column(String(60), default="")
    covers: Mapped[str] = mapped_column(String(500), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    returned_why: Mapped[str] = mapped_column(String(500), default="")
    counts_from: Mapped[date | None]
    put_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    put_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_on: Mapped[date | None]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    ended_why: Mapped[str] = mapped_column(String(500), default="")

    __table_args__ = (
        UniqueConstraint("policy_id", "number"),
        CheckConstraint("number > 0", name="number_from_one"),
        CheckConstraint(one_of("state", tuple(POLICY.states)), name="known_state"),
        CheckConstraint("title <> ''", name="is_named"),
        CheckConstraint("legal_basis <> ''", name="says_its_ground"),
        CheckConstraint(one_of("mark", tuple(mark.value for mark in Mark)), name="known_mark"),
        CheckConstraint(f"rate BETWEEN 1 AND {WHOLE}", name="rate"),
        CheckConstraint("amount_vnd > 0", name="amount"),
        CheckConstraint("valid_until >= valid_from", name="ends_after_it_begins"),
        CheckConstraint("(state IN ('in_force', 'ended')) = (counts_from IS NOT NULL)", name="counts_when_in_force"),
        CheckConstraint("counts_from >= valid_from", name="counts_within_its_days"),
        CheckConstraint("(state = 'ended') = (ended_on IS NOT NULL)", name="ended_has_its_day"),
        CheckConstraint("(ended_on IS NULL) = (ended_why = '')", name="ended_says_why"),
        Index(
            "uq_policy_version_under_way", "policy_id", unique=True, sqlite_where=_UNDER_WAY,
            postgresql_where=_UNDER_WAY,
        ),
    )  # fmt: skip


class PolicyKind(Base):
    """A kind of support that a version opens."""

    __tablename__ = "policy_kind"

    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("policy_version.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)


class Scheme(Base):
    """A scheme or project that an agency draws up and the province decides on."""

    __tablename__ = "scheme"
    __table_args__ = (
        CheckConstraint(one_of("kind", tuple(SCHEME_KINDS)), name="known_kind"),
        CheckConstraint(one_of("lead", LEAD_KINDS), name="known_lead"),
        CheckConstraint(one_of("state", tuple(SCHEME.states)), name="known_state"),
        CheckConstraint("title <> ''", name="is_named"),
        CheckConstraint("asked_vnd >= 0", name="money"),
        CheckConstraint("(state IN ('approved', 'refused')) = (decided_on IS NOT NULL)", name="decided_on_a_day"),
        CheckConstraint("(decided_on IS NULL) = (number = '')", name="decided_by_a_paper"),
        CheckConstraint("(state = 'draft') = (submitted_on IS NULL)", name="submitted_on_a_day"),
    )

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(300))
    lead: Mapped[str] = mapped_column(String(40))
    legal_basis: Mapped[str] = mapped_column(String(500), default="")
    asked_vnd: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), index=True)
    edited: Mapped[int] = mapped_column(default=1)
    returned_why: Mapped[str] = mapped_column(String(500), default="")
    submitted_on: Mapped[date | None]
    number: Mapped[str] = mapped_column(String(60), default="")
    decided_on: Mapped[date | None]
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SchemeCommune(Base):
    """A commune that a scheme is for."""

    __tablename__ = "scheme_commune"

    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"), primary_key=True)
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), primary_key=True, index=True)


class SchemeUnit(Base):
    """A recognised unit that a scheme is for."""

    __tablename__ = "scheme_unit"

    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"), primary_key=True)
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)
