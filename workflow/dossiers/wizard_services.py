"""Writing a request, one page at a time. Every save counts a version of the dossier, so that an old tab is noticed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from states.basis import Reason
from states.kernel import Refused
from states.request import YearResult as DeclaredYear
from workflow.accounts.person import Person
from workflow.dossiers.editing import lock_for_editing
from workflow.dossiers.models import Dossier
from workflow.dossiers.opening import Opening, open_dossier
from workflow.dossiers.request_models import Request, RequestSite, YearResult
from workflow.dossiers.request_queries import Place
from workflow.extensions import new_id
from workflow.text import fold
from workflow.transactions import writing


@dataclass(frozen=True, slots=True)
class Change:
    """What one page changes. None: the page does not speak of it."""

    dossier: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    sites: Sequence[Place] | None = None
    results: Sequence[DeclaredYear] | None = None


def start(opening: Opening, change: Change, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Begin a dossier together with what is known of it already, in one transaction.

    `on` is the day in Lào Cai, `at` the UTC instant. Raises Forbidden unless `by` may begin one at that commune.
    """
    with writing() as session:
        dossier_id = open_dossier(session, opening, by=by, on=on, at=at)
        _write(session, dossier_id, change)
    return dossier_id


def save(dossier_id: uuid.UUID, change: Change, *, by: Person, on: date, seen_version: int | None) -> int:
    """Store what one page says and return the new version. All of the page or nothing.

    Raises NotFound, Forbidden, MovedOn (no longer editable), Stale (changed since the page was opened), and Refused
    when the kind or basis would change after the dossier has been received.
    """
    with writing() as session:
        row = lock_for_editing(session, dossier_id, by, on, seen_version)
        if row.code is not None and _changes_what_is_asked(change, row):
            said = _("Hồ sơ đã được tiếp nhận nên không đổi được loại và căn cứ đề nghị.")
            raise Refused(Reason(said, where="wizard:basis"))
        _write(session, dossier_id, change)
        version: int = row.version + 1
    return version


def _changes_what_is_asked(change: Change, row: Any) -> bool:
    return any(change.dossier.get(name, getattr(row, name)) != getattr(row, name) for name in ("kind", "basis"))


def _write(session: Session, dossier_id: uuid.UUID, change: Change) -> None:
    columns = dict(change.dossier)
    if "title" in columns:
        columns["search_key"] = fold(columns["title"])
    if columns:
        session.execute(update(Dossier).where(Dossier.id == dossier_id).values(**columns))
    if change.facts:
        write_facts(session, dossier_id, change.facts)
    if change.sites is not None:
        _replace(session, RequestSite, dossier_id, _site_rows(change.sites))
    if change.results is not None:
        _replace(session, YearResult, dossier_id, [_year_row(result) for result in change.results])


def write_facts(session: Session, dossier_id: uuid.UUID, facts: dict[str, Any]) -> None:
    """Store some of the facts declared once. Runs inside the caller's transaction, with the dossier locked."""
    known = session.scalar(select(Request.dossier_id).where(Request.dossier_id == dossier_id))
    if known is None:
        session.execute(insert(Request).values(dossier_id=dossier_id, **facts))
    else:
        session.execute(update(Request).where(Request.dossier_id == dossier_id).values(**facts))


def _site_rows(sites: Sequence[Place]) -> list[dict[str, Any]]:
    return [
        {
            "position": position,
            "commune_code": site.commune_code,
            "village": site.village,
            "former_commune": site.former_commune,
        }
        for position, site in enumerate(sites, 1)
    ]


def _year_row(result: DeclaredYear) -> dict[str, Any]:
    return {
        "year": result.year, "households": result.households, "workers": result.workers,
        "revenue_vnd": result.revenue_vnd, "products": result.products, "remark": result.remark,
    }  # fmt: skip


def _replace(session: Session, model: type[Any], dossier_id: uuid.UUID, rows: list[dict[str, Any]]) -> None:
    session.execute(delete(model).where(model.dossier_id == dossier_id))
    if rows:
        session.execute(insert(model), [{"id": new_id(), "dossier_id": dossier_id, **row} for row in rows])
