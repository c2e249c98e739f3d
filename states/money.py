"""Who reads the whole of the money, and when support is looked at twice (plan V.1, V.4).

The agency that keeps the plan, Finance and the province read everything; an agency that leads reads what it leads, a
commune what it asked for.
"""

from states.actors import AgencyKind, Role

WHOLE_READERS = frozenset({AgencyKind.AGRICULTURE_ENVIRONMENT, AgencyKind.FINANCE, AgencyKind.PROVINCE})
NOT_READING = frozenset({Role.ADMINISTRATOR})
"""Posts that keep the system and read none of its business."""

MONEY_PROCEDURE = "support"
NOTHING_CAME = ("not_supported", "refused", "withdrawn", "stopped", "lapsed", "discarded")
"""Ends of a support application without money; one that ends so after some was promised still counts."""

SAME_ESTABLISHMENT, SAME_UNIT, SAME_PURPOSE, TWO_PROGRAMMES = "establishment", "unit", "purpose", "programmes"
DOUBLE_REASONS: dict[str, str] = {
    SAME_ESTABLISHMENT: "Cùng cơ sở, cùng loại hỗ trợ, cùng năm",
    SAME_UNIT: "Cùng làng nghề, cùng loại hỗ trợ, cùng năm",
    SAME_PURPOSE: "Cùng nơi nhận, cùng việc, xin ở hai loại hỗ trợ",
    TWO_PROGRAMMES: "Cùng nơi nhận, cùng việc, chi từ hai chương trình",
}
"""Why support is shown as possibly doubled. None of them forbids anything: people look and decide."""


def reads_whole(role: Role, agency: AgencyKind) -> bool:
    """Whether a post reads the money of every agency and commune."""
    return agency in WHOLE_READERS and role not in NOT_READING
