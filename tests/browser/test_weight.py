"""What a page costs on a slow line, counted by the browser: bytes that really travelled."""

import re
from collections import Counter
from typing import Any

import pytest

from tests.browser.conftest import Enter
from tests.browser.visitor import Visitor
from tests.story import Story

pytestmark = pytest.mark.browser
FIRST, LATER = 150_000, 30_000


class Scales:
    """Counts what travels while the visitor moves."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.total = visitor, 0
        self.addresses: Counter[str] = Counter()
        self.static: dict[str, str] = {}
        self.kept: set[str] = set()
        line = visitor.page.context.new_cdp_session(visitor.page)
        line.on("Network.loadingFinished", self._add)
        line.on("Network.requestServedFromCache", lambda event: self.kept.add(event["requestId"]))
        line.on("Network.responseReceived", self._note)
        line.send("Network.enable")

    def _add(self, event: dict[str, Any]) -> None:
        self.total += int(event["encodedDataLength"])

    def _note(self, event: dict[str, Any]) -> None:
        response = event["response"]
        headers = {name.lower(): value for name, value in response["headers"].items()}
        if "/static/" in response["url"]:
            at_hand = event["requestId"] in self.kept or response.get("fromDiskCache", False)
            self.addresses[response["url"]] += not at_hand
            self.static[response["url"]] = headers.get("cache-control", "")

    def weigh(self, path: str) -> int:
        """Bytes that travel until the page and all it asks for are there."""
        self.total = 0
        self.visitor.go(path)
        self.visitor.page.wait_for_load_state("networkidle")
        return self.total


@pytest.mark.parametrize("path", ["/", "/sign-in"])
def test_a_first_visit_is_light(enter: Enter, path: str) -> None:
    scales = Scales(enter())
    weight = scales.weigh(path)
    assert 10_000 < weight <= FIRST, weight


def test_later_pages_are_lighter(enter: Enter, story: Story) -> None:
    story.up_to("environmental_appraisal")
    scales = Scales(enter("thamdinh"))
    here = f"/dossiers/{story.id}"
    pages = ["/inbox", here, f"{here}/appraisal", "/register", "/plan", f"{here}/clock"]
    weights = {path: scales.weigh(path) for path in pages}
    assert {path: weight for path, weight in weights.items() if not 500 < weight <= LATER} == {}, weights


def test_the_pages_of_the_new_rooms_are_as_light(enter: Enter, story: Story) -> None:
    story.up_to("department_review")
    scales = Scales(enter("chuyenvien"))
    here = f"/dossiers/{story.id}"
    scales.weigh("/inbox")  # what every page shares is there from now on
    pages = ["", "/opinions", "/supplement/request", "/handler", "/steps/recommend_recognition"]
    rooms = ["/reviews", "/reviews/warnings", "/notices", "/support", "/procedures", "/procedures/recognition/2026.2"]
    weights = {path: scales.weigh(path) for path in (*(f"{here}{page}" for page in pages), *rooms)}
    assert {path: weight for path, weight in weights.items() if not 500 < weight <= LATER} == {}, weights


def test_static_files_are_kept_for_a_year_and_fetched_once(enter: Enter) -> None:
    scales = Scales(enter())
    for path in ("/", "/register", "/sign-in", "/"):
        scales.weigh(path)
    assert {url: kept for url, kept in scales.static.items() if "immutable" not in kept} == {}
    fonts = Counter(re.sub(r"\?.*", "", url) for url in scales.addresses if url.partition("?")[0].endswith("woff2"))
    assert fonts, scales.addresses
    assert {url for url, addresses in fonts.items() if addresses > 1} == set()
    again = {url for url, fetched in scales.addresses.items() if fetched > 1 and "mark.svg" not in url}
    assert again == set()  # the mark of the tab lives in a store of its own, outside the cache
