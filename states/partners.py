"""Associations, co-operatives and enterprises that work with craft villages (plan III.8, V.2): who keeps which."""

from collections.abc import Mapping
from dataclasses import dataclass

from states.actors import COMMUNE_OFFICER, AgencyKind, Post, Role

ASSOCIATION = "association"


@dataclass(frozen=True, slots=True)
class PartnerKind:
    """One kind: what it is called, who keeps it, and whether it belongs to one commune."""

    title: str
    keeper: Post
    needs_commune: bool


PARTNER_KINDS: Mapping[str, PartnerKind] = {
    ASSOCIATION: PartnerKind(
        "Hội, hiệp hội làng nghề", Post(Role.CONSULTED_OFFICER, AgencyKind.INDUSTRY_TRADE), needs_commune=False
    ),
    "cooperative": PartnerKind("Hợp tác xã", COMMUNE_OFFICER, needs_commune=True),
    "cooperative_group": PartnerKind("Tổ hợp tác", COMMUNE_OFFICER, needs_commune=True),
    "enterprise": PartnerKind("Doanh nghiệp", COMMUNE_OFFICER, needs_commune=True),
}
