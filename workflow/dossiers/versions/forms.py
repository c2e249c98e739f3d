"""Writing a version: its name and day, its days and numbers, or the whole document."""

import json
from collections.abc import Iterator
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField

from states.kernel import Procedure
from workflow.forms import DayField, Form, Line, WholeNumber

MOST_DAYS = 400


class BeginForm(Form):
    """A version begins with its name and its first day."""

    version = Line(_l("Tên phiên bản"), required=True, longest=20, description=_l("Ví dụ 2027.1"))
    valid_from = DayField(_l("Có hiệu lực từ ngày"), required=True)


class NumbersForm(Form):
    """Built for one draft by `numbers_form`: the days of each stage and every parameter."""

    seen = HiddenField()
    legal_days = WholeNumber(_l("Thời hạn giải quyết (ngày làm việc)"), least=1, most=MOST_DAYS, required=True)
    law: Procedure

    def stage_rows(self) -> Iterator[tuple[str, Any]]:
        for stage in self.law.stages:
            if stage.days is not None:
                yield stage.name, self[f"days-{stage.name}"]

    def parameter_rows(self) -> Iterator[tuple[str, Any]]:
        for parameter in self.law.parameters:
            yield parameter.name, self[f"number-{parameter.name}"]

    @property
    def days(self) -> dict[str, int]:
        return {name: field.data for name, field in self.stage_rows()}

    @property
    def numbers(self) -> dict[str, int]:
        return {name: field.data for name, field in self.parameter_rows()}


def numbers_form(law: Procedure, told: Any) -> NumbersForm:
    """The form of a draft; `law` gives its rows, `told` the document it stands at."""
    fields: dict[str, Any] = {"law": law}
    data: dict[str, Any] = {"legal_days": told.get("legal_days")}
    days = {stage["name"]: stage.get("days") for stage in told.get("stages", ())}
    numbers = {parameter["name"]: parameter.get("value") for parameter in told.get("parameters", ())}
    for stage in law.stages:
        if stage.days is not None:
            label = _("%(stage)s (ngày làm việc)", stage=_(stage.title))
            fields[f"days-{stage.name}"] = WholeNumber(label, least=1, most=MOST_DAYS, required=True)
            data[f"days-{stage.name}"] = days.get(stage.name)
    for parameter in law.parameters:
        label = f"{_(parameter.title)} ({_(parameter.unit)})"
        fields[f"number-{parameter.name}"] = WholeNumber(label, least=1, most=MOST_DAYS, required=True)
        data[f"number-{parameter.name}"] = numbers.get(parameter.name)
    made = cast("type[NumbersForm]", type("NumbersOfDraft", (NumbersForm,), fields))
    return made(data=data)


class DocumentForm(Form):
    """The whole document, for whoever knows it."""

    seen = HiddenField()
    document = TextAreaField(_l("Toàn văn (JSON)"))

    def told(self) -> Any:
        """The document that was typed. Raises ValueError for what is no JSON object."""
        told = json.loads(self.document.data or "")
        if not isinstance(told, dict):
            raise ValueError("not an object")  # noqa: TRY004 - told to a person like any other bad text
        return told
