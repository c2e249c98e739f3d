"""The book of decisions is found from every page by those who read it, and by nobody else."""

import pytest

from tests.pages import Page
from tests.people import People


@pytest.mark.parametrize(
    ("role", "finds"), [("province_clerk", True), ("province_leader", True), ("dept_officer", False)]
)
def test_the_book_has_its_place_in_the_header(people: People, role: str, finds: bool) -> None:
    page = Page(people.client(people(role)).get("/inbox"))
    assert ("/decisions" in page.links.values()) is finds
