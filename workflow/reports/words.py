"""How a value of a report is written: the same on the screen and on paper."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from workflow.formats import vndate, vnnumber
from workflow.reports.shape import Is, bare


def written(value: Any, kind: Is) -> str:
    """A value in words of its column; nothing where nothing is known, a share of nothing is said to be unknown."""
    value = bare(value)
    if value is None and kind is Is.PERCENT:
        return str(_("chưa có số liệu"))
    if value is None or value == "":
        return ""
    if kind is Is.DAY:
        return vndate(value)
    if kind is Is.PERCENT:
        return f"{Decimal(value):.1f} %".replace(".", ",")
    return vnnumber(value) if kind.is_number else str(value)
