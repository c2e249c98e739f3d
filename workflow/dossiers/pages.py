"""What the pages of a dossier show, gathered once: the road, what I can do and why not, the deadline, the journal."""

import secrets
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext as _

from states.case import FINDING_TITLES
from states.clock import WorkCalendar, working_days_left
from states.forms_of_law import form_name
from states.kernel import Attempt, Procedure, Rehearsal, Step
from states.papers_out import OUT_PAPERS, papers_fixed_at
from states.procedures import get as get_procedure
from workflow.accounts.person import Person
from workflow.appraisal import queries as appraisal
from workflow.calendar.queries import work_calendar
from workflow.dossiers import queries
from workflow.dossiers.bundle.services import may_take
from workflow.dossiers.cards import cards_of
from workflow.dossiers.case import DossierCase
from workflow.dossiers.clock_page import extension_of
from workflow.dossiers.deadlines import finished_on
from workflow.dossiers.journal_lines import journal_lines
from workflow.dossiers.papers_issued import papers_issued
from workflow.dossiers.queries import DossierView
from workflow.dossiers.subjects import subject_named, subject_of
from workflow.dossiers.supplements.received import Received, find_received, is_hidden_from
from workflow.dossiers.supplements.words import FACTS, LISTS
from workflow.papers import queries as papers
from workflow.register import plan_queries as plan

APPRAISING = "sign_off"
MENDING = {
    "appraisal": "appraisal.checklist",
    "criteria": "criteria.confirm",
    "gaps": "supplements.compose",
    "answers": "supplements.answer",
    "opinions": "consultation.show",
    "council": "meetings.index",
    "inspection": "revocation.inspection",
}
"""The page that mends what stands in the way, by the first word of a reason's `where`."""

PREVIEWS = {"M01": "papers.preview"}
"""The papers whose draft needs nothing that is typed, by form, with the page that shows it."""


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


def kind_title(row: Any) -> str:
    """What a dossier asks, in words."""
    return subject_of(row).kind_title(row)


def edit_url(row: Any) -> str:
    """Where a dossier is made."""
    return subject_of(row).edit_url(row.id)


def dossier_page(dossier: DossierView, person: Person, today: date) -> dict[str, Any]:
    """Everything the page of one dossier shows."""
    case, entries = dossier.case(today), queries.journal(dossier.id)
    case.lines = [queries.line_of(entry) for entry in reversed(entries)]
    received = find_received(dossier.id) if is_hidden_from(dossier, person) else None
    rehearsals, subject = rehearse(case, person, today), subject_of(dossier.row)
    return {
        "dossier": dossier,
        "case": case,
        "subject": subject,
        "kind_title": subject.kind_title(dossier.row),
        "finding": FINDING_TITLES[case.finding] if case.finding else None,
        "road": road(case),
        **_days(dossier, case, today),
        **_to_do(rehearsals),
        "attachments": _attachments(dossier, received),
        **_received(received),
        "needs": case.needs,
        "papers": papers_issued(dossier.procedure, entries),
        "form_name": form_name,
        "journal": journal_lines(dossier, entries),
        "may_take": may_take(person, dossier.row),
        "editable": dossier.is_editable_by(person),
        "edit_url": subject.edit_url(dossier.id),
        "where": where_to_mend(dossier.id, dossier.procedure.code),
        **_appraised(case, rehearsals),
        "cards": cards_of(dossier, case, person, today),
        **subject.page(dossier, case, person, today),
    }


def _days(dossier: DossierView, case: DossierCase, today: date) -> dict[str, Any]:
    """How many days are left, the second day of an extension, and the day on which the clock stopped for good."""
    row, calendar = dossier.row, work_calendar()
    return {
        "left": days_left(row.due_on, today, calendar) if row.is_open else None,
        "stage_left": days_left(row.stage_due_on, today, calendar),
        "extension": extension_of(dossier.row),
        "finished_on": finished_on(case.procedure, case.lines),
    }


def _received(received: Received | None) -> dict[str, Any]:
    """What was handed in, for a reader who may not see what the commune is working on."""
    return {"received": received, "fact_titles": FACTS, "list_titles": LISTS}


def _to_do(rehearsals: Sequence[Rehearsal]) -> dict[str, Any]:
    """What I am expected to do, what I may do besides, and whose turn it is."""
    return {
        "mine": [found for found in rehearsals if found.mine and not found.step.beside and not found.hidden],
        "beside": [found for found in rehearsals if found.mine and found.step.beside and found.allowed],
        "owner": next((found.step.by.title for found in rehearsals if not found.step.beside), None),
    }


def _attachments(dossier: DossierView, received: Received | None) -> Mapping[str, Sequence[Any]]:
    """The files in force; while the commune is at work, those that were handed in."""
    return papers.attachments_until(dossier.id, received.at) if received else papers.attachments_of(dossier.id)


def _appraised(case: DossierCase, rehearsals: Sequence[Rehearsal]) -> dict[str, Any]:
    shown = appraises(case, rehearsals)
    return {
        "appraising": APPRAISING,
        "appraises": shown,
        "appraisal": appraisal.summary_rows(case) if shown else None,
    }


def appraises(case: DossierCase, rehearsals: Sequence[Rehearsal]) -> bool:
    """Whether the appraisal is something to show: it was signed off, or it is mine to make."""
    return APPRAISING in case.took or any(found.step.action == APPRAISING and found.mine for found in rehearsals)


def rehearse(case: DossierCase, person: Person, today: date) -> Sequence[Rehearsal]:
    """What the law would answer for every action from here; nothing once the content was deleted."""
    if case.row.purged_on is not None:
        return ()
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


def step_page(dossier: DossierView, step: Step, person: Person, today: date) -> Mapping[str, Any]:
    """What a person reads before confirming a step: the step, its reasons, the paper it will issue."""
    case = dossier.case(today)
    found = next((r for r in rehearse(case, person, today) if r.step.action == step.action), None)
    preview, fixes = PREVIEWS.get(step.paper or ""), papers_fixed_at(dossier.procedure.code, step.action)
    return {
        "step": step,
        "rehearsal": found,
        "dest": dossier.procedure.title_at(step.dest_from(dossier.row.stage), step.hold_after),
        "stays": step.dest is None,
        "preview": url_for(preview, dossier_id=dossier.id) if preview else None,
        "fixes": [OUT_PAPERS[code].title for code in fixes],
        "where": where_to_mend(dossier.id, dossier.procedure.code),
    }


def where_to_mend(dossier_id: uuid.UUID, code: str = "recognition") -> Callable[[str | None], str | None]:
    """From a reason's `where` to the address of the page that mends it, for a dossier under the procedure `code`."""
    subject = subject_named(code)

    def address(where: str | None) -> str | None:
        kind, _colon, name = (where or "").partition(":")
        if kind == "wizard":
            return subject.section_url(dossier_id, name)
        if kind == "parts":
            return subject.section_url(dossier_id, "papers")
        endpoint = MENDING.get(kind)
        return url_for(endpoint, dossier_id=dossier_id, _anchor=name or None) if endpoint else None

    return address


def home_of(person: Person, today: date) -> Mapping[str, Any] | None:
    """For a commune: what the plan expects of it, and by when."""
    if not person.commune_codes:
        return None
    items = plan.items_for_communes(person.commune_codes, today, partial(queries.in_hand, person))
    return {"items": items, "title": _("Kế hoạch giao cho xã, phường")}
