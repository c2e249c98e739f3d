"""Support policies (plan V.1): their states, who leads them, and from which day a version counts.

What a version says is data of the office (workflow/policies); a kind of support is open, and has a ceiling, only by a
policy that counts on the day. What is put in force today counts from tomorrow at the earliest, so that no dossier that
was received already is judged by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from states.actors import LEAD_LEADER, LEAD_OFFICER, AgencyKind, Role
from states.basis import Basis, Mark
from states.money import NOT_READING
from states.passage import Move, Passage
from states.support import Ceiling, Ceilinged, ceiling_of

DRAFT, SUBMITTED, IN_FORCE, ENDED = "draft", "submitted", "in_force", "ended"
COUNTING = (IN_FORCE, ENDED)
"""States of a version that counts on some days."""

# fmt: off
POLICY = Passage(
    {DRAFT: "Đang soạn", SUBMITTED: "Chờ lãnh đạo cho áp dụng", IN_FORCE: "Đang áp dụng", ENDED: "Đã chấm dứt"},
    (
        Move("submit",       "Trình lãnh đạo",      (DRAFT,),     SUBMITTED, LEAD_OFFICER),
        Move("return",       "Trả lại chuyên viên", (SUBMITTED,), DRAFT,     LEAD_LEADER, needs_reason=True),
        Move("put_in_force", "Cho áp dụng",         (SUBMITTED,), IN_FORCE,  LEAD_LEADER),
        Move("end",          "Chấm dứt áp dụng",    (IN_FORCE,),  ENDED,     LEAD_LEADER, needs_reason=True),
    ),
)
# fmt: on

LEADS: tuple[AgencyKind, ...] = (
    AgencyKind.AGRICULTURE_ENVIRONMENT, AgencyKind.INDUSTRY_TRADE, AgencyKind.SCIENCE_TECHNOLOGY, AgencyKind.FINANCE,
    AgencyKind.EDUCATION_TRAINING, AgencyKind.CULTURE_SPORTS_TOURISM,
)  # fmt: skip
"""Agencies that draw up policies, schemes and projects (plan V.1 to V.6)."""
READ_DRAFTS = frozenset({*LEADS, AgencyKind.PROVINCE})
"""Agencies whose people read what is not in force yet (plan V.1, V.4)."""

MARK_TITLES: dict[Mark, str] = {
    Mark.PLAN: "đọc trong Kế hoạch",
    Mark.FOUND: "đọc trong văn bản",
    Mark.MEMORY: "chưa đối chiếu văn bản",
}
"""How sure a stated ground is; only what was read is shown to the public."""
NOTHING_OPENS = "chưa có chính sách nào đang áp dụng"
WHOLE = 10_000
"""A rate is stored in hundredths of a percent of the cost."""


@dataclass(frozen=True, slots=True)
class PolicyFact:
    """A version that counts on the day, as the law asks for it. `ceiling` is None where no text fixes one."""

    title: str
    number: int
    basis: Basis
    ceiling: Ceiling | None
    covers: str = ""


def draws_up(role: Role, agency: AgencyKind) -> bool:
    """Whether a post sees policies and schemes that are still drawn up."""
    return agency in READ_DRAFTS and role not in NOT_READING


def first_day(valid_from: date, put_on: date) -> date:
    """From which day a version counts: that of its document, never a day on which dossiers were received before it."""
    return max(valid_from, put_on + timedelta(1))


def ceiling_from(rate: int | None, amount_vnd: int | None, each: str, basis: Basis) -> Ceiling | None:
    """The ceiling of stored figures; None where none is fixed."""
    if rate is None and amount_vnd is None:
        return None
    return Ceiling(Fraction(rate, WHOLE) if rate is not None else None, amount_vnd, basis, each or "mỗi hồ sơ")


def limit_for(policies: Iterable[PolicyFact], cost: int | None) -> Ceilinged:
    """The most that may be granted for a cost (whole VND) under these policies; nothing where none opens the kind."""
    opened = tuple(policies)
    return ceiling_of(ceilings_of(opened), cost) if opened else Ceilinged(0, NOTHING_OPENS)


def ceilings_of(policies: Iterable[PolicyFact]) -> tuple[Ceiling, ...]:
    """The ceilings of those policies that have one."""
    return tuple(each.ceiling for each in policies if each.ceiling)
