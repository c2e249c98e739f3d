"""A vote, by examples: who must be there, who is counted, what half is worth."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from states.voting import (
    RULES,
    VOTING_2026_1,
    Choice,
    CouncilSeat,
    MajorityOf,
    Outcome,
    Roll,
    Tally,
    TieRule,
    current_rules,
    miscounted,
    no_quorum,
    outcome,
    who_presides,
)

CHAIR, NOT = TieRule.CHAIR_DECIDES, TieRule.NOT_PASSED
TWO_THIRDS, HALF, THREE_QUARTERS = Fraction(2, 3), Fraction(1, 2), Fraction(3, 4)
P, N, T = Outcome.PASSED, Outcome.NOT_PASSED, Outcome.TIED
OF_CAST = replace(VOTING_2026_1, version="cast", majority_of=MajorityOf.CAST)


@pytest.mark.parametrize(
    ("quorum", "members", "needed"),
    [
        (TWO_THIRDS, 9, 6),
        (TWO_THIRDS, 8, 6),  # 5 1/3 is more than five people
        (TWO_THIRDS, 7, 5),
        (TWO_THIRDS, 3, 2),
        (TWO_THIRDS, 1, 1),
        (HALF, 9, 5),
        (HALF, 8, 4),
        (HALF, 1, 1),
        (THREE_QUARTERS, 9, 7),
        (THREE_QUARTERS, 8, 6),
        (Fraction(1, 1), 7, 7),
        (TWO_THIRDS, 0, 1),  # everybody is recused: nobody can vote
    ],
)
def test_the_quorum_is_rounded_up(quorum: Fraction, members: int, needed: int) -> None:
    assert Roll(members, 0, quorum).needed == needed
    assert not Roll(members, needed - 1, quorum).is_quorate
    assert Roll(members, needed, quorum).is_quorate


def test_a_recusal_takes_the_member_out_of_the_quorum_too() -> None:
    """Nine members, six there: enough. One of the six leaves: five of eight are too few. Two absent ones: 6 of 7."""
    assert Roll(9, 6, TWO_THIRDS).is_quorate
    assert not Roll(8, 5, TWO_THIRDS).is_quorate
    assert Roll(7, 6, TWO_THIRDS).is_quorate


def test_a_missing_quorum_says_how_many_are_missing() -> None:
    assert list(no_quorum(Roll(9, 6, TWO_THIRDS))) == []
    (reason,) = no_quorum(Roll(9, 5, TWO_THIRDS))
    assert "có mặt 5, cần ít nhất 6 trên 9" in reason.text


@pytest.mark.parametrize(
    ("present", "tally", "tie", "word", "expected"),
    [
        # more than half of those present
        (7, Tally(4, 3), CHAIR, None, P),
        (7, Tally(3, 4), CHAIR, None, N),
        (9, Tally(5, 0, 4), CHAIR, None, P),
        # an abstention, a ballot that cannot be read, a member who does not vote: none is a vote in favour
        (9, Tally(4, 0, 5), CHAIR, Choice.FOR, N),
        (9, Tally(4, 1, 3, 1), CHAIR, Choice.FOR, N),
        (9, Tally(4, 1), CHAIR, Choice.FOR, N),
        # exactly half
        (8, Tally(4, 4), CHAIR, None, T),
        (8, Tally(4, 4), CHAIR, Choice.ABSTAIN, T),
        (8, Tally(4, 4), CHAIR, Choice.FOR, P),
        (8, Tally(4, 4), CHAIR, Choice.AGAINST, N),
        (8, Tally(4, 4), NOT, Choice.FOR, N),
        (8, Tally(4, 1, 3), CHAIR, Choice.FOR, P),
        (8, Tally(4, 1, 3), NOT, None, N),
        # the word of the chair breaks a tie and nothing else
        (7, Tally(4, 3), CHAIR, Choice.AGAINST, P),
        (7, Tally(3, 4), CHAIR, Choice.FOR, N),
        # all or nobody
        (7, Tally(7), CHAIR, None, P),
        (7, Tally(0, 7), CHAIR, Choice.FOR, N),
        (7, Tally(0, 0, 7), CHAIR, Choice.FOR, N),
    ],
)
def test_what_a_vote_comes_to(present: int, tally: Tally, tie: TieRule, word: Choice | None, expected: Outcome) -> None:
    assert outcome(VOTING_2026_1, Roll(9, present, TWO_THIRDS), tally, tie, word) is expected


@pytest.mark.parametrize(
    ("tally", "expected"),
    [(Tally(3, 2, 4), P), (Tally(2, 3, 4), N), (Tally(2, 2, 5), T), (Tally(0, 0, 9), N), (Tally(1), P)],
)
def test_other_rules_count_only_those_who_said_for_or_against(tally: Tally, expected: Outcome) -> None:
    assert outcome(OF_CAST, Roll(9, 9, TWO_THIRDS), tally, CHAIR) is expected


def test_a_tie_over_which_nobody_presides_is_not_passed() -> None:
    """The chair and the deputies are recused or away: nobody's word may break it."""
    roll = Roll(8, 6, TWO_THIRDS)
    assert outcome(VOTING_2026_1, roll, Tally(3, 3), CHAIR, presided=False) is N


def test_a_count_of_paper_must_be_possible() -> None:
    roll = Roll(9, 6, TWO_THIRDS)
    assert list(miscounted(roll, Tally(4, 1, 1))) == []
    assert list(miscounted(roll, Tally(4, 1))) == []
    assert "Tổng số phiếu (7) nhiều hơn" in next(iter(miscounted(roll, Tally(4, 1, 1, 1)))).text
    assert "Chưa có phiếu nào" in next(iter(miscounted(roll, Tally()))).text


def test_the_chair_presides_then_a_deputy_then_nobody() -> None:
    seats = {"b": CouncilSeat.VICE_CHAIR, "a": CouncilSeat.CHAIR, "c": CouncilSeat.MEMBER, "d": CouncilSeat.SECRETARY}
    assert who_presides(VOTING_2026_1, seats) == "a"
    assert who_presides(VOTING_2026_1, {who: seat for who, seat in seats.items() if who != "a"}) == "b"
    assert who_presides(VOTING_2026_1, {"c": CouncilSeat.MEMBER, "d": CouncilSeat.SECRETARY}) is None


def test_the_numbers_are_data_with_a_version() -> None:
    later = replace(VOTING_2026_1, version="2027.1", quorums=(THREE_QUARTERS,))
    editions = ((VOTING_2026_1, date(2026, 1, 1)), (later, date(2027, 1, 1)))
    assert RULES["2026.1"] is current_rules(date(2026, 11, 24)) is VOTING_2026_1
    assert current_rules(date(2026, 12, 31), editions) is VOTING_2026_1
    assert current_rules(date(2027, 1, 1), editions) is later
    with pytest.raises(LookupError):
        current_rules(date(2025, 12, 31))


def test_nothing_uncertain_is_cited() -> None:
    assert not VOTING_2026_1.basis.citable
