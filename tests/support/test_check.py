"""What is missing leads to where it is mended."""

from states.procedures import get
from tests.support.desk import Application


def test_a_reason_on_the_check_page_leads_to_the_page_of_the_application(application: Application) -> None:
    application.fill(own_capital="0", requested="50.000.001")
    page = application.page()
    assert "vượt mức tối đa" in page.text
    assert application.url("money") in page.links.values()
    assert not [link for link in page.links.values() if "/request/" in link]


def test_the_inbox_of_the_lead_agency_says_to_propose_before_it_says_to_send_back() -> None:
    """A list shows the first step of a stage as what is to be done there."""
    steps = get("support", "2026.1").steps_from("lead_review")
    assert steps[0].action == "recommend_support"
