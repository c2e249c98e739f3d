"""The blueprint of the wizard, and what each of its pages needs: who saves, from which version, what next."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.routing import RequestRedirect
from wtforms import FieldList, FormField

from states.declarations import sections_of
from states.kinds import DossierBasis, Kind
from workflow.access import current_person
from workflow.dossiers.queries import DossierView, get_dossier
from workflow.dossiers.supplements.received import is_hidden_from
from workflow.dossiers.wizard_progress import progress_of
from workflow.errors import BadInput, NotFound
from workflow.wall_clock import HANOI, now, today

room = Blueprint("wizard", __name__, url_prefix="/dossiers")
RECOGNITION = "recognition"
LARGEST_LIST = 12 * 1024 * 1024
_BIG = {"wizard.import_households", "wizard.import_list"}


@room.url_value_preprocessor
def allow_long_lists(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A pasted list of 20,000 households is larger than any other form. Set before anything reads the form."""
    if endpoint in _BIG:
        request.max_content_length = request.max_form_memory_size = LARGEST_LIST


class Problem(NamedTuple):
    """One thing to mend on a page: the field's id, its name, what is wrong."""

    anchor: str
    label: str
    message: str


class Difference(NamedTuple):
    """What a person typed beside what somebody stored meanwhile."""

    label: str
    typed: str
    stored: str


@dataclass(frozen=True, slots=True)
class Sent:
    """How a form arrived."""

    seen_version: int
    go: str
    is_autosave: bool


def sent() -> Sent:
    """Read the hidden parts of the form. Raises BadInput when they were tampered with."""
    try:
        seen = int(request.form.get("seen_version", ""))
    except ValueError:
        raise BadInput(_("Thiếu số phiên bản của trang. Hãy tải lại trang rồi lưu lại.")) from None
    return Sent(seen, request.form.get("go", "next"), request.headers.get("X-Autosave") == "1")


def open_request(dossier_id: uuid.UUID) -> DossierView:
    """A request for recognition the reader may see. Raises NotFound; other matters have pages of their own."""
    dossier = get_dossier(dossier_id, current_person())
    if dossier.row.procedure_code != RECOGNITION:
        raise NotFound
    return or_received(dossier)


def or_received(dossier: DossierView) -> DossierView:
    """The dossier; whoever may not see the version the commune is working on is led to the received one."""
    if is_hidden_from(dossier, current_person()):
        raise RequestRedirect(url_for("supplements.received", dossier_id=dossier.id))
    return dossier


def open_section(dossier_id: uuid.UUID, section: str) -> DossierView:
    """A dossier the reader may see, when the law asks for this section of it. Raises NotFound."""
    dossier = open_request(dossier_id)
    if section not in sections_of(Kind(dossier.row.kind), DossierBasis(dossier.row.basis)):
        raise NotFound
    return dossier


def show(template: str, dossier: DossierView, section: str, **shown: Any) -> str:
    """A page of the wizard with the list of sections at its side."""
    day, person = today(), current_person()
    case = dossier.case(day)
    return render_template(
        f"wizard/{template}.html", dossier=dossier, case=case, section=section, today=day,
        progress=progress_of(dossier, case, person, day), editable=dossier.is_editable_by(person),
        **({"problems": (), "differences": (), "stale": False} | shown),
    )  # fmt: skip


def saved(dossier_id: uuid.UUID, section: str, how: Sent, version: int, **where: Any) -> ResponseReturnValue:
    """After a save: the next section, the dossier, or the same page again. An autosave learns its new version."""
    if how.is_autosave:
        return "", 204, {"X-Version": str(version)}
    flash(_("Đã lưu lúc %(time)s.", time=f"{now().astimezone(HANOI):%H:%M}"))
    if how.go == "later":
        return redirect(url_for("dossiers.show", dossier_id=dossier_id), 303)
    if how.go == "more":
        return redirect(url_for("wizard.section", dossier_id=dossier_id, section=section, _anchor="more", **where), 303)
    row = get_dossier(dossier_id, current_person()).row
    names = sections_of(Kind(row.kind), DossierBasis(row.basis))
    following = names[names.index(section) + 1 :]
    if following:
        return redirect(url_for("wizard.section", dossier_id=dossier_id, section=following[0]), 303)
    return redirect(url_for("wizard.check", dossier_id=dossier_id), 303)


def problems_of(form: Any) -> Iterator[Problem]:
    """Everything wrong in a form, rows inside it too, in the order of the page."""
    for field in form:
        if isinstance(field, FieldList):
            for row in field:
                yield from problems_of(row.form)
        elif not isinstance(field, FormField) and field.errors:
            first = "-0" if field.type == "OneOf" else ""
            yield Problem(field.id + first, str(field.label.text), str(field.errors[0]))
    for message in form.form_errors:
        yield Problem("main", _("Trang này"), str(message))


def differences(typed: Any, stored: Any) -> Iterator[Difference]:
    """The fields of two copies of a form that do not say the same; rows are compared by their place."""
    rows = zip(_leaves(typed), _leaves(stored), strict=False)
    for mine, theirs in rows:
        if mine.type != "CSRFTokenField" and (told := _words(mine)) != (kept := _words(theirs)):
            yield Difference(str(mine.label.text), told, kept)


def _leaves(form: Any) -> Iterator[Any]:
    for field in form:
        if isinstance(field, FieldList):
            for row in field:
                yield from _leaves(row.form)
        else:
            yield field


def _words(field: Any) -> str:
    if getattr(field, "choices", None):
        return next((str(choice[1]) for choice in field.choices if str(choice[0]) == str(field.data or "")), "")
    return as_typed(field)


def as_typed(field: Any) -> str:
    """The text that stands in a field."""
    return str(field._value())  # noqa: SLF001 - the name WTForms gives it
