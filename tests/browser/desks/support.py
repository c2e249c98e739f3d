"""Support: the commune that applies, the agency that spends, the department that says how much there is."""

from collections.abc import Mapping
from pathlib import Path

from tests.browser.desks.player import Player


class Applying(Player):
    """Fills the pages of an application one after the other."""

    def choose(self, kind: str, aim: str, look: str) -> None:
        self.visitor.go("/support")
        self.look(f"{look}-kinds")
        self.page.locator("section", has_text=kind).get_by_role("link", name="lập hồ sơ").first.click()
        self.write("Xin hỗ trợ cho", aim)
        self.look(f"{look}-new")
        self.visitor.press("Lập hồ sơ", exact=True)

    def section(self, look: str = "", **typed: str) -> None:
        """One page, saved; on to the next."""
        self.fill(**typed)
        if look:
            self.look(look)
        self.visitor.press("Lưu và tiếp tục")

    def attach(self, papers: Mapping[str, Path]) -> None:
        for part, path in papers.items():
            item = self.page.locator(f"li#{part}")
            item.locator("input[type=file]").last.set_input_files(path)
            item.get_by_role("button", name="Tải tệp lên").last.click()
            self.visitor.sees_kept(item, path.name)

    @property
    def address(self) -> str:
        """The address of the application."""
        return self.page.url.partition("/support")[0]


class Spending(Player):
    """The lead agency: from a fund line to the establishment, and the acceptance of what was done."""

    def commit(self, line: str, amount: str, look: str = "") -> None:
        self.begin("Ghi cam kết chi")
        self.fill(Nguồn_kinh_phí=line, Số_tiền=amount)
        if look:
            self.look(look)


class Treasurer(Player):
    """The Department of Finance: money by source and programme."""

    def add_line(self, programme: str, agency: str, amount: str, look: str) -> None:
        self.visitor.follow("Kinh phí")
        self.look(f"{look}-empty")
        self.visitor.follow("Thêm nguồn")
        self.fill(Chương_trình=programme, Cơ_quan_quản_lý=agency)
        self.page.get_by_label("Nguồn", exact=True).select_option(index=0)
        self.page.get_by_label("Số vốn được giao").fill(amount)
        self.look(f"{look}-new")
        self.visitor.press("Lưu", exact=True)

    def read_line(self, programme: str, look: str) -> None:
        self.visitor.go("/inbox").follow("Kinh phí")
        self.look(f"{look}-list")
        self.visitor.follow(programme)
        self.look(look)
