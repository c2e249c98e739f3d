"""What a commune declares about the unit it asks to have recognised. Blank answers are empty text, None or ()."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class YearResult:
    """Production and trade of one year; money is whole VND."""

    year: int
    households: int | None = None
    workers: int | None = None
    revenue_vnd: int | None = None
    products: str = ""
    remark: str = ""

    @property
    def is_active(self) -> bool:
        """Whether the year shows any production at all."""
        return any(number for number in (self.households, self.workers, self.revenue_vnd))


@dataclass(frozen=True, slots=True)
class RequestAnswers:
    """Every declared fact, typed by the commune. `sites` are (commune code, village) pairs.

    `households` is how many households are listed as taking part in the trade; `total_households` is how many live in
    the residential clusters concerned. Years are calendar years; `first_known_year` may be an estimate, and
    `first_known_note` says where it comes from.
    """

    unit_name: str = ""
    trade: str = ""
    trade_group: int | None = None
    sites: tuple[tuple[str, str], ...] = ()
    proposer_name: str = ""
    proposer_role: str = ""
    proposer_phone: str = ""
    proposer_address: str = ""
    total_households: int | None = None
    households: int = 0
    workers: int | None = None
    results: tuple[YearResult, ...] = ()
    first_known_year: int | None = None
    first_known_note: str = ""
    still_developing: bool | None = None
    identity_text: str = ""
    history_text: str = ""
    artisan_names: str = ""
    env_plan_number: str = ""
    env_plan_on: date | None = None
    env_plan_by: str = ""
    self_management: str = ""

    @property
    def trade_households(self) -> int:
        """Households that take part in the trade: those listed."""
        return self.households


SECTIONS: dict[str, str] = {
    "basis": "Căn cứ đề nghị",
    "unit": "Tên gọi và địa điểm",
    "proposer": "Người đề nghị",
    "households": "Danh sách hộ tham gia",
    "results": "Kết quả sản xuất, kinh doanh",
    "craft": "Lịch sử và bản sắc nghề",
    "environment": "Bảo vệ môi trường",
    "papers": "Giấy tờ kèm theo",
}
"""The pages on which a commune answers, in order, with the title shown."""
