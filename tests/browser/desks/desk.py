"""What every desk has: an inbox, a dossier, and steps that are confirmed before they are taken."""

from tests.browser.visitor import Visitor

TITLE = "Làng nghề mây tre đan dân tộc Hà Nhì"


class Desk:
    """A person at work. `name` marks the pictures of the pages they come to."""

    def __init__(self, visitor: Visitor, name: str) -> None:
        self.visitor, self.page, self.name = visitor, visitor.page, name

    def look(self, what: str) -> None:
        self.visitor.look(f"{self.name}-{what}")

    def open_dossier(self) -> "Desk":
        """From the inbox to the dossier that waits there."""
        self.visitor.go("/inbox")
        self.visitor.reads("Việc của tôi", TITLE)
        self.look("1-inbox")
        self.visitor.follow(TITLE)
        self.look("2-dossier")
        return self

    def take(self, title: str, **asked: str) -> None:
        """A step: from the dossier to the page that confirms it, and then in earnest. `asked` is written by label."""
        self.page.locator("main").get_by_role("link", name=title).first.click()
        self.visitor.reads("ghi vào nhật ký")
        for label, text in asked.items():
            self.visitor.write(label.replace("_", " "), text)
        self.look("8-confirm")
        self.visitor.press(title)
        self.visitor.reads(f"Đã thực hiện: {title}")
        self.look("9-after")
