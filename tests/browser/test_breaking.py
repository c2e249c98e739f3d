"""What people do to a page without meaning harm: twice, backwards, late, in two tabs, with the wrong file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import delete, select

from tests.browser.conftest import Enter
from tests.browser.desks.desk import TITLE
from tests.browser.server import Office
from tests.browser.visitor import Visitor
from tests.papers import corpus
from tests.papers.bundles import page_of
from tests.story import Story
from workflow.accounts.models import LoginSession
from workflow.dossiers.models import Entry
from workflow.extensions import db
from workflow.transactions import writing

pytestmark = pytest.mark.browser
ACT = "Gửi hồ sơ"
MEGABYTE = 1024 * 1024


def times(app: Flask, story: Story, action: str) -> int:
    """How often an act stands in the journal."""
    with app.app_context():
        taken = select(Entry).where(Entry.dossier_id == story.id, Entry.action == action)
        return len(db.session.scalars(taken).all())


@pytest.fixture
def waiting(story: Story) -> Story:
    """A dossier that waits for the commune's leader."""
    return story.up_to("commune_approval")


@pytest.fixture
def leader(enter: Enter, waiting: Story) -> Visitor:
    """The leader, on the page that confirms the act."""
    return enter("lanhdao.muonghum").go(f"/dossiers/{waiting.id}/steps/submit")


def test_a_double_click_is_one_act(leader: Visitor, waiting: Story, app: Flask) -> None:
    leader.page.get_by_role("button", name=ACT).dblclick()
    leader.page.wait_for_url(f"**/dossiers/{waiting.id}")
    assert "Đã thực hiện" in leader.main or "đã được ghi nhận từ lần bấm trước" in leader.main
    assert times(app, waiting, "submit") == 1
    leader.is_content()


def test_going_back_after_an_act_and_sending_again_says_that_it_is_done(
    leader: Visitor, waiting: Story, app: Flask
) -> None:
    leader.press(ACT)
    leader.reads("Đã thực hiện")
    with leader.expecting(404, 409):
        leader.page.go_back()
        if leader.page.get_by_role("button", name=ACT).count():
            leader.press(ACT)
    assert "đã được ghi nhận" in leader.main or "Mã lỗi" in leader.main, leader.main
    assert times(app, waiting, "submit") == 1
    leader.is_content()


def test_a_stale_tab_is_told_what_happened_meanwhile(
    leader: Visitor, waiting: Story, app: Flask, office: Office
) -> None:
    other = Visitor(leader.page.context.new_page(), office.url)
    other.go(f"/dossiers/{waiting.id}/steps/return_to_officer")
    leader.press(ACT)
    other.write("Lý do", "Thiếu chữ ký của trưởng thôn.")
    with other.expecting(409):
        other.press("Trả lại công chức")
        other.reads("Mã lỗi 409")
    other.follow("Mở lại hồ sơ")
    other.reads(TITLE)
    assert times(app, waiting, "return_to_officer") == 0
    other.is_content()


def end_by_cookie(visitor: Visitor, app: Flask) -> None:
    visitor.page.context.clear_cookies(name=app.config["SID_COOKIE"])


def end_in_the_office(visitor: Visitor, app: Flask) -> None:
    with app.app_context(), writing() as session:
        session.execute(delete(LoginSession))


@pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("end", [end_by_cookie, end_in_the_office])
def test_what_was_typed_outlives_the_session(
    enter: Enter, office: Office, story: Story, js: bool, end: Callable[[Visitor, Flask], None]
) -> None:
    visitor = enter("canbo.muonghum", js=js).go(f"/dossiers/{story.id}/request/environment")
    typed = "Tổ tự quản thôn Nậm Pung.\nQuy chế đã được họp thôn thông qua."
    visitor.write("Tổ chức tự quản", typed)
    end(visitor, office.app)
    with visitor.expecting(401):
        visitor.press("Lưu và tiếp tục")
        visitor.reads("Phiên làm việc đã hết", "Nội dung vừa gõ được giữ")
        visitor.look("sign-in-that-keeps")
    visitor.write("Tên đăng nhập", "canbo.muonghum")
    visitor.write("Mật khẩu", office.password)
    visitor.press("Đăng nhập", exact=True)
    visitor.reads("Tiếp tục việc đang làm")
    visitor.press("Gửi tiếp")
    visitor.go(f"/dossiers/{story.id}/request/environment")
    assert visitor.page.get_by_label("Tổ chức tự quản").input_value() == typed
    visitor.is_content()


class TestFiles:
    @pytest.fixture
    def officer(self, enter: Enter, story: Story) -> Visitor:
        """Whose files the form sends; `test_upload` is about the script."""
        return enter("canbo.muonghum", js=False).go(f"/dossiers/{story.id}/request/papers")

    @pytest.fixture
    def send(self, officer: Visitor, tmp_path: Path) -> Callable[[str, bytes], None]:
        def sent(name: str, content: bytes) -> None:
            path = tmp_path / name
            path.write_bytes(content)
            item = officer.page.locator("li#OTHER")
            item.locator("input[type=file]").last.set_input_files(path)
            item.get_by_role("button", name="Tải tệp lên").last.click()
            officer.page.wait_for_load_state()

        return sent

    @pytest.mark.parametrize(
        ("name", "content", "told"),
        [
            ("rong.pdf", b"", "rỗng"),
            ("phanmem.pdf", b"MZ\x90\x00" + b"\x00" * 2000, "phanmem.pdf"),
            ("quá lớn.pdf", corpus.pdf(b"%" + b"0" * 101 * MEGABYTE), "lớn hơn 100 MB"),
        ],
        ids=["0 bytes", "a program called .pdf", "101 MB"],
    )
    def test_a_wrong_file_is_refused_in_words(
        self, officer: Visitor, send: Callable[[str, bytes], None], name: str, content: bytes, told: str
    ) -> None:
        with officer.expecting(400):
            send(name, content)
            officer.reads("Có tệp chưa lưu được", told)
            officer.look("refused-file")
        officer.follow("Quay lại chọn tệp khác")
        officer.reads("Giấy tờ kèm theo")
        assert name not in officer.main
        officer.is_content()

    def test_a_scan_of_three_megabytes_arrives_whole(
        self, officer: Visitor, send: Callable[[str, bytes], None]
    ) -> None:
        content = page_of("bản quét", Image.effect_noise((2000, 2600), 200))
        assert len(content) > 3 * MEGABYTE
        send("bản quét.pdf", content)
        officer.reads("Đã lưu: bản quét.pdf")
        with officer.page.expect_download() as coming:
            officer.page.get_by_role("link", name="bản quét.pdf").click()
        assert Path(coming.value.path()).read_bytes() == content
        officer.is_content()
