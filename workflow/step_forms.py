"""The form of a step: what the law asks to be typed, the version that was seen, and a token that works once."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from wtforms import HiddenField

from states.case import Case
from states.kernel import Ask, AskKind, Reason, Step
from workflow.forms import Choice, DayField, Form, Line, Money, Paragraph


class StepForm(Form):
    seen_version = HiddenField()
    token = HiddenField()

    @property
    def asked(self) -> list[Any]:
        """The fields a person fills in, in the order of the law."""
        return [field for field in self if field.short_name not in ("seen_version", "token", "csrf_token")]

    def blame(self, reasons: Sequence[Reason]) -> bool:
        """Put each reason to the field it names; whether they were all about what was typed."""
        for reason in reasons:
            kind, _colon, name = (reason.where or "").partition(":")
            if kind != "ask" or name not in self:
                return False
            self[name].errors = [*self[name].errors, _(reason.text)]
        return True

    @property
    def inputs(self) -> dict[str, str]:
        """What was typed, as the law reads it: text, days as ISO, money in digits."""
        return {field.short_name: _as_law_reads(field.data) for field in self.asked}


def step_form(step: Step, case: Case, **kwargs: Any) -> StepForm:
    """A form with a field for each thing the step asks; choices are those this dossier has."""
    form = _form_of(step.asks, str(get_locale()))(**kwargs)
    for ask in step.asks:
        if ask.options is not None:
            form[ask.name].choices = [("", _("– chọn –")), *ask.options(case).items()]
    return form


@lru_cache(maxsize=256)
def _form_of(asks: tuple[Ask, ...], _language: str) -> type[StepForm]:
    """The class is made once for each language: its labels are in it, and making it costs more than filling it in."""
    return type("AskingForm", (StepForm,), {ask.name: _field(ask) for ask in asks})


def _field(ask: Ask) -> Any:
    label, hint = _(ask.label), _(ask.hint) if ask.hint else ""
    if ask.kind == AskKind.DAY:
        return DayField(label, required=ask.required, description=hint or _("Ví dụ 05/02/2026"))
    if ask.kind == AskKind.MONEY:
        return Money(label, required=ask.required, description=hint)
    if ask.kind == AskKind.CHOICE:
        return Choice(label, choices=[], required=ask.required, description=hint)
    kind = Paragraph if ask.kind == AskKind.PARAGRAPH else Line
    return kind(label, longest=ask.limit, required=ask.required, description=hint)


def _as_law_reads(value: Any) -> str:
    if isinstance(value, int):
        return str(value)
    return value.isoformat() if isinstance(value, date) else (value or "")
