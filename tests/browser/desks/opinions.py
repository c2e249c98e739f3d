"""Other departments: who asks them, who is asked, and who approves inside the asked agency."""

import uuid
from datetime import date

from tests.browser.desks.player import Player


class Consulting(Player):
    """Asks several agencies at once, reminds, and says how each opinion was treated."""

    def open_opinions(self, dossier_id: uuid.UUID, look: str = "") -> None:
        self.visitor.go(f"/dossiers/{dossier_id}/opinions")
        if look:
            self.look(look)

    def ask(self, question: str, agencies: list[str], papers: list[str], days: int, look: str = "") -> None:
        """One question with its papers and its term."""
        for name in (*agencies, *papers):
            self.page.get_by_label(name).first.check()
        self.visitor.write("Nội dung hỏi", question)
        self.visitor.write("Thời hạn trả lời", str(days))
        if look:
            self.look(look)
        self.visitor.press("Gửi câu hỏi")

    def treat(self, agency: str, how: str) -> None:
        card = self.page.locator("section.opinion", has_text=agency)
        card.get_by_label("Tiếp thu thế nào").fill(how)
        card.get_by_role("button", name="Lưu cách xử lý").click()
        self.visitor.reads("Đã ghi cách xử lý ý kiến")


class Consulted(Player):
    """Reads only the question and the papers that matter, and answers; or approves what was drafted."""

    def open_question(self, title: str, look: str = "") -> str:
        """From the list of what the agency is asked; gives the address of the question."""
        self.visitor.go("/opinions")
        if look:
            self.look(f"{look}-list")
        self.visitor.follow(title)
        if look:
            self.look(look)
        return self.page.url

    def draft(self, answer: str, remarks: str) -> None:
        self.page.get_by_label("Ý kiến", exact=True).select_option(label=answer)
        self.visitor.write("Nội dung ý kiến, lý do", remarks)
        self.visitor.press("Soạn ý kiến")
        self.visitor.reads("Đã thực hiện: Soạn ý kiến")

    def approve(self) -> None:
        self.visitor.press("Duyệt và gửi ý kiến")
        self.visitor.reads("Đã thực hiện: Duyệt và gửi ý kiến")


def written(day: date) -> str:
    return f"{day:%d/%m/%Y}"
