"""A proposal to take a recognition back, as the subject of a dossier."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from states.kinds import KIND_TITLES, Kind
from states.parts import Need
from states.reviewing import criteria_to_keep
from states.revocation_papers import REVOCATION_NEEDS
from workflow.accounts.person import Person
from workflow.dossiers.case import DossierCase
from workflow.dossiers.queries import DossierView
from workflow.dossiers.revocation import queries
from workflow.dossiers.subjects import Subject


def _page(dossier: DossierView, case: DossierCase, person: Person, today: date) -> Mapping[str, Any]:
    kind = Kind(dossier.row.kind)
    begun = any(line.dest == "inspection" for line in case.lines)
    return {
        "report": queries.report_of(dossier.id),
        "unit_fact": case.unit,
        "unit_kind_title": KIND_TITLES[kind],
        "kept_criteria": criteria_to_keep(kind),
        "inspected": queries.inspected(dossier.id) if begun else {},
        "inspection_begun": begun,
    }


def _content_of(dossier_id: uuid.UUID) -> dict[str, Any]:
    row = queries.report_of(dossier_id)
    return {
        "format": 1, "unit": str(row.unit_id), "title": row.unit_name, "why": row.why or "",
        "since": row.unmet_since.isoformat() if row.unmet_since else "", "efforts": row.efforts or "",
        "wishes": row.wishes or "",
    }  # fmt: skip


def _edit_url(dossier_id: uuid.UUID) -> str:
    return url_for("revocation.report", dossier_id=dossier_id)


def _section_url(dossier_id: uuid.UUID, section: str) -> str:
    return url_for("revocation.report", dossier_id=dossier_id, _anchor=section)


def _needs(case: DossierCase) -> Sequence[Need]:
    return REVOCATION_NEEDS


def _kind_title(row: Any) -> str:
    title: str = _("Thu hồi công nhận")
    return title


SUBJECT = Subject(
    template="revocation/_subject.html", page=_page, content_of=_content_of, edit_url=_edit_url,
    section_url=_section_url, needs=_needs, kind_title=_kind_title,
)  # fmt: skip
