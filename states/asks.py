"""What a person must type to take a step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from states.basis import Reason
from states.case import Case


class AskKind(StrEnum):
    LINE = "line"
    PARAGRAPH = "paragraph"
    DAY = "day"
    MONEY = "money"
    CHOICE = "choice"


LONGEST_LINE = 200
LONGEST_PARAGRAPH = 4000


@dataclass(frozen=True, slots=True)
class Ask:
    """Something the person must type to take a step; lengths are characters.

    A day arrives as ISO text (yyyy-mm-dd), money as whole dong in digits, a choice as one of the keys of `options`.
    """

    name: str
    label: str
    kind: AskKind | str = AskKind.LINE
    required: bool = True
    hint: str = ""
    longest: int | None = None
    options: Callable[[Case], Mapping[str, str]] | None = None

    @property
    def limit(self) -> int:
        """The longest text accepted, in characters."""
        if self.longest is not None:
            return self.longest
        return LONGEST_PARAGRAPH if self.kind == AskKind.PARAGRAPH else LONGEST_LINE

    def fault(self, text: str) -> Reason | None:
        """What is wrong with what was typed, or None."""
        where = f"ask:{self.name}"
        text = text.strip()
        if not text:
            return Reason(f"Chưa nhập “{self.label}”.", where=where) if self.required else None
        if len(text) > self.limit:
            return Reason(f"“{self.label}” dài quá {self.limit} ký tự; hãy viết gọn lại.", where=where)
        if self.kind == AskKind.DAY and not _is_day(text):
            return Reason(f"“{self.label}” phải là một ngày có thật, ví dụ 05/02/2026.", where=where)
        if self.kind == AskKind.MONEY and not (text.isdecimal() and int(text) > 0):
            return Reason(f"“{self.label}” phải là số tiền bằng đồng, lớn hơn 0, ví dụ 50.000.000.", where=where)
        return None

    def choice_fault(self, text: str, case: Case) -> Reason | None:
        """What is wrong with what was chosen, given what this dossier may choose from, or None."""
        text = text.strip()
        if self.options is None or not text or text in self.options(case):
            return None
        return Reason(f"“{self.label}” không còn trong danh sách được chọn; hãy chọn lại.", where=f"ask:{self.name}")


REASON = Ask("reason", "Lý do", AskKind.PARAGRAPH, hint="Viết để người nhận biết phải làm gì.")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
