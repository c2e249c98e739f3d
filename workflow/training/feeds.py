"""Classes of training, brought in from a spreadsheet by the agency that keeps them (plan V.5)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from states.training import KEEPS_CLASSES, TOPIC_TITLES
from workflow.accounts.person import Person
from workflow.feeds.kinds import Feed, declare, one_by_one
from workflow.register.queries import units_to_choose
from workflow.training.forms import ClassForm
from workflow.training.services import NewClass, faults, write


def _write(session: Session, new: NewClass, person: Person, on: date, at: datetime) -> None:
    write(session, new, by=person, on=on, at=at)


def _choices(_person: Person) -> Any:
    return {"unit": units_to_choose(), "topic": [(topic.value, title) for topic, title in TOPIC_TITLES.items()]}


declare(
    Feed(
        "training",
        "Lớp đào tạo, truyền nghề",
        "Kế hoạch, mục V.5",
        ClassForm,
        ("unit", "topic", "title", "teacher", "held_from", "held_until", "learners", "new_learners"),
        {},
        keeps=lambda person: KEEPS_CLASSES in person.posts,
        choices=_choices,
        new=ClassForm.new,
        faults=faults,
        write=one_by_one(_write),
    )
)
