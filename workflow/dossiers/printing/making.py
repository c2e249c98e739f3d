"""A paper being made: who makes it in which act, and the head and signature every paper of theirs has."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from states.actors import AgencyKind
from states.paper_words import COMMITTEES, authority, letters_of
from states.papers_out import OUT_PAPERS
from workflow.accounts.person import Person, Seat
from workflow.dossiers.case import DossierCase
from workflow.dossiers.doing import Doing
from workflow.dossiers.models import Entry
from workflow.extensions import JsonDict
from workflow.papers.models import Paper
from workflow.papers.official import EMPTY, named
from workflow.papers.printing import template_on
from workflow.papers.queries import agency_names
from workflow.wall_clock import HANOI

PAPER, ENTRY = Paper.__table__, Entry.__table__
_PROVINCE, _SUFFIX = "Lào Cai", " tỉnh Lào Cai"


@dataclass(frozen=True, slots=True)
class Making:
    """What a paper's facts are made of. `about` is what the act adds: a question, an answer, an item of an agenda."""

    session: Session
    case: DossierCase
    person: Person
    seat: Seat
    on: date
    at: datetime
    action: str
    inputs: Mapping[str, str] = field(default_factory=dict)
    about: Any = None

    @property
    def agency(self) -> str:
        """The whole name of whose paper it is; a seat knows the short one."""
        own = self.seat.agency_id
        return str(agency_names([own])[own])

    @property
    def reason(self) -> str:
        """What was typed beside the act."""
        return self.inputs.get("reason", "").strip()


def making_of(doing: Doing, case: DossierCase) -> Making:
    """The same as the service that takes steps knows it; `case` has seen the effects of the step."""
    return Making(
        doing.session, case, doing.person, doing.seat, doing.on, doing.at, doing.decision.step.action,
        doing.inputs,
    )  # fmt: skip


def head(making: Making, code: str) -> JsonDict:
    """Whose paper it is, its place and day, and the signature of who acts. The number is recorded later."""
    seat, row = making.seat, making.case.row
    facts = start(code, making.at, seat.agency_kind, making.agency)
    return facts | {
        "dossier_id": str(row.id), "code": row.code, "agency_id": str(seat.agency_id), "day": making.on.isoformat(),
        "signatures": [signature(seat, making.person.name)],
    }  # fmt: skip


def start(code: str, at: datetime, kind: AgencyKind, agency: str) -> JsonDict:
    """A paper of an agency, with nothing in it."""
    local = at.astimezone(HANOI)
    return EMPTY | {
        "form": code, "version": template_on(code, local.date()).version, "made_at": local.isoformat(),
        "base_url": current_app.config["PUBLIC_BASE_URL"], "agency": agency_lines(kind, agency),
        "parent": "" if kind in COMMITTEES else f"UBND tỉnh {_PROVINCE}", "place": place_of(kind, agency),
        "symbol": OUT_PAPERS[code].symbol.format(agency=letters_of(kind)),
    }  # fmt: skip


def agency_lines(kind: AgencyKind, name: str) -> list[str]:
    """An agency as it stands over a paper: a committee on two lines, a department without its province."""
    if kind in COMMITTEES and name.startswith("Ủy ban nhân dân "):
        return ["Ủy ban nhân dân", name.removeprefix("Ủy ban nhân dân ")]
    return [name.removesuffix(_SUFFIX)]


def place_of(kind: AgencyKind, name: str) -> str:
    """The place over a paper: the commune's own name, else the province's."""
    last = name.removeprefix("Ủy ban nhân dân ")
    for title in ("xã ", "phường "):
        if kind is AgencyKind.COMMUNE and last.startswith(title):
            return last.removeprefix(title)
    return _PROVINCE


def signature(seat: Seat, name: str) -> JsonDict:
    """The words over a signature, by the post or by the delegation it is signed under."""
    return signed_by(authority(seat.agency_kind, seat.role, seat.signs_as), name)


def signed_by(lines: tuple[str, ...] | list[str], name: str, hint: str = "") -> JsonDict:
    return {"lines": list(lines), "name": name, "hint": hint}


def last_facts(making: Making, code: str) -> JsonDict | None:
    """The facts of the last paper of a form that was fixed for the dossier."""
    return last_paper(making.session, making.case.id, code)


def last_paper(session: Session, dossier_id: uuid.UUID, code: str) -> JsonDict | None:
    """The same by the dossier's id."""
    wanted = select(PAPER.c.facts).where(PAPER.c.dossier_id == dossier_id, PAPER.c.form == code)
    found: JsonDict | None = session.execute(wanted.order_by(PAPER.c.entry_number.desc()).limit(1)).scalar()
    return found


def cited(making: Making, code: str, otherwise: str) -> str:
    """Another paper of the dossier as it is cited, or words for it where it was made outside."""
    found = last_facts(making, code)
    return named(found) if found else otherwise


def reason_of(making: Making, actions: Sequence[str]) -> str:
    """What was typed at the last of these acts of the dossier; of the act being made, what is typed now."""
    if making.action in actions:
        return making.reason
    wanted = select(ENTRY.c.reason).where(ENTRY.c.dossier_id == making.case.id, ENTRY.c.action.in_(actions))
    return making.session.execute(wanted.order_by(ENTRY.c.number.desc()).limit(1)).scalar() or ""
