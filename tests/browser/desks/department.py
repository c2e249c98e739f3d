"""The department: reception, the environment appraiser, the officer in charge, the leader."""

import io
from pathlib import Path

import pypdfium2
from playwright.sync_api import Download

from tests.browser.desks.desk import Desk


def words_of(download: Download) -> str:
    """The text of a PDF, read from the bytes a person would print."""
    document = pypdfium2.PdfDocument(io.BytesIO(Path(download.path()).read_bytes()))
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


class Reception(Desk):
    """Looks at the receipt before it exists, receives, prints."""

    def preview_receipt(self) -> str:
        self.visitor.follow("Tiếp nhận hồ sơ")
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name="xem trước").click()
        self.page.go_back()
        return words_of(coming.value)

    def print_receipt(self) -> str:
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name="Giấy tiếp nhận").first.click()
        return words_of(coming.value)


class Appraiser(Desk):
    """Answers the checklist, item by item."""

    def appraise(self) -> None:
        self.visitor.follow("Mở phiếu thẩm định")
        self.look("3-checklist")
        self.page.locator("fieldset", has_text="kết quả").first.get_by_label("Đạt", exact=True).check()
        self.visitor.press("Lưu phiếu")  # half done is welcome
        self.visitor.reads("Đã trả lời 1/20 mục")
        for choice in self.page.get_by_label("Đạt", exact=True).all():
            choice.check()
        self.visitor.press("Lưu phiếu")
        self.visitor.reads("Đã trả lời 20/20 mục")
        self.look("4-checklist-full")
        self.visitor.follow("Phiếu trống để in")
        self.look("5-blank-sheet")
        self.page.go_back()


class Officer(Desk):
    """Says of each criterion whether it is met."""

    def confirm_criteria(self) -> None:
        self.visitor.follow("Xác nhận tiêu chí")
        self.look("3-criteria")
        for group in self.page.locator("fieldset").all():
            group.get_by_role("radio").first.check()
        self.visitor.press("Lưu xác nhận")
        self.look("4-criteria-confirmed")


class Leader(Desk):
    """Proposes to the province."""
