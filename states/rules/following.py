"""What the law asks before a remedy is closed or an inspection concluded. Neither is a dossier: `FollowedCase`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from states.actors import AgencyKind
from states.asks import Ask, AskKind
from states.basis import Reason
from states.case import Case
from states.following import PRACTICE
from states.tables import Attempt, rule

NEW_DAY = Ask("new_due_on", "Hạn khắc phục mới", AskKind.DAY)
INSPECTED_ON = Ask("inspected_on", "Ngày kiểm tra", AskKind.DAY)


@dataclass(frozen=True, slots=True)
class FollowedCase:
    """A remedy or a request for an inspection as the kernel sees it: where it stands, whose it is, since when."""

    stage: str
    agencies: Mapping[AgencyKind, str]
    begun_on: date
    hold: None = None

    @property
    def as_case(self) -> Case:
        """The same for the kernel, which of a case reads no more than this."""
        return cast("Case", self)


def _begun_on(attempt: Attempt) -> date:
    return cast("FollowedCase", attempt.case).begun_on


def typed_day(attempt: Attempt, ask: Ask) -> date | None:
    """The day typed for an ask; None while it cannot be read, which the ask itself complains of."""
    text = attempt.inputs.get(ask.name, "").strip()
    return date.fromisoformat(text) if text and ask.fault(text) is None else None


@rule("Hạn khắc phục mới sau ngày hôm nay", PRACTICE)
def new_day_is_to_come(attempt: Attempt) -> Iterator[Reason]:
    day = typed_day(attempt, NEW_DAY)
    if day is not None and day <= attempt.on:
        yield Reason("Hạn khắc phục mới phải sau ngày hôm nay.", where=f"ask:{NEW_DAY.name}")


@rule("Ngày kiểm tra không trước ngày yêu cầu và không sau hôm nay", PRACTICE)
def inspection_took_place(attempt: Attempt) -> Iterator[Reason]:
    day = typed_day(attempt, INSPECTED_ON)
    if day is None:
        return
    if day > attempt.on:
        yield Reason("Ngày kiểm tra chưa tới; chỉ ghi kết quả sau khi đã kiểm tra.", where=f"ask:{INSPECTED_ON.name}")
    if day < _begun_on(attempt):
        told = f"Ngày kiểm tra không thể trước ngày yêu cầu ({_begun_on(attempt):%d/%m/%Y})."
        yield Reason(told, where=f"ask:{INSPECTED_ON.name}")
