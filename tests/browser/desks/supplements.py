"""A request for supplements: who asks, and the commune that answers part by part."""

from pathlib import Path

from tests.browser.desks.player import Player


class Asker(Player):
    """Says of parts, criteria and items what is missing, wrong or out of date."""

    def compose(self, gaps: dict[str, tuple[str, str]], look: str = "") -> None:
        """Write every gap on one page, {where: (fault, what to do)}, and go on to the page that sends it."""
        self.visitor.follow("Soạn phiếu yêu cầu bổ sung")
        for where, (fault, note) in gaps.items():
            thing = self.page.locator(f'[id="{where}"]')
            thing.locator("select").select_option(label=fault)
            thing.locator("textarea").fill(note)
        if look:
            self.look(look)
        self.visitor.press("Lưu và xem lại để gửi")

    def read_changes(self, look: str) -> None:
        self.visitor.follow("Xem lần bổ sung gần nhất đã thay đổi gì")
        self.look(look)


class Answerer(Player):
    """Works on a copy that nobody else sees, and hands it in once."""

    def open_request(self, look: str = "") -> None:
        self.visitor.follow("Trả lời từng nội dung")
        if look:
            self.look(look)

    def correct(self, section: str, look: str = "", **facts: str) -> None:
        """Change declared facts on a page of the wizard."""
        self.visitor.go(f"{self.page.url.partition('/supplement')[0]}/request/{section}")
        self.fill(**facts)
        if look:
            self.look(look)
        self.visitor.press("Lưu và tiếp tục")

    def replace(self, part: str, path: Path) -> None:
        item = self.page.locator(f"li#{part}")
        item.locator("summary", has_text="Thay hoặc bỏ tệp").first.click()
        form = item.locator("form.upload").first
        form.locator("input[type=file]").set_input_files(path)
        form.get_by_role("button", name="Tải tệp lên").click()
        self.visitor.sees_kept(item, path.name)

    def answer(self, *answers: str, look: str = "") -> None:
        """One answer to each gap in order; then on to the page that hands it all in."""
        for number, text in enumerate(answers, 1):
            self.visitor.write(f"Trả lời nội dung {number}", text)
        if look:
            self.look(look)
        self.visitor.press("Lưu và xem lại để gửi")
