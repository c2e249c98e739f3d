"""Whoever is asked reads it first where they look first."""

from tests.opinions.test_opinions import TRADE, Asking
from tests.pages import Page
from tests.story import Story


def test_a_question_that_waits_is_told_in_the_inbox_of_who_is_asked(story: Story) -> None:
    asking = Asking(story)
    assert "câu hỏi chờ ý kiến" not in Page(asking.at(f"officer@{TRADE}").get("/inbox")).text
    asking.ask(TRADE)
    for who in (f"officer@{TRADE}", f"leader@{TRADE}"):
        assert "1 câu hỏi chờ ý kiến của cơ quan Ông/Bà" in Page(asking.at(who).get("/inbox")).text
    assert "câu hỏi chờ ý kiến" not in Page(asking.at("dept_officer").get("/inbox")).text
