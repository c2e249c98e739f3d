"""One decision for a list of units: who may join it, when it goes out, and for whom."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from states.kernel import Refused
from tests.decisions.signing import AT, DAY, Office
from tests.people import People
from workflow.decisions.kinds import Way
from workflow.decisions.queries import decision_of, find_signed, get_issued, open_decisions
from workflow.decisions.services import HandOver, deliver
from workflow.errors import NotFound
from workflow.transactions import writing


@pytest.fixture
def office(app: Flask, people: People) -> Office:
    return Office(app, people)


def test_several_dossiers_stand_on_one_decision_dated_by_the_last_signature(office: Office) -> None:
    first, second = office.signed(), office.signed(on=date(2026, 12, 3))
    made = office.number(first)
    with office.app.app_context():
        assert open_decisions(second) == {str(made.decision_id): "01/QĐ-UBND, Phan Trung Bá ký ngày 01/12/2026"}
    assert office.number(second, chosen=made.decision_id) == made
    with office.app.app_context():
        facts = [decision_of(dossier) for dossier in (first, second)]
    assert {(fact.number, fact.signed_on) for fact in facts if fact} == {("01/QĐ-UBND", date(2026, 12, 3))}


def test_a_decision_signed_by_somebody_else_takes_no_dossier(office: Office) -> None:
    made = office.number(office.signed(by=office.people("province_leader", name="Giàng Thị Dung")))
    dossier = office.signed()
    with office.app.app_context():
        assert open_decisions(dossier) == {}
    with pytest.raises(Refused, match="do người khác ký"):
        office.number(dossier, chosen=made.decision_id)
    assert office.number(dossier).symbol == "02/QĐ-UBND"


def test_a_decision_of_last_year_takes_no_dossier_signed_this_year(office: Office) -> None:
    office.number(office.signed())
    dossier = office.signed(on=date(2027, 1, 4))
    with office.app.app_context():
        assert open_decisions(dossier) == {}


def test_each_dossier_of_a_list_goes_out_by_its_own_step_on_the_day_of_the_first(office: Office) -> None:
    first, second = office.signed(), office.signed()
    made = office.number(first)
    office.number(second, chosen=made.decision_id)
    office.issue(first, on=date(2026, 12, 2))
    with office.app.app_context():
        late = decision_of(second)
        assert late is not None
        assert late.issued_on is None
        with pytest.raises(NotFound):
            get_issued(second)
    office.issue(second, on=date(2026, 12, 4))
    assert [(row.state, row.issued_on) for row in office.papers()] == [("issued", date(2026, 12, 2))]
    with office.app.app_context():
        assert get_issued(second).issued_on == date(2026, 12, 4)


def test_a_decision_that_has_gone_out_takes_no_more_dossiers(office: Office) -> None:
    first, second = office.signed(), office.signed()
    made = office.number(first)
    office.issue(first)
    with pytest.raises(Refused, match="đã phát hành"):
        office.number(second, chosen=made.decision_id)


def test_a_dossier_stands_on_one_live_decision_only(office: Office) -> None:
    dossier = office.signed()
    office.number(dossier)
    with pytest.raises(IntegrityError):
        office.number(dossier)
    assert len(office.papers()) == 1


def test_what_has_not_gone_out_is_not_delivered(office: Office) -> None:
    dossier, hand_over = office.signed(), HandOver(DAY, "Ly Giờ Xá", Way.POST, "thư bảo đảm")
    office.number(dossier)

    def hand() -> None:
        with office.app.app_context(), writing() as session:
            deliver(session, dossier, hand_over, by=office.clerk.id, at=AT)

    with pytest.raises(NotFound):
        hand()
    office.issue(dossier)
    hand()
    with office.app.app_context():
        found = find_signed(dossier)
    assert found is not None
    assert (found.delivered_on, found.received_by, found.way) == (DAY, "Ly Giờ Xá", "post")
