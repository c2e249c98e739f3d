"""Telling is part of the act: with it or not at all, to the right people, once where once is meant."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.notices.conftest import Reader
from tests.people import Someone
from workflow.extensions import db
from workflow.notices.kinds import IN_SUBJECT, KINDS, words
from workflow.notices.models import Mail, MailState, Notice
from workflow.notices.queries import notices_of
from workflow.notices.services import mail_waits, mark_read, read_one, tell
from workflow.transactions import writing

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
FACTS = {"code": "H38.12-260302-0001", "stage": "Thẩm định môi trường", "action": "Tiếp nhận hồ sơ"}


def count(model: type[Notice] | type[Mail]) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def test_each_account_is_told_once_and_a_mail_waits_for_those_with_an_address(app: Flask, reader: Reader) -> None:
    with_mail, without = reader("may@laocai.gov.vn"), reader()
    with app.app_context():
        with writing() as session:
            told = tell(session, "step:waiting", to=[with_mail.id, without.id, with_mail.id], at=AT, **FACTS)
        mails = db.session.execute(
            select(Notice.account_id, Mail.state, Mail.next_at).join(Mail, Mail.notice_id == Notice.id)
        ).all()
        assert (told, count(Notice)) == (2, 2)
        assert [tuple(row) for row in mails] == [(with_mail.id, MailState.WAITING, AT)]


def fall_over_after_telling(someone: Someone) -> None:
    with writing() as session:
        tell(session, "step:waiting", to=[someone.id], at=AT, **FACTS)
        raise ZeroDivisionError


def test_an_act_that_is_rolled_back_tells_nobody_and_asks_nobody_to_hurry(app: Flask, reader: Reader) -> None:
    someone, asked = reader("may@laocai.gov.vn"), []

    def listen(_sender: object) -> None:
        asked.append(True)

    with app.app_context(), mail_waits.connected_to(listen):
        for _try in range(1000):
            with pytest.raises(ZeroDivisionError):
                fall_over_after_telling(someone)
        assert (count(Notice), count(Mail), asked) == (0, 0, [])
        with writing() as session:
            tell(session, "step:waiting", to=[someone.id], at=AT, **FACTS)
        assert (count(Notice), count(Mail), asked) == (1, 1, [True])


def test_without_a_mail_server_people_are_told_in_the_application_only(app: Flask, reader: Reader) -> None:
    app.config["SMTP_HOST"] = ""
    someone = reader("may@laocai.gov.vn")
    with app.app_context():
        with writing() as session:
            tell(session, "step:waiting", to=[someone.id], at=AT, **FACTS)
        assert (count(Notice), count(Mail)) == (1, 0)


def test_what_is_told_once_is_not_told_again(app: Flask, reader: Reader) -> None:
    one, other = reader("may@laocai.gov.vn"), reader("ha@laocai.gov.vn")
    with app.app_context():
        for expected, to in ((1, [one.id]), (1, [one.id, other.id]), (0, [other.id, one.id])):
            with writing() as session:
                assert tell(session, "dossier:late", to=to, at=AT, once="late:7:3", on=date(2026, 3, 1)) == expected
        assert (count(Notice), count(Mail)) == (2, 2)


def test_nobody_to_tell_is_no_work(app: Flask) -> None:
    with app.app_context(), writing() as session:
        assert tell(session, "step:waiting", to=[], at=AT, **FACTS) == 0


@pytest.mark.parametrize(("kind", "facts"), [("step:dreamt", {}), ("step:waiting", {"name": "Lý Thị Mẩy"})])
def test_an_unknown_kind_or_fact_is_refused(app: Flask, reader: Reader, kind: str, facts: dict[str, str]) -> None:
    someone = reader()
    with app.app_context(), pytest.raises(ValueError, match="nobody can be told"), writing() as session:
        tell(session, kind, to=[someone.id], at=AT, **facts)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_subject_is_one_short_line_without_a_blank_in_it(kind: str) -> None:
    facts = {name: f"<{name}>" for name in KINDS[kind].facts}
    subject, text = words(kind, facts)
    assert subject == subject.strip()
    assert "\n" not in subject
    assert len(subject) < 120
    assert all(f"<{name}>" not in subject for name in KINDS[kind].facts - IN_SUBJECT)
    assert text[-1] in ".?"


def test_a_dossier_without_a_code_and_a_forgotten_kind_still_read_as_something() -> None:
    assert words("step:waiting", {"code": None, "stage": "Chờ tiếp nhận"})[0] == "Hồ sơ (chưa có mã): Chờ tiếp nhận"
    assert words("step:forgotten", {})[0] == "Thông báo"


def test_a_fact_stays_on_its_line_and_a_day_is_written_as_people_write_it(app: Flask, reader: Reader) -> None:
    someone = reader()
    with app.app_context():
        with writing() as session:
            stage = "Sở xem xét\r\nBcc: kẻ.khác@example.org"
            tell(session, "dossier:late", to=[someone.id], at=AT, code="X", stage=stage, on=date(2026, 3, 1))
        (line,), _older = notices_of(someone.id)
    assert line.subject == "Hồ sơ X quá hạn từ 01/03/2026"
    assert "\n" not in line.text


def test_the_link_leads_to_the_dossier_as_the_pages_know_it(app: Flask, reader: Reader) -> None:
    from flask import url_for

    from tests.people import People
    from tests.story import Story

    story, someone = Story(app, People(app)).draft(), reader()
    with app.app_context(), writing() as session:
        tell(session, "step:waiting", to=[someone.id], at=AT, dossier_id=story.id, **FACTS)
    with app.test_request_context():
        (line,), _older = notices_of(someone.id)
        assert line.path == url_for("dossiers.show", dossier_id=story.id)


def test_reading_one_leaves_the_others_unread(app: Flask, reader: Reader) -> None:
    someone = reader()
    with app.app_context():
        for number in range(3):
            with writing() as session:
                tell(session, "step:waiting", to=[someone.id], at=AT, code=str(number), stage="Sở xem xét")
        lines, _older = notices_of(someone.id)
        assert [line.text.split()[2] for line in lines] == ["2", "1", "0"]
        read_one(someone.id, AT, lines[1].id)
        assert [line.is_read for line in notices_of(someone.id)[0]] == [False, True, False]
        assert mark_read(someone.id, AT) == 2
        assert mark_read(someone.id, AT) == 0
