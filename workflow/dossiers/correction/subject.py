"""A correction as a subject of dossiers: what is wrong in the register, and what it should say."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _

from states.parts import Need
from workflow.accounts.person import Person
from workflow.decisions.corrections import get_correction
from workflow.dossiers.case import DossierCase
from workflow.dossiers.subjects import Subject
from workflow.register.corrections import FIELD_TITLES
from workflow.register.queries import get_unit

if TYPE_CHECKING:
    from workflow.dossiers.queries import DossierView


def _page(dossier: "DossierView", case: DossierCase, person: Person, today: date) -> Mapping[str, Any]:
    correction, unit = get_correction(dossier.id), get_unit(dossier.row.unit_id)
    return {
        "unit": unit,
        "correction": correction,
        "corrects": next((found for found in unit.decisions if found.id == correction.corrects_id), None),
        "field_titles": FIELD_TITLES,
    }


def _content_of(dossier_id: uuid.UUID) -> dict[str, Any]:
    correction = get_correction(dossier_id)
    corrects = str(correction.corrects_id) if correction.corrects_id else None
    changes = [list(change) for change in correction.changes]
    return {"changes": changes, "corrects": corrects, "ground": correction.ground}


def _edit_url(dossier_id: uuid.UUID) -> str:
    return url_for("corrections.edit", dossier_id=dossier_id)


def _section_url(dossier_id: uuid.UUID, section: str) -> str:
    return _edit_url(dossier_id)


def _needs(case: DossierCase) -> Sequence[Need]:
    return ()


def _kind_title(row: Any) -> str:
    title: str = _("Đính chính quyết định")
    return title


SUBJECT = Subject(
    template="correction/_subject.html",
    page=_page,
    content_of=_content_of,
    edit_url=_edit_url,
    section_url=_section_url,
    needs=_needs,
    kind_title=_kind_title,
)
