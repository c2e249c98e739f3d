"""What is missing leads to where it is mended."""

from tests.support.desk import Application


def test_a_reason_on_the_check_page_leads_to_the_page_of_the_application(application: Application) -> None:
    application.fill(own_capital="0", requested="50.000.001")
    page = application.page()
    assert "vượt mức tối đa" in page.text
    assert application.url("money") in page.links
    assert not [link for link in page.links if "/request/" in link]
