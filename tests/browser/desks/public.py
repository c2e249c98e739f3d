"""Anybody: the person who handed the dossier in, and a reader of the register."""

import re

from tests.browser.desks.desk import Desk


def codes_on(receipt: str) -> tuple[str, str]:
    """The code of the dossier and the look-up secret, as printed."""
    code = re.search(r"H38\.[\d.]+-\d{6}-\d{4}", receipt)
    secret = re.search(r"\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b", receipt)
    assert code, receipt
    assert secret, receipt
    return code[0], secret[0]


class Applicant(Desk):
    """Follows the dossier with what is printed on the receipt."""

    def ask(self, code: str, secret: str) -> None:
        self.visitor.go("/")
        self.look("1-front-page")
        self.visitor.write("Mã hồ sơ", code)
        self.visitor.write("Mã tra cứu", secret)
        self.visitor.press("Tra cứu", exact=True)
        self.look("2-status")

    def scan(self, address: str) -> None:
        """Open the address in the QR code."""
        self.visitor.go(address)
        self.look("3-by-qr")


class Reader(Desk):
    """Looks for a village in the register."""

    def find(self, words: str) -> None:
        self.visitor.go("/register")
        self.look("1-register")
        self.visitor.page.locator("main input[name=q]").fill(words)
        self.visitor.page.locator("main form").first.get_by_role("button").first.click()
        self.look("2-found")
