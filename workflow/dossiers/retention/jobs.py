"""Dated work of retention: say what will be deleted, and delete it so many days later. Safe to run twice.

After weeks of silence nothing is deleted at once: the days of notice begin on the day people are really told.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from states.actors import Role
from states.retention import DocumentKind, periods_on
from workflow.accounts.people_queries import holders_anywhere, holders_of
from workflow.dossiers.retention.due import NOTICE, Due, Standing, due_until
from workflow.dossiers.retention.purge import purge
from workflow.extensions import db
from workflow.notices.services import tell
from workflow.papers.queries import referenced_digests
from workflow.papers.storage import store
from workflow.transactions import writing

PAGE = "/admin/retention"


def give_notice(on: date, at: datetime) -> int:
    """Tell of what falls due within the days of notice: administrators of all, a commune of its own drafts."""
    days = timedelta(days=periods_on(on).notice_days)
    told = 0
    for found in due_until(db.session(), on, on + days):
        if found.told_on is None and found.standing(on) not in (Standing.HELD, Standing.NEEDED):
            told += _tell(found, on, max(found.due_on, on + days), at)
    if told:
        with writing() as session:
            admins = holders_anywhere(session, Role.ADMINISTRATOR, on)
            tell(session, "retention:soon", to=admins, at=at, path=PAGE, once=f"retention:{on}", number=told)
    return told


def _tell(found: Due, on: date, purge_on: date, at: datetime) -> int:
    """One transaction for each dossier, which is read anew in it."""
    with writing() as session:
        still = next(iter(due_until(session, on, found.due_on, found.id)), None)
        if still is None or still.due_on != found.due_on or still.told_on is not None:
            return 0
        row = {"dossier_id": found.id, "due_on": found.due_on, "told_on": on, "purge_on": purge_on}
        session.execute(insert(NOTICE), row)
        if found.kind is DocumentKind.DRAFT:
            _tell_commune(session, found, on, purge_on, at)
    return 1


def _tell_commune(session: Session, found: Due, on: date, purge_on: date, at: datetime) -> None:
    officers = holders_of(session, Role.COMMUNE_OFFICER, found.row.commune_agency_id, on)
    once = f"retention:{found.id}:{found.due_on}"
    tell(session, "retention:draft", to=officers, at=at, dossier_id=found.id, once=once, on=purge_on)


def delete_what_is_due(on: date, at: datetime) -> int:
    """Delete every dossier whose days of notice are over, each in a transaction of its own; then their bytes."""
    ready = [found.id for found in due_until(db.session(), on, on) if found.standing(on) is Standing.READY]
    done = sum(purge(dossier_id, on=on, at=at) for dossier_id in ready)
    if done:
        store().sweep(referenced_digests())
    return done
