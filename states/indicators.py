# ruff: noqa: E501 - a table is read in columns
"""The eight targets of the plan (I.2) as indicators: what is counted over what, and how far it has to come.

Where the plan is not certain, the choice is said in words beside every number: which villages stand in the
denominator, what "hiệu quả" means (a rating by the commune that the department confirms), and that what nobody has
inspected does not meet the rules on the environment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from states.kinds import Kind


class Villages(StrEnum):
    """Which units "làng nghề" means in the targets 3 to 8."""

    D1 = "D1"
    D2 = "D2"
    D3 = "D3"


VILLAGES_MEAN: Mapping[Villages, tuple[str, frozenset[Kind]]] = {
    Villages.D1: ("Chỉ làng nghề", frozenset({Kind.CRAFT_VILLAGE})),
    Villages.D2: (
        "Làng nghề và làng nghề truyền thống", frozenset({Kind.CRAFT_VILLAGE, Kind.TRADITIONAL_CRAFT_VILLAGE}),
    ),
    Villages.D3: ("Làng nghề, làng nghề truyền thống và nghề truyền thống", frozenset(Kind)),
}  # fmt: skip

WHOLE = Fraction(1)

PROMISED: Mapping[str, int] = {"A.I": 23, "B.I": 19, "C.I": 24, "A.II": 32, "C.II": 20, "A.III": 12}
"""How many the plan's text (I.2) says of each section of its annex, whatever the annex prints."""

KEPT, RENEWED, WITH_TOURISM = ("A.I", "B.I", "C.I"), ("A.II", "C.II"), "A.III"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One target. `counts` and `over` say the numerator and the denominator in words; `target` is a share."""

    code: str
    title: str
    counts: str
    over: str
    target: Fraction
    unit: str = "làng nghề"


# fmt: off
INDICATORS: tuple[Indicator, ...] = (
    Indicator("1", "Duy trì làng nghề, nghề đã được công nhận",
              "Mục trong phụ lục A.I, B.I, C.I còn được công nhận và lần rà soát gần nhất không nói là mất tiêu chí",
              "23 làng nghề, 19 làng nghề truyền thống, 24 nghề truyền thống nêu ở mục I.2", WHOLE, "làng nghề, nghề"),
    Indicator("2", "Khôi phục, bảo tồn và phát triển gắn với du lịch",
              "Mục trong phụ lục A.II, C.II được công nhận từ năm 2026; mục A.III đã được Sở VHTTDL xác nhận gắn với du lịch",
              "32 làng nghề, 20 nghề truyền thống, 12 làng nghề gắn với du lịch nêu ở mục I.2", WHOLE, "làng nghề, nghề"),
    Indicator("3", "Làng nghề gắn với phát triển du lịch nông thôn",
              "Có minh chứng trong năm, được Sở VHTTDL xác nhận", "Làng nghề đang được công nhận", Fraction(75, 100)),
    Indicator("4", "Làng nghề hoạt động có hiệu quả",
              "Lần rà soát được xác nhận gần nhất (năm nay hoặc năm trước) xếp là hoạt động có hiệu quả",
              "Làng nghề đang được công nhận", Fraction(70, 100)),
    Indicator("5", "Người lao động được đào tạo, đào tạo lại, đào tạo nâng cao",
              "Lao động đã qua đào tạo theo lần rà soát được xác nhận gần nhất; mỗi người tính một lần",
              "Lao động trong làng nghề theo cùng lần rà soát", Fraction(80, 100), "người"),
    Indicator("6", "Làng nghề có sản phẩm được bảo hộ quyền sở hữu trí tuệ",
              "Có ít nhất một quyền đã cấp và còn hiệu lực, do Sở KH&CN ghi", "Làng nghề đang được công nhận", Fraction(15, 100)),
    Indicator("7", "Làng nghề có sản phẩm được đánh giá, phân hạng OCOP",
              "Có ít nhất một sản phẩm có hạng OCOP còn giá trị", "Làng nghề đang được công nhận", Fraction(40, 100)),
    Indicator("8", "Cơ sở, hộ sản xuất đáp ứng quy định về bảo vệ môi trường",
              "Lần kiểm tra gần nhất trong năm kết luận đáp ứng; chưa kiểm tra thì chưa tính là đáp ứng",
              "Cơ sở, hộ đang sản xuất trong làng nghề", WHOLE, "cơ sở, hộ"),
)
# fmt: on


def percent(numerator: int, denominator: int) -> Decimal | None:
    """The share in percent with one decimal, halves up; None ("chưa có số liệu") where nothing is counted."""
    if not denominator:
        return None
    return (Decimal(numerator) * 100 / Decimal(denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def needed(target: Fraction, denominator: int) -> int:
    """How many the target asks for: the least whole number that reaches it."""
    return ceil(target * denominator)
