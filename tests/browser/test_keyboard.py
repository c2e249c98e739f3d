"""From the door to a legal act without a mouse; wherever the focus is, it can be seen."""

import pytest
from flask import Flask

from tests.browser.conftest import Enter
from tests.browser.desks.desk import TITLE
from tests.browser.server import Office
from tests.browser.test_breaking import times
from tests.browser.visitor import Visitor
from tests.story import Story

pytestmark = pytest.mark.browser
MOST_STEPS = 60
FOCUS = """() => { const at = document.activeElement, style = getComputedStyle(at);
    const label = at.labels?.length ? at.labels[0].innerText : at.innerText || at.value || '';
    return [label.trim(), at === document.body || style.outlineStyle !== 'none' || style.boxShadow !== 'none']; }"""


def tab_to(visitor: Visitor, name: str) -> None:
    """Press Tab until the focus is on what has this name."""
    passed = []
    for _step in range(MOST_STEPS):
        visitor.page.keyboard.press("Tab")
        label, seen = visitor.page.evaluate(FOCUS)
        assert seen, f"the focus cannot be seen on {label!r}"
        if label.startswith(name):
            return
        passed.append(label)
    raise AssertionError(f"{name!r} not within {MOST_STEPS} steps: {passed}")


def enter_key(visitor: Visitor) -> None:
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")


def test_the_keyboard_alone_leads_from_the_door_to_a_legal_act(
    enter: Enter, office: Office, story: Story, app: Flask
) -> None:
    story.up_to("commune_approval")
    visitor = enter().go("/")
    tab_to(visitor, "Cán bộ đăng nhập")
    enter_key(visitor)
    tab_to(visitor, "Tên đăng nhập")
    visitor.page.keyboard.type("lanhdao.muonghum")
    tab_to(visitor, "Mật khẩu")
    visitor.page.keyboard.type(office.password)
    enter_key(visitor)
    for name in (TITLE, "Gửi hồ sơ", "Gửi hồ sơ"):
        tab_to(visitor, name)
        enter_key(visitor)
    visitor.reads("Đã thực hiện: Gửi hồ sơ")
    assert times(app, story, "submit") == 1
    visitor.is_content()


def test_the_first_stop_leads_past_the_header(enter: Enter) -> None:
    visitor = enter().go("/register")
    tab_to(visitor, "Tới nội dung")
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("document.activeElement.id") == "main"
