"""Writing a version: its name and day, its days and numbers, or the whole document."""

import json
from collections.abc import Iterator
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Regexp

from workflow.forms import DayField, Form, Line, Paragraph, WholeNumber
from workflow.papers.layouts import LONGEST
from workflow.procedures.editing import rows_of

MOST_DAYS = 400
NAME = r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}"
"""Versions stand in addresses and on papers."""


class FirstDayForm(Form):
    """From when a version is used."""

    valid_from = DayField(_l("Có hiệu lực từ ngày"), required=True)


class BeginForm(FirstDayForm):
    """A version begins with its name and its first day."""

    version = Line(
        _l("Tên phiên bản"), required=True, longest=20, description=_l("Chữ không dấu, chữ số, dấu chấm; ví dụ 2027.1"),
        validators=[Regexp(f"^{NAME}$", message=_l("Chỉ dùng chữ không dấu, chữ số, dấu chấm và gạch nối."))],
    )  # fmt: skip


class NumbersForm(Form):
    """Built for one draft by `numbers_form`: the days of each stage and every parameter."""

    legal_days = WholeNumber(_l("Thời hạn giải quyết (ngày làm việc)"), least=1, most=MOST_DAYS, required=True)
    stages: tuple[str, ...]
    parameters: tuple[str, ...]

    def stage_rows(self) -> Iterator[tuple[str, Any]]:
        for name in self.stages:
            yield name, self[f"days-{name}"]

    def parameter_rows(self) -> Iterator[tuple[str, Any]]:
        for name in self.parameters:
            yield name, self[f"number-{name}"]

    @property
    def days(self) -> dict[str, int]:
        return {name: field.data for name, field in self.stage_rows()}

    @property
    def numbers(self) -> dict[str, int]:
        return {name: field.data for name, field in self.parameter_rows()}


def numbers_form(told: Any) -> NumbersForm:
    """The form of the numbers of a draft's document, right or wrong: its rows are those of the document."""
    stages = [row for row in rows_of(told, "stages") if row.get("days") is not None]
    parameters = rows_of(told, "parameters")
    fields: dict[str, Any] = {
        "stages": tuple(row["name"] for row in stages), "parameters": tuple(row["name"] for row in parameters),
    }  # fmt: skip
    data: dict[str, Any] = {"legal_days": told.get("legal_days")}
    for row in stages:
        label = _("%(stage)s (ngày làm việc)", stage=_(_text(row, "title")))
        fields[f"days-{row['name']}"] = WholeNumber(label, least=1, most=MOST_DAYS, required=True)
        data[f"days-{row['name']}"] = row["days"]
    for row in parameters:
        label = f"{_(_text(row, 'title'))} ({_(_text(row, 'unit'))})"
        fields[f"number-{row['name']}"] = WholeNumber(label, least=1, most=MOST_DAYS, required=True)
        data[f"number-{row['name']}"] = row.get("value")
    made = cast("type[NumbersForm]", type("NumbersOfDraft", (NumbersForm,), fields))
    return made(data=data)


def _text(row: dict[str, Any], name: str) -> str:
    return str(row.get(name) or row["name"])


class LayoutForm(Form):
    """A printed form: the circular it follows, the symbol after its number, the layout in Typst."""

    circular = Line(_l("Ban hành kèm theo"), required=True, description=_l("Ví dụ Thông tư 03/2025/TT-VPCP"))
    symbol = Line(
        _l("Ký hiệu sau số"), longest=20, description=_l("Ví dụ HDHS: giấy mang số 05/HDHS; để trống nếu không đánh số")
    )
    layout = Paragraph(_l("Mẫu in (Typst)"), required=True, longest=LONGEST)


class DocumentForm(Form):
    """The whole document, for whoever knows it."""

    document = TextAreaField(_l("Toàn văn (JSON)"))

    def told(self) -> Any:
        """The document that was typed. Raises ValueError for what is no JSON object a database keeps."""
        try:
            told = json.loads(self.document.data or "", parse_constant=_no_number)
        except RecursionError:
            raise ValueError(_("quá nhiều tầng lồng nhau")) from None
        if not isinstance(told, dict):
            raise ValueError(_("phải là một nhóm các mục {…}"))  # noqa: TRY004 - told to a person like any other bad text
        if "\\u0000" in json.dumps(told):
            raise ValueError(_("có ký tự không lưu được (U+0000)"))
        return told


def _no_number(name: str) -> Any:
    raise ValueError(_("%(name)s không phải là một số", name=name))
