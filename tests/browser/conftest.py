"""A browser, an office that is really served, and people who visit it.

Every test of this folder needs Chromium; `tests/browser/chromium.sh` finds or installs it.
"""

import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from tests.browser.server import Office, serving
from tests.browser.visitor import WIDE, Visitor
from tests.papers.bundles import with_bytes
from tests.story import Story

CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
QUIETLY = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SCREENS = Path(__file__).resolve().parents[2] / "build" / "screens"

Enter = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one of this machine, else the one that Playwright fetched."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=[*QUIETLY, "--disable-sync"])
        yield opened
        opened.close()


@pytest.fixture
def door() -> Iterator[socket.socket]:
    """A free port, taken."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken


@pytest.fixture
def settings(door: socket.socket) -> dict[str, Any]:
    """As `make run` has it: forms are guarded, demo people are there, papers carry the address of this office."""
    address = f"http://127.0.0.1:{door.getsockname()[1]}"
    return {"WTF_CSRF_ENABLED": True, "DEMO": True, "PUBLIC_BASE_URL": address}


@pytest.fixture
def office(app: Flask, door: socket.socket) -> Iterator[Office]:
    """The office with its demo people, served."""
    from workflow.accounts.demo import make_demo_people
    from workflow.wall_clock import now, today

    with app.app_context():
        make_demo_people(today(), now())
    with serving(app, door) as served:
        yield served


@pytest.fixture
def story(story: Story) -> Story:
    """Its files can be opened, and have a small picture on their pages."""
    return with_bytes(story)


@pytest.fixture
def enter(browser: Browser, office: Office) -> Iterator[Enter]:
    """`enter("tiepnhan")` is a browser in which that person signed in by hand; `enter()` one of somebody unknown."""
    opened = []

    def come(username: str = "", js: bool = True, width: int = 0, screens: str = "", in_turn: bool = False) -> Visitor:
        size: Any = WIDE | ({"width": width} if width else {})
        context = browser.new_context(
            java_script_enabled=js, viewport=size, locale="vi-VN", reduced_motion="reduce"
        )  # colours that are still fading have no contrast to judge
        context.set_default_timeout(30_000)
        opened.append(context)
        visitor = Visitor(context.new_page(), office.url, js, SCREENS / screens if screens else None, in_turn)
        if username:
            sign_in(visitor, office, username)
        return visitor

    yield come
    for context in opened:
        context.close()


def sign_in(visitor: Visitor, office: Office, username: str) -> None:
    """Through the door, by hand."""
    visitor.go("/sign-in")
    visitor.write("Tên đăng nhập", username)
    visitor.page.get_by_label("Mật khẩu").fill(office.password)
    visitor.press("Đăng nhập", exact=True)
