"""What the register keeps: places, what the plan's annex says (as printed), what is recognised, and by which decision.

`PlanItem` is not `Unit`: several rows of the annex may mean one recognised village (plan_links.csv).
"""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from states.annex import SURE, SlipMark
from workflow.extensions import Base, Id

KINDS = ("traditional_craft", "craft_village", "traditional_craft_village")
SECTIONS = ("A.I", "A.II", "A.III", "B.I", "B.II", "C.I", "C.II")
GOALS = ("maintain", "develop_new", "tourism")


def one_of(column: str, values: tuple[str, ...]) -> str:
    """SQL text of a CHECK that a column holds one of the stored values."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class Commune(Base):
    """One of the communes and wards since 1 July 2025. The key is the official code."""

    __tablename__ = "commune"
    __table_args__ = (CheckConstraint(one_of("kind", ("commune", "ward")), "kind"),)

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(60), unique=True)
    full_name: Mapped[str] = mapped_column(String(70))
    lat: Mapped[float]
    lon: Mapped[float]
    hex_x: Mapped[int]  # half-steps to the right on the tile map: 2 * col + shift
    hex_row: Mapped[int]
    search_key: Mapped[str] = mapped_column(String(70))
    sort_key: Mapped[str] = mapped_column(Text, index=True)


class FormerCommune(Base):
    """A unit before 1 July 2025 and the commune it now belongs to. Names repeat; codes do not."""

    __tablename__ = "former_commune"
    __table_args__ = (CheckConstraint(one_of("kind", ("commune", "ward", "township")), "kind"),)

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(60))
    district: Mapped[str] = mapped_column(String(60))
    province: Mapped[str] = mapped_column(String(60))
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    search_key: Mapped[str] = mapped_column(String(70), index=True)


class Unit(Base):
    """A recognised craft or village. It stays for ever; revoked ones leave the counts, not the history."""

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint(one_of("kind", KINDS), "kind"),
        CheckConstraint(one_of("status", ("active", "revoked")), "status"),
        CheckConstraint("(status = 'revoked') = (revoked_on IS NOT NULL)", "revoked_has_a_day"),
        CheckConstraint("trade_group BETWEEN 1 AND 7", "trade_group"),
        CheckConstraint("recognised_year BETWEEN 1990 AND 2100", "recognised_year"),
        Index("ix_unit_active_sort", "status", "sort_key", "id"),
    )

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(300))
    trade: Mapped[str] = mapped_column(String(300))
    trade_group: Mapped[int]
    status: Mapped[str] = mapped_column(String(10), default="active")
    recognised_year: Mapped[int] = mapped_column(index=True)
    recognised_on: Mapped[date | None]
    revoked_on: Mapped[date | None]
    entered_on: Mapped[date | None]  # the day on which it was written down by hand; None: by the annex or a decision
    earlier_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    search_key: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str] = mapped_column(Text)
    sites: Mapped[list["UnitSite"]] = relationship(order_by="UnitSite.position", lazy="raise")
    decisions: Mapped[list["Decision"]] = relationship(order_by="Decision.decided_on", lazy="raise")


class UnitSite(Base):
    """Where a unit works. The village and the former commune are text; the commune is an official code."""

    __tablename__ = "unit_site"
    __table_args__ = (UniqueConstraint("unit_id", "position"),)

    id: Mapped[Id]
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    position: Mapped[int]
    village: Mapped[str] = mapped_column(String(200), default="")
    former_commune: Mapped[str] = mapped_column(String(100), default="")
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    commune: Mapped[Commune] = relationship(lazy="raise")


class Decision(Base):
    """A decision of the province about one unit. A unit's history is its decisions."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("dossier_id", "kind"),
        CheckConstraint(one_of("kind", ("recognise", "revoke")), "kind"),
        CheckConstraint("length(number) > 0", "number_is_written"),
    )

    id: Mapped[Id]
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    number: Mapped[str] = mapped_column(String(60))
    decided_on: Mapped[date]
    signer_name: Mapped[str] = mapped_column(String(120))
    signer_title: Mapped[str] = mapped_column(String(160))
    agency_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agency.id"))
    dossier_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("dossier.id"))


class UnitChange(Base):
    """What a correcting decision changed in a unit, and when: the words before are kept for ever.

    `position` is the place that was changed, 0 for the unit itself; `corrects_id` the decision whose words were wrong.
    """

    __tablename__ = "unit_change"
    __table_args__ = (
        UniqueConstraint("dossier_id", "field", "position"),
        CheckConstraint(one_of("field", ("name", "trade", "village", "former_commune")), "field"),
        CheckConstraint("length(number) > 0", "number_is_written"),
    )

    id: Mapped[Id]
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"))
    field: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    before: Mapped[str] = mapped_column(String(300))
    after: Mapped[str] = mapped_column(String(300))
    number: Mapped[str] = mapped_column(String(60))
    decided_on: Mapped[date]
    corrects_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("decision.id"))


