"""Mẫu 02 to 05 as steps issue them: gathered from the dossier, the person who acts, and what was typed."""

import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from states.actors import ROLE_TITLES, AgencyKind, Role
from states.criteria import CRITERIA
from states.facts import GAP_TITLES, Gap
from states.kernel import Effect, Forbidden
from states.papers_asked import ALL_PARTS
from workflow.accounts.people_queries import agency_of_kind
from workflow.accounts.person import Person, Seat
from workflow.decisions.kinds import signer_title
from workflow.dossiers.case import DossierCase
from workflow.dossiers.doing import Doing
from workflow.dossiers.editing import seat_for
from workflow.extensions import JsonDict
from workflow.papers import letters
from workflow.papers import queries as papers
from workflow.papers.letters import Author, Matter, Wanted
from workflow.papers.services import issue

PEOPLES_COMMITTEE = "TM. ỦY BAN NHÂN DÂN"
_GUIDE, _DESK = ("Người hướng dẫn",), ("Người tiếp nhận hồ sơ",)
_CRITERIA = {criterion.code: criterion.title for some in CRITERIA.values() for criterion in some}
_GROUNDS = {
    "withdraw": "Theo đề nghị của {submitter}.",
    "lapse": "Đã hết thời hạn bổ sung mà cơ quan giải quyết chưa nhận được nội dung bổ sung.",
}


def papers_for_step(doing: Doing) -> dict[str, Any]:
    """Issue the paper of a step (Mẫu 02 to 05) in its transaction, after its effects; give what the journal notes."""
    form = doing.decision.step.paper
    if form is None or form not in _FACTS:
        return {}
    agency_id, facts = _FACTS[form](doing)
    facts |= {"base_url": current_app.config["PUBLIC_BASE_URL"]}
    issued = issue(doing.session, form, doing.case.id, doing.number, facts, doing.at, agency_id=agency_id)
    return {"paper": str(issued)}


def facts_of_paper(doing: Doing) -> JsonDict | None:
    """What the paper of a step says, without issuing it; None for a step without one (Mẫu 02 to 05)."""
    make = _FACTS.get(doing.decision.step.paper or "")
    return make(doing)[1] if make else None


def preview_of_supplement(case: DossierCase, person: Person, on: date, at: datetime) -> JsonDict:
    """Mẫu 02 as it would be issued for the gaps listed so far; the last day to answer is set when it is sent.

    Raises MovedOn and Forbidden when it is not this person's to ask, or to propose, here.
    """
    actions = ("ask_supplement", "propose_supplement", "approve_supplement")
    steps = [
        step for step in case.procedure.steps_from(case.stage, case.hold) if step.action in actions
    ] or [case.procedure.step("ask_supplement", case.stage, case.hold)]  # fmt: skip
    for step in steps:
        try:
            seat = seat_for(person, step.by, case.row)
        except Forbidden:
            continue
        author = _author(seat, person, _GUIDE)
        return letters.supplement_facts(
            _matter(case), author, _wanted(case, case.gaps), message="", answer_by=None, at=at
        )
    raise Forbidden(_("Việc này thuộc về %(post)s.", post=_(steps[0].by.title)))


def _supplement(doing: Doing) -> tuple[uuid.UUID, JsonDict]:
    """The request has been sent by now: its gaps and its last day are those of the row. In 2026.1 it is one text."""
    case = DossierCase(doing.session, doing.case.row, doing.on)
    typed = doing.decision.step.effect is Effect.ASK_SUPPLEMENT
    sent, message = case.open_supplement if typed else None, _reason(doing)
    author = _author(doing.seat, doing.person, _GUIDE)
    if sent is None:
        wanted, message = [Wanted(message, "", "")], ""
    else:
        wanted = _wanted(case, sent.gaps)
    answer_by = sent.answer_by if sent else None
    return doing.seat.agency_id, letters.supplement_facts(
        _matter(doing.case), author, wanted, message=message, answer_by=answer_by, at=doing.at
    )


def _refusal(doing: Doing) -> tuple[uuid.UUID, JsonDict]:
    author = _author(doing.seat, doing.person, _DESK)
    return doing.seat.agency_id, letters.refusal_facts(_matter(doing.case), author, reason=_reason(doing), at=doing.at)


