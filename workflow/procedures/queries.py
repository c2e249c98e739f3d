"""Reading versions of the law: those the program brings, those the office wrote."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from states.checklist import ENVIRONMENT, Checklist
from states.checklists import ALL_CHECKLISTS, find_checklist, title_of, versions_of
from states.forms_of_law import form_name
from states.kernel import Procedure
from states.procedures import PROCEDURES, VALID_FROM
from states.procedures.matters import MATTERS
from workflow.accounts.models import Account
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.papers import printing
from workflow.papers.printing import Template
from workflow.procedures.models import Edition, EditionState

EDITION, ACCOUNT = Edition.__table__, Account.__table__
_WIDE = select(EDITION, ACCOUNT.c.name.label("made_by_name")).join(ACCOUNT, ACCOUNT.c.id == EDITION.c.made_by)


class Standing(NamedTuple):
    """One version on the page of all: `until` is the first day of the version after it, if there is one."""

    made: Any
    title: str
    since: date
    until: date | None

    def is_in_force(self, on: date) -> bool:
        """Whether what begins on the day uses it."""
        return self.since <= on and (self.until is None or on < self.until)


def get_law(code: str, version: str) -> Procedure:
    """A version of a procedure, or of a matter that follows a table. Raises NotFound."""
    found = PROCEDURES.get((code, version)) or MATTERS.get((code, version))
    if found is None:
        raise NotFound
    return found


def get_procedure(code: str, version: str) -> Procedure:
    """A version of a procedure of dossiers: only those have new versions written. Raises NotFound."""
    law = get_law(code, version)
    if law.key not in PROCEDURES:
        raise NotFound
    return law


def laws() -> list[tuple[Procedure, Any]]:
    """Every version with the day it is used from (None for matters), the latest of each procedure first."""
    dossiers = sorted(PROCEDURES.values(), key=lambda law: (law.code, VALID_FROM[law.key]), reverse=True)
    order = list(dict.fromkeys(law.code for law in PROCEDURES.values()))
    ordered = sorted(dossiers, key=lambda law: order.index(law.code))
    return [(law, VALID_FROM[law.key]) for law in ordered] + [(law, None) for law in MATTERS.values()]


def get_checklist(code: str, version: str) -> Checklist:
    """A version of a checklist. Raises NotFound."""
    try:
        return find_checklist(f"{code} {version}")
    except LookupError:
        raise NotFound from None


def checklists() -> tuple[list[Standing], list[Standing]]:
    """Every version of the list of recognition, and of the screenings of support; the latest of each first."""
    codes = dict.fromkeys(known.code for known in ALL_CHECKLISTS.values())
    screenings = [
        line for code in codes if code != ENVIRONMENT for line in _standings(versions_of(code), title_of(code))
    ]
    return _standings(versions_of(ENVIRONMENT), title_of(ENVIRONMENT)), screenings


def get_form(code: str, version: str) -> Template:
    """A layout of a printed form. Raises NotFound."""
    try:
        return printing.template_of(code, version)
    except LookupError:
        raise NotFound from None


def forms() -> list[Standing]:
    """Every layout of every printed form, the latest of each first."""
    codes = sorted({known.form for known in printing.TEMPLATES})
    return [line for code in codes for line in _standings(printing.versions_of(code), form_name(code))]


def _standings(versions: Sequence[Any], title: str) -> list[Standing]:
    after = [*(version.valid_from for version in versions[1:]), None]
    found = [Standing(made, title, made.valid_from, until) for made, until in zip(versions, after, strict=True)]
    return found[::-1]


def drafts() -> Sequence[Any]:
    """Versions that are being written, the latest first."""
    wanted = _WIDE.where(EDITION.c.state == EditionState.DRAFT.value).order_by(EDITION.c.id.desc())
    return db.session.execute(wanted).all()


def get_edition(edition_id: uuid.UUID) -> Any:
    """One version the office wrote. Raises NotFound."""
    row = db.session.execute(_WIDE.where(EDITION.c.id == edition_id)).one_or_none()
    if row is None:
        raise NotFound
    return row