class PlanItem(Base):
    """One row of the plan's annex. `*_printed` is never changed; `name` is the spelling shown.

    A row that the plan's text promises and the annex does not print is added by hand, on a ground; then `*_printed`
    holds what was typed.
    """

    __tablename__ = "plan_item"
    __table_args__ = (
        UniqueConstraint("section", "no"),
        CheckConstraint(one_of("section", SECTIONS), "section"),
        CheckConstraint(one_of("kind", KINDS), "kind"),
        CheckConstraint(one_of("goal", GOALS), "goal"),
        CheckConstraint("trade_group BETWEEN 1 AND 7", "trade_group"),
        CheckConstraint("plan_from <= plan_until", "plan_years"),
        CheckConstraint("(goal = 'maintain') = (recognised_year IS NOT NULL)", "maintained_was_recognised"),
        CheckConstraint("(added_on IS NULL) = (added_by IS NULL)", "added_by_somebody"),
        CheckConstraint("(added_on IS NULL) = (added_ground = '')", "added_on_a_ground"),
    )

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(10), unique=True)  # "A.II.25", as people say it
    section: Mapped[str] = mapped_column(String(6))
    no: Mapped[int]
    name_printed: Mapped[str] = mapped_column(String(300))
    location_printed: Mapped[str] = mapped_column(String(300))
    name: Mapped[str] = mapped_column(String(300))
    trade: Mapped[str] = mapped_column(String(300))
    trade_group: Mapped[int]
    kind: Mapped[str] = mapped_column(String(30))
    goal: Mapped[str] = mapped_column(String(12))
    recognised_year: Mapped[int | None]
    plan_year_printed: Mapped[int]
    plan_from: Mapped[int]
    plan_until: Mapped[int]
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    link_ground: Mapped[str] = mapped_column(String(300), default="")
    added_on: Mapped[date | None]
    added_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    added_ground: Mapped[str] = mapped_column(String(300), default="")
    search_key: Mapped[str] = mapped_column(Text)
    sites: Mapped[list["PlanItemSite"]] = relationship(order_by="PlanItemSite.position", lazy="raise")
    corrections: Mapped[list["Correction"]] = relationship(order_by="Correction.id", lazy="raise")
    unit: Mapped[Unit | None] = relationship(lazy="raise")


class PlanItemSite(Base):
    """A place a row of the annex names: as printed, and as shown after corrections."""

    __tablename__ = "plan_item_site"
    __table_args__ = (UniqueConstraint("plan_item_id", "position"),)

    id: Mapped[Id]
    plan_item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan_item.id"))
    position: Mapped[int]
    village_printed: Mapped[str] = mapped_column(String(200), default="")
    former_commune_printed: Mapped[str] = mapped_column(String(100), default="")
    commune_printed: Mapped[str] = mapped_column(String(100))
    village: Mapped[str] = mapped_column(String(200), default="")
    former_commune: Mapped[str] = mapped_column(String(100), default="")
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    commune: Mapped[Commune] = relationship(lazy="raise")


class Correction(Base):
    """A slip of the annex: what is printed, what is meant, on what ground. Doubtful ones wait for the commune.

    `mark` says how sure it is (states/annex.py); a person who settles a doubtful one is its author from then on.
    """

    __tablename__ = "correction"
    __table_args__ = (
        UniqueConstraint("plan_item_id", "position", "field", "printed"),
        CheckConstraint(one_of("mark", tuple(SlipMark)), "mark"),
        CheckConstraint(one_of("field", ("name", "village", "old_commune", "commune")), "field"),
        CheckConstraint(f"({one_of('mark', SURE)}) = is_applied", "only_sure_ones_are_applied"),
    )

    id: Mapped[Id]
    plan_item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("plan_item.id"))
    position: Mapped[int] = mapped_column(default=0)  # 0: the row itself, else the place
    field: Mapped[str] = mapped_column(String(12))
    printed: Mapped[str] = mapped_column(String(300))
    corrected: Mapped[str] = mapped_column(String(300))
    ground: Mapped[str] = mapped_column(String(300))
    mark: Mapped[str] = mapped_column(String(1))
    is_applied: Mapped[bool]
    corrected_by: Mapped[str] = mapped_column(String(120))
    corrected_on: Mapped[date]
