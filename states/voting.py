"""How a council votes: who counts, when a vote may be held, what it comes to. The numbers are data with a version.

The decree asks for a review council and says no more (Decree 52/2018, art. 6); quorum, majority and ties are working
rules until the province publishes its own. A council that has other rules gets them as a new version here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from states.basis import Basis, Mark, Reason


class CouncilSeat(StrEnum):
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    MEMBER = "member"


class Choice(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class BallotMode(StrEnum):
    OPEN = "open"
    SECRET = "secret"  # noqa: S105 - a way of voting


class TieRule(StrEnum):
    CHAIR_DECIDES = "chair_decides"
    NOT_PASSED = "not_passed"


class MajorityOf(StrEnum):
    """Of whom more than half must be in favour: of those present, or of those who said for or against."""

    PRESENT = "present"
    CAST = "cast"


class Outcome(StrEnum):
    PASSED = "passed"
    NOT_PASSED = "not_passed"
    TIED = "tied"


SEAT_TITLES: dict[CouncilSeat, str] = {
    CouncilSeat.CHAIR: "Chủ tịch Hội đồng",
    CouncilSeat.VICE_CHAIR: "Phó Chủ tịch Hội đồng",
    CouncilSeat.SECRETARY: "Ủy viên, Thư ký",
    CouncilSeat.MEMBER: "Ủy viên",
}
CHOICE_TITLES: dict[Choice, str] = {
    Choice.FOR: "Đồng ý",
    Choice.AGAINST: "Không đồng ý",
    Choice.ABSTAIN: "Không có ý kiến",
}
BALLOT_TITLES: dict[BallotMode, str] = {
    BallotMode.SECRET: "Bỏ phiếu kín",
    BallotMode.OPEN: "Biểu quyết công khai",
}
TIE_TITLES: dict[TieRule, str] = {
    TieRule.CHAIR_DECIDES: "Theo ý kiến của người chủ trì",
    TieRule.NOT_PASSED: "Coi là không thông qua",
}
OUTCOME_TITLES: dict[Outcome, str] = {
    Outcome.PASSED: "Thông qua",
    Outcome.NOT_PASSED: "Không thông qua",
    Outcome.TIED: "Số phiếu ngang nhau, chờ người chủ trì",
}


@dataclass(frozen=True, slots=True)
class VotingRules:
    """One version of the rules of a vote. The first of `quorums` is proposed; the others may be chosen.

    `presiding` are the seats that may preside, in order; `counters` is how many people count paper ballots.
    """

    version: str
    quorums: tuple[Fraction, ...]
    majority_of: MajorityOf
    ballot: BallotMode
    tie: TieRule
    presiding: tuple[CouncilSeat, ...]
    counters: int
    basis: Basis


VOTING_2026_1 = VotingRules(
    version="2026.1",
    quorums=(Fraction(2, 3), Fraction(1, 2), Fraction(3, 4)),
    majority_of=MajorityOf.PRESENT,
    ballot=BallotMode.SECRET,
    tie=TieRule.CHAIR_DECIDES,
    presiding=(CouncilSeat.CHAIR, CouncilSeat.VICE_CHAIR),
    counters=2,
    basis=Basis("Quy chế làm việc của Hội đồng xét duyệt", Mark.INFERENCE),
)
EDITIONS: tuple[tuple[VotingRules, date], ...] = ((VOTING_2026_1, date(2026, 1, 1)),)
RULES: dict[str, VotingRules] = {rules.version: rules for rules, _ in EDITIONS}


def current_rules(on: date, editions: tuple[tuple[VotingRules, date], ...] = EDITIONS) -> VotingRules:
    """The version for meetings that are planned on that day. Raises LookupError when there is none yet."""
    valid = [(valid_from, rules) for rules, valid_from in editions if valid_from <= on]
    if not valid:
        raise LookupError(f"there are no rules of a vote on {on}")
    return max(valid, key=lambda edition: edition[0])[1]


@dataclass(frozen=True, slots=True)
class Roll:
    """Who counts in one vote: `members` of the council and those `present`, both without the recused ones."""

    members: int
    present: int
    quorum: Fraction

    @property
    def needed(self) -> int:
        """How many must be present: the fraction of the members, rounded up, and never nobody."""
        return max(1, -(-self.members * self.quorum.numerator // self.quorum.denominator))

    @property
    def is_quorate(self) -> bool:
        return self.present >= self.needed


@dataclass(frozen=True, slots=True)
class Tally:
    """Ballots by what they say; `invalid` are paper ballots that say nothing that can be read."""

    votes_for: int = 0
    votes_against: int = 0
    abstained: int = 0
    invalid: int = 0

    @property
    def cast(self) -> int:
        return self.votes_for + self.votes_against + self.abstained + self.invalid


def outcome(
    rules: VotingRules, roll: Roll, tally: Tally, tie: TieRule, word: Choice | None = None, *, presided: bool = True
) -> Outcome:
    """What a vote comes to. `word` is what the person presiding says, `presided` whether anybody may.

    More than half of the base of `rules.majority_of` passes. Exactly half is a tie: not passed under that rule, or
    when nobody presides; else as the person presiding says, and TIED until they have said for or against.
    """
    twice = 2 * tally.votes_for
    base = roll.present if rules.majority_of is MajorityOf.PRESENT else tally.votes_for + tally.votes_against
    if twice > base:
        return Outcome.PASSED
    if twice < base or not tally.votes_for or tie is TieRule.NOT_PASSED or not presided:
        return Outcome.NOT_PASSED
    return {Choice.FOR: Outcome.PASSED, Choice.AGAINST: Outcome.NOT_PASSED}.get(word or Choice.ABSTAIN, Outcome.TIED)


def no_quorum(roll: Roll) -> Iterator[Reason]:
    """Why a vote may not be held."""
    if not roll.is_quorate:
        yield Reason(
            f"Chưa đủ số thành viên để biểu quyết: có mặt {roll.present}, cần ít nhất {roll.needed} trên "
            f"{roll.members} thành viên được biểu quyết. Hãy ghi thêm người có mặt hoặc để hồ sơ sang phiên họp khác."
        )


def miscounted(roll: Roll, tally: Tally) -> Iterator[Reason]:
    """Why a count of paper ballots cannot be right."""
    if not tally.cast:
        yield Reason("Chưa có phiếu nào được kiểm; hãy nhập số phiếu.")
    if tally.cast > roll.present:
        yield Reason(
            f"Tổng số phiếu ({tally.cast}) nhiều hơn số thành viên có mặt được biểu quyết ({roll.present}); "
            "hãy kiểm lại."
        )


def who_presides(rules: VotingRules, voting: dict[str, CouncilSeat]) -> str | None:
    """Which of those present and not recused (seats by id) presides: the chair, else a vice chair, else nobody."""
    for seat in rules.presiding:
        found = sorted(who for who, held in voting.items() if held is seat)
        if found:
            return found[0]
    return None
