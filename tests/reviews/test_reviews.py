"""After recognition: the yearly review, its warnings, and a recognition taken back."""

import uuid
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from states.kernel import Refused
from states.kinds import Kind
from states.reviewing import Kept, criteria_to_keep
from tests.pages import Page
from tests.people import People
from tests.story import Story
from tests.votes import hold_vote
from workflow.dossiers.models import Dossier
from workflow.dossiers.revocation import services as revocation
from workflow.extensions import db, new_id
from workflow.papers.models import Attachment, StoredFile
from workflow.register.models import Commune, Decision, Unit, UnitSite
from workflow.register.queries import count_by_kind
from workflow.reviews import jobs, rounds
from workflow.reviews.facts import unit_fact
from workflow.reviews.models import AnnualReview
from workflow.transactions import writing
from workflow.wall_clock import now, today

COMMUNE = "Tả Van"
YEAR = 2026


class Round:
    """The round of a year and the people of one commune that has units."""

    def __init__(self, app: Flask, people: People) -> None:
        self.app, self.people = app, people
        with app.app_context():
            place = select(UnitSite.unit_id).join(Commune).where(Commune.name == COMMUNE, UnitSite.position == 1)
            self.unit: uuid.UUID = db.session.scalars(place.order_by(UnitSite.unit_id)).first()  # type: ignore[assignment]
        roles = ("commune_officer", "commune_leader", "dept_officer", "dept_leader")
        self.cast = {role: people(role, commune=COMMUNE) for role in roles}
        self.clients: dict[str, FlaskClient] = {role: people.client(one) for role, one in self.cast.items()}

    def open(self, year: int = YEAR) -> int:
        with self.app.app_context():
            return rounds.open_round(year, by=self.people.person(self.cast["dept_officer"]), on=today(), at=now())

    def row(self, year: int = YEAR) -> Any:
        with self.app.app_context():
            wanted = select(AnnualReview).where(AnnualReview.unit_id == self.unit, AnnualReview.year == year)
            return db.session.execute(wanted).scalar_one()

    def kind(self) -> Kind:
        with self.app.app_context():
            return Kind(db.session.scalars(select(Unit.kind).where(Unit.id == self.unit)).one())

    def fill(self, met: bool = True) -> Any:
        row = self.row()
        data = {
            "seen_version": str(row.version), "households": "118", "trade_households": "41", "workers": "82",
            "trained_workers": "60", "revenue_vnd": "900.000.000", "effectiveness": "effective",
        }  # fmt: skip
        for criterion in criteria_to_keep(self.kind()):
            data |= {
                f"{criterion.code}-met": "yes" if met else "no",
                f"{criterion.code}-remark": "" if met else "Chỉ còn ba hộ",
            }
        return self.clients["commune_officer"].post(f"/reviews/{row.id}", data=data)

    def act(self, role: str, action: str, **typed: str) -> Any:
        row = self.row()
        return self.clients[role].post(f"/reviews/{row.id}/{action}", data={"seen_version": str(row.version)} | typed)

    def unmet_since(self, first: int, last: int) -> None:
        """Confirmed reviews that found a criterion unmet, year by year."""
        code = criteria_to_keep(self.kind())[0].code
        by = self.cast["dept_officer"].id
        with self.app.app_context(), writing() as session:
            for year in range(first, last + 1):
                session.execute(insert(AnnualReview), {
                    "id": new_id(), "unit_id": self.unit, "year": year, "procedure_version": "2026.1",
                    "state": "confirmed",
                    "commune_agency_id": self.cast["commune_officer"].agency_id, "opened_by": by, "opened_at": now(),
                    "criteria": {code: {"met": False, "remark": "x"}}, "maintained": False, "confirmed_by": by,
                    "confirmed_at": now(), "filled_by": by, "filled_at": now(), "approved_by": by, "approved_at": now(),
                })  # fmt: skip


@pytest.fixture
def annual(app: Flask, people: People) -> Round:
    return Round(app, people)


