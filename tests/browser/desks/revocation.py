"""Taking a recognition back: the commune that reports, the department that looks on the spot."""

from pathlib import Path

from tests.browser.desks.player import Player


class Reporting(Player):
    """Begins from the list of warnings, and says why."""

    def begin_report(self, unit: str, look: str) -> None:
        self.visitor.go("/inbox").follow("Rà soát")
        self.look(f"{look}-reviews")
        self.visitor.follow("Cảnh báo", exact=True)
        self.visitor.reads(unit, "đủ điều kiện lập hồ sơ thu hồi")
        self.look(f"{look}-warnings")
        self.page.locator("div.opinion", has_text=unit).get_by_role("button", name="Lập hồ sơ đề nghị thu hồi").click()

    def report(self, why: str, since: str, paper: Path, look: str) -> None:
        self.fill(Lý_do_đề_nghị_thu_hồi=why, Không_đạt_tiêu_chí_từ_ngày=since)
        self.fill(Đã_làm_gì="Đã mở lớp truyền nghề hai lần, không có người học.", Ý_kiến_của_người="Đồng ý thôi giữ.")
        self.look(look)
        self.visitor.press("Lưu báo cáo")
        item = self.page.locator("li#RV-REPORT")
        item.locator("input[type=file]").last.set_input_files(paper)
        item.get_by_role("button", name="Tải tệp lên").last.click()
        self.visitor.sees_kept(item, paper.name)
        self.visitor.follow("Về hồ sơ để trình")


class Inspecting(Player):
    """Says of each criterion what was found in the village."""

    def inspect(self, remark: str, look: str) -> None:
        self.visitor.follow("Ghi kết quả kiểm tra")
        self.look(f"{look}-empty")
        for number, card in enumerate(self.page.locator("main form section.card").all()):
            card.get_by_label("Không đạt" if number == 0 else "Đạt", exact=True).check()
            if number == 0:
                card.get_by_label("Nhận xét").fill(remark)
        self.look(look)
        self.visitor.press("Lưu kết quả kiểm tra")
