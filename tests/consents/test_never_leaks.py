"""What is public of people is exactly what they agree to now: random lives of consents, told again by an oracle."""

import io
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select

from states.consents import Channel, ConsentKind
from states.kernel import Refused
from tests.consents.desk import Desk
from tests.papers.photographs import photograph
from workflow.artisans.models import Artisan
from workflow.consents import shown
from workflow.consents.exhibits import NewExhibit, show
from workflow.consents.models import Consent
from workflow.consents.services import Given
from workflow.consents.services import give as give_consent
from workflow.consents.services import withdraw as take_back
from workflow.errors import NotFound
from workflow.extensions import db, new_id
from workflow.papers.file_kinds import JPEG
from workflow.papers.services import Arrival
from workflow.papers.storage import store
from workflow.register.places import give as give_place
from workflow.transactions import writing
from workflow.wall_clock import now, today

NAMES = ("Lý Thị Mẩy", "Vàng A Páo", "Ly Giờ Xá")


@dataclass
class Oracle:
    """Who agrees to what now, and what was put up resting on whom: sets and nothing else."""

    live: dict[tuple[str, str], Any] = field(default_factory=dict)
    exhibits: dict[str, list[Any]] = field(default_factory=dict)
    subjects: dict[str, Any] = field(default_factory=dict)

    def shows(self, title: str) -> bool:
        return all(consent in self.live.values() for consent in self.exhibits[title])


@dataclass
class Life:
    """A random life at one desk: gives, withdraws, publishes, and asks after each act what a stranger sees."""

    desk: Desk
    chance: random.Random
    photo: Arrival
    oracle: Oracle = field(default_factory=Oracle)

    def __post_init__(self) -> None:
        self.by = self.desk.people.person(self.desk.officer)

    def give(self) -> None:
        name, kind = self.chance.choice(NAMES), self.chance.choice(list(ConsentKind))
        if (name, kind) in self.oracle.live:
            return
        known = self.oracle.subjects.get(name)
        given = Given(known, "" if known else name, phone_of(name), frozenset({kind}), today(), Channel.IN_PERSON)
        (made,) = give_consent(self.desk.unit_id, given, None, by=self.by, on=today(), at=now())
        self.oracle.live[name, kind] = made
        if known is None:
            self.oracle.subjects[name] = subject_of(made)
            self.work_as_artisan(name)

    def work_as_artisan(self, name: str) -> None:
        row = {
            "id": new_id(), "unit_id": self.desk.unit_id, "rank": "craftsperson", "name": f"Thợ {name}", "craft": "",
            "decision_number": "", "subject_id": self.oracle.subjects[name], "recorded_by": self.by.id,
            "recorded_on": today(), "recorded_at": now(), "withdrawn_why": "",
        }  # fmt: skip
        with writing() as session:
            session.execute(insert(Artisan), row)

    def withdraw(self) -> None:
        if self.oracle.live:
            key = self.chance.choice(sorted(self.oracle.live))
            take_back(self.oracle.live.pop(key), today(), by=self.by, on=today(), at=now())

    def publish(self) -> None:
        kind = self.chance.choice([ConsentKind.PHOTO, ConsentKind.STORY])
        resting = [made for (_name, of), made in sorted(self.oracle.live.items()) if of == kind]
        chosen = self.chance.sample(resting, min(len(resting), self.chance.randint(0, 2)))
        title = f"{kind.value} số {len(self.oracle.exhibits) + 1}."
        is_photo = kind is ConsentKind.PHOTO
        new = NewExhibit(title, frozenset(chosen), "" if is_photo else "Kể rằng", self.photo if is_photo else None)
        try:
            show(self.desk.unit_id, new, by=self.by, on=today(), at=now())
        except Refused:
            assert not chosen, "only what rests on nobody is refused"
        else:
            assert chosen
            self.oracle.exhibits[title] = chosen

    def ask(self) -> None:
        """Every public place says exactly what the oracle says."""
        seen = self.desk.everything_public()
        for title in self.oracle.exhibits:
            assert (title in seen) == self.oracle.shows(title), title
            if title.startswith("photo"):
                assert self.sees_picture(title) == self.oracle.shows(title)
        for name in NAMES:
            assert (f"Thợ {name}" in seen) == ((name, ConsentKind.NAME) in self.oracle.live), name
            assert (phone_of(name) in seen) == ((name, ConsentKind.PHONE) in self.oracle.live), name
            assert name not in seen or (name, ConsentKind.NAME) in self.oracle.live

    def sees_picture(self, title: str) -> bool:
        db.session.rollback()
        try:
            shown.picture(self.desk.unit_id, uuid.UUID(self.desk.exhibit(title)), "thumb")
        except NotFound:
            return False
        return True


def phone_of(name: str) -> str:
    return f"0912 000 00{NAMES.index(name)}"


def subject_of(consent_id: Any) -> Any:
    return db.session.scalars(select(Consent.subject_id).where(Consent.id == consent_id)).one()


@pytest.mark.parametrize("seed", range(2))
def test_the_public_sees_exactly_what_people_agree_to(
    app: Flask, desk: Desk, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown, "preview", lambda *_about: b"drawn")  # drawing is tested with previews
    with app.app_context():
        place = desk.people.person(desk.officer)
        give_place(desk.unit_id, 1, "22.5, 103.7", "", by=place, on=today(), at=now())
        stored = store().put(io.BytesIO(photograph()))
        life = Life(desk, random.Random(seed), Arrival(stored, JPEG, "a.jpg"))
        acts: list[Callable[[], None]] = [*[life.give] * 3, *[life.publish] * 3, *[life.withdraw] * 2]
        for _turn in range(24):
            life.chance.choice(acts)()
            life.ask()
        assert life.oracle.exhibits
