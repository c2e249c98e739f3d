"""The whole road of one dossier, by hand in a browser: from a row of the plan to the public register."""

import uuid
from pathlib import Path

import pytest

from tests.browser.conftest import Enter
from tests.browser.desks import commune, department, province, public
from tests.browser.desks.desk import TITLE
from tests.browser.papers import set_papers
from tests.browser.server import Office
from tests.browser.troupe import someone
from tests.story import VILLAGE_PARTS
from tests.votes import hold_vote
from workflow.papers.secrets import lookup_token
from workflow.wall_clock import now, today

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


class Cast:
    """The people of the story, each at a browser of their own."""

    def __init__(self, enter: Enter, js: bool) -> None:
        self.enter, self.how = enter, {"js": js, "screens": "road" if js else "", "in_turn": True}

    def officer(self) -> commune.CommuneOfficer:
        return commune.CommuneOfficer(self.enter("canbo.muonghum", **self.how), "01-commune-officer")

    def commune_leader(self) -> commune.CommuneLeader:
        return commune.CommuneLeader(self.enter("lanhdao.muonghum", **self.how), "02-commune-leader")

    def reception(self) -> department.Reception:
        return department.Reception(self.enter("tiepnhan", **self.how), "03-reception")

    def appraiser(self) -> department.Appraiser:
        return department.Appraiser(self.enter("thamdinh", **self.how), "04-appraiser")

    def dept_officer(self) -> department.Officer:
        return department.Officer(self.enter("chuyenvien", **self.how), "05-dept-officer")

    def dept_leader(self) -> department.Leader:
        return department.Leader(self.enter("lanhdao.so", **self.how), "06-dept-leader")

    def clerk(self, name: str = "07-clerk") -> province.Clerk:
        return province.Clerk(self.enter("vanphong", **self.how), name)

    def province_leader(self) -> province.Leader:
        return province.Leader(self.enter("phochutich", **self.how), "08-province-leader")

    def applicant(self) -> public.Applicant:
        return public.Applicant(self.enter(**self.how), "10-applicant")

    def reader(self) -> public.Reader:
        return public.Reader(self.enter(**self.how), "11-reader")


@pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
def test_a_row_of_the_plan_becomes_a_village_of_the_register(
    enter: Enter, office: Office, tmp_path: Path, js: bool
) -> None:
    cast = Cast(enter, js)
    visit_the_door(cast)
    draft_the_dossier(cast.officer(), set_papers(tmp_path, VILLAGE_PARTS))
    cast.commune_leader().open_dossier().take("Gửi hồ sơ")
    receipt = receive(cast.reception())
    code, secret = public.codes_on(receipt)
    appraise_and_propose(cast)
    number = decide(cast, office)
    follow_as_applicant(cast.applicant(), office, code, secret)
    read_the_register(cast.reader(), number)


def visit_the_door(cast: Cast) -> None:
    visitor = cast.enter(**cast.how)
    visitor.go("/sign-in")
    visitor.look("00-sign-in")


def draft_the_dossier(officer: commune.CommuneOfficer, papers: dict[str, Path]) -> None:
    officer.start_from_plan()
    officer.say_on_what_basis()
    officer.name_the_place()
    officer.name_the_proposer()
    officer.list_the_households()
    officer.report_two_years(today().year)
    officer.describe_the_environment(today().replace(day=1))
    officer.attach(papers)
    officer.check()
    officer.take("Trình lãnh đạo cấp xã")


def receive(desk: department.Reception) -> str:
    desk.open_dossier()
    preview = desk.preview_receipt()
    assert "DỰ THẢO" in preview
    desk.take("Tiếp nhận hồ sơ")
    receipt = desk.print_receipt()
    assert "DỰ THẢO" not in receipt
    return receipt


def appraise_and_propose(cast: Cast) -> None:
    appraiser = cast.appraiser()
    appraiser.open_dossier()
    appraiser.appraise()
    appraiser.take("Kết luận thẩm định")
    officer = cast.dept_officer()
    officer.open_dossier()
    officer.confirm_criteria()
    officer.take("Đề xuất công nhận", Ý_kiến_đề_xuất="Đủ tiêu chí, đề nghị công nhận.")
    cast.dept_leader().open_dossier().take("Trình UBND tỉnh")


def decide(cast: Cast, office: Office) -> str:
    """The council has voted (a play of its own shows how); signed, numbered, issued, handed over. Gives the number."""
    clerk = cast.clerk()
    clerk.open_dossier()
    dossier_id, keeper = uuid.UUID(clerk.page.url.rsplit("/", 1)[1]), someone(office.app, "vanphong")
    hold_vote(office.app, dossier_id, by=keeper.id, agency_id=keeper.agency_id, on=today(), at=now())
    clerk.open_dossier().take("Trình lãnh đạo UBND tỉnh")
    cast.province_leader().open_dossier().take("Ký quyết định công nhận")
    issuing = cast.clerk("09-clerk-issues")
    issuing.open_dossier().take("Cấp số quyết định")
    issuing.take("Phát hành quyết định")
    issuing.visitor.follow("Xem trong sổ quyết định")
    handed = {"Ngày_trả_kết_quả": f"{today():%d/%m/%Y}", "Người_nhận_kết_quả": "Ly Giờ Xá"}
    cast.reception().open_dossier().take("Trả kết quả", **handed)
    return issuing.visitor.title.removeprefix("Quyết định số ")


def follow_as_applicant(applicant: public.Applicant, office: Office, code: str, secret: str) -> None:
    applicant.ask(code, secret)
    applicant.visitor.reads(TITLE, code, "Đã công nhận")
    assert "0912 345 123" not in applicant.visitor.main  # masked
    with office.app.app_context():
        from sqlalchemy import select

        from workflow.dossiers.models import Dossier
        from workflow.extensions import db

        dossier_id: uuid.UUID = db.session.scalars(select(Dossier.id).where(Dossier.code == code)).one()
        token = lookup_token(dossier_id)
    applicant.scan(f"{office.url}/lookup/q/{token}")
    applicant.visitor.reads(TITLE, "Đã công nhận")


def read_the_register(reader: public.Reader, number: str) -> None:
    reader.find("may tre dan nam pung")
    reader.visitor.follow(TITLE)
    reader.visitor.reads(TITLE, number, "Mường Hum")
    reader.look("3-unit")
