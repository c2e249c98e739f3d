"""Reading dossiers. Every list is ordered and starts from what the reader may see."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select

from states.kernel import Procedure, Stage
from states.procedures import get as get_procedure
from workflow.accounts.models import Account, Agency
from workflow.accounts.person import Person, Seat
from workflow.dossiers.case import DossierCase
from workflow.dossiers.editing import may_edit
from workflow.dossiers.journal import Line
from workflow.dossiers.models import Dossier, Entry
from workflow.dossiers.visibility import visible_to, visible_with
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.papers.numbering import normalise_code
from workflow.register.models import Commune, PlanItem
from workflow.register.plan_queries import Begun
from workflow.text import fold

DOSSIER, ENTRY, COMMUNE = Dossier.__table__, Entry.__table__, Commune.__table__
AGENCY, ACCOUNT, PLAN_ITEM = Agency.__table__, Account.__table__, PlanItem.__table__
_LENDER = ACCOUNT.alias("lender")
PAGE = 50
_JOURNAL = (
    select(
        *(ENTRY.c[name] for name in ("number", "action", "source", "dest", "hold_before", "hold_after", "actor_id")),
        *(ENTRY.c[name] for name in ("on", "at", "until_on", "acting_for", "reason", "role", "payload")),
        AGENCY.c.name.label("agency_name"),
        ACCOUNT.c.name.label("person_name"),
        _LENDER.c.name.label("lender_name"),
    )
    .join(AGENCY, AGENCY.c.id == ENTRY.c.agency_id)
    .join(ACCOUNT, ACCOUNT.c.id == ENTRY.c.actor_id)
    .outerjoin(_LENDER, _LENDER.c.id == ENTRY.c.acting_for)
    .where(ENTRY.c.dossier_id == bindparam("dossier_id"))
    .order_by(ENTRY.c.number.desc())
)


@dataclass(frozen=True)
class DossierView:
    """One dossier that the reader may see, with the names a page needs."""

    row: Any
    procedure: Procedure

    @property
    def id(self) -> uuid.UUID:
        found: uuid.UUID = self.row.id
        return found

    @property
    def stage(self) -> Stage:
        return self.procedure.stage(self.row.stage)

    @property
    def hold_waiting(self) -> str | None:
        """What an open hold waits for, in words."""
        held = self.procedure.hold_of(self.row.stage, self.row.hold)
        return held.waiting if held else None

    @property
    def is_paused(self) -> bool:
        """Whether the clock stands; not every hold makes it stand."""
        return self.procedure.pauses(self.row.stage, self.row.hold)

    def case(self, on: date) -> DossierCase:
        """The dossier as the law sees it on a day."""
        return DossierCase(db.session(), self.row, on)

    def is_editable_by(self, person: Person) -> bool:
        """Whether the law lets it be edited now, and the person holds the post that opened it."""
        is_kept = self.row.purged_on is None
        return (
            is_kept
            and self.procedure.is_editable(self.row.stage, self.row.hold)
            and may_edit(person, self.row, self.procedure)
        )


def _wide() -> Select[Any]:
    return (
        select(
            DOSSIER,
            COMMUNE.c.full_name.label("commune_name"),
            AGENCY.c.name.label("waiting_agency_name"),
            PLAN_ITEM.c.key.label("plan_key"),
        )
        .join(COMMUNE, COMMUNE.c.code == DOSSIER.c.commune_code)
        .outerjoin(AGENCY, AGENCY.c.id == DOSSIER.c.waiting_agency_id)
        .outerjoin(PLAN_ITEM, PLAN_ITEM.c.id == DOSSIER.c.plan_item_id)
    )


@lru_cache(maxsize=1024)
def _one_visible(seats: tuple[Seat, ...]) -> Select[Any]:
    """Built once for each set of seats: building it costs more than the database's answer."""
    return _wide().where(DOSSIER.c.id == bindparam("dossier_id"), visible_with(seats))


def get_dossier(dossier_id: uuid.UUID, person: Person) -> DossierView:
    """A dossier the reader may see. Raises NotFound: one they may not see does not exist for them."""
    row = db.session.execute(_one_visible(person.seats), {"dossier_id": dossier_id}).one_or_none()
    if row is None:
        raise NotFound
    return DossierView(row, get_procedure(row.procedure_code, row.procedure_version))


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list, and where the next begins."""

    rows: Sequence[Any]
    after: uuid.UUID | None


def search(
    person: Person, words: str = "", stage: str = "", before: uuid.UUID | None = None,
    also: Sequence[ColumnElement[bool]] = (),
) -> Found:  # fmt: skip
    """Dossiers by code, name or commune (without diacritics), newest first, by keyset; `also` narrows them further."""
    wanted = _wide().where(visible_to(person), *also).order_by(DOSSIER.c.id.desc()).limit(PAGE + 1)
    if words.strip():
        wanted = wanted.where(_matches(words))
    if stage:
        wanted = wanted.where(DOSSIER.c.stage == stage)
    if before:
        wanted = wanted.where(DOSSIER.c.id < before)
    rows = db.session.execute(wanted).all()
    return Found(rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None)


def _matches(words: str) -> Any:
    folded = fold(words)
    hits = [
        DOSSIER.c.search_key.contains(folded, autoescape=True),
        COMMUNE.c.search_key.contains(folded, autoescape=True),
    ]
    code = normalise_code(words)
    if code:
        hits.append(DOSSIER.c.code == code)
    return or_(*hits)


def journal(dossier_id: uuid.UUID) -> Sequence[Any]:
    """The entries of a dossier, newest first, with who did them and for which agency."""
    return db.session.execute(_JOURNAL, {"dossier_id": dossier_id}).all()


def line_of(entry: Any) -> Line:
    """What laws and deadlines need of an entry of `journal`."""
    return Line(*(getattr(entry, name) for name in Line._fields))


def in_hand(person: Person, plan_item_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Begun]:
    """Which rows of the annex have an open dossier that the reader may see, with the title of its stage."""
    here = DOSSIER.c.procedure_code, DOSSIER.c.procedure_version, DOSSIER.c.stage
    open_now = DOSSIER.c.plan_item_id.in_(plan_item_ids), DOSSIER.c.is_open, visible_to(person)
    rows = db.session.execute(select(DOSSIER.c.id, DOSSIER.c.plan_item_id, *here).where(*open_now))
    return {
        row.plan_item_id: Begun(
            row.id, get_procedure(row.procedure_code, row.procedure_version).stage(row.stage).title
        )
        for row in rows
    }  # fmt: skip


def last_change(dossier_id: uuid.UUID) -> tuple[str, datetime] | None:
    """Who wrote the last entry of a dossier, and when: for the page that says somebody was quicker."""
    row = db.session.execute(
        select(ACCOUNT.c.name, ENTRY.c.at)
        .join(ENTRY, ENTRY.c.actor_id == ACCOUNT.c.id)
        .where(ENTRY.c.dossier_id == dossier_id)
        .order_by(ENTRY.c.number.desc())
        .limit(1)
    ).one_or_none()
    return (row.name, row.at) if row else None
