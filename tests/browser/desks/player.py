"""A person of a play: opens a dossier by its address, takes steps, looks closely only where the play is new."""

import uuid

from tests.browser.desks.department import words_of
from tests.browser.desks.desk import TITLE, Desk


class Player(Desk):
    """Takes steps as every desk does, but looks at a page only when it is named."""

    def at(self, dossier_id: uuid.UUID, look: str = "") -> "Player":
        """At the page of a dossier."""
        self.visitor.go(f"/dossiers/{dossier_id}")
        if look:
            self.look(look)
        return self

    def open_dossier(self, title: str = TITLE, look: str = "") -> "Player":
        """From the inbox to the dossier that waits there."""
        self.visitor.go("/inbox")
        self.visitor.reads("Việc của tôi", title)
        self.visitor.follow(title)
        if look:
            self.look(look)
        return self

    def begin(self, title: str) -> None:
        """From the dossier to the page that confirms a step."""
        self.open_step(title)
        self.visitor.reads("ghi vào nhật ký")

    def open_step(self, title: str) -> None:
        """To the page of a step, whether or not it can be taken; also when it stands among the other things to do."""
        link = self.page.get_by_role("link", name=title)
        if not link.first.is_visible():
            self.page.locator("details.beside summary").click()
        link.first.click()
        self.page.wait_for_load_state()

    def act(self, title: str, look: str = "", **asked: str) -> None:
        """A step in earnest: confirmed, with what it asks written by label."""
        self.begin(title)
        self.fill(**asked)
        if look:
            self.look(look)
        self.visitor.press(title)
        self.visitor.reads(f"Đã thực hiện: {title}")

    def fill(self, **asked: str) -> None:
        for label, text in asked.items():
            self.write(label.replace("_", " "), text)

    def write(self, label: str, text: str) -> None:
        """Write into a field, or choose in it: what reads exactly so, else the first that contains it."""
        field = self.page.get_by_label(label).first
        if field.evaluate("node => node.tagName") == "SELECT":
            offered = [option.strip() for option in field.locator("option").all_text_contents()]
            field.select_option(label=text if text in offered else next(each for each in offered if text in each))
        else:
            field.fill(text)

    def is_refused(self, title: str, *sentences: str) -> None:
        """Sent in earnest, and refused in these words."""
        with self.visitor.expecting(409, 422):
            self.visitor.press(title)
            self.visitor.reads(*sentences)

    def draft_of_paper(self) -> str:
        """The words of the paper that the step would issue, marked as a draft."""
        with self.page.expect_download() as coming:
            self.page.get_by_text("xem trước bản dự thảo").click()
        words = words_of(coming.value)
        assert "DỰ THẢO" in words, words
        return words
