"""P7: thirty working days with three holds, every day with its ground; and a calendar change over all that is open."""

from dataclasses import replace
from datetime import date, timedelta

from bench.dossiers import generate_running
from bench.measure import Work, alone
from bench.office import Office
from bench.report import Line, at_most
from states.clock import CalendarDay, Pause, explain
from workflow.calendar.queries import seed_calendar_in_memory, work_calendar
from workflow.dossiers.preview.moves import moves
from workflow.extensions import db
from workflow.wall_clock import today

RECEIVED = date(2027, 1, 11)
HOLDS = tuple(
    Pause(RECEIVED + timedelta(days=first), RECEIVED + timedelta(days=first + 5), "Yêu cầu bổ sung")
    for first in (4, 15, 45)
)
RUNNING = 10_000


def explained() -> list[Line]:
    """The line of P7. Tết 2027 lies inside."""
    calendar = seed_calendar_in_memory()

    def work() -> None:
        explain(RECEIVED, 30, HOLDS, calendar)

    works: list[Work] = [work] * 200
    return [at_most("P7", "clock with its explanation, 30 days, 3 holds", alone(lambda: works, 7).cpu, 150, "µs")]


def previewed(office: Office) -> list[Line]:
    """The other line of P7: the next working day becomes a day off."""
    generate_running(office, RUNNING)
    found = 0

    def work() -> None:
        nonlocal found
        with office.app.app_context():
            before = work_calendar()
            day = today() + timedelta(days=1)
            while not before.is_working(day):
                day += timedelta(days=1)
            after = replace(before, days={**before.days, day: CalendarDay(False, "Nghỉ bù")})
            found = len(moves(db.session(), before, after))

    cost = alone(lambda: [work], 3)
    what = f"preview of a calendar change over {RUNNING} open dossiers whose clock runs"
    return [at_most("P7", what, cost.wall / 1e6, 3, "s", f"{found} would move, CPU {cost.cpu / 1e6:.2f} s")]
