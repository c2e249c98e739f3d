"""The words support is written in: kinds, funds, ceilings. The table of kinds is `support_kinds`.

Ceilings are none of a kind: policies have them, by version (`policies`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from states.actors import AgencyKind
from states.basis import Basis
from states.numbers import vn_number, vn_percent
from states.parts import Need


class Fund(StrEnum):
    """Where money may come from (provincial plan, part IV)."""

    LOCAL = "B"
    CENTRAL = "C"
    LINKED = "L"
    CREDIT = "K"
    OTHER = "H"


FUND_TITLES: dict[Fund, str] = {
    Fund.LOCAL: "Ngân sách tỉnh, xã theo phân cấp",
    Fund.CENTRAL: "Ngân sách trung ương qua chương trình, dự án",
    Fund.LINKED: "Lồng ghép trong đề án, dự án, chương trình của tỉnh",
    Fund.CREDIT: "Vốn tín dụng",
    Fund.OTHER: "Vốn huy động hợp pháp khác",
}
STATE_FUNDS = frozenset({Fund.LOCAL, Fund.CENTRAL, Fund.LINKED})
"""Money of the State: who asks for it needs the opinion of the Department of Finance (plan V.4)."""

NOT_FIXED = "chưa quy định mức"


class Applicant(StrEnum):
    """For what an application may be made."""

    UNIT = "unit"
    PLAN_ITEM = "plan_item"


APPLICANT_TITLES: dict[Applicant, str] = {
    Applicant.UNIT: "Làng nghề, nghề truyền thống đã được công nhận",
    Applicant.PLAN_ITEM: "Mục của Kế hoạch đang chuẩn bị công nhận",
}


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that may be granted: a share of the cost, an amount in VND, or both, of which the lower wins.

    `each` says in words to what the amount belongs.
    """

    rate: Fraction | None
    amount_vnd: int | None
    basis: Basis
    each: str = "mỗi hồ sơ"

    def __post_init__(self) -> None:
        if self.rate is None and self.amount_vnd is None:
            raise ValueError("a ceiling is a rate, an amount or both; where nothing is fixed there is none")

    def amount_for(self, cost: int | None) -> int | None:
        """The most for this cost, in whole VND rounded down; None when it cannot be said before the cost is known."""
        if self.rate is None:
            return self.amount_vnd
        if cost is None:
            return None
        share = _share(cost, self.rate)
        return share if self.amount_vnd is None else min(share, self.amount_vnd)

    def words_for(self, cost: int | None) -> str:
        """How the amount came about, or the limit in general while the cost is unknown."""
        return self._general() if cost is None or self.rate is None else self._counted(cost, self.rate)

    def _general(self) -> str:
        if self.rate is None:
            return f"không quá {vn_number(self.amount_vnd or 0)} đồng {self.each}"
        if self.amount_vnd is None:
            return f"tối đa {vn_percent(self.rate)} chi phí"
        return f"tối đa {vn_percent(self.rate)} chi phí và không quá {vn_number(self.amount_vnd)} đồng {self.each}"

    def _counted(self, cost: int, rate: Fraction) -> str:
        share = _share(cost, rate)
        by_rate = f"{vn_percent(rate)} của {vn_number(cost)} đồng là {vn_number(share)} đồng"
        if self.amount_vnd is None:
            return by_rate
        lower = min(share, self.amount_vnd)
        return (
            f"{by_rate}; không quá {vn_number(self.amount_vnd)} đồng {self.each}; "
            f"mức thấp hơn là {vn_number(lower)} đồng"
        )


def _share(cost: int, rate: Fraction) -> int:
    """A share of a cost without rounding errors: whole VND, the rest is cut."""
    return cost * rate.numerator // rate.denominator


@dataclass(frozen=True, slots=True)
class Ceilinged:
    """A ceiling applied to a cost (VND). `amount` is None where nothing is fixed or the cost is not known yet."""

    amount: int | None
    words: str
    basis: Basis | None = None


@dataclass(frozen=True)
class SupportKind:
    """One kind of support: what it covers, who leads, who is asked, from which money. On what ground it is given and up
    to how much, the policies say that open it.

    `procedure` is the code of the procedure its dossiers follow. A kind without funds is an honour, not money.
    """

    code: str
    title: str
    covers: str
    lead: AgencyKind
    consulted: tuple[AgencyKind, ...]
    funds: tuple[Fund, ...]
    needs: tuple[Need, ...]
    applicants: tuple[Applicant, ...] = (Applicant.UNIT,)
    procedure: str = "support"

    @property
    def has_money(self) -> bool:
        """Whether money is asked at all."""
        return bool(self.funds)

    @property
    def asks_state_money(self) -> bool:
        """Whether some of its funds are money of the State."""
        return not STATE_FUNDS.isdisjoint(self.funds)

    @cached_property
    def opinions(self) -> tuple[AgencyKind, ...]:
        """Who is asked for an opinion: those named, and the Department of Finance wherever State money is asked."""
        finance = (AgencyKind.FINANCE,) if self.asks_state_money else ()
        return tuple(kind for kind in dict.fromkeys((*self.consulted, *finance)) if kind is not self.lead)

    def needs_finance(self, fund: Fund | None) -> bool:
        """Whether this application needs the opinion of the Department of Finance; it does not ask itself."""
        asked = self.asks_state_money if fund is None else fund in STATE_FUNDS
        return asked and self.lead is not AgencyKind.FINANCE

    def missing_papers(self, attached: frozenset[str]) -> Iterator[Need]:
        """The required papers that are not there yet."""
        return (need for need in self.needs if need.required and not need.is_met(attached))


@dataclass(frozen=True)
class Catalogue:
    """One version of the support policies as a whole. A dossier keeps the version it was opened under."""

    version: str
    valid_from: date
    kinds: tuple[SupportKind, ...]

    @cached_property
    def by_code(self) -> dict[str, SupportKind]:
        """The kinds by their code."""
        return {kind.code: kind for kind in self.kinds}


def ceiling_of(ceilings: Iterable[Ceiling], cost: int | None) -> Ceilinged:
    """The most that may be granted for a cost (whole VND); of several ceilings the lowest."""
    fixed = list(ceilings)
    known = [(amount, ceiling) for ceiling in fixed if (amount := ceiling.amount_for(cost)) is not None]
    if known:
        amount, lowest = min(known, key=lambda pair: pair[0])
        return Ceilinged(amount, lowest.words_for(cost), lowest.basis)
    if fixed:
        return Ceilinged(None, fixed[0].words_for(None), fixed[0].basis)
    return Ceilinged(None, NOT_FIXED)
