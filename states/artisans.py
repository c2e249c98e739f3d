"""Titles of people who practise a craft, and who keeps what is known of the people and products of a unit.

Section V.2 of the plan: Sở Công Thương leads the award of Nghệ nhân Nhân dân and Nghệ nhân Ưu tú in handicraft. Who
confers the other two titles, and in which words, is from memory and stands here as data. The commune knows its people.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from states.actors import (
    COMMUNE_LEADER,
    COMMUNE_OFFICER,
    DEPT_LEADER,
    DEPT_OFFICER,
    PROVINCE_CLERK,
    PROVINCE_LEADER,
    AgencyKind,
    Post,
    Role,
)
from states.basis import Basis, Mark

TRADE_OFFICER = Post(Role.CONSULTED_OFFICER, AgencyKind.INDUSTRY_TRADE)
TRADE_LEADER = Post(Role.CONSULTED_LEADER, AgencyKind.INDUSTRY_TRADE)


@dataclass(frozen=True, slots=True)
class Rank:
    """A title, or none: who confers it, who keeps it here, and whether a published decision gave it."""

    code: str
    title: str
    conferred_by: str
    keeper: Post
    by_decision: bool
    basis: Basis


AWARDS = Basis("Hướng dẫn của Bộ Công Thương về xét tặng danh hiệu nghệ nhân", Mark.MEMORY)
PROVINCIAL = Basis("Quy định của tỉnh về xét công nhận nghệ nhân, thợ giỏi", Mark.MEMORY)
KNOWN = Basis("Kế hoạch, mục V.9", Mark.PLAN)

# fmt: off
RANKS: Mapping[str, Rank] = {
    rank.code: rank
    for rank in (
        Rank("people",        "Nghệ nhân Nhân dân",     "Chủ tịch nước",        TRADE_OFFICER,   True,  AWARDS),
        Rank("meritorious",   "Nghệ nhân Ưu tú",        "Chủ tịch nước",        TRADE_OFFICER,   True,  AWARDS),
        Rank("artisan",       "Nghệ nhân",              "Ủy ban nhân dân tỉnh", TRADE_OFFICER,   True,  PROVINCIAL),
        Rank("skilled",       "Thợ giỏi",               "Ủy ban nhân dân tỉnh", TRADE_OFFICER,   True,  PROVINCIAL),
        Rank("craftsperson",  "Người làm nghề, chưa có danh hiệu", "",          COMMUNE_OFFICER, False, KNOWN),
    )
}
# fmt: on

PRODUCT_KEEPERS: frozenset[Post] = frozenset({COMMUNE_OFFICER})
READERS: frozenset[Post] = frozenset(
    {
        TRADE_OFFICER, TRADE_LEADER, COMMUNE_OFFICER, COMMUNE_LEADER, DEPT_OFFICER, DEPT_LEADER, PROVINCE_CLERK,
        PROVINCE_LEADER,
    }
)  # fmt: skip
"""Who reads the names that are not public."""


def may_be_named(rank: Rank, has_agreed: bool) -> bool:
    """Whether a name may stand in public: its title was published by decision, or the person agreed."""
    return rank.by_decision or has_agreed
