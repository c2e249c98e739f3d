"""Somebody at a browser. Whatever page they come to is watched, and looked at closely where a test says so."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response

WIDE, NARROW = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
TALLEST = 3000
KEEPS_PICTURES = bool(os.environ.get("SCREENS"))
AXE_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,  # only asks for the style sheets a second time
}
RUN_AXE = """async (options) => (await axe.run(document, options)).violations.map(
    (found) => `${found.id}: ${found.nodes.map((node) => node.target.join(' ')).join(' | ')}`)"""
WIDER_THAN_SCREEN = """() => [...document.querySelectorAll('body *')].filter(
    (node) => node.getBoundingClientRect().right > innerWidth + 1 && !node.closest('.scroll, .table-responsive'))
    .slice(0, 5).map((node) => `${node.tagName}.${node.className}`)"""


class Visitor:
    """A page of a browser, and what went wrong on it so far."""

    def __init__(
        self, page: Page, url: str, js: bool = True, screens: Path | None = None, in_turn: bool = False
    ) -> None:
        self.page, self.url, self.js, self.screens, self.in_turn = page, url, js, screens, in_turn
        self._looks = 0
        self.problems: list[str] = []
        self.bytes: dict[str, int] = {}
        self._expected: set[int] = set()
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.problems.append(f"error in a script: {error}"))
        page.on("requestfailed", self._on_failure)
        page.on("request", self._on_request)
        page.on("response", self._on_response)

    # what a browser tells

    def _on_console(self, message: ConsoleMessage) -> None:
        told = re.search(r"status of (\d+)", message.text)
        if message.type in ("error", "warning") and not (told and int(told[1]) in self._expected):
            self.problems.append(f"console: {message.text}")

    def _on_failure(self, request: Request) -> None:
        left_by_reader = request.failure == "net::ERR_ABORTED"  # a download, or a page left while something was asked
        if not left_by_reader:
            self.problems.append(f"failed: {request.method} {request.url} {request.failure}")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:")):
            self.problems.append(f"somebody else's address: {request.url}")
        if request.url.endswith("/csp-report"):
            self.problems.append(f"content policy broken: {request.post_data}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._expected:
            self.problems.append(f"{response.status}: {response.request.method} {response.url}")

    @contextmanager
    def expecting(self, *statuses: int) -> Iterator[None]:
        """Within the block, answers with these statuses are right."""
        self._expected.update(statuses)
        yield
        self.page.wait_for_load_state()
        self._expected.difference_update(statuses)

    # what a person does

    def go(self, path: str) -> "Visitor":
        self.page.goto(path if path.startswith("http") else self.url + path)
        return self

    def press(self, name: str, exact: bool = False) -> None:
        """Press the button of this name."""
        self.page.get_by_role("button", name=name, exact=exact).first.click()
        self.page.wait_for_load_state()

    def follow(self, name: str, exact: bool = False) -> None:
        """Follow the link of this name."""
        self.page.get_by_role("link", name=name, exact=exact).first.click()
        self.page.wait_for_load_state()

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label).fill(text)

    @property
    def main(self) -> str:
        """What the page says."""
        return re.sub(r"\s+", " ", self.page.locator("main").inner_text())

    @property
    def title(self) -> str:
        return self.page.locator("h1").inner_text()

    def reads(self, *sentences: str) -> None:
        """The page says all of this."""
        said = self.main
        missing = [sentence for sentence in sentences if sentence not in said]
        assert not missing, f"{missing} not on {self.page.url}: {said[:1500]}"

    def sees_kept(self, part: Locator, name: str) -> None:
        """The file stands in the list of its part, sent by the script of the page or by the form."""
        part.locator(".kept").get_by_role("link", name=name).first.wait_for()

    # looking closely

    def look(self, name: str) -> None:
        """Look at the page as on a desk and as on a phone: whole, accessible, nothing broken.

        `SCREENS=1` keeps its pictures. Who looks in turn has it judged by axe on the desk and on the phone alternately.
        """
        self.page.wait_for_load_state()
        self._looks += 1
        for place, size in enumerate((WIDE, NARROW)):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            self._judge(name, size["width"], closely=not self.in_turn or self._looks % 2 == place)
            if self.screens and KEEPS_PICTURES:
                self._picture(self.screens / f"{name}-{size['width']}.png")
        self.page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        self.is_content()

    def _judge(self, name: str, width: int, *, closely: bool) -> None:
        wide: int = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} px wide on {width}: {self.page.evaluate(WIDER_THAN_SCREEN)}"
        if self.js and closely:  # the checker itself is a script
            found = self.axe()
            assert not found, f"{name} at {width} px: " + "\n".join(found)

    def axe(self) -> list[str]:
        """What axe finds wrong on the page."""
        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(AXE_SCRIPT)
        found: list[str] = self.page.evaluate(RUN_AXE, AXE_RULES)
        return found

    def _picture(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        tall: int = self.page.evaluate("document.documentElement.scrollHeight")
        size: Any = self.page.viewport_size
        part: Any = {"x": 0, "y": 0, "width": size["width"], "height": min(max(tall, size["height"]), TALLEST)}
        self.page.screenshot(path=path, full_page=True, clip=part)

    def is_content(self) -> None:
        """Nothing went wrong since the visitor came."""
        assert not self.problems, "\n".join(self.problems)
