"""A supplement with a diff: asked once with every gap, answered on a copy nobody sees, read as before and after."""

from pathlib import Path

import pytest

from tests.browser.conftest import Enter
from tests.browser.desks.player import Player
from tests.browser.desks.supplements import Answerer, Asker
from tests.browser.papers import set_papers
from tests.browser.server import Office
from tests.browser.troupe import Troupe
from tests.people import People
from tests.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
OLD, NEW = "118/QĐ-UBND", "205/QĐ-UBND"
GAPS = {
    "parts:CV-ENV": ("Đã hết hiệu lực", "Nộp phương án bảo vệ môi trường còn hiệu lực."),
    "criteria:LN-A": ("Chưa đúng", "Ghi lại tổng số hộ của thôn theo sổ quản lý."),
    "appraisal:ENV-V01": ("Còn thiếu", "Nêu rõ nơi thu gom nước thải nhuộm."),
}


@pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
def test_a_supplement_is_asked_answered_and_compared(
    enter: Enter, office: Office, people: People, tmp_path: Path, js: bool
) -> None:
    troupe = Troupe(enter, office, people, "supplement", js)
    story = troupe.story().up_to("department_review")
    officer = troupe("chuyenvien", Asker)
    ask(officer, story)
    reply(troupe("canbo.muonghum", Answerer), officer, story, set_papers(tmp_path, ["phuong-an-moi"])["phuong-an-moi"])
    compare(officer, story)
    ask_again(troupe, officer, story)


def ask(officer: Asker, story: Story) -> None:
    officer.at(story.id)
    officer.compose(GAPS, look="1-compose")
    officer.visitor.reads("tạm dừng từ hôm nay")
    draft = officer.draft_of_paper()
    assert "phương án bảo vệ môi trường còn hiệu lực" in " ".join(draft.split())
    officer.look("2-confirm")
    officer.visitor.press("Yêu cầu bổ sung")
    officer.visitor.reads("Đã thực hiện: Yêu cầu bổ sung", "Đang tạm dừng tính thời hạn", "3 nội dung, đã trả lời 0")
    officer.look("3-waiting")
    officer.visitor.follow("Ngày này tính thế nào?")
    officer.visitor.reads("Đang tạm dừng tính thời hạn; còn")
    officer.look("4-clock-paused")


def reply(commune: Answerer, officer: Asker, story: Story, paper: Path) -> None:
    """Nothing of the work is seen before it is handed in, and it is not handed in before every gap is answered."""
    commune.open_dossier()
    commune.visitor.reads("Chờ xã bổ sung đến hết ngày")
    commune.open_request(look="5-answer")
    commune.visitor.reads("Đã hết hiệu lực", "Chưa đúng", "Còn thiếu", *(note for _fault, note in GAPS.values()))
    commune.visitor.follow("Mở chỗ cần sửa")
    commune.replace("CV-ENV", paper)
    commune.at(story.id).open_request()
    commune.correct("environment", look="6-correct", Số_văn_bản_phê_duyệt=NEW)
    officer.at(story.id)
    officer.visitor.reads("Bản đã nhận lúc", OLD)
    assert NEW not in officer.visitor.main
    assert paper.name not in officer.visitor.main
    officer.look("7-received-version")
    commune.at(story.id).open_request()
    commune.answer("Đã thay bằng phương án mới.", "Đã đối chiếu: 118 hộ.")
    commune.visitor.reads("Chưa thực hiện được", "Chưa trả lời nội dung được yêu cầu")
    commune.look("8-not-all-answered")
    commune.at(story.id).open_request()
    commune.answer("Đã thay bằng phương án mới.", "Đã đối chiếu: 118 hộ.", "Bể thu gom ở cuối thôn.", look="9-answered")
    commune.visitor.press("Gửi nội dung bổ sung")
    commune.visitor.reads("Đã thực hiện: Gửi nội dung bổ sung")


def compare(officer: Asker, story: Story) -> None:
    officer.at(story.id, look="a-back").visitor.reads("ngày làm việc còn lại", "Đã bổ sung")
    officer.read_changes("b-changes")
    officer.visitor.reads("Bản trước", "Bản mới", OLD, NEW, "phuong-an-moi.pdf", "Bể thu gom ở cuối thôn.")


def ask_again(troupe: Troupe, officer: Asker, story: Story) -> None:
    """A second request at the same stage waits for the leader, and only the leader's word stops the clock."""
    officer.at(story.id)
    officer.compose({"parts:CV-RESULTS": ("Chưa đúng", "Doanh thu năm trước chưa khớp.")})
    officer.write("Lý do", "Số liệu hai năm không khớp nhau.")
    officer.visitor.press("Trình yêu cầu bổ sung lần nữa")
    officer.visitor.reads("Đã thực hiện: Trình yêu cầu bổ sung lần nữa", "ngày làm việc còn lại")
    officer.look("c-proposed")
    leader = troupe("lanhdao.so", Player)
    leader.open_dossier()
    leader.begin("Duyệt yêu cầu bổ sung")
    leader.write("Lý do", "Số liệu này quyết định tiêu chí về hiệu quả.")
    assert "Doanh thu năm trước chưa khớp" in " ".join(leader.draft_of_paper().split())
    leader.look("d-approve")
    leader.visitor.press("Duyệt yêu cầu bổ sung")
    leader.visitor.reads("Đang tạm dừng tính thời hạn", "lần nữa, lãnh đạo duyệt")
