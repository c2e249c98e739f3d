"""The page of a draft, whatever it is a version of: its forms, its problems."""

import json
from typing import Any

from flask import render_template

from states.checklists import title_of
from states.forms_of_law import form_name
from states.kernel import Reason, Refused
from workflow.dossiers.versions.forms import DocumentForm, FirstDayForm, LayoutForm, NumbersForm, numbers_form
from workflow.dossiers.versions.item_forms import LEVELS, ItemsForm, items_form
from workflow.procedures import services
from workflow.procedures.models import EditionKind, EditionState
from workflow.wall_clock import today

PAGES = {
    EditionKind.PROCEDURE.value: "procedures/draft.html",
    EditionKind.CHECKLIST.value: "procedures/draft_checklist.html",
    EditionKind.FORM.value: "procedures/draft_form.html",
}


class Draft:
    """A draft with the forms that change it. A form that was sent takes the place of the one that shows what stands."""

    def __init__(self, row: Any) -> None:
        self.row = row

    def figures(self) -> NumbersForm:
        return numbers_form(self.row.document)

    def items(self) -> ItemsForm:
        return items_form(self.row.document)

    def layout(self) -> LayoutForm:
        return LayoutForm(
            data={name: str(self.row.document.get(name, "")) for name in ("circular", "symbol", "layout")}
        )

    def document(self) -> DocumentForm:
        text = json.dumps(self.row.document, ensure_ascii=False, indent=1)
        return DocumentForm(formdata=None, data={"document": text})

    def day(self) -> FirstDayForm:
        return FirstDayForm(formdata=None, data={"valid_from": self.row.valid_from})

    def problems(self) -> tuple[Reason, ...]:
        """Everything that stands in the way of publishing it."""
        try:
            services.check(self.row.kind, self.row.document)
        except Refused as refusal:
            return refusal.reasons
        return ()

    def page(self, **sent: Any) -> str:
        """The page, with the form that was sent and cannot be kept."""
        kind = self.row.kind
        own = {EditionKind.PROCEDURE: "figures", EditionKind.CHECKLIST: "items", EditionKind.FORM: "layout"}[kind]
        forms = {own: None, "document": None, "day": None} | sent
        shown = {name: form or getattr(self, name)() for name, form in forms.items()}
        return render_template(
            PAGES[kind], edition=self.row, title=self.title(), problems=self.problems(), today=today(),
            is_draft=self.row.state == EditionState.DRAFT.value, levels=dict(LEVELS), **shown,
        )  # fmt: skip

    def title(self) -> str:
        """What it is a version of, in words."""
        if self.row.kind == EditionKind.CHECKLIST:
            return title_of(self.row.code)
        return (
            form_name(self.row.code) if self.row.kind == EditionKind.FORM else str(self.row.document.get("title", ""))
        )
