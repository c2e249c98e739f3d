"""Each page of an application: its form, what it shows of what is stored, and what it changes."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from states.kernel import Attempt
from states.support import Applicant, SupportKind
from states.support_kinds import catalogue_in, kind_in
from states.support_request import SECTIONS
from workflow.accounts.person import Person
from workflow.dossiers.case import DossierCase
from workflow.dossiers.queries import DossierView
from workflow.dossiers.support.forms import ApplicantForm, HonourForm, KindForm, MoneyForm
from workflow.dossiers.support.services import Change
from workflow.dossiers.wizard_progress import Progress, Section, handing_in
from workflow.errors import BadInput
from workflow.forms import Form
from workflow.support.aims import aim_in, aims_in

Data = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """How one section is typed. `stored` fills the form, `prepare` offers what may be chosen, `change` reads it."""

    form: type[Form]
    stored: Callable[[Any], Data]
    change: Callable[[Any, DossierView], Change]
    prepare: Callable[[Any, DossierView], None] = lambda form, dossier: None


def kind_of(dossier: DossierView) -> SupportKind:
    """The kind of support a dossier asks for, in the version it was opened under."""
    return kind_in(dossier.row.basis, dossier.row.kind)


def _kind_stored(row: Any) -> Data:
    aim = f"{Applicant.UNIT}:{row.unit_id}" if row.unit_id else f"{Applicant.PLAN_ITEM}:{row.plan_item_id}"
    return {"kind": row.kind, "aim": aim}


def _kind_prepare(form: Any, dossier: DossierView) -> None:
    procedure = kind_of(dossier).procedure
    kinds = [kind for kind in catalogue_in(dossier.row.basis).kinds if kind.procedure == procedure]
    form.offer(kinds, aims_in([dossier.row.commune_code]))


def _kind_change(form: Any, dossier: DossierView) -> Change:
    aim = aim_in([dossier.row.commune_code], form.aim.data)
    if aim is None:
        raise BadInput(_("Mục này không còn trong danh sách của xã, phường. Hãy tải lại trang và chọn lại."))
    return Change(kind=kind_in(dossier.row.basis, form.kind.data), aim=aim)


def _stored(row: Any) -> Data:
    return dict(row._mapping)  # noqa: SLF001 - the name SQLAlchemy gives it


def _texts_and_numbers(form: Any, dossier: DossierView) -> Change:
    fields = [field for field in form if field.short_name != "csrf_token"]
    texts = ("Line", "Paragraph")
    facts = {field.short_name: (field.data or "") if field.type in texts else field.data for field in fields}
    if "fund" in facts:
        facts["fund"] = facts["fund"] or None
    return Change(facts=facts)


def _money_prepare(form: Any, dossier: DossierView) -> None:
    form.offer(kind_of(dossier))


MONEY = Page(MoneyForm, _stored, _texts_and_numbers, _money_prepare)
HONOUR = Page(HonourForm, _stored, _texts_and_numbers)
PAGES: dict[str, Page] = {
    "kind": Page(KindForm, _kind_stored, _kind_change, _kind_prepare),
    "applicant": Page(ApplicantForm, _stored, _texts_and_numbers),
}


def page_of(dossier: DossierView, section: str) -> Page | None:
    """How a section of this application is typed; None where there is none."""
    if section == "money":
        return MONEY if kind_of(dossier).has_money else HONOUR
    return PAGES.get(section)


def progress_of(dossier: DossierView, case: DossierCase, person: Person, on: date) -> Progress:
    """Ask the law, without taking the step, what is missing; `on` is the day in Lào Cai."""
    action = handing_in(dossier.procedure, case.stage, case.hold)
    attempt = Attempt(dossier.procedure, case, person.actor, on)
    found = next((each for each in dossier.procedure.rehearse(attempt) if each.step.action == action), None)
    reasons = found.reasons if found else ()
    missing = Counter(section_of(reason.where) for reason in reasons)
    sections = tuple(Section(name, title, missing[name]) for name, title in SECTIONS.items())
    return Progress(sections, reasons, action, found.step.title if found else "", bool(found and found.mine))


def section_of(where: str | None) -> str:
    """The section on which a reason can be mended; empty where none can."""
    kind, _colon, name = (where or "").partition(":")
    return {"wizard": name, "parts": "papers"}.get(kind, "")
