"""How days, numbers and law sentences are written on a page."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from flask import Flask

from workflow.forms import grouped
from workflow.law_sentences import in_readers_language
from workflow.text import fold
from workflow.wall_clock import HANOI


def vndate(day: date | datetime | None) -> str:
    """05/02/2026"""
    if isinstance(day, datetime):
        day = day.astimezone(HANOI)
    return day.strftime("%d/%m/%Y") if day else ""


def vndatetime(instant: datetime | None) -> str:
    """05/02/2026 08:30, in the time of Lào Cai."""
    return instant.astimezone(HANOI).strftime("%d/%m/%Y %H:%M") if instant else ""


def vnnumber(number: int | float | None) -> str:
    """1.234.567 or 1.234,5"""
    if number is None:
        return ""
    if isinstance(number, int):
        return grouped(number)
    whole, _, rest = f"{number:.1f}".partition(".")
    return f"{grouped(int(whole))},{rest}"


def vnpercent(ratio: Fraction | float | None) -> str:
    """34,7 %"""
    return "" if ratio is None else f"{float(ratio) * 100:.1f} %".replace(".", ",")


def law(sentence: str) -> str:
    """A sentence of the law in the reader's language."""
    return in_readers_language(str(sentence)) if sentence else ""


def vnsize(size: int) -> str:
    """2,1 MB"""
    if size < 1024 * 1024:
        return f"{max(size // 1024, 1)} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


def register_formats(app: Flask) -> None:
    filters: dict[str, Any] = {
        "vndate": vndate, "vndatetime": vndatetime, "vnnumber": vnnumber, "vnpercent": vnpercent, "vnsize": vnsize,
        "law": law, "fold": fold,
    }  # fmt: skip
    app.jinja_env.filters.update(filters)
