"""A request for recognition, as the subject of a dossier."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from states.kinds import BASIS_TITLES, KIND_TITLES, Kind
from states.parts import Need, needs_of
from workflow.accounts.person import Person
from workflow.appraisal import queries as appraisal
from workflow.dossiers import request_queries
from workflow.dossiers.case import DossierCase
from workflow.dossiers.queries import DossierView
from workflow.dossiers.subjects import Subject


def _page(dossier: DossierView, case: DossierCase, person: Person, today: date) -> Mapping[str, Any]:
    return {
        "basis_title": BASIS_TITLES[case.basis],
        "request_answers": case.answers,
        "sites": request_queries.site_names(case.places),
        "criteria": appraisal.criteria_rows(case),
    }


def _edit_url(dossier_id: uuid.UUID) -> str:
    return url_for("wizard.check", dossier_id=dossier_id)


def _section_url(dossier_id: uuid.UUID, section: str) -> str:
    return url_for("wizard.section", dossier_id=dossier_id, section=section)


def _needs(case: DossierCase) -> Sequence[Need]:
    return needs_of(case.kind, case.basis)


def _kind_title(row: Any) -> str:
    title: str = _("Công nhận %(kind)s", kind=_(KIND_TITLES[Kind(row.kind)]).lower())
    return title


SUBJECT = Subject(
    template="dossiers/subjects/recognition.html",
    page=_page,
    content_of=request_queries.content_of,
    edit_url=_edit_url,
    section_url=_section_url,
    needs=_needs,
    kind_title=_kind_title,
)
