"""What the pages of a dossier show, gathered once: the road, what I can do and why not, the deadline, the journal."""

import secrets
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext as _

from states.case import FINDING_TITLES
from states.clock import Term, WorkCalendar, working_days_left
from states.forms_of_law import form_name
from states.kernel import Attempt, Procedure, Rehearsal, Step
from states.kinds import BASIS_TITLES, KIND_TITLES
from states.procedures import get as get_procedure
from workflow.accounts.person import Person
from workflow.appraisal import queries as appraisal
from workflow.calendar.queries import work_calendar
from workflow.dossiers import queries, request_queries
from workflow.dossiers.case import DossierCase
from workflow.dossiers.deadlines import legal_term
from workflow.dossiers.queries import DossierView
from workflow.papers import queries as papers
from workflow.register import plan_queries as plan

PREVIEWS = {"M01": "papers.preview"}
"""The papers the office can print, by form, with the page that shows a draft."""


class Phase(NamedTuple):
    """One mark on the road. `state` is done, now or ahead; `on` the day it was last reached."""

    title: str
    state: str
    on: date | None


def new_token() -> str:
    """A form token: 192 random bits, spent by the act it causes."""
    return secrets.token_urlsafe(24)


def procedure_of(row: Any) -> Procedure:
    return get_procedure(row.procedure_code, row.procedure_version)


def dossier_page(dossier: DossierView, person: Person, today: date) -> dict[str, Any]:
    """Everything the page of one dossier shows."""
    case, entries = dossier.case(today), queries.journal(dossier.id)
    case.lines = [queries.line_of(entry) for entry in reversed(entries)]
    rehearsals, calendar = rehearse(case, person, today), work_calendar()
    return {
        "dossier": dossier,
        "case": case,
        "kind_title": KIND_TITLES[case.kind],
        "basis_title": BASIS_TITLES[case.basis],
        "finding": FINDING_TITLES[case.finding] if case.finding else None,
        "road": road(case),
        "left": days_left(dossier.row.due_on, today, calendar) if dossier.row.is_open else None,
        "stage_left": days_left(dossier.row.stage_due_on, today, calendar),
        "mine": [found for found in rehearsals if found.mine],
        "owner": rehearsals[0].step.by.title if rehearsals else None,
        "criteria": appraisal.criteria_rows(case),
        "appraisal": appraisal.summary_rows(case),
        "shows_appraisal": "sign_off" in case.took
        or any(found.step.action == "sign_off" and found.mine for found in rehearsals),
        "attachments": papers.attachments_of(dossier.id),
        "papers": papers.papers_of(dossier.id),
        "form_name": form_name,
        "journal": journal_lines(dossier, entries),
        "request_answers": case.answers,
        "sites": request_queries.site_names(case.places),
        "editable": dossier.is_editable_by(person),
        "where": where_to_mend(dossier.id),
    }


class JournalLine(NamedTuple):
    """One act of the journal as people read it."""

    at: datetime
    title: str
    agency_name: str
    person_name: str
    reason: str
    code: str | None


def journal_lines(dossier: DossierView, entries: Sequence[Any]) -> list[JournalLine]:
    """The journal, newest first, each act under the name of its button."""
    titles = {step.action: step.title for step in dossier.procedure.all_steps} | {"open": "Lập hồ sơ"}
    return [
        JournalLine(e.at, titles[e.action], e.agency_name, e.person_name, e.reason, e.payload.get("code"))
        for e in entries
    ]


def rehearse(case: DossierCase, person: Person, today: date) -> Sequence[Rehearsal]:
    """What the law would answer for every action from here."""
    return case.procedure.rehearse(Attempt(case.procedure, case, person.actor, today))


def road(case: DossierCase) -> list[Phase]:
    """The phases of the procedure: which are behind, which is now, which lie ahead."""
    procedure = case.procedure
    reached = {procedure.stage(line.dest).phase: line.on for line in case.lines}
    here = procedure.stage(case.stage)
    phases = procedure.phases
    place = phases.index(here.phase)
    found = []
    for number, title in enumerate(phases):
        state = "done" if number < place or here.final else "now" if number == place else "ahead"
        found.append(Phase(title, state, reached.get(title) if number <= place else None))
    return found


def days_left(due_on: date | None, today: date, calendar: WorkCalendar) -> int | None:
    """Working days until a due day, negative when it is past."""
    return working_days_left(today, due_on, calendar) if due_on else None


def term_of(dossier: DossierView, today: date) -> Term | None:
    """The legal time limit of a dossier with every day explained."""
    case = dossier.case(today)
    return legal_term(case.procedure, case.lines, work_calendar())


def step_page(dossier: DossierView, step: Step, person: Person, today: date) -> Mapping[str, Any]:
    """What a person reads before confirming a step: the step, its reasons, the paper it will issue."""
    case = dossier.case(today)
    found = next((r for r in rehearse(case, person, today) if r.step.action == step.action), None)
    dest = dossier.procedure.stage(step.dest)
    preview = PREVIEWS.get(step.paper or "")
    return {
        "step": step,
        "rehearsal": found,
        "dest": dest,
        "preview": url_for(preview, dossier_id=dossier.id) if preview else None,
        "where": where_to_mend(dossier.id),
    }


def where_to_mend(dossier_id: uuid.UUID) -> Callable[[str | None], str | None]:
    """From a reason's `where` to the address of the page that mends it."""

    def address(where: str | None) -> str | None:
        kind, _colon, name = (where or "").partition(":")
        if kind == "wizard":
            return url_for("wizard.section", dossier_id=dossier_id, section=name)
        if kind == "parts":
            return url_for("wizard.section", dossier_id=dossier_id, section="papers")
        if kind == "appraisal":
            return url_for("appraisal.checklist", dossier_id=dossier_id, _anchor=name or None)
        if kind == "criteria":
            return url_for("criteria.confirm", dossier_id=dossier_id, _anchor=name or None)
        return None

    return address


def home_of(person: Person, today: date) -> Mapping[str, Any] | None:
    """For a commune: what the plan expects of it, and by when."""
    if not person.commune_codes:
        return None
    items = plan.items_for_communes(person.commune_codes, today, partial(queries.in_hand, person))
    return {"items": items, "title": _("Kế hoạch giao cho xã, phường")}