def test_a_round_gives_every_active_unit_one_review_and_again_gives_none(annual: Round) -> None:
    first = annual.open()
    with annual.app.app_context():
        active = len(db.session.scalars(select(Unit.id).where(Unit.status == "active")).all())
    assert first == active
    assert annual.open() == 0


def test_a_review_goes_from_the_commune_to_the_department(annual: Round) -> None:
    annual.open()
    page = Page(annual.clients["commune_officer"].get(f"/reviews/{annual.row().id}"))
    assert "Số hộ còn làm nghề" in page.text
    assert annual.act("commune_officer", "present").status_code == 409, "nothing is filled in"
    assert annual.fill().status_code == 303
    assert annual.act("commune_officer", "present").status_code == 303
    assert annual.act("commune_leader", "approve").status_code == 303
    assert annual.act("dept_officer", "return_to_commune", reason="Xem lại số hộ").status_code == 303
    assert "Xem lại số hộ" in Page(annual.clients["commune_officer"].get(f"/reviews/{annual.row().id}")).text
    annual.fill()
    annual.act("commune_officer", "present")
    annual.act("commune_leader", "approve")
    assert (
        "chọn"
        in Page(
            annual.clients["dept_officer"].get(
                f"/reviews?year={YEAR}&commune={annual.cast['commune_officer'].agency_id}"
            )
        ).text
    )
    row = annual.row()
    sent = {"review": [f"{row.id}:{row.version}"], "year": str(YEAR)}
    assert annual.clients["dept_officer"].post("/reviews/confirm", data=sent).status_code == 303
    assert (annual.row().state, annual.row().maintained) == ("confirmed", True)
    with annual.app.app_context():
        assert unit_fact(annual.unit).criteria_unmet_since is None  # type: ignore[union-attr]


def test_one_commune_does_not_see_the_reviews_of_another(annual: Round) -> None:
    annual.open()
    stranger = annual.people.client(annual.people("commune_officer", commune="Y Tý"))
    assert stranger.get(f"/reviews/{annual.row().id}").status_code == 404
    assert (
        annual.people.client(annual.people("province_clerk")).post("/reviews/round", data={"year": "2026"}).status_code
        == 403
    )


def test_an_unmet_criterion_warns_from_the_third_year_once(annual: Round) -> None:
    annual.unmet_since(2023, 2025)
    with annual.app.app_context():
        assert unit_fact(annual.unit).criteria_unmet_since == date(2023, 12, 31)  # type: ignore[union-attr]
        assert jobs.warn(today(), now()) > 0
        assert jobs.warn(today(), now()) == 0
    page = Page(annual.clients["commune_officer"].get("/reviews/warnings"))
    assert "không đạt từ 31/12/2023" in page.text
    assert "Lập hồ sơ đề nghị thu hồi" in page.text


class Taking(Story):
    """A proposal to revoke, with the people of a story around it."""

    def begun(self, annual: Round) -> "Taking":
        self.commune, self.cast = COMMUNE, dict(annual.cast)
        client = annual.clients["commune_officer"]
        sent = client.post("/revocations", data={"unit_id": str(annual.unit)})
        assert sent.status_code == 303
        self.id = uuid.UUID(sent.headers["Location"].split("/")[-2])
        told = {"seen_version": str(self.row.version), "why": "Chỉ còn ba hộ làm nghề", "unmet_since": "31/12/2020"}
        assert client.post(f"/dossiers/{self.id}/report", data=told).status_code == 303
        with self.app.app_context(), writing() as session:
            digest = uuid.uuid4().bytes * 2
            session.execute(insert(StoredFile), {"digest": digest, "size": 9, "media_type": "application/pdf"})
            kept = {"part_code": "RV-REPORT", "digest": digest, "name": "bao-cao.pdf", "size": 9}
            who = {"media_type": "application/pdf", "uploaded_by": self.cast["commune_officer"].id, "at": now()}
            session.execute(insert(Attachment), kept | who | {"id": new_id(), "dossier_id": self.id})
        return self

    def received(self) -> None:
        """The proposal has come to the department."""
        self.step("present", "commune_officer")
        self.step("submit", "commune_leader")
        self.step("receive", "reception_desk")

    def decided(self) -> None:
        """The council votes, the leader signs, the decision has its number."""
        clerk = self.who("province_clerk")
        hold_vote(self.app, self.id, by=clerk.id, agency_id=clerk.agency_id, on=today(), at=now())
        self.step("present_decision", "province_clerk")
        self.step("approve", "province_leader")
        self.step("number", "province_clerk")

    def inspect(self, met: bool) -> None:
        person = self.people.person(self.who("dept_officer"))
        with self.app.app_context():
            words = {c.code: Kept(met, "" if met else "Chỉ còn ba hộ") for c in criteria_to_keep(Kind(self.row.kind))}
            revocation.save_inspection(self.id, words, by=person, on=today(), at=now(), seen_version=self.row.version)


