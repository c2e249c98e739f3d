"""Mail leaves after the commit, at given instants, and a server that fails loses nothing."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.notices.conftest import Reader
from tests.notices.sink import Sink, listening
from workflow.accounts.models import Account
from workflow.extensions import db
from workflow.notices.delivery import BACK_OFF, LEASE, Delivered, deliver
from workflow.notices.models import Mail, MailState
from workflow.notices.services import tell
from workflow.transactions import writing

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


def clock(at: datetime) -> Callable[[], datetime]:
    return lambda: at


def post(to: uuid.UUID, times: int = 1, at: datetime = AT) -> None:
    for number in range(times):
        with writing() as session:
            tell(session, "step:waiting", to=[to], at=at, code=f"H38.12-260302-{number:04}", stage="Sở xem xét")


def mails() -> Any:
    return db.session.execute(select(Mail.__table__).order_by(Mail.id)).all()


def test_what_was_committed_arrives_once(app: Flask, server: Sink, reader: Reader) -> None:
    someone = reader("may@laocai.gov.vn")
    with app.app_context():
        post(someone.id, 3)
        assert deliver(clock(AT)) == Delivered(sent=3)
        assert deliver(clock(AT + timedelta(days=1))) == Delivered()
        assert {(mail.state, mail.attempts, mail.sent_at, mail.last_error) for mail in mails()} == {("sent", 1, AT, "")}
    assert len(set(server.ids)) == 3
    assert server.envelopes == [("no-reply@laocai.gov.vn", ("may@laocai.gov.vn",))] * 3


def test_nothing_leaves_before_it_is_due(app: Flask, server: Sink, reader: Reader) -> None:
    someone = reader("may@laocai.gov.vn")
    with app.app_context():
        post(someone.id)
        assert deliver(clock(AT - timedelta(seconds=1))) == Delivered()
    assert server.letters == []


def test_each_try_in_vain_waits_longer_and_then_the_mail_is_given_up(app: Flask, server: Sink, reader: Reader) -> None:
    server.answers["*"] = "451 ask may@laocai.gov.vn later"
    someone, at = reader("may@laocai.gov.vn"), AT
    with app.app_context():
        post(someone.id)
        for number, wait in enumerate(BACK_OFF, 1):
            assert deliver(clock(at)) == Delivered(failed=1)
            (mail,) = mails()
            assert (mail.state, mail.attempts, mail.next_at) == (MailState.FAILED, number, at + wait)
            assert deliver(clock(at + wait - timedelta(seconds=1))) == Delivered()
            at += wait
        assert deliver(clock(at)) == Delivered(failed=1)
        (mail,) = mails()
        assert (mail.state, mail.attempts) == (MailState.GIVEN_UP, 6)
        assert deliver(clock(at + timedelta(days=365))) == Delivered()
    assert "451" in mail.last_error
    assert "@" not in mail.last_error


def test_a_server_that_is_not_there_costs_one_mail_a_try_and_loses_none(app: Flask, sink: Sink, reader: Reader) -> None:
    someone = reader("may@laocai.gov.vn")
    with app.app_context():
        post(someone.id, 5)
        assert deliver(clock(AT)) == Delivered(failed=1)
        assert sorted(mail.attempts for mail in mails()) == [0, 0, 0, 0, 1]
        with listening(sink):
            assert deliver(clock(AT + BACK_OFF[0])) == Delivered(sent=5)
    assert len(set(sink.ids)) == 5


def test_one_refused_recipient_does_not_hold_up_the_others(app: Flask, server: Sink, reader: Reader) -> None:
    server.answers["full@laocai.gov.vn"] = "552 mailbox full"
    full, fine = reader("full@laocai.gov.vn"), reader("fine@laocai.gov.vn")
    with app.app_context():
        post(full.id)
        post(fine.id, 2)
        assert deliver(clock(AT)) == Delivered(sent=2, failed=1)
        assert [mail.state for mail in mails()] == ["failed", "sent", "sent"]


@pytest.mark.parametrize(
    "address",
    [
        "may@laocai.gov.vn\r\nBcc: all@laocai.gov.vn",
        "may@laocai.gov.vn\nSubject: x",
        "kẻ khác",
        "a@[",
        "may@laocai.gov.vn, all@laocai.gov.vn",
    ],
)
def test_an_address_that_is_none_reaches_nobody_and_stops_nothing(
    app: Flask, server: Sink, reader: Reader, address: str
) -> None:
    odd, fine = reader(address), reader("fine@laocai.gov.vn")
    with app.app_context():
        post(odd.id)
        post(fine.id)
        assert deliver(clock(AT)) == Delivered(sent=1, failed=1)
    assert [to for _from, to in server.envelopes] == [("fine@laocai.gov.vn",)]


def test_the_address_is_the_one_the_account_has_when_it_is_sent(app: Flask, server: Sink, reader: Reader) -> None:
    moved, gone, closed = reader("old@laocai.gov.vn"), reader("gone@laocai.gov.vn"), reader("closed@laocai.gov.vn")
    with app.app_context():
        for someone in (moved, gone, closed):
            post(someone.id)
        for someone, change in (
            (moved, {"email": "new@laocai.gov.vn"}), (gone, {"email": None}), (closed, {"is_active": False})
        ):  # fmt: skip
            with writing() as session:
                session.execute(update(Account).where(Account.id == someone.id).values(**change))
        assert deliver(clock(AT)) == Delivered(sent=1, failed=2)
        assert [mail.state for mail in mails()] == ["sent", "given_up", "given_up"]
    assert server.envelopes[0][1] == ("new@laocai.gov.vn",)


def test_a_claimed_mail_is_nobody_elses_until_its_time_is_over(app: Flask, server: Sink, reader: Reader) -> None:
    from workflow.notices.delivery import _claim

    someone = reader("may@laocai.gov.vn")
    with app.app_context():
        post(someone.id)
        assert _claim(AT) is not None
        assert _claim(AT) is None
        assert deliver(clock(AT + LEASE - timedelta(seconds=1))) == Delivered()
        assert deliver(clock(AT + LEASE)) == Delivered(sent=1)
    assert len(server.letters) == 1


def test_a_round_sends_no_more_than_it_is_told_to(app: Flask, server: Sink, reader: Reader) -> None:
    someone = reader("may@laocai.gov.vn")
    with app.app_context():
        post(someone.id, 5)
        assert deliver(clock(AT), most=3) == Delivered(sent=3)
        assert deliver(clock(AT), most=3) == Delivered(sent=2)


def test_a_letter_says_what_and_where_and_nothing_about_anybody(app: Flask, server: Sink, reader: Reader) -> None:
    someone = reader("may@laocai.gov.vn")
    with app.app_context():
        post(someone.id)
        deliver(clock(AT))
        (mail,) = mails()
        base = app.config["PUBLIC_BASE_URL"]
    (letter,) = server.letters
    assert letter["Subject"] == "Hồ sơ H38.12-260302-0000: Sở xem xét"
    assert letter["To"] == "may@laocai.gov.vn"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert str(letter["Message-ID"]) == f"<{mail.id}@127.0.0.1>"
    assert "Bcc" not in letter
    body = letter.get_content()
    assert "đang chờ Ông/Bà: Sở xem xét." in body
    assert f"{base}/notices" in body
    assert "Người dept_officer" not in body


def test_without_a_mail_server_the_sender_does_nothing(app: Flask, server: Sink, reader: Reader) -> None:
    someone = reader("may@laocai.gov.vn")
    with app.app_context():
        post(someone.id)
        app.config["SMTP_HOST"] = ""
        assert deliver(clock(AT)) == Delivered()
        assert [mail.attempts for mail in mails()] == [0]


def test_several_senders_at_once_send_each_mail_once(app: Flask, server: Sink, reader: Reader) -> None:
    someone = reader("may@laocai.gov.vn")
    with app.app_context():
        post(someone.id, 60)

    def send(_number: int) -> int:
        with app.app_context():
            return deliver(clock(AT)).sent

    with ThreadPoolExecutor(4) as senders:
        shares = list(senders.map(send, range(4)))
    assert sum(shares) == 60
    assert len(server.ids) == len(set(server.ids)) == 60
