"""Numbers of decisions: unique in a year, without gaps, whoever asks at once; nothing is ever deleted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from states.kernel import Refused
from tests.decisions.signing import DAY, Office
from tests.people import People
from workflow.audit.queries import journal as acts
from workflow.decisions.kinds import DecisionKind
from workflow.decisions.numbering import next_number
from workflow.decisions.queries import decision_of, find_signed, open_decisions
from workflow.errors import NotFound, Stale
from workflow.transactions import writing
from workflow.wall_clock import HANOI


@pytest.fixture
def office(app: Flask, people: People) -> Office:
    return Office(app, people)


def test_a_number_has_two_digits_at_least(office: Office) -> None:
    assert office.number(office.signed()).symbol == "01/QĐ-UBND"
    office.enter(117, seen_last=1)
    assert office.number(office.signed()).symbol == "118/QĐ-UBND"


def test_twenty_clerks_at_once_get_twenty_numbers_in_a_row(office: Office) -> None:
    def take(_: int) -> int:
        with office.app.app_context(), writing() as session:
            return next_number(session, office.clerk.agency_id, DAY).number

    with ThreadPoolExecutor(20) as clerks:
        taken = list(clerks.map(take, range(60)))
    assert sorted(taken) == list(range(1, 61))


def test_twenty_dossiers_numbered_at_once_have_one_number_each(office: Office) -> None:
    dossiers = [office.signed() for _ in range(20)]
    with ThreadPoolExecutor(20) as clerks:
        symbols = [made.symbol for made in clerks.map(office.number, dossiers)]
    assert sorted(symbols) == [f"{number:02d}/QĐ-UBND" for number in range(1, 21)]


def test_a_numbering_that_is_rolled_back_gives_its_number_back(office: Office) -> None:
    def in_vain() -> None:
        with office.app.app_context(), writing() as session:
            next_number(session, office.clerk.agency_id, DAY)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        in_vain()
    assert office.number(office.signed()).symbol == "01/QĐ-UBND"


def test_a_new_year_begins_with_one_and_the_old_goes_on(office: Office) -> None:
    """Half past midnight in Lào Cai is still the old year in UTC: the day in Lào Cai counts."""
    midnight = datetime(2026, 12, 31, 17, 30, tzinfo=UTC).astimezone(HANOI).date()
    assert midnight == date(2027, 1, 1)
    office.number(office.signed(), on=date(2026, 12, 31))
    assert office.number(office.signed(), on=midnight).symbol == "01/QĐ-UBND"
    assert office.number(office.signed(), on=date(2026, 12, 31)).symbol == "02/QĐ-UBND"
    assert [(row.year, row.number) for row in office.papers()] == [(2026, 1), (2026, 2), (2027, 1)]


def test_who_has_not_signed_gets_no_number(office: Office) -> None:
    dossier = office.signed()
    with pytest.raises(NotFound):
        office.number(office.clerk.id)
    with office.app.app_context():
        fact = decision_of(dossier)
    assert fact is not None
    assert (fact.kind, fact.signed_on, fact.number, fact.issued_on) == ("recognise", DAY, "", None)


def test_a_void_number_stays_with_its_reason_and_its_dossiers_get_the_next(office: Office) -> None:
    first, second = office.signed(), office.signed()
    made = office.number(first)
    office.number(second, chosen=made.decision_id)
    instead = office.void(made.decision_id)
    assert instead is not None
    assert instead.symbol == "02/QĐ-UBND"
    void, numbered = office.papers()
    assert (void.state, void.void_reason, numbered.state) == ("void", "Ghi nhầm trích yếu", "numbered")
    with office.app.app_context():
        found = [find_signed(dossier) for dossier in (first, second)]
        assert [one.symbol for one in found if one] == ["02/QĐ-UBND"] * 2
        assert "Hủy số quyết định" in [line.sentence for line in acts(subject=str(made.decision_id))[0]]


def test_a_decision_that_has_gone_out_cannot_be_void(office: Office) -> None:
    dossier = office.signed()
    made = office.number(dossier)
    office.issue(dossier)
    with pytest.raises(Refused, match="đính chính"):
        office.void(made.decision_id)
    assert [row.state for row in office.papers()] == ["issued"]


def test_a_void_number_goes_out_for_nobody(office: Office) -> None:
    made = office.enter(1)[0]
    assert office.void(made) is None
    with pytest.raises(Refused):
        office.void(made)
    assert [(row.number, row.state) for row in office.papers()] == [(1, "void")]


def test_numbers_given_on_paper_leave_no_gap(office: Office) -> None:
    office.number(office.signed())
    office.enter(5, seen_last=1)
    office.number(office.signed())
    assert [(row.number, row.state) for row in office.papers()] == [
        (1, "numbered"), (2, "on_paper"), (3, "on_paper"), (4, "on_paper"), (5, "on_paper"), (6, "numbered"),
    ]  # fmt: skip


def test_a_number_on_paper_that_the_book_has_is_refused(office: Office) -> None:
    office.enter(3)
    with pytest.raises(Refused, match="đến số 3"):
        office.enter(3, seen_last=3)
    with pytest.raises(Refused, match="Mỗi lần"):
        office.enter(9_999, seen_last=3)
    with pytest.raises(Stale, match="số gần nhất bây giờ là 3"):
        office.enter(4, seen_last=2)
    assert len(office.papers()) == 3


def test_a_number_given_on_paper_for_a_dossier_here_may_be_chosen(office: Office) -> None:
    given = office.enter(1, kind=DecisionKind.RECOGNISE)[0]
    dossier = office.signed()
    with office.app.app_context():
        assert open_decisions(dossier) == {str(given): "01/QĐ-UBND, số đã cấp trên giấy"}
    assert office.number(dossier, chosen=given).symbol == "01/QĐ-UBND"
    (row,) = office.papers()
    assert (row.state, row.signer_name, row.ground) == ("numbered", "Phan Trung Bá", "Sổ văn bản đi, trang 12")
