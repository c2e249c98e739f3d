"""The only place that reads the clock of the machine. Laws and services are told the day (`on`) and the instant."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in Lào Cai. Deadlines are counted in these days."""
    return datetime.now(HANOI).date()


def end_of(day: date) -> datetime:
    """The instant at which a day in Lào Cai is over: what was written down before it was known on that day."""
    return datetime.combine(day + timedelta(days=1), time(), HANOI)
