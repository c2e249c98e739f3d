"""Agencies, people, the posts they hold, and how they come in."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from states.actors import GIVEN_ROLES, REAL_AGENCIES, AgencyKind, Role
from workflow.extensions import Base, Id, UtcDateTime
from workflow.text import fold, vi_sort_key


def _one_of(column: str, values: tuple[Role, ...] | tuple[AgencyKind, ...]) -> str:
    return f"{column} IN ({', '.join(repr(str(value.value)) for value in values)})"


def _search_key(context: Any) -> str:
    row = context.get_current_parameters()
    return fold(f"{row['name']} {row.get('username', '')}")[:300]


def _sort_key(context: Any) -> str:
    return vi_sort_key(context.get_current_parameters()["name"])[:700]


class Agency(Base):
    """An office that acts: a commune's People's Committee, a department, the province. `valid_to` is its last day."""

    __tablename__ = "agency"

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(80))
    search_key: Mapped[str] = mapped_column(String(300), default=_search_key)
    sort_key: Mapped[str] = mapped_column(String(700), default=_sort_key)
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("commune.code"))
    dossier_prefix: Mapped[str] = mapped_column(String(20), default="")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    successor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agency.id"))

    __table_args__ = (
        CheckConstraint(_one_of("kind", REAL_AGENCIES), name="kind"),
        CheckConstraint("(kind = 'commune') = (commune_code IS NOT NULL)", name="commune_has_its_code"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="ends_after_it_begins"),
        CheckConstraint("successor_id IS NULL OR valid_to IS NOT NULL", name="successor_when_ended"),
        Index(
            "uq_agency_commune_in_being",
            "commune_code",
            unique=True,
            sqlite_where=text("valid_to IS NULL"),
            postgresql_where=text("valid_to IS NULL"),
        ),
    )


class Account(Base):
    """A person who may sign in. `epoch` goes up whenever every open session must end."""

    __tablename__ = "account"

    id: Mapped[Id]
    username: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    search_key: Mapped[str] = mapped_column(String(300), default=_search_key)
    sort_key: Mapped[str] = mapped_column(String(500), default=_sort_key)
    email: Mapped[str | None] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    epoch: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (CheckConstraint("username = lower(username) AND username <> ''", name="username_is_lower"),)


class PostHolding(Base):
    """A role held at an agency. In force from the first to the last day, unless it was ended before."""

    __tablename__ = "post_holding"

    id: Mapped[Id]
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str] = mapped_column(String(40))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    given_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    given_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint(_one_of("role", GIVEN_ROLES), name="role"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="ends_after_it_begins"),
        CheckConstraint("ended_by IS NULL OR ended_at IS NOT NULL", name="ended_by_when_ended"),
        Index("ix_post_holding_account", "account_id", "valid_from"),
        Index(
            "uq_post_holding_lasting",
            "account_id",
            "role",
            "agency_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL AND valid_to IS NULL"),
            postgresql_where=text("ended_at IS NULL AND valid_to IS NULL"),
        ),
    )


class LoginSession(Base):
    """One sign-in. The browser holds a random token, this row only its SHA-256."""

    __tablename__ = "login_session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    epoch: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ip: Mapped[str] = mapped_column(String(45), default="")
    user_agent: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (CheckConstraint("expires_at > created_at", name="expires_after_creation"),)


class OneTimeCode(Base):
    """An invitation or a reset, usable once. Only a keyed hash of the code is kept."""

    __tablename__ = "one_time_code"

    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(10))
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (CheckConstraint("purpose IN ('invite', 'reset')", name="purpose"),)


class Throttle(Base):
    """How often something was tried in one window of time.

    The bucket's name is kept as a hash: it may hold a person's name.
    """

    __tablename__ = "throttle"

    bucket: Mapped[str] = mapped_column(String(64), primary_key=True)
    window_start: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    count: Mapped[int]

    __table_args__ = (Index("ix_throttle_window", "window_start"),)