def test_a_recognition_is_taken_back_and_leaves_the_counts_on_the_day_of_signing(annual: Round, app: Flask) -> None:
    annual.unmet_since(2020, 2025)
    taking = Taking(app, annual.people).begun(annual)
    taking.received()
    with pytest.raises(Refused, match="Chưa ghi kết quả kiểm tra"):
        taking.step("conclude_revocation", "dept_officer")
    taking.inspect(met=True)
    with pytest.raises(Refused, match="mọi tiêu chí đều đạt"):
        taking.step("conclude_revocation", "dept_officer")
    taking.inspect(met=False)
    client = taking.people.client(taking.who("dept_officer"))
    assert "Kết quả kiểm tra của Sở" in Page(client.get(f"/dossiers/{taking.id}")).text
    taking.step("conclude_revocation", "dept_officer")
    taking.step("propose", "dept_leader")
    kind = annual.kind()
    with app.app_context():
        before = count_by_kind(today())[kind]
    taking.decided()
    with app.app_context():
        assert db.session.get_one(Unit, annual.unit).status == "active", "not before it goes out"
    taking.step("issue", "province_clerk")
    with app.app_context():
        unit = db.session.get_one(Unit, annual.unit)
        decided = db.session.execute(select(Decision).where(Decision.unit_id == unit.id)).scalars().all()
        assert (unit.status, unit.revoked_on) == ("revoked", today())
        assert [one.kind for one in decided][-1] == "revoke"
        assert count_by_kind(today())[kind] == before - 1
        assert count_by_kind(date(2026, 1, 2))[kind] == before, "as of an earlier day it still counts"
    public = Page(app.test_client().get(f"/register/{annual.unit}"))
    assert "Đã thu hồi" in public.text


def test_a_unit_has_one_proposal_at_a_time_and_only_of_its_own_commune(annual: Round, app: Flask) -> None:
    Taking(app, annual.people).begun(annual)
    again = annual.clients["commune_officer"].post("/revocations", data={"unit_id": str(annual.unit)})
    assert again.status_code == 409
    stranger = annual.people.client(annual.people("commune_officer", commune="Y Tý"))
    assert stranger.post("/revocations", data={"unit_id": str(annual.unit)}).status_code in (403, 409)


def test_a_unit_that_did_not_fail_long_enough_is_kept(annual: Round, app: Flask) -> None:
    annual.unmet_since(2024, 2025)
    taking = Taking(app, annual.people).begun(annual)
    taking.received()
    taking.inspect(met=False)
    with pytest.raises(Refused, match="chưa đủ 05 năm"):
        taking.step("conclude_revocation", "dept_officer")
    taking.step("conclude_keep", "dept_officer", reason="Chưa đủ năm năm")
    with app.app_context():
        assert db.session.execute(select(Dossier.finding).where(Dossier.id == taking.id)).scalar_one() == "keep"
