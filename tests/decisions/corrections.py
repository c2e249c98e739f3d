"""A correction of the register, from its draft to its issue, through the services."""

import uuid
from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.people import People
from workflow.dossiers.correction import services
from workflow.dossiers.correction.services import Corrected
from workflow.dossiers.models import Dossier
from workflow.dossiers.services import Taken, take_step
from workflow.extensions import db
from workflow.register.corrections import words_of_unit
from workflow.register.models import Unit
from workflow.register.queries import get_unit
from workflow.wall_clock import now, today

ROAD = (
    ("present_correction", "clerk"),
    ("approve", "leader"),
    ("number", "clerk"),
    ("issue", "clerk"),
)


class Correcting:
    """The first unit of the register, a clerk who has found a slip in it, and the leader who signs."""

    def __init__(self, app: Flask, people: People) -> None:
        self.app, self.people = app, people
        self.clerk, self.leader = people("province_clerk"), people("province_leader", name="Phan Trung Bá")
        with app.app_context():
            self.unit_id = db.session.scalars(select(Unit.id).order_by(Unit.sort_key)).all()[0]
        self.id = uuid.UUID(int=0)

    def begin(self) -> "Correcting":
        person = self.people.person(self.clerk)
        with self.app.app_context():
            self.id = services.begin(self.unit_id, by=person, on=today(), at=now())
        return self

    def write(self, **words: str) -> None:
        """Write what should stand: `name="…"`, `village_1="…"`."""
        person, changed = self.people.person(self.clerk), self.words
        for key, value in words.items():
            field, _underscore, position = key.rpartition("_")
            changed[(field, int(position)) if position.isdecimal() else (key, 0)] = value
        with self.app.app_context():
            corrected = Corrected(changed, None, "Văn bản số 12/UBND")
            services.save(self.id, corrected, by=person, on=today(), seen_version=None)

    def step(self, action: str, who: str, **inputs: str) -> Taken:
        person = self.people.person(self.leader if who == "leader" else self.clerk)
        with self.app.app_context():
            return take_step(
                self.id, action, by=person, on=today(), at=now(), seen_version=self.row.version,
                token=uuid.uuid4().hex, inputs=inputs,
            )  # fmt: skip

    def up_to(self, stage: str) -> None:
        for action, who in ROAD:
            if self.row.stage == stage:
                return
            self.step(action, who)
        assert self.row.stage == stage

    @property
    def row(self) -> Any:
        with self.app.app_context():
            return db.session.execute(select(Dossier.__table__).where(Dossier.id == self.id)).one()

    @property
    def words(self) -> dict[tuple[str, int], str]:
        """What the register says of the unit now."""
        with self.app.app_context():
            return words_of_unit(get_unit(self.unit_id))
