"""A support application at its ceiling: the last đồng that is allowed passes, one more is refused in words."""

import uuid
from pathlib import Path

import pytest

from states.checklist import ItemResult
from states.screening import screening_for
from tests.browser.conftest import Enter
from tests.browser.desks.player import Player
from tests.browser.desks.support import Applying, Spending, Treasurer
from tests.browser.papers import set_papers
from tests.browser.server import Office
from tests.browser.troupe import Troupe, someone, story_of
from tests.people import People
from tests.story import Story
from workflow.appraisal.services import DraftAnswer
from workflow.dossiers import appraisal_services
from workflow.dossiers.consultation import services as consultation
from workflow.opinions.queries import requests_of
from workflow.wall_clock import now, today

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
KIND, SILVER, PROGRAMME = "Xúc tiến thương mại", "Làng nghề chạm khắc bạc", "Xúc tiến thương mại tỉnh"
PARTS = ("S-REQUEST", "S-PLAN", "S-ESTIMATE")
OVER, CEILING = "50.000.001", "50.000.000"
OPINION = {"answer": "agree", "remarks": "Cân đối được trong dự toán."}


@pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
def test_support_is_asked_granted_and_paid_up_to_its_ceiling(
    enter: Enter, office: Office, people: People, tmp_path: Path, js: bool
) -> None:
    troupe = Troupe(enter, office, people, "support", js)
    story = story_of(office.app, people)
    story.cast |= {
        "lead_officer": someone(office.app, "congthuong"),
        "lead_leader": someone(office.app, "lanhdao.congthuong"),
    }
    fund = troupe("taichinh", Treasurer)
    fund.add_line(PROGRAMME, "Sở Công Thương", "60.000.000", look="1-funds")
    apply(troupe("canbo.muonghum", Applying), story, set_papers(tmp_path, PARTS))
    walk_to_the_province(troupe, story)
    grant(troupe("phochutich", Player), story)
    for action in ("number", "issue"):
        story.step(action, "province_clerk")
    spend(troupe("congthuong", Spending), story)
    fund.read_line(PROGRAMME, look="b-fund")
    fund.visitor.reads("Đã cam kết 50.000.000", "Đã giải ngân 50.000.000", "Còn lại 10.000.000")


def apply(commune: Applying, story: Story, papers: dict[str, Path]) -> None:
    """One đồng above the lower of 50 % and 50 million is refused with the sum in words; exactly that much passes."""
    commune.choose(KIND, SILVER, look="2")
    commune.section(
        look="3-applicant", Cơ_sở="HTX chạm bạc Mường Hum", Họ_và_tên="Lý A Sử", Tư_cách_đề_nghị="Giám đốc",
        Điện_thoại="0912 345 678", Địa_chỉ="Xã Mường Hum",
    )  # fmt: skip
    money = {
        "Đề_nghị_hỗ_trợ_để_làm_gì": "Thuê gian hàng ở hội chợ Hà Nội", "Nội_dung_công_việc": "Hai gian hàng, năm ngày.",
        "Tổng_chi_phí": "120.000.000", "Vốn_tự_có": "70.000.000", "Số_tiền_đề_nghị": OVER,
    }  # fmt: skip
    commune.page.get_by_label("Ngân sách tỉnh, xã").check()
    commune.section(look="4-money", **money)
    commune.attach(papers)
    commune.look("5-papers")
    story.id = uuid.UUID(commune.address.rsplit("/", 1)[1])
    commune.visitor.follow("Tiếp tục: kiểm tra lại")
    commune.visitor.reads(f"Số tiền đề nghị {OVER} đồng vượt mức tối đa {CEILING} đồng", "50 %")
    commune.look("6-one-too-many")
    commune.visitor.follow(f"Số tiền đề nghị {OVER} đồng vượt mức tối đa")
    commune.section(Tổng_chi_phí="80.000.000", Số_tiền_đề_nghị="40.000.001")  # the rate is the lower limit here
    commune.visitor.follow("Tiếp tục: kiểm tra lại")
    commune.visitor.reads("Số tiền đề nghị 40.000.001 đồng vượt mức tối đa 40.000.000 đồng")
    commune.visitor.go(f"{commune.address}/support/money")
    commune.section(Tổng_chi_phí="120.000.000", Số_tiền_đề_nghị=CEILING)
    commune.visitor.follow("Tiếp tục: kiểm tra lại")
    commune.visitor.reads("Mọi nội dung và giấy tờ theo yêu cầu đều đã có")
    commune.look("7-at-the-ceiling")
    commune.act("Trình lãnh đạo cấp xã")


