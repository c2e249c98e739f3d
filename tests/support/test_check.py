"""What is missing leads to where it is mended."""

from states.procedures import get
from tests.pages import Page
from tests.support.desk import Application, fund_line
from tests.support.test_road import tourism, walk

__all__ = ["tourism"]


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


def test_what_was_typed_stays_when_the_law_says_no_to_it(tourism: Application) -> None:
    """A sum above the limit is refused beside its field, in the page it was typed on."""
    walk(tourism, "provincial_approval")
    leader = tourism.people.client(tourism.who("province_leader"))
    sent = {"seen_version": str(tourism.row.version), "token": "a-token", "granted": "50.000.001"}
    page = Page(leader.post(f"/dossiers/{tourism.id}/steps/approve", data=sent))
    assert page.status == 409
    assert "không được quá 50.000.000 đồng" in page.text
    assert "50.000.001" in [node.get("value") for node in page.all("input")]
    assert tourism.row.stage == "provincial_approval"


def test_nothing_is_promised_or_paid_where_nothing_is_left(tourism: Application) -> None:
    line_id = fund_line(tourism.app, 60_000_000, source="H")
    walk(tourism, "implementation")
    tourism.step("commit", "lead_officer", fund_line=str(line_id), amount="40000000")
    page = Page(tourism.people.client(tourism.who("lead_officer")).get(f"/dossiers/{tourism.id}"))
    assert "Chỉ còn được cam kết 0 đồng" in page.text
    assert "Đã giải quyết xong ngày" in page.text
    assert "ngày làm việc còn lại" not in page.text
