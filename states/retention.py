"""How long documents are kept, by their kind: data with versions, since most of it is a working rule.

Law on Archives 33/2024/QH15 makes the period a property of the document. Decisions and certificates are kept for ever.
How long dossiers are kept is for the archive officer of the agency to say: until somebody has, none of them falls due.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DocumentKind(StrEnum):
    """What is kept. CERTIFICATE and DECISION stand in the register and in the book of decisions, not in a dossier."""

    DECISION = "decision"
    CERTIFICATE = "certificate"
    JOURNAL = "journal"
    DRAFT = "draft"
    DOSSIER = "dossier"


class Keeping(StrEnum):
    """How a period is found: for ever, a number of months, or what the agency's schedule says."""

    FOR_EVER = "for_ever"
    MONTHS = "months"
    SCHEDULE = "schedule"


@dataclass(frozen=True, slots=True)
class Period:
    """How long one kind is kept. `mark` is F (found in a source), M (from memory, to verify) or I (a working rule)."""

    kind: DocumentKind
    title: str
    keeping: Keeping
    mark: str
    basis: str
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Periods:
    """A version of the periods, in force from a day. Notice is given so many days before anything is deleted."""

    version: str
    valid_from: date
    notice_days: int
    periods: tuple[Period, ...]

    def of(self, kind: DocumentKind) -> Period:
        """The period of a kind."""
        return next(period for period in self.periods if period.kind is kind)


ARCHIVES = "Luật Lưu trữ 33/2024/QH15"
EDITIONS = (
    Periods(
        "2026.1", date(2025, 7, 1), notice_days=30,
        periods=(
            Period(DocumentKind.DECISION, "Quyết định", Keeping.FOR_EVER, "M", ARCHIVES),
            Period(DocumentKind.CERTIFICATE, "Bằng công nhận, danh bạ làng nghề", Keeping.FOR_EVER, "M", ARCHIVES),
            Period(DocumentKind.JOURNAL, "Nhật ký và mã băm của mọi hồ sơ", Keeping.FOR_EVER, "I",
                   "Chuỗi băm phải kiểm tra được mãi"),
            Period(DocumentKind.DRAFT, "Bản nháp chưa bao giờ gửi", Keeping.MONTHS, "I",
                   "Không lưu dữ liệu cá nhân lâu hơn cần thiết", months=12),
            Period(DocumentKind.DOSSIER, "Hồ sơ đã kết thúc", Keeping.SCHEDULE, "M",
                   f"{ARCHIVES}; thời hạn do cơ quan đặt"),
        ),
    ),
)  # fmt: skip
"""Every version there ever was, the oldest first."""


def periods_on(on: date) -> Periods:
    """The version in force on a day; the first one before any was."""
    return next((found for found in reversed(EDITIONS) if found.valid_from <= on), EDITIONS[0])


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of the month where there is none such (31/01 + 1 = 28/02)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
