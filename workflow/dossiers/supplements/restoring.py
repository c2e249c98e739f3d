"""Taking the received version up again when a request for supplements is cancelled.

What the commune had written meanwhile is kept as a copy (`SupplementCopy`), which it may read; nothing typed is lost.
"""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from workflow.dossiers.models import Dossier
from workflow.dossiers.request_models import Household, Request, RequestSite, YearResult
from workflow.dossiers.subjects import subject_of
from workflow.dossiers.supplements.received import last_two
from workflow.extensions import new_id
from workflow.papers.models import Attachment
from workflow.supplements.models import SupplementCopy
from workflow.support.models import SupportRequest
from workflow.text import fold

FILE = Attachment.__table__


def restore(session: Session, dossier_id: uuid.UUID, *, at: datetime) -> None:
    """Put the declared content and the files back as they were handed in last. Runs inside the caller's transaction."""
    row = session.execute(select(Dossier.__table__).where(Dossier.id == dossier_id)).one()
    received = last_two(dossier_id)[0]
    now = subject_of(row).content_of(dossier_id)
    kept = {"id": new_id(), "dossier_id": dossier_id, "content": now, "at": at}
    session.execute(insert(SupplementCopy.__table__), kept)
    _restore_files(session, dossier_id, received.at)
    if "facts" in received.content:
        _restore_request(session, dossier_id, received.content)
    else:
        _restore_support(session, dossier_id, received.content)


def _restore_files(session: Session, dossier_id: uuid.UUID, at: datetime) -> None:
    """Files that came later step behind those they replaced; without one they stay, marked as replaced by nothing."""
    here = FILE.c.dossier_id == dossier_id
    later = list(session.scalars(select(FILE.c.id).where(here, FILE.c.at > at, FILE.c.item_code.is_(None))))
    if later:
        session.execute(update(FILE).where(here, FILE.c.replaced_by_id.in_(later)).values(replaced_by_id=None))
        session.execute(delete(FILE).where(here, FILE.c.id.in_(later)))


def _restore_request(session: Session, dossier_id: uuid.UUID, content: Mapping[str, Any]) -> None:
    title = content["title"]
    named = {"title": title, "search_key": fold(title)}
    session.execute(update(Dossier).where(Dossier.id == dossier_id).values(**named))
    facts = _typed(Request.__table__, content["facts"])
    session.execute(update(Request).where(Request.dossier_id == dossier_id).values(**facts))
    sites = [dict(zip(("commune_code", "former_commune", "village"), line, strict=True)) for line in content["sites"]]
    names = ("head_name", "village", "trade", "workers", "years_in_trade")
    households = [dict(zip(names, line, strict=False)) for line in content["households"]]
    years = ("year", "households", "workers", "revenue_vnd", "products", "remark")
    results = [dict(zip(years, line, strict=True)) for line in content["results"]]
    _replace(session, RequestSite, dossier_id, [site | {"position": n} for n, site in enumerate(sites, 1)])
    _replace(session, Household, dossier_id, [each | {"position": n} for n, each in enumerate(households, 1)])
    _replace(session, YearResult, dossier_id, results)


def _restore_support(session: Session, dossier_id: uuid.UUID, content: Mapping[str, Any]) -> None:
    table = SupportRequest.__table__
    known = {name: value for name, value in content.items() if name in table.c and name != "dossier_id"}
    if known:
        session.execute(update(table).where(table.c.dossier_id == dossier_id).values(**_typed(table, known)))


def _typed(table: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a hand-in as their columns hold them: days and ids come as text."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        wanted = table.c[name].type.python_type
        if wanted is date and isinstance(value, str):
            found[name] = date.fromisoformat(value)
        elif wanted is uuid.UUID and isinstance(value, str):
            found[name] = uuid.UUID(value)
        else:
            found[name] = value
    return found


def _replace(session: Session, model: Any, dossier_id: uuid.UUID, rows: list[dict[str, Any]]) -> None:
    session.execute(delete(model).where(model.dossier_id == dossier_id))
    if rows:
        session.execute(insert(model), [{"id": new_id(), "dossier_id": dossier_id, **row} for row in rows])
