"""Forms as the province's people meet them: Vietnamese messages, NFC text, dd/mm/yyyy dates, numbers with dots."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)  # fmt: skip
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from workflow.law_sentences import in_readers_language
from workflow.text import nfc

_DAY = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\s*")
_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
LARGEST = 2**53
Choices = Sequence[tuple[Any, Any]] | None


class Form(FlaskForm):  # type: ignore[misc]
    """Every form of the office. CSRF is on; nothing typed is thrown away when something is wrong."""


def clean(text: str | None) -> str | None:
    """One spelling (NFC), no control characters, no blanks around."""
    return None if text is None else _CONTROL.sub("", nfc(text.replace("\r\n", "\n"))).strip()


class Required(InputRequired):  # type: ignore[misc]
    """An answer is needed. Says so in words."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or _l("Hãy nhập mục này."))

    def __call__(self, form: Any, field: Any) -> None:
        if not field.raw_data or not isinstance(field.raw_data[0], str) or field.raw_data[0].strip():
            super().__call__(form, field)
            return
        field.errors[:] = []
        raise StopValidation(str(self.message))


class Longest(Length):  # type: ignore[misc]
    """At most so many characters."""

    def __init__(self, longest: int) -> None:
        super().__init__(
            max=longest, message=_l("Không quá %(max)d ký tự; phần đã nhập vẫn còn, xin rút gọn.", max=longest)
        )


class Line(StringField):  # type: ignore[misc]
    """Text on one line."""

    def __init__(self, label: Any = "", longest: int = 200, required: bool = False, **kwargs: Any) -> None:
        rules = [Required() if required else Optional(), Longest(longest), *kwargs.pop("validators", [])]
        super().__init__(label, validators=rules, filters=[clean, _one_line], **kwargs)


class Paragraph(TextAreaField):  # type: ignore[misc]
    """Text on several lines."""

    def __init__(self, label: Any = "", longest: int = 5000, required: bool = False, **kwargs: Any) -> None:
        rules = [Required() if required else Optional(), Longest(longest), *kwargs.pop("validators", [])]
        super().__init__(label, validators=rules, filters=[clean], **kwargs)


class Secret(PasswordField):  # type: ignore[misc]
    """A password: composed like any text, never trimmed."""

    def __init__(self, label: Any = "", **kwargs: Any) -> None:
        super().__init__(label, validators=[Required()], filters=[lambda text: nfc(text) if text else text], **kwargs)


def _one_line(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())


class _Typed(Field):  # type: ignore[misc]
    """A field whose typed text stays on the page when it cannot be read."""

    widget = TextInput()
    input_mode = "text"

    def __init__(self, label: Any = "", required: bool = False, **kwargs: Any) -> None:
        rules = [Required() if required else Optional(), *kwargs.pop("validators", [])]
        super().__init__(label, validators=rules, **kwargs)

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else self.written(self.data)

    def written(self, value: Any) -> str:
        return "" if value is None else str(value)

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        typed = clean(valuelist[0]) if valuelist else ""
        self.data = None
        if typed:
            self.data = self.read(typed)


class DayField(_Typed):
    """A day, typed 05/02/2026."""

    def written(self, value: Any) -> str:
        return value.strftime("%d/%m/%Y") if isinstance(value, date) else ""

    def read(self, text: str) -> date:
        if found := _DAY.fullmatch(text):
            day, month, year = map(int, found.groups())
        elif found := _ISO.fullmatch(text):
            year, month, day = map(int, found.groups())
        else:
            raise ValueError(_("Hãy nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/02/2026."))
        try:
            return date(year, month, day)
        except ValueError:
            raise ValueError(_("Không có ngày %(day)s trong lịch.", day=text)) from None


class WholeNumber(_Typed):
    """A whole number; 1.234 and 1234 are the same."""

    input_mode = "numeric"

    def __init__(self, label: Any = "", least: int = 0, most: int = LARGEST, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.least, self.most = least, most

    def written(self, value: Any) -> str:
        return "" if value is None else str(value)

    def read(self, text: str) -> int:
        bare = re.sub(r"(?<=\d)[.\s\u00a0](?=\d{3}(\D|$))", "", text)
        if not re.fullmatch(r"-?\d{1,18}", bare):
            raise ValueError(_("Hãy nhập một số nguyên, ví dụ 118 hoặc 1.234."))
        number = int(bare)
        if not self.least <= number <= self.most:
            raise ValueError(
                _("Số phải từ %(least)s đến %(most)s.", least=grouped(self.least), most=grouped(self.most))
            )
        return number


class Money(WholeNumber):
    """An amount in đồng (VND), whole."""

    def written(self, value: Any) -> str:
        return "" if value is None else grouped(value)

    def read(self, text: str) -> int:
        return super().read(re.sub(r"\s*(đ|đồng|vnd|vnđ)\.?$", "", text, flags=re.IGNORECASE))


class Percent(_Typed):
    """A share in percent with at most two decimals, kept in hundredths of a percent: 33,5 is 3350."""

    input_mode = "decimal"

    def written(self, value: Any) -> str:
        return "" if value is None else f"{value / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")

    def read(self, text: str) -> int:
        found = re.fullmatch(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*%?", text)
        share = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else 0
        if not 1 <= share <= 10_000:
            raise ValueError(_("Hãy nhập tỷ lệ phần trăm trên 0 và không quá 100, ví dụ 50 hoặc 33,5."))
        return share


class _InReadersLanguage(SelectField):  # type: ignore[misc]
    """Choices that come from the law are plain Vietnamese; they are shown like its other sentences."""

    def iter_choices(self) -> Iterator[Any]:
        for choice in super().iter_choices():
            yield choice._replace(label=in_readers_language(str(choice.label)))


class Choice(_InReadersLanguage):
    """One of a list."""

    def __init__(self, label: Any = "", required: bool = True, choices: Choices = None, **kwargs: Any) -> None:
        super().__init__(label, validators=[Required() if required else Optional()], validate_choice=False, **kwargs)
        self.choices = choices

    def pre_validate(self, form: Any) -> None:
        _check_choice(self)


class OneOf(_InReadersLanguage, RadioField):  # type: ignore[misc]
    """One of a few, all in sight."""

    def __init__(self, label: Any = "", required: bool = True, choices: Choices = None, **kwargs: Any) -> None:
        rules = [Required(_l("Hãy chọn một mục."))] if required else [Optional()]
        super().__init__(label, validators=rules, validate_choice=False, **kwargs)
        self.choices = choices

    def pre_validate(self, form: Any) -> None:
        _check_choice(self)


class Ticks(SelectMultipleField):  # type: ignore[misc]
    """Any of a list, all in sight."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any = "", choices: Choices = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.choices = choices

    def iter_choices(self) -> Iterator[Any]:
        for choice in super().iter_choices():
            yield choice._replace(label=in_readers_language(str(choice.label)))


def _check_choice(field: Any) -> None:
    if field.data in (None, "", "None"):
        return
    if str(field.data) not in {str(choice[0]) for choice in field.choices}:
        raise ValidationError(_("Lựa chọn này không có trong danh sách; hãy chọn lại."))


class Tick(BooleanField):  # type: ignore[misc]
    """Yes or no. Never ticked beforehand where consent is asked."""


def grouped(number: int) -> str:
    """1234567 as 1.234.567."""
    return f"{number:,}".replace(",", ".")
