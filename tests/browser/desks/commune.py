"""The commune: from a row of the plan to a dossier with everything in it, and its leader's approval."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.browser.desks.desk import Desk

HOUSEHOLDS = 41
ALL_HOUSEHOLDS = "118"


class CommuneOfficer(Desk):
    """Fills the pages of the wizard one after the other."""

    def start_from_plan(self) -> None:
        self.visitor.reads("A.II.25", "Nậm Pung")
        self.look("1-home")
        self.page.locator("tr", has_text="A.II.25").get_by_role("button", name="Lập hồ sơ").click()

    def _fill(self, page: str, texts: Mapping[str, str]) -> None:
        for label, text in texts.items():
            self.visitor.write(label, text)
        self.look(page)
        self.visitor.press("Lưu và tiếp tục")

    def say_on_what_basis(self) -> None:
        self.visitor.reads("Căn cứ đề nghị")
        self._fill("2-basis", {})

    def name_the_place(self) -> None:
        assert "Hà Nhì" in self.page.get_by_label("Tên đề nghị công nhận").input_value()
        self._fill("3-unit", {"Tên nghề": "Mây tre đan"})

    def name_the_proposer(self) -> None:
        self._fill(
            "4-proposer",
            {
                "Họ và tên": "Ly Giờ Xá",
                "Tư cách đề nghị": "Trưởng thôn",
                "Điện thoại": "0912 345 123",
                "Địa chỉ": "Thôn Nậm Pung, xã Mường Hum",
            },
        )

    def list_the_households(self) -> None:
        """Forty-one lines pasted from Excel, out of 118 households of the area."""
        self.visitor.follow("Dán từ Excel")
        lines = [f"Ly Giờ Xá {n}\tThôn Nậm Pung\tMây tre đan\t2\t{n % 40 + 1}" for n in range(1, HOUSEHOLDS + 1)]
        self.visitor.write("Dán danh sách từ Excel", "\n".join(lines))
        self.look("5-paste")
        self.visitor.press("Kiểm tra và lưu danh sách")
        self.visitor.reads(f"Hộ tham gia: {HOUSEHOLDS}")
        self._fill("6-households", {"Tổng số hộ trên địa bàn": ALL_HOUSEHOLDS})

    def report_two_years(self, this_year: int) -> None:
        for year in (this_year - 1, this_year - 2):
            row = self.page.get_by_role("group", name=f"Năm {year}")
            for label, text in (
                ("Số hộ", str(HOUSEHOLDS)),
                ("Số lao động", "82"),
                ("Doanh thu", "900.000.000"),
                ("Sản phẩm chính", "Gùi, mâm, rổ"),
            ):
                row.get_by_label(label).fill(text)
        self._fill("7-results", {})

    def describe_the_environment(self, approved_on: date) -> None:
        self._fill(
            "8-environment",
            {
                "Số văn bản phê duyệt": "118/QĐ-UBND",
                "Ngày phê duyệt": approved_on.strftime("%d/%m/%Y"),
                "Cơ quan phê duyệt": "UBND xã Mường Hum",
                "Tổ chức tự quản": "Tổ tự quản bảo vệ môi trường thôn Nậm Pung, 7 thành viên",
            },
        )

    def attach(self, papers: Mapping[str, Path]) -> None:
        """Send a file for each paper that is asked for."""
        self.visitor.reads("Giấy tờ kèm theo")
        for part, path in papers.items():
            item = self.page.locator(f"li#{part}")
            item.locator("input[type=file]").last.set_input_files(path)
            item.get_by_role("button", name="Tải tệp lên").last.click()
            self.visitor.sees_kept(item, path.name)
        self.look("9-papers")

    def check(self) -> None:
        self.visitor.follow("Tiếp tục: kiểm tra lại")
        self.visitor.reads("Mọi nội dung và giấy tờ theo yêu cầu đều đã có", "41/118")
        self.look("a-check")


class CommuneLeader(Desk):
    """Reads, and sends the dossier to the department."""
