"""Where on the earth a place of a unit is, as somebody who knows it said."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from states.places import LAO_CAI
from workflow.extensions import Base, Id, UtcDateTime

STANDING = text("ended_at IS NULL")


class SitePlace(Base):
    """Degrees (WGS 84) of one place of a unit. A better one ends it, and so does a mistake; what was said stays."""

    __tablename__ = "site_place"

    id: Mapped[Id]
    site_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit_site.id"))
    latitude: Mapped[float]
    longitude: Mapped[float]
    given_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    given_on: Mapped[date]
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_why: Mapped[str] = mapped_column(String(500), default="")

    __table_args__ = (
        CheckConstraint(f"latitude BETWEEN {LAO_CAI.south} AND {LAO_CAI.north}", name="latitude"),
        CheckConstraint(f"longitude BETWEEN {LAO_CAI.west} AND {LAO_CAI.east}", name="longitude"),
        CheckConstraint("(ended_by IS NULL) = (ended_at IS NULL)", name="ended_by_somebody"),
        CheckConstraint("(ended_at IS NULL) = (ended_why = '')", name="ended_says_why"),
        Index("uq_site_place_standing", "site_id", unique=True, sqlite_where=STANDING, postgresql_where=STANDING),
    )
