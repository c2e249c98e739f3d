"""My notices, and the administrators' view of the mail."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.notices.conftest import Reader
from tests.notices.test_delivery import AT, clock, mails, post
from tests.pages import Page
from tests.people import People, Someone
from workflow.notices.delivery import deliver
from workflow.notices.models import Mail
from workflow.notices.services import tell
from workflow.transactions import writing

Reads = Callable[[Any], Page]


def told(app: Flask, someone: Someone, code: str = "H38.12-260302-0001", **more: Any) -> None:
    with app.app_context(), writing() as session:
        tell(session, "step:waiting", to=[someone.id], at=AT, code=code, stage="Sở xem xét", **more)


def _ends(action: str | None, act: str) -> bool:
    return action is not None and action.endswith(f"/{act}") and action != "/notices/read"


def give_up_all(app: Flask) -> None:
    with app.app_context(), writing() as session:
        session.execute(update(Mail).values(state="given_up", attempts=6, last_error="SMTPDataError 554 …"))


def test_my_list_shows_what_i_was_told_and_the_header_counts_it(
    app: Flask, people: People, reader: Reader, page: Reads
) -> None:
    mine, other = reader(), reader()
    told(app, mine)
    told(app, mine, "H38.12-260302-0002")
    told(app, other, "H38.12-260302-0003")
    shown = page(people.client(mine).get("/notices"))
    assert "2 Thông báo" in shown.links
    assert "H38.12-260302-0002: Sở xem xét" in shown.text
    assert "0003" not in shown.text
    assert shown.text.count("chưa đọc") == 2


def test_an_empty_list_says_what_would_fill_it(people: People, reader: Reader, page: Reads) -> None:
    shown = page(people.client(reader()).get("/notices"))
    assert "Chưa có thông báo nào" in shown.text
    assert "0 Thông báo" in shown.links


def test_opening_a_notice_reads_it_and_leads_to_what_it_is_about(
    app: Flask, people: People, reader: Reader, page: Reads
) -> None:
    mine = reader()
    told(app, mine, path="/calendar")
    browser = people.client(mine)
    form = next(node for node in page(browser.get("/notices")).all("form") if "/open" in (node.get("action") or ""))
    answer = browser.post(form.get("action"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/calendar")
    assert "chưa đọc" not in page(browser.get("/notices")).text


def test_all_can_be_read_at_once(app: Flask, people: People, reader: Reader, page: Reads) -> None:
    mine = reader()
    told(app, mine)
    told(app, mine)
    browser = people.client(mine)
    shown = page(browser.post("/notices/read", follow_redirects=True))
    assert "Số thông báo vừa đánh dấu đã đọc: 2." in shown.text
    assert "0 Thông báo" in shown.links


@pytest.mark.parametrize("act", ["read", "open"])
def test_anothers_notice_does_not_exist(app: Flask, people: People, reader: Reader, page: Reads, act: str) -> None:
    mine, other = reader(), reader()
    told(app, other)
    theirs = people.client(other)
    form = next(node for node in page(theirs.get("/notices")).all("form") if _ends(node.get("action"), act))
    assert people.client(mine).post(form.get("action")).status_code == 404
    assert "chưa đọc" in page(theirs.get("/notices")).text


def test_a_long_list_is_turned_page_by_page(app: Flask, people: People, reader: Reader, page: Reads) -> None:
    mine = reader()
    for number in range(51):
        told(app, mine, f"H38.12-260302-{number:04}")
    browser = people.client(mine)
    first = page(browser.get("/notices"))
    assert "260302-0050" in first.text
    assert "260302-0000" not in first.text
    second = page(browser.get(first.links["Cũ hơn"]))
    assert "260302-0000" in second.text
    assert "Cũ hơn" not in second.links
    assert browser.get("/notices?before=nonsense").status_code == 200


def test_the_administrator_sees_the_mail_without_address_or_content(
    app: Flask, people: People, reader: Reader, page: Reads
) -> None:
    told(app, reader("may.ly@laocai.gov.vn"))
    give_up_all(app)
    shown = page(people.client(people("administrator")).get("/admin/mail"))
    assert "ma…@laocai.gov.vn" in shown.text
    assert "may.ly@" not in shown.html
    assert "H38.12-260302-0001" not in shown.html
    assert "SMTPDataError 554 …" in shown.text
    assert "Thử gửi lại tất cả" in shown.text


def test_mail_that_was_given_up_can_be_tried_again(
    app: Flask, people: People, reader: Reader, server: Any, page: Reads
) -> None:
    for address in ("one@laocai.gov.vn", "two@laocai.gov.vn"):
        told(app, reader(address))
    give_up_all(app)
    browser = people.client(people("administrator"))
    forms = [n.get("action") or "" for n in page(browser.get("/admin/mail")).all("form")]
    single = next(action for action in forms if action.endswith("/retry") and action != "/admin/mail/retry")
    assert "Số thư sẽ được gửi lại: 1." in page(browser.post(single, follow_redirects=True)).text
    assert browser.post(single).status_code == 404
    assert "Số thư sẽ được gửi lại: 1." in page(browser.post("/admin/mail/retry", follow_redirects=True)).text
    assert "Gửi lại thư chưa gửi được" in page(browser.get("/admin/journal")).text
    with app.app_context():
        assert [(mail.state, mail.attempts) for mail in mails()] == [("waiting", 0)] * 2


def test_states_can_be_looked_at_one_by_one(
    app: Flask, people: People, reader: Reader, server: Any, page: Reads
) -> None:
    someone = reader("may.ly@laocai.gov.vn")
    with app.app_context():
        post(someone.id)
        deliver(clock(AT))
    browser = people.client(people("administrator"))
    assert "ma…@laocai.gov.vn" in page(browser.get("/admin/mail?state=sent")).text
    assert "Không có thư nào ở đây." in page(browser.get("/admin/mail?state=failed")).text
    assert browser.get("/admin/mail?state=lost").status_code == 200


def test_an_office_without_a_mail_server_says_so(app: Flask, people: People, page: Reads) -> None:
    app.config["SMTP_HOST"] = ""
    shown = page(people.client(people("administrator")).get("/admin/mail"))
    assert "Chưa khai báo máy chủ thư" in shown.text
