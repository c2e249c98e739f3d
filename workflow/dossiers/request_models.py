"""What a commune declares in a request: single facts, places, households, the results of years.

Minimum data: a household is a head, a village, a trade, workers and years in the trade. No id numbers, no birthdays.
"""

import uuid
from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base, Id

EARLIEST_YEAR, LATEST_YEAR = 1000, 2200


class Request(Base):
    """The facts that are declared once. A row may be missing: nothing has been declared yet."""

    __tablename__ = "request"
    __table_args__ = (
        CheckConstraint("trade_group BETWEEN 1 AND 7", name="trade_group"),
        CheckConstraint("total_households > 0", name="somebody_lives_there"),
        CheckConstraint(f"first_known_year BETWEEN {EARLIEST_YEAR} AND {LATEST_YEAR}", name="first_known_year"),
    )

    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    trade: Mapped[str] = mapped_column(String(300), default="")
    trade_group: Mapped[int | None]
    proposer_name: Mapped[str] = mapped_column(String(200), default="")
    proposer_role: Mapped[str] = mapped_column(String(200), default="")
    proposer_phone: Mapped[str] = mapped_column(String(30), default="")
    proposer_address: Mapped[str] = mapped_column(String(300), default="")
    total_households: Mapped[int | None]
    first_known_year: Mapped[int | None]
    first_known_note: Mapped[str] = mapped_column(String(300), default="")
    still_developing: Mapped[bool | None]
    identity_text: Mapped[str] = mapped_column(Text, default="")
    history_text: Mapped[str] = mapped_column(Text, default="")
    artisan_names: Mapped[str] = mapped_column(String(1000), default="")
    env_plan_number: Mapped[str] = mapped_column(String(60), default="")
    env_plan_on: Mapped[date | None]
    env_plan_by: Mapped[str] = mapped_column(String(200), default="")
    self_management: Mapped[str] = mapped_column(Text, default="")


class RequestSite(Base):
    """A place where the trade is practised: an official commune, the village as text."""

    __tablename__ = "request_site"
    __table_args__ = (
        UniqueConstraint("dossier_id", "position"),
        CheckConstraint("position > 0", name="position_from_one"),
    )

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    position: Mapped[int]
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    former_commune: Mapped[str] = mapped_column(String(100), default="")
    village: Mapped[str] = mapped_column(String(200), default="")


class Household(Base):
    """A household that takes part in the trade. Never public (see the register of readings in `audit`)."""

    __tablename__ = "household"
    __table_args__ = (
        Index("ix_household_dossier", "dossier_id", "position"),
        CheckConstraint("position > 0", name="position_from_one"),
        CheckConstraint("length(head_name) > 0", name="head_is_named"),
        CheckConstraint("workers BETWEEN 0 AND 1000", name="workers"),
        CheckConstraint("years_in_trade BETWEEN 0 AND 1000", name="years_in_trade"),
    )

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    position: Mapped[int]
    head_name: Mapped[str] = mapped_column(String(120))
    village: Mapped[str] = mapped_column(String(120), default="")
    trade: Mapped[str] = mapped_column(String(200), default="")
    workers: Mapped[int | None]
    years_in_trade: Mapped[int | None]


class YearResult(Base):
    """Production and trade of one calendar year. Money is whole VND."""

    __tablename__ = "year_result"
    __table_args__ = (
        UniqueConstraint("dossier_id", "year"),
        CheckConstraint("year BETWEEN 1900 AND 2200", name="year"),
        CheckConstraint("households >= 0", name="households"),
        CheckConstraint("workers >= 0", name="workers"),
        CheckConstraint("revenue_vnd >= 0", name="revenue"),
    )

    id: Mapped[Id]
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    year: Mapped[int]
    households: Mapped[int | None]
    workers: Mapped[int | None]
    revenue_vnd: Mapped[int | None] = mapped_column(BigInteger)
    products: Mapped[str] = mapped_column(Text, default="")
    remark: Mapped[str] = mapped_column(Text, default="")
