"""The council: who serves it, who sits on it, each with a ballot of their own."""

from tests.browser.desks.player import Player

SERVICE = "Việc của thư ký"


class Keeper(Player):
    """The clerk: sets the council up, plans its meeting, keeps the roll, counts, closes."""

    def set_up(self, seats: dict[str, str], look: str) -> None:
        """Seats by name, under a decision."""
        self.visitor.go("/council")
        self.look(f"{look}-1-no-council")
        self.visitor.follow("Lập Hội đồng")
        self.fill(Tên_Hội_đồng="Hội đồng xét duyệt năm 2026", Số_quyết_định_thành_lập="77/QĐ-UBND")
        self.write("Ngày quyết định", "02/11/2026")
        for name, seat in seats.items():
            self.write(name, seat)
        self.look(f"{look}-2-council")
        self.visitor.press("Lập Hội đồng")

    def plan(self, titles: list[str], look: str) -> str:
        """A meeting with these dossiers; gives its address."""
        self.write("Địa điểm", "Phòng họp số 2")
        for title in titles:
            self.page.get_by_label(title).check()
        self.look(look)
        self.visitor.press("Lập phiên họp và mời thành viên")
        return self.page.url

    def call_the_roll(self, there: list[str], look: str) -> None:
        self.visitor.follow("Ghi người có mặt")
        for name in there:
            self.page.get_by_label(name).check()
        self.look(look)
        self.visitor.press("Lưu người có mặt")

    def open_item(self, meeting: str, title: str, look: str = "") -> None:
        self.visitor.go(meeting)
        self.visitor.follow(title)
        if look:
            self.look(look)

    def begin_vote(self, meeting: str, title: str, look: str = "") -> None:
        self.open_item(meeting, title)
        self.visitor.press("Bắt đầu biểu quyết")
        if look:
            self.look(look)

    def count(self, meeting: str, title: str) -> None:
        self.open_item(meeting, title)
        self.visitor.press("Kết thúc bỏ phiếu, kiểm phiếu")

    def close(self, meeting: str, remark: str, look: str) -> None:
        self.visitor.go(meeting)
        self.visitor.follow("Kết thúc, lập biên bản")
        self.write("Ý kiến thảo luận", remark)
        self.look(f"{look}-draft")
        self.visitor.press("Kết thúc, lập biên bản")
        self.look(look)


class Member(Player):
    """One ballot for each dossier, unless there is a conflict of interest."""

    def recuse(self, meeting: str, title: str, ground: str, look: str) -> None:
        self.visitor.go(meeting)
        self.visitor.follow(title)
        self.page.locator("summary", has_text="Không tham gia biểu quyết").click()
        self.write("Lý do không tham gia biểu quyết", ground)
        self.look(f"{look}-1")
        self.visitor.press("Ghi không tham gia")
        self.visitor.reads("Đã ghi việc không tham gia biểu quyết", "Ông/Bà không tham gia biểu quyết hồ sơ này")
        self.look(f"{look}-2")

    def vote(self, meeting: str, title: str, choice: str, look: str = "") -> None:
        self.visitor.go(meeting)
        self.visitor.follow(title)
        self.page.get_by_label(choice, exact=True).check()
        if look:
            self.look(f"{look}-1")
        self.visitor.press("Bỏ phiếu")
        self.visitor.reads("Đã nhận phiếu của Ông/Bà")
        if look:
            self.look(f"{look}-2")

    def break_the_tie(self, meeting: str, title: str, choice: str, look: str) -> None:
        self.visitor.go(meeting)
        self.visitor.follow(title)
        self.page.get_by_label(choice, exact=True).check()
        self.look(look)
        self.visitor.press("Ghi quyết định")
        self.visitor.reads("Đã ghi ý kiến của người chủ trì")
