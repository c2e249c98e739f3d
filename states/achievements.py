"""What a recognised unit is known for beside its recognition (plan I.2): who keeps it, in which forms, for how long.

Section V of the plan names the agencies: Sở VHTTDL confirms the link with tourism (V.6), Sở KH&CN keeps intellectual
property (V.3). That Sở NN&MT keeps the OCOP ratings, and for how many months one is valid, are from memory and stand
here as data.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from states.actors import AgencyKind, Post, Role


class Achievement(StrEnum):
    """The three things that indicators of the plan count."""

    TOURISM = "tourism"
    IP_RIGHT = "ip_right"
    OCOP = "ocop"


class Lasting(StrEnum):
    """How the last day of one is found."""

    YEAR = "year"
    MONTHS = "months"
    AS_GRANTED = "as_granted"


@dataclass(frozen=True, slots=True)
class Keeping:
    """One kind: who keeps it, what it may be, and how long it lasts. `months` count from the first day."""

    code: Achievement
    title: str
    keeper: Post
    forms: Mapping[str, str]
    what: str
    lasting: Lasting
    basis: str
    months: int = 0


# fmt: off
KEEPINGS: Mapping[Achievement, Keeping] = {
    each.code: each
    for each in (
        Keeping(
            Achievement.TOURISM, "Gắn với du lịch", Post(Role.CONSULTED_OFFICER, AgencyKind.CULTURE_SPORTS_TOURISM),
            {
                "route": "Nằm trên tuyến, điểm du lịch đã công bố", "services": "Có dịch vụ đón khách",
                "agreement": "Có hợp đồng với doanh nghiệp lữ hành", "visitors": "Có thống kê khách trong năm",
            },
            "Tuyến, điểm, dịch vụ, đối tác", Lasting.YEAR, "Kế hoạch, mục I.2 và V.6",
        ),
        Keeping(
            Achievement.IP_RIGHT, "Quyền sở hữu trí tuệ", Post(Role.CONSULTED_OFFICER, AgencyKind.SCIENCE_TECHNOLOGY),
            {
                "trademark": "Nhãn hiệu", "collective": "Nhãn hiệu tập thể", "certification": "Nhãn hiệu chứng nhận",
                "indication": "Chỉ dẫn địa lý", "design": "Kiểu dáng công nghiệp",
            },
            "Tên đối tượng được bảo hộ", Lasting.AS_GRANTED, "Kế hoạch, mục I.2 và V.3",
        ),
        Keeping(
            Achievement.OCOP, "Sản phẩm OCOP", Post(Role.DEPT_OFFICER, AgencyKind.AGRICULTURE_ENVIRONMENT),
            {"3": "3 sao", "4": "4 sao", "5": "5 sao"},
            "Tên sản phẩm", Lasting.MONTHS, "Kế hoạch, mục I.2; giấy chứng nhận OCOP có giá trị 36 tháng", months=36,
        ),
    )
}
# fmt: on


def runs_until(keeping: Keeping, first: date, granted_until: date | None) -> date | None:
    """The last day on which one counts: the end of its year, so many months, or what was granted; None has no end."""
    if keeping.lasting is Lasting.YEAR:
        return date(first.year, 12, 31)
    if granted_until or keeping.lasting is Lasting.AS_GRANTED:
        return granted_until
    month = first.month - 1 + keeping.months
    year, month = first.year + month // 12, month % 12 + 1
    return date(year, month, min(first.day, calendar.monthrange(year, month)[1])) - timedelta(days=1)
