"""What a process does until it is killed: it opens dossiers, uploads files, takes steps, and acknowledges each act."""

import io
import random
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from states.facts import GapFault
from tests.papers.corpus import pdf
from tests.reliability.race import WON, Try
from tests.story import CRAFT_PARTS, VILLAGE_PARTS, _declare
from workflow.accounts.person import Person
from workflow.dossiers.attachment_services import Upload, add_files
from workflow.dossiers.models import Dossier
from workflow.dossiers.opening import Opening, open_dossier
from workflow.extensions import db
from workflow.papers.services import Place
from workflow.supplements.models import RequestState
from workflow.supplements.queries import written_gaps
from workflow.supplements.services import Wanted, keep_answers, keep_draft
from workflow.transactions import writing
from workflow.wall_clock import now, today

PARTS = (*VILLAGE_PARTS, *CRAFT_PARTS)
ROAD = (
    ("present", "commune_officer"),
    ("return_to_officer", "commune_leader"),
    ("present", "commune_officer"),
    ("submit", "commune_leader"),
    ("receive", "reception_desk"),
    ("ask_supplement", "env_appraiser"),
    ("supplement", "commune_officer"),
)
WHY = {"reason": "Bổ sung danh sách hộ"}

Say = Callable[[Any], None]


class Life:
    """One process at work. `say` tells what is done, once it is done: (dossier, action, entry) or (dossier, bytes)."""

    def __init__(self, cast: Mapping[str, Person], chance: random.Random, say: Say) -> None:
        self.cast, self.chance, self.say = cast, chance, say

    def one_dossier(self, commune_code: str) -> None:
        """From an empty draft to a supplement, with files on the way."""
        officer = self.cast["commune_officer"]
        opening = Opening("craft_village", "full", "Hồ sơ bị ngắt", commune_code, officer.seats[0].agency_id)
        with writing() as session:
            dossier_id = open_dossier(session, opening, by=officer, on=today(), at=now())
            _declare(session, dossier_id, commune_code)
        self.say((dossier_id, "open", 1))
        for part in PARTS:
            self.upload(dossier_id, part)
        for action, role in ROAD:
            self.prepare(dossier_id, action)
            self.step(dossier_id, action, role)
            if action in ("return_to_officer", "ask_supplement"):
                self.upload(dossier_id, self.chance.choice(PARTS))

    def prepare(self, dossier_id: uuid.UUID, action: str) -> None:
        """What a request for supplements lists, and what the commune answers to it."""
        if action == "ask_supplement":
            gap = Wanted("parts:CV-ENV", GapFault.OUTDATED, "Nộp phương án còn hiệu lực")
            with writing() as session:
                keep_draft(
                    session, dossier_id, "environmental_appraisal", [gap], by=self.cast["env_appraiser"].id, at=now()
                )
        elif action == "supplement":
            answers = {gap.id: "Đã nộp" for gap in written_gaps(dossier_id, RequestState.OPEN)}
            with writing() as session:
                keep_answers(session, dossier_id, answers, by=self.cast["commune_officer"].id, at=now())

    def upload(self, dossier_id: uuid.UUID, part: str) -> None:
        content = pdf(self.chance.randbytes(self.chance.choice((10, 5_000, 200_000))))
        upload = Upload(io.BytesIO(content), f"{part}.pdf")
        officer = self.cast["commune_officer"]
        outcome = add_files(Place(dossier_id, part), [upload], by=officer, on=today(), at=now())
        self.say((dossier_id, len(content)) if outcome.kept else ("mishap", *outcome.refused))

    def step(self, dossier_id: uuid.UUID, action: str, role: str) -> None:
        table = Dossier.__table__
        seen, count = db.session.execute(
            select(table.c.version, table.c.entry_count).where(table.c.id == dossier_id)
        ).one()
        said = Try(dossier_id, action, self.cast[role], seen, inputs=WHY).take()
        self.say((dossier_id, action, count + 1) if said == WON else ("mishap", said))
