"""What the pages of consultation show."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from states.actors import CONSULTED_AGENCIES, AgencyKind, Role
from states.clock import Term, days_between, working_days_left
from states.facts import ANSWER_TITLES, Answer
from states.papers_out import papers_fixed_at
from workflow.accounts.people_queries import agencies
from workflow.accounts.person import Person
from workflow.calendar.queries import work_calendar
from workflow.dossiers.consultation import matter
from workflow.dossiers.consultation.dossiers import dossiers_of
from workflow.dossiers.queries import DossierView
from workflow.dossiers.supplements.received import find_received
from workflow.dossiers.supplements.words import FACTS, LISTS
from workflow.errors import NotFound
from workflow.opinions import queries
from workflow.opinions.queries import OUT
from workflow.papers import queries as papers

DECLARED = "declared"
"""Stands among the papers for the declared content."""

ASKED_KINDS = frozenset({*CONSULTED_AGENCIES, AgencyKind.AGRICULTURE_ENVIRONMENT, AgencyKind.COMMUNE})


def agencies_to_ask(dossier: DossierView, own: uuid.UUID, on: date) -> list[tuple[str, str]]:
    """Departments in being, and the dossier's own commune; never the agency that asks."""
    row = dossier.row
    asked = {each.agency_id for each in queries.requests_of(dossier.id) if each.state in OUT}
    return [
        (str(each.id), each.name if each.id not in asked else _("%(name)s (đang chờ trả lời)", name=each.name))
        for each in agencies()
        if each.id != own and AgencyKind(each.kind) in ASKED_KINDS and (each.valid_to is None or each.valid_to >= on)
        and (each.kind != AgencyKind.COMMUNE or each.id == row.commune_agency_id)
    ]  # fmt: skip


def papers_to_show(dossier: DossierView) -> list[tuple[str, str]]:
    """The declared content, then every file in force under the title of its part."""
    files = papers.attachments_of(dossier.id).values()
    named = [(str(file.id), f"{_(file.part_title)}: {file.name}") for some in files for file in some]
    return [(DECLARED, _("Nội dung đã khai trong hồ sơ")), *named]


def chosen_papers(values: Sequence[str]) -> list[uuid.UUID | None]:
    """What was ticked, as it is kept."""
    return [None if value == DECLARED else uuid.UUID(value) for value in values]


def concerned_agencies(person: Person) -> list[uuid.UUID]:
    """The agencies of a person that may be asked."""
    return list(dict.fromkeys(seat.agency_id for seat in person.seats if seat.agency_kind in ASKED_KINDS))


def inbox(person: Person, today: date) -> Mapping[str, Any]:
    """What the person's agencies are asked, and what they have answered."""
    mine = concerned_agencies(person)
    asked, done = queries.requests_to(mine, out=True), queries.requests_to(mine, out=False)
    return {
        "asked": asked,
        "done": done,
        "dossiers": dossiers_of(row.dossier_id for row in (*asked, *done)),
        "left": lambda row: working_days_left(today, row.due_on, work_calendar()),
        "titles": {stage.name: stage.title for stage in matter.LAW.stages},
        "answers": answer_titles(),
    }


def questions_waiting(person: Person) -> int:
    """How many questions wait for an answer of the agencies of somebody who answers or approves there."""
    if not (person.holds(Role.CONSULTED_OFFICER) or person.holds(Role.CONSULTED_LEADER)):
        return 0
    return len(queries.requests_to(concerned_agencies(person), out=True))


def term_to_answer(row: Any) -> Term:
    """The days from a question to the last day to answer it, each counted or not, with its ground."""
    return Term(row.due_on, days_between(row.asked_on, row.due_on, work_calendar()))


def answer_titles() -> Mapping[str, str]:
    """The three answers in words."""
    return {answer.value: title for answer, title in ANSWER_TITLES.items()}


def request_page(request_id: uuid.UUID, person: Person, today: date) -> Mapping[str, Any]:
    """One request as the asked agency sees it: the question, the papers that matter while it is out, its own answer.

    Raises NotFound for whoever was not asked.
    """
    row = queries.find_request(request_id)
    if row is None or row.state == "revoked" or row.agency_id not in concerned_agencies(person):
        raise NotFound
    shown = queries.papers_of_round(row.round_id) if row.state in OUT else ()
    files = {file.id: file for some in papers.attachments_of(row.dossier_id).values() for file in some}
    received = find_received(row.dossier_id) if None in shown else None
    return {
        "row": row,
        "dossier": dossiers_of([row.dossier_id])[row.dossier_id],
        "files": [files[one] for one in shown if one in files],
        "received": received,
        "fact_titles": FACTS,
        "list_titles": LISTS,
        "mine": [found for found in matter.rehearse(row, person, today) if found.mine],
        "left": working_days_left(today, row.due_on, work_calendar()),
        "term": term_to_answer(row),
        "fixing": frozenset(
            step.action for step in matter.LAW.all_steps if papers_fixed_at(matter.LAW.code, step.action)
        ),
        "answers": answer_titles(),
        "state_title": matter.LAW.stage(row.state).title,
        "is_out": row.state in OUT,
        "disagrees": row.answer == Answer.DISAGREE,
    }


def may_read_paper(request_id: uuid.UUID, attachment_id: uuid.UUID, person: Person) -> uuid.UUID:
    """The dossier of a paper shown with a question that is still out. Raises NotFound."""
    row = queries.find_request(request_id)
    if row is None or row.state not in OUT or row.agency_id not in concerned_agencies(person):
        raise NotFound
    if attachment_id not in queries.papers_of_round(row.round_id):
        raise NotFound
    found: uuid.UUID = row.dossier_id
    return found
