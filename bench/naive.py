"""What one writes first: the ORM, and a machine for each dossier, as the documentation of transitions shows.

The kindest form of it: no automatic transitions, no event data; the same states and transitions as the office's law.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ForeignKey, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from transitions import Machine

from bench import raw
from bench.measure import Work
from states.procedures import current
from workflow.wall_clock import today

LAW = current("recognition", today())
STATES = [stage.name for stage in LAW.stages]
TRANSITIONS: list[dict[str, Any]] = [
    {"trigger": step.action, "source": source, "dest": step.dest, "conditions": "may_do", "after": "write_down"}
    for step in LAW.steps
    for source in step.sources
]
ROLES = {step.action: step.by.role.value for step in LAW.steps}


class Base(DeclarativeBase):
    pass


class Dossier(Base):
    __tablename__ = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    stage: Mapped[str]
    version: Mapped[int] = mapped_column()
    title: Mapped[str]
    entries: Mapped[list["Entry"]] = relationship(back_populates="dossier", order_by="Entry.number")
    __mapper_args__ = {"version_id_col": version}

    def may_do(self, action: str, role: str) -> bool:
        return ROLES[action] == role

    def write_down(self, action: str, role: str) -> None:
        entry = Entry(
            dossier_id=self.id, number=self.version, action=action, source=self.before, dest=self.stage,
            actor="somebody", role=role, at=datetime.now(UTC).isoformat(),
        )  # fmt: skip
        Session.object_session(self).add(entry)  # type: ignore[union-attr]


class Entry(Base):
    __tablename__ = "entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"))
    number: Mapped[int]
    action: Mapped[str]
    source: Mapped[str]
    dest: Mapped[str]
    actor: Mapped[str]
    role: Mapped[str]
    at: Mapped[str]
    dossier: Mapped[Dossier] = relationship(back_populates="entries")


@event.listens_for(Dossier, "load")
def attach_a_machine(dossier: Any, _context: object) -> None:
    dossier.before = dossier.stage
    dossier.machine = Machine(
        dossier, states=STATES, transitions=TRANSITIONS, initial=dossier.stage, model_attribute="stage",
        auto_transitions=False,
    )  # fmt: skip


class Naive:
    """Steps by ORM objects with machines."""

    def __init__(self, folder: Path, count: int) -> None:
        path = folder / "naive.sqlite"
        raw.fill(path, count).close()
        self.engine, self.count, self.next = create_engine(f"sqlite:///{path}"), count, 0
        event.listen(self.engine, "connect", prepare)
        event.listen(self.engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))

    def batch(self, dossiers: int) -> Sequence[Work]:
        """There and back for the next dossiers."""
        first, self.next = self.next, self.next + dossiers
        ids = [number % self.count + 1 for number in range(first, self.next)]
        return [lambda i=i, a=a: self.step(i, a, ROLES[a]) for i in ids for a in raw.THERE_AND_BACK]  # type: ignore[misc]

    def step(self, dossier_id: int, action: str, role: str) -> None:
        with Session(self.engine) as session, session.begin():
            dossier = session.scalars(select(Dossier).where(Dossier.id == dossier_id)).one()
            if not dossier.trigger(action, action, role):  # type: ignore[attr-defined]
                raise PermissionError(action)


def prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=8000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
