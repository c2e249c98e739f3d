"""P7: thirty working days with three holds, every day with its ground."""

from datetime import date, timedelta

from bench.measure import Work, alone
from bench.report import Line, at_most
from states.clock import Pause, explain
from workflow.calendar.queries import seed_calendar_in_memory

RECEIVED = date(2027, 1, 11)
HOLDS = tuple(
    Pause(RECEIVED + timedelta(days=first), RECEIVED + timedelta(days=first + 5), "Yêu cầu bổ sung")
    for first in (4, 15, 45)
)


def explained() -> list[Line]:
    """The line of P7. Tết 2027 lies inside."""
    calendar = seed_calendar_in_memory()

    def work() -> None:
        explain(RECEIVED, 30, HOLDS, calendar)

    works: list[Work] = [work] * 200
    return [at_most("P7", "clock with its explanation, 30 days, 3 holds", alone(lambda: works, 7).cpu, 150, "µs")]