def walk_to_the_province(troupe: Troupe, story: Story) -> None:
    """The commune's leader, reception, the screening, the Department of Finance, the lead agency."""
    story.step("submit", "commune_leader")
    story.step("receive", "reception_desk")
    screen(story)
    story.step("sign_off", "env_appraiser")
    lead = troupe("congthuong", Player)
    lead.open_dossier(title=f"{KIND}: {SILVER}", look="8-lead")
    lead.open_step("Đề xuất chấp thuận")
    lead.visitor.reads("cần ý kiến của Sở Tài chính")
    hear_finance(troupe, story)
    lead.at(story.id).act("Đề xuất chấp thuận", Ý_kiến_đề_xuất="Đúng đối tượng, đúng mức.")
    story.step("propose", "lead_leader")
    story.step("present_decision", "province_clerk")


def screen(story: Story) -> None:
    drafts = {
        item.code: DraftAnswer(ItemResult.MET) for item in screening_for("trade_promotion", "2026.1").items
    }  # fmt: skip
    person = story.people.person(story.who("env_appraiser"))
    with story.app.app_context():
        appraisal_services.save_appraisal(
            story.id, drafts, by=person, on=today(), at=now(), seen_version=story.row.version
        )


def hear_finance(troupe: Troupe, story: Story) -> None:
    """The Department of Finance is asked and agrees, in the background."""
    cast = [someone(troupe.app, name) for name in ("congthuong", "taichinh", "lanhdao.taichinh")]
    asker, officer, leader = (story.people.person(one) for one in cast)
    question = consultation.Question("Nguồn có cân đối được không?", 5, [cast[1].agency_id], [None])
    with troupe.app.app_context():
        consultation.ask(story.id, question, by=asker, on=today(), at=now(), seen_version=story.row.version)
        for action, by, inputs in (("draft_answer", officer, OPINION), ("answer", leader, {})):
            row = requests_of(story.id)[0]
            consultation.act(row.id, action, by=by, on=today(), at=now(), seen_version=row.version, inputs=inputs)
        consultation.treat(story.id, row.id, "Tiếp thu.", by=asker, on=today(), at=now())


def grant(leader: Player, story: Story) -> None:
    leader.at(story.id).begin("Ký quyết định")
    leader.fill(Số_tiền_hỗ_trợ_được_duyệt=OVER)
    leader.is_refused("Ký quyết định", f"Số tiền được duyệt không được quá {CEILING} đồng.")
    leader.look("9-not-more-than-the-ceiling")
    leader.at(story.id).act("Ký quyết định", Số_tiền_hỗ_trợ_được_duyệt=CEILING)


def spend(lead: Spending, story: Story) -> None:
    """Committed, paid, accepted, closed: the dossier tells of every đồng."""
    day = f"{today():%d/%m/%Y}"
    lead.at(story.id).commit(PROGRAMME, OVER)
    lead.is_refused("Ghi cam kết chi", f"Chỉ còn được cam kết {CEILING} đồng trong số được duyệt.")
    lead.at(story.id).commit(PROGRAMME, CEILING, look="a-commit")
    lead.visitor.press("Ghi cam kết chi")
    lead.visitor.reads("Đã thực hiện: Ghi cam kết chi", "50.000.000 đồng đã cam kết", "0 đồng đã giải ngân")
    lead.act("Ghi giải ngân", Số_tiền=CEILING, Ngày_giải_ngân=day, Số_chứng_từ="UNC 07")
    lead.act("Ghi nghiệm thu", Ngày_nghiệm_thu=day, Kết_quả_nghiệm_thu="Đủ hai gian hàng, đủ năm ngày.")
    lead.visitor.reads("50.000.000 đồng đã giải ngân", "Đã nghiệm thu", "UNC 07")
    lead.look("b-accepted")
    lead.act("Kết thúc hồ sơ")
    lead.visitor.reads("Đã hoàn thành")