def _extension(doing: Doing) -> tuple[uuid.UUID, JsonDict]:
    row = doing.case.row
    author = _author(doing.seat, doing.person, _signing(doing.seat))
    return doing.seat.agency_id, letters.extension_facts(
        _matter(doing.case), author, due_on=max(row.due_on, row.extended_to or row.due_on),
        extended_to=date.fromisoformat(doing.inputs["extended_to"].strip()), reason=_reason(doing), at=doing.at,
    )  # fmt: skip


def _stop(doing: Doing) -> tuple[uuid.UUID, JsonDict]:
    """The agency that had the dossier tells of it, also when the commune withdrew or a term ran out."""
    matter = _matter(doing.case)
    ground = _GROUNDS.get(doing.decision.step.action, "").format(submitter=matter.submitter)
    if doing.seat.agency_kind is AgencyKind.COMMUNE or doing.seat.role is Role.SYSTEM:
        agency_id, author = _agency_in_charge(doing)
    else:
        agency_id, author = doing.seat.agency_id, _author(doing.seat, doing.person, _signing(doing.seat))
    return agency_id, letters.stop_facts(matter, author, ground=ground, reason=_reason(doing), at=doing.at)


_FACTS: dict[str, Callable[[Doing], tuple[uuid.UUID, JsonDict]]] = {
    "M02": _supplement, "M03": _refusal, "M04": _extension, "M05": _stop,
}  # fmt: skip


def _agency_in_charge(doing: Doing) -> tuple[uuid.UUID, Author]:
    """The agency whose stage it was; nobody of it has acted, so the place of the signature stays open."""
    post = doing.case.procedure.handlers(doing.decision.source, None)[0]
    lead: uuid.UUID | None = doing.case.row.lead_agency_id
    found = lead if post.agency is AgencyKind.LEAD else agency_of_kind(post.agency.value)
    agency_id = found or doing.seat.agency_id
    name = papers.agency_names([agency_id])[agency_id]
    parent = "" if post.agency is AgencyKind.PROVINCE else _province()
    return agency_id, Author(name, "", ("Thủ trưởng cơ quan",), parent)


def _author(seat: Seat, person: Person, title: tuple[str, ...]) -> Author:
    parent = "" if seat.agency_kind in (AgencyKind.PROVINCE, AgencyKind.COMMUNE) else _province()
    return Author(seat.agency_name, person.name, title, parent)


def _province() -> str:
    found = agency_of_kind(AgencyKind.PROVINCE.value)
    return papers.agency_names([found])[found] if found else ""


def _signing(seat: Seat) -> tuple[str, ...]:
    """The lines over a leader's signature."""
    if seat.agency_kind is AgencyKind.PROVINCE:
        return PEOPLES_COMMITTEE, *signer_title(seat).split(", ")
    return (ROLE_TITLES[seat.role],)


def _matter(case: DossierCase) -> Matter:
    row, answers = case.row, case.answers
    submitter = papers.agency_names([row.commune_agency_id])[row.commune_agency_id]
    proposer = ", ".join(said for said in (answers.proposer_name, answers.proposer_role) if said)
    return Matter(
        row.id, row.code, submitter, case.procedure.title, row.title, case.procedure.basis, proposer,
        answers.proposer_address, answers.proposer_phone, row.received_on,
    )  # fmt: skip


def _wanted(case: DossierCase, gaps: Sequence[Gap]) -> list[Wanted]:
    return [Wanted(_what(case, gap.where), GAP_TITLES[gap.fault], gap.note) for gap in gaps]


def _what(case: DossierCase, where: str) -> str:
    """The paper, criterion or item of the checklist that a gap is about, in words."""
    kind, _colon, code = where.partition(":")
    if kind == "parts" and code in ALL_PARTS:
        return ALL_PARTS[code].title
    if kind == "criteria":
        return _CRITERIA.get(code, code)
    if kind == "appraisal" and code in case.checklist.by_code:
        return case.checklist.by_code[code].text
    return "Nội dung đề nghị"


def _reason(doing: Doing) -> str:
    return doing.inputs.get("reason", "").strip()
