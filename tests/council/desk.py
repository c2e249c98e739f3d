"""A council, its people and dossiers that wait for it."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from flask import Flask
from sqlalchemy import func, select, update

from states.actors import AgencyKind
from states.case import Finding
from states.voting import BallotMode, Choice, CouncilSeat, Outcome, TieRule
from tests.people import People, Someone
from workflow.accounts.models import Agency
from workflow.council.setting_up import NewCouncil, NewMeeting
from workflow.council.sheets import ItemRow, MeetingSheet, MemberRow, sheet_of
from workflow.dossiers.meetings import services, voting
from workflow.dossiers.models import Dossier
from workflow.dossiers.opening import Opening, open_dossier
from workflow.extensions import Base, db
from workflow.transactions import writing
from workflow.wall_clock import now, today

STAGE = "provincial_review"
FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN


class Chamber:
    """A council of the province: a chair, a deputy, a secretary and `members` more, and the clerk who serves it."""

    def __init__(self, app: Flask, people: People, members: int = 4) -> None:
        self.app, self.people = app, people
        self.clerk = people("province_clerk", name="Lê Hồng Nhung")
        self.chair = people("province_leader", name="Nguyễn Hữu Bình")
        self.deputy = people("dept_leader", name="Phạm Quốc Việt")
        self.secretary = people("dept_officer", name="Đỗ Quang Huy")
        self.others = [people("consulted_officer", name=f"Ủy viên {number}") for number in range(1, members + 1)]
        self.drafter = people("commune_officer", name="Lý Thị Mẩy")
        self.council_id = self.set_up()
        self.meeting_id = uuid.UUID(int=0)

    @property
    def everybody(self) -> list[Someone]:
        return [self.chair, self.deputy, self.secretary, *self.others]

    def set_up(self) -> uuid.UUID:
        named = ((self.chair, CouncilSeat.CHAIR), (self.deputy, CouncilSeat.VICE_CHAIR))
        seats = {one.id: (CouncilSeat.MEMBER, one.agency_id) for one in self.everybody}
        seats |= {one.id: (seat, one.agency_id) for one, seat in (*named, (self.secretary, CouncilSeat.SECRETARY))}
        new = NewCouncil(
            "Hội đồng xét duyệt năm 2026", "77/QĐ-UBND", today() - timedelta(9), self.clerk.agency_id,
            today() - timedelta(9),
        )  # fmt: skip
        with self.app.app_context():
            return services.set_up_council(new, seats, by=self.by(self.clerk), on=today(), at=now())

    def dossier(self, title: str = "Làng nghề mây tre đan Nậm Pung", stage: str = STAGE, **more: Any) -> uuid.UUID:
        """A dossier of the commune, put where the council votes without walking there."""
        drafter = self.by(self.drafter)
        opening = Opening("craft_village", "full", title, str(drafter.commune_codes[0]), self.drafter.agency_id)
        with self.app.app_context(), writing() as session:
            dossier_id = open_dossier(session, opening, by=drafter, on=today(), at=now())
            province = session.scalars(select(Agency.id).where(Agency.kind == AgencyKind.PROVINCE.value)).one()
            place = {"stage": stage, "finding": Finding.RECOGNISE.value, "waiting_agency_id": province} | more
            session.execute(update(Dossier).where(Dossier.id == dossier_id).values(place))
        return dossier_id

    def plan(
        self, *dossiers: uuid.UUID, mode: BallotMode = BallotMode.SECRET, tie: TieRule = TieRule.CHAIR_DECIDES,
        quorum: Fraction = Fraction(2, 3), on: date | None = None,
    ) -> "Chamber":  # fmt: skip
        """Plan a meeting for today with these dossiers."""
        day = on or today()
        new = NewMeeting(self.council_id, now(), day, "Phòng họp số 2", "2026.1", mode, quorum, tie)
        with self.app.app_context():
            self.meeting_id = services.plan_meeting(new, dossiers, by=self.by(self.clerk), on=today(), at=now())
        return self

    def open(self, there: Sequence[Someone] | None = None) -> "Chamber":
        """Mark who is there (everybody unless said) and begin."""
        self.mark(there)
        with self.app.app_context():
            services.open_meeting(self.meeting_id, by=self.by(self.clerk), on=today(), at=now())
        return self

    def mark(self, there: Sequence[Someone] | None = None) -> None:
        present = [self.seat(one).id for one in (self.everybody if there is None else there)]
        with self.app.app_context():
            services.mark_attendance(self.meeting_id, present, by=self.by(self.clerk), on=today())

    def begin(self, place: int = 0) -> "Chamber":
        """Put the dossier in this place of the agenda to the vote."""
        with self.app.app_context():
            voting.begin_vote(self.meeting_id, self.item(place).id, by=self.by(self.clerk), on=today(), at=now())
        return self

    def vote(self, someone: Someone, choice: Choice = FOR, place: int = 0) -> None:
        with self.app.app_context():
            voting.vote(self.meeting_id, self.item(place).id, choice, by=self.by(someone), on=today())

    def count(self, place: int = 0) -> Outcome:
        with self.app.app_context():
            by = self.by(self.clerk)
            return voting.count_vote(self.meeting_id, self.item(place).id, by=by, on=today(), at=now())

    def decide(self, *choices: Choice, place: int = 0) -> Outcome:
        """Begin, let the first members say these, and count."""
        self.begin(place)
        for someone, choice in zip(self.everybody, choices, strict=False):
            self.vote(someone, choice, place)
        return self.count(place)

    def recuse(self, someone: Someone, ground: str = "Có người nhà làm nghề tại thôn", place: int = 0) -> None:
        with self.app.app_context():
            voting.recuse(
                self.meeting_id, self.item(place).id, self.seat(someone).id, ground, by=self.by(someone), on=today(),
                at=now(),
            )  # fmt: skip

    def close(self, remark: str = "", by: Someone | None = None) -> None:
        with self.app.app_context():
            voting.close_meeting(self.meeting_id, remark, by=self.by(by or self.clerk), on=today(), at=now())

    @property
    def sheet(self) -> MeetingSheet:
        """The meeting, read anew."""
        with self.app.app_context():
            found = sheet_of(db.session(), self.meeting_id)
        assert found is not None
        return found

    def item(self, place: int = 0) -> ItemRow:
        return self.sheet.items[place]

    def seat(self, someone: Someone) -> MemberRow:
        found = self.sheet.member(someone.id)
        assert found is not None
        return found

    def by(self, someone: Someone) -> Any:
        return self.people.person(someone)

    def rows(self, table: str, **where: Any) -> list[Any]:
        """What a table holds."""
        found = Base.metadata.tables[table]
        asked = select(found).where(*(found.c[name] == value for name, value in where.items()))
        with self.app.app_context():
            return list(db.session.execute(asked).all())

    def size(self, table: str) -> int:
        with self.app.app_context():
            counted = select(func.count()).select_from(Base.metadata.tables[table])
            return int(db.session.execute(counted).scalar_one())
