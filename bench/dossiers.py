"""Ten thousand dossiers on one database: bulk inserts of what years of work would have left, hash chain included."""

import hashlib
import uuid
from collections import defaultdict
from datetime import UTC, date, datetime, time
from random import Random
from typing import Any

from sqlalchemy import Table, func, insert, select

from bench.facts import declare
from bench.office import Desk, Office, Place
from bench.roads import LONG, RUNNING, SPREAD, Walk, days_of, due_days
from states.kernel import Step
from states.procedures import current
from workflow.calendar.queries import work_calendar
from workflow.dossiers.journal import Line, hash_of
from workflow.dossiers.models import Dossier, Entry
from workflow.extensions import db, new_id
from workflow.text import fold
from workflow.transactions import writing
from workflow.wall_clock import today

TRADES = ("mây tre đan", "dệt thổ cẩm", "rèn", "nấu rượu", "làm hương", "chạm bạc", "làm giấy dó", "thêu")
PAYLOAD = {"law": "recognition 2026.2"}
CHUNK = 5_000
_END = select(Entry.seq, Entry.head).order_by(Entry.seq.desc()).limit(1)
_RUNNING = select(func.count()).where(Dossier.is_open, Dossier.stage_due_on.is_not(None))


class Generator:
    """Writes dossiers, in one transaction. `rows` collects what is to be inserted, by table."""

    def __init__(self, office: Office, seed: int = 20261123) -> None:
        self.office = office
        self.chance = Random(seed)
        self.procedure = current("recognition", today())
        self.calendar = work_calendar()
        self.rows: defaultdict[Table, list[dict[str, Any]]] = defaultdict(list)
        self.seq, self.head, self.made = 0, b"", 0

    def dossier(self, road: tuple[str, ...], commune: Place, *, bare: bool = False) -> uuid.UUID:
        """One dossier that came by a road, inserted by the next `flush`. A bare one has nothing but its journal."""
        dossier_id, walk = new_id(), Walk(self.procedure)
        steps, is_final = self.steps_along(road)
        days = days_of(len(road) + 1, not is_final, self.chance)
        last = self._entry(walk, dossier_id, None, days[0], commune, b"")
        for step, on in zip(steps, days[1:], strict=True):
            last = self._entry(walk, dossier_id, step, on, commune, last)
        self.rows[Dossier.__table__].append(self._row(walk, dossier_id, commune, last))
        if not bare:
            declare(self.rows, walk, dossier_id, commune, self.office)
        return dossier_id

    def steps_along(self, road: tuple[str, ...]) -> tuple[list[Step], bool]:
        """The steps of a road, and whether it leads to an end."""
        stage, hold, found = self.procedure.first_stage.name, None, []
        for action in road:
            found.append(self.procedure.step(action, stage, hold))
            stage, hold = found[-1].dest_from(stage), found[-1].hold_after
        return found, self.procedure.stage(stage).final

    def _entry(
        self, walk: Walk, dossier_id: uuid.UUID, step: Step | None, on: date, commune: Place, prev: bytes
    ) -> bytes:
        action, dest, hold = "open", walk.stage, walk.hold
        if step:
            action, dest, hold = step.action, step.dest_from(walk.stage), step.hold_after
        desk: Desk = self.office.desk(step.by if step else self.procedure.opened_by, commune)
        number, person_id = len(walk.lines) + 1, self.office.people[desk]
        self.seq += 1
        values = {
            "id": new_id(), "seq": self.seq, "dossier_id": dossier_id, "number": number, "action": action,
            "source": walk.stage, "dest": dest, "hold_before": walk.hold, "hold_after": hold, "actor_id": person_id,
            "role": desk[0].value, "agency_id": desk[1], "on": on, "at": instant(on),
            "reason": "Đề nghị làm rõ số hộ." if step and step.needs_reason else "", "payload": PAYLOAD,
            "prev_hash": prev, "until_on": None, "acting_for": None,
        }  # fmt: skip
        digest = hash_of(values, prev)
        self.head = hashlib.sha256(self.head + digest).digest()
        self.rows[Entry.__table__].append(values | {"hash": digest, "head": self.head})
        walk.lines.append(Line(number, action, walk.stage, dest, walk.hold, hold, person_id, on))
        walk.stage, walk.hold = dest, hold
        return digest

    def _row(self, walk: Walk, dossier_id: uuid.UUID, commune: Place, last: bytes) -> dict[str, Any]:
        self.made += 1
        title = f"Làng nghề {self.chance.choice(TRADES)} thôn {self.made}, {commune.name}"
        received_on = next((line.on for line in reversed(walk.lines) if line.action == "receive"), None)
        due_on, stage_due_on = due_days(walk, self.calendar)
        is_open = not self.procedure.stage(walk.stage).final
        waiting = self.procedure.steps_from(walk.stage, walk.hold)[0].by if is_open else None
        finding = "recognise" if any(line.action == "recommend_recognition" for line in walk.lines) else None
        return {
            "id": dossier_id, "procedure_code": self.procedure.code, "procedure_version": self.procedure.version,
            "stage": walk.stage, "hold": walk.hold, "is_open": is_open, "kind": "craft_village", "basis": "full",
            "title": title, "search_key": fold(title), "commune_code": commune.code,
            "commune_agency_id": commune.agency_id, "finding": finding,
            "code": f"H38.30-{received_on:%y%m%d}-{self.made:05d}" if received_on else None,
            "received_on": received_on, "received_at": instant(received_on) if received_on else None,
            "due_on": due_on, "stage_due_on": stage_due_on,
            "waiting_agency_id": self.office.desk(waiting, commune)[1] if waiting else None, "version": 1,
            "entry_count": len(walk.lines), "entry_hash": last, "lookup_hash": self.chance.randbytes(32),
            "opened_by": walk.lines[0].actor_id, "opened_on": walk.lines[0].on, "opened_at": instant(walk.lines[0].on),
        }  # fmt: skip

    def flush(self) -> None:
        """Insert what was collected, parents first."""
        with writing() as session:
            for table in db.metadata.sorted_tables:
                rows = self.rows.get(table, [])
                for first in range(0, len(rows), CHUNK):
                    session.execute(insert(table), rows[first : first + CHUNK])
        self.rows.clear()


def instant(on: date) -> datetime:
    """Nine in the morning in Lào Cai."""
    return datetime.combine(on, time(2), UTC)


def generate(office: Office, count: int) -> uuid.UUID:
    """Make `count` dossiers and one with thirty lines of journal; give the id of that one."""
    with office.app.app_context():
        generator = Generator(office)
        roads = [road for share, road in SPREAD for _ in range(count * share // 100)]
        generator.chance.shuffle(roads)
        for number, road in enumerate(roads):
            generator.dossier(road, office.communes[number % len(office.communes)])
        long_one = generator.dossier(LONG, office.communes[0])
        generator.flush()
    return long_one


def generate_running(office: Office, count: int) -> None:
    """Make bare dossiers until the clock runs for `count` of them."""
    with office.app.app_context():
        generator = Generator(office, seed=20261125)
        generator.seq, generator.head = db.session.execute(_END).one()
        generator.made = db.session.scalars(select(func.count()).select_from(Dossier)).one()
        running = db.session.scalars(_RUNNING).one()
        for number in range(max(count - running, 0)):
            road = RUNNING[number % len(RUNNING)]
            generator.dossier(road, office.communes[number % len(office.communes)], bare=True)
        generator.flush()
