"""The administrator who edits the calendar, at a browser, and dossiers whose dates rest on it."""

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from states.clock import WorkCalendar
from states.procedures import PROCEDURES
from tests.dossiers.test_deadlines import DayByDay
from tests.pages import Page
from tests.people import People
from tests.story import Story
from workflow.audit.models import Event
from workflow.calendar.queries import work_calendar
from workflow.dossiers.journal import lines_of
from workflow.extensions import db
from workflow.notices.models import Notice

RECEIVED = date(2026, 11, 26)
DAY_OFF = {"kind": "set_day", "on": "10/12/2026", "working": "no", "ground": "Nghỉ bù", "source": "Công văn 01"}
"""A Thursday within the thirty days of dossiers received on `RECEIVED`."""


class Desk:
    """One administrator and their browser."""

    def __init__(self, app: Flask, people: People) -> None:
        self.app, self.people = app, people
        self.someone = people("administrator")
        self.client: FlaskClient = people.client(self.someone)

    def preview(self, **change: str) -> Page:
        return Page(self.client.get("/calendar/preview", query_string=change))

    def save(self, preview: Page, client: FlaskClient | None = None) -> Any:
        """Press the button of a preview."""
        fields = [node for node in preview.all("input") if node.get("type") == "hidden"]
        sent = {str(node.get("name")): node.get("value") or "" for node in fields}
        return (client or self.client).post("/calendar/changes", data=sent)

    def change(self, **change: str) -> Any:
        answer = self.save(self.preview(**change))
        assert answer.status_code == 303, Page(answer).text
        return answer

    def acts(self) -> list[tuple[str, Any, uuid.UUID | None]]:
        with self.app.app_context():
            rows = db.session.execute(select(Event.kind, Event.detail, Event.actor_id).order_by(Event.seq)).all()
        return [(kind, detail, actor) for kind, detail, actor in rows if kind.startswith("calendar:")]

    def told(self) -> list[uuid.UUID]:
        """Who was told that dates have moved, once for each notice."""
        with self.app.app_context():
            wanted = select(Notice.account_id).where(Notice.kind == "calendar:moved")
            return list(db.session.scalars(wanted))

    def calendar(self) -> WorkCalendar:
        with self.app.app_context():
            return work_calendar()


def oracle(story: Story, calendar: WorkCalendar) -> tuple[date | None, date | None]:
    """Both days of a dossier, counted as a clerk would: one day after another."""
    row = story.row
    with story.app.app_context():
        lines = list(lines_of(db.session(), story.id))
    clerk = DayByDay(PROCEDURES[row.procedure_code, row.procedure_version], lines, calendar)
    return clerk.due_on, clerk.stage_due_on


def days_of(story: Story) -> tuple[date | None, date | None]:
    """The same as they are stored."""
    return story.row.due_on, story.row.stage_due_on


def received(app: Flask, people: People, commune: str, on: date = RECEIVED) -> Story:
    """A dossier that was received on a day and stands in appraisal."""
    story = Story(app, people, commune).draft().up_to("submitted")
    story.step("receive", "reception_desk", on=on)
    return story


def with_day(calendar: WorkCalendar, on: date, working: bool | None) -> WorkCalendar:
    """The calendar with one exception more, or without the one that is there."""
    from states.clock import CalendarDay

    days = {day: found for day, found in calendar.days.items() if day != on}
    return replace(calendar, days=days if working is None else days | {on: CalendarDay(working, "thử")})
