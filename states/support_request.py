# ruff: noqa: E501 - a table is read in columns
"""What an applicant for support declares, and what is still missing or cannot be. Blank answers are empty text or None."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from states.numbers import vn_number
from states.support import Applicant, Fund, SupportKind

SECTIONS: dict[str, str] = {
    "kind": "Loại hỗ trợ và làng nghề",
    "applicant": "Người đề nghị",
    "money": "Nội dung và kinh phí",
    "papers": "Giấy tờ kèm theo",
}
"""The pages on which a commune answers, in order, with the title shown."""


@dataclass(frozen=True, slots=True)
class SupportAnswers:
    """Every declared fact; money is whole VND. `asked_on` is the day it was last changed.

    `establishment` is who would receive the support (a household, a co-operative, the village); `applicant` is the person
    to talk to. `twin_note` explains why an establishment asks again for the same kind in the same year.
    """

    kind: SupportKind
    year: int
    asked_on: date
    applies_for: Applicant | None = None
    applicant_name: str = ""
    applicant_role: str = ""
    applicant_phone: str = ""
    applicant_address: str = ""
    establishment: str = ""
    purpose: str = ""
    content: str = ""
    cost: int | None = None
    own_capital: int | None = None
    requested: int | None = None
    fund: Fund | None = None
    twin_note: str = ""


class Field(NamedTuple):
    """One fact: its name on the page, the page, whether it is there, and whether only money needs it."""

    name: str
    label: str
    section: str
    filled: Callable[[SupportAnswers], object]
    with_money: bool = False


# fmt: off
FIELDS: tuple[Field, ...] = (
    Field("applies_for",      "Làng nghề hoặc mục Kế hoạch xin hỗ trợ", "kind",  lambda answers: answers.applies_for),
    Field("establishment",    "Cơ sở, hộ, tổ chức nhận hỗ trợ",   "applicant",   lambda answers: answers.establishment),
    Field("applicant_name",   "Họ và tên người đề nghị",          "applicant",   lambda answers: answers.applicant_name),
    Field("applicant_role",   "Tư cách đề nghị",                  "applicant",   lambda answers: answers.applicant_role),
    Field("applicant_phone",  "Điện thoại hoặc địa chỉ của người đề nghị", "applicant", lambda answers: answers.applicant_phone or answers.applicant_address),
    Field("purpose",          "Đề nghị hỗ trợ để làm gì",         "money",       lambda answers: answers.purpose),
    Field("content",          "Nội dung công việc",               "money",       lambda answers: answers.content),
    Field("cost",             "Tổng chi phí",                     "money",       lambda answers: answers.cost, with_money=True),
    Field("requested",        "Số tiền đề nghị hỗ trợ",           "money",       lambda answers: answers.requested, with_money=True),
    Field("fund",             "Nguồn kinh phí mong muốn",         "money",       lambda answers: answers.fund, with_money=True),
)
# fmt: on


def fields_of(kind: SupportKind) -> tuple[Field, ...]:
    """The facts an application of this kind has to declare, page by page."""
    return tuple(field for field in FIELDS if kind.has_money or not field.with_money)


CLOSED = "Loại hỗ trợ này hiện chưa có chính sách nào đang áp dụng; hãy chọn loại khác hoặc hỏi cơ quan chủ trì."


def missing(answers: SupportAnswers, is_open: bool = True) -> tuple[tuple[str, str], ...]:
    """What is not declared yet, and what cannot be: each a sentence with the page where it is mended.

    `is_open` says whether a policy opens this kind on the day that counts.
    """
    blanks = (
        (f"Chưa khai “{field.label}” ở mục “{SECTIONS[field.section]}”.", f"wizard:{field.section}")
        for field in fields_of(answers.kind)
        if not field.filled(answers)
    )
    closed = () if is_open else ((CLOSED, "wizard:kind"),)
    return (*closed, *blanks, *_faults(answers))


def _faults(answers: SupportAnswers) -> Iterator[tuple[str, str]]:
    kind = answers.kind
    if answers.applies_for is not None and answers.applies_for not in kind.applicants:
        yield "Loại hỗ trợ này chỉ dành cho làng nghề, nghề truyền thống đã được công nhận.", "wizard:kind"
    if answers.fund is not None and answers.fund not in kind.funds:
        yield "Nguồn kinh phí đã chọn không dùng cho loại hỗ trợ này; hãy chọn lại.", "wizard:money"
    if kind.has_money and answers.cost and answers.requested:
        yield from _money_faults(answers.cost, answers.requested, answers.own_capital or 0)


def _money_faults(cost: int, requested: int, own: int) -> Iterator[tuple[str, str]]:
    if requested + own > cost:
        asked = f"Số tiền đề nghị ({vn_number(requested)} đồng) cộng vốn tự có ({vn_number(own)} đồng)"
        yield f"{asked} nhiều hơn tổng chi phí ({vn_number(cost)} đồng).", "wizard:money"
