"""What units are known for, brought in from a spreadsheet: one feed a kind, kept by the agency that the plan names."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from states.achievements import KEEPINGS, Keeping, Lasting
from workflow.accounts.person import Person
from workflow.achievements.forms import AchievementForm
from workflow.achievements.services import NewAchievement, faults, write
from workflow.feeds.kinds import Feed, declare, one_by_one
from workflow.register.queries import units_to_choose


def _feed(keeping: Keeping) -> Feed:
    def write_one(session: Session, new: NewAchievement, person: Person, on: date, at: datetime) -> None:
        write(session, keeping.code, new, by=person, on=on, at=at)

    def choices(_person: Person) -> Any:
        return {"unit": units_to_choose(), "form": list(keeping.forms.items())}

    ends = () if keeping.lasting is Lasting.YEAR else ("valid_until",)
    return Feed(
        keeping.code.value, keeping.title, keeping.basis, AchievementForm,
        ("unit", "form", "what", "number", "valid_from", *ends), {"what": keeping.what},
        keeps=lambda person: keeping.keeper in person.posts, choices=choices, new=AchievementForm.new,
        faults=lambda new, on: faults(keeping, new, on), write=one_by_one(write_one),
    )  # fmt: skip


for each in KEEPINGS.values():
    declare(_feed(each))
