"""What a dossier is about, by its procedure: what its page shows, what is handed in, where it is edited."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from werkzeug.utils import import_string

from states.checklist import Checklist
from states.parts import Need
from workflow.accounts.person import Person

if TYPE_CHECKING:
    from workflow.dossiers.case import DossierCase
    from workflow.dossiers.queries import DossierView


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of matter. `template` is included in the dossier's page with what `page` gives.

    `edit_url` is where it is made, `section_url` the page of one of its sections ("papers" for what is attached).
    `content_of` is what a submission keeps, as plain JSON values in a fixed order; `kind_title` names the matter in
    lists, e.g. "Công nhận làng nghề". `checklist` is the list it is appraised by, where it has one of its own.
    """

    template: str
    page: "Callable[[DossierView, DossierCase, Person, date], Mapping[str, Any]]"
    content_of: Callable[[uuid.UUID], dict[str, Any]]
    edit_url: Callable[[uuid.UUID], str]
    section_url: Callable[[uuid.UUID, str], str]
    needs: "Callable[[DossierCase], Sequence[Need]]"
    kind_title: Callable[[Any], str]
    checklist: "Callable[[DossierCase], Checklist] | None" = None


SUBJECTS: dict[str, str] = {
    "recognition": "workflow.dossiers.recognition_subject:SUBJECT",
    "support": "workflow.dossiers.support.subject:SUBJECT",
    "artisan_title": "workflow.dossiers.support.subject:SUBJECT",
    "revocation": "workflow.dossiers.revocation.subject:SUBJECT",
    "correction": "workflow.dossiers.correction.subject:SUBJECT",
}
"""Where each subject is told, by the code of its procedure; loaded when first needed."""


def subject_of(row: Any) -> Subject:
    """The subject of a dossier's row."""
    return subject_named(row.procedure_code)


@lru_cache
def subject_named(code: str) -> Subject:
    """The subject of a procedure. Raises KeyError for a procedure of no subject."""
    found: Subject = import_string(SUBJECTS[code])
    return found
