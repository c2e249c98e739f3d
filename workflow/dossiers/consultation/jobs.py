"""Dated work on opinions: a reminder before the term, silence after it. Safe to run twice."""

from datetime import date, datetime

from states.clock import working_days_left
from states.kernel import Refused
from states.procedures import get as get_procedure
from workflow.accounts.system import system_person
from workflow.calendar.queries import work_calendar
from workflow.dossiers.consultation import services
from workflow.dossiers.consultation.dossiers import dossiers_of
from workflow.dossiers.consultation.telling import remind_agency
from workflow.errors import NotFound, Stale
from workflow.opinions.queries import waiting_requests
from workflow.transactions import writing


def remind(on: date, at: datetime) -> int:
    """Remind the agencies whose term ends soon (parameter opinion_reminder_days); once for each request."""
    told = 0
    rows = waiting_requests(on, late=False)
    dossiers = dossiers_of(row.dossier_id for row in rows)
    for row in rows:
        dossier = dossiers[row.dossier_id]
        procedure = get_procedure(dossier.procedure_code, dossier.procedure_version)
        if working_days_left(on, row.due_on, work_calendar()) > procedure.number("opinion_reminder_days"):
            continue
        with writing() as session:
            told += remind_agency(session, dossier, row, once=f"opinion:{row.id}", on=on, at=at)
    return told


def fall_silent(on: date, at: datetime) -> int:
    """Note "không có ý kiến trong thời hạn" for every request whose term has passed."""
    done = 0
    for row in waiting_requests(on, late=True):
        with writing() as session:
            system = system_person(session)
        try:
            services.act(row.id, "fall_silent", by=system, on=on, at=at, seen_version=row.version, inputs={})
        except (Refused, Stale, NotFound):
            continue  # answered or revoked a moment ago
        done += 1
    return done
