"""The forms of a council: its decision and seats, a meeting, attendance, a vote, a count of paper."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from states.voting import (
    BALLOT_TITLES,
    CHOICE_TITLES,
    SEAT_TITLES,
    TIE_TITLES,
    BallotMode,
    CouncilSeat,
    Tally,
    TieRule,
    VotingRules,
)
from workflow.council.queries import Candidate
from workflow.council.setting_up import Seats
from workflow.council.sheets import MemberRow
from workflow.forms import Choice as ChoiceField
from workflow.forms import DayField, Form, Line, OneOf, Paragraph, Tick, WholeNumber
from workflow.wall_clock import HANOI

NOBODY = ""
SEATS = [(NOBODY, _l("Không tham gia")), *((seat.value, title) for seat, title in SEAT_TITLES.items())]
WAYS = [(mode.value, title) for mode, title in BALLOT_TITLES.items()]
TIES = [(rule.value, title) for rule, title in TIE_TITLES.items()]
CHOICES = [(choice.value, title) for choice, title in CHOICE_TITLES.items()]


class CouncilForm(Form):
    """A council and the decision that sets it up."""

    name = Line(_l("Tên Hội đồng"), required=True)
    decision_number = Line(_l("Số quyết định thành lập"), longest=60, required=True)
    decided_on = DayField(_l("Ngày quyết định"), required=True)
    valid_to = DayField(_l("Hoạt động đến hết ngày"))


class SeatsForm(Form):
    """One choice of seat for each candidate; built by `seats_form`."""

    people: tuple[Candidate, ...] = ()

    def rows(self) -> Iterable[tuple[Candidate, Any]]:
        """Each candidate with their field."""
        return [(person, self[f"seat-{person.account_id}"]) for person in self.people]

    def seats(self) -> Seats:
        """Who was given a seat."""
        given = [(person, field.data) for person, field in self.rows() if field.data]
        return {person.account_id: (CouncilSeat(seat), person.agency_id) for person, seat in given}


def seats_form(people: Sequence[Candidate], held: Iterable[MemberRow] = (), base: type[Form] = SeatsForm) -> Any:
    """The form of all candidates, showing the seats they hold."""
    fields: dict[str, Any] = {"people": tuple(people)}
    for person in people:
        label = _("Ghế của %(name)s", name=person.name)
        fields[f"seat-{person.account_id}"] = ChoiceField(label, required=False, choices=SEATS)
    data = {f"seat-{member.account_id}": member.seat.value for member in held}
    bases = (SeatsForm,) if base is SeatsForm else (base, SeatsForm)
    return type("SeatsFormOfCandidates", bases, fields)(data=data)


class MeetingForm(Form):
    """When and where, and how it votes; the choices come from the rules in force."""

    held_on = DayField(_l("Ngày họp"), required=True)
    time = Line(_l("Giờ họp, ví dụ 08:00"), longest=5, required=True)
    place = Line(_l("Địa điểm"), required=True)
    ballot_mode = OneOf(_l("Cách biểu quyết"), choices=WAYS)
    quorum = ChoiceField(_l("Số thành viên phải có mặt"))
    tie_rule = OneOf(_l("Khi số phiếu ngang nhau"), choices=TIES)

    def validate(self, extra_validators: Any = None) -> bool:
        """The hour must be one."""
        fine = bool(super().validate(extra_validators))
        if self.time.data and self._hour() is None:
            self.time.errors, fine = [*self.time.errors, _("Hãy nhập giờ theo dạng giờ:phút, ví dụ 08:00.")], False
        return fine

    def _hour(self) -> datetime | None:
        try:
            return datetime.strptime(self.time.data, "%H:%M").replace(tzinfo=HANOI)
        except ValueError:
            return None

    @property
    def held_at(self) -> datetime:
        """The instant of the meeting, in the time of Lào Cai."""
        hour = self._hour()
        assert hour is not None
        return datetime.combine(self.day, hour.timetz())

    @property
    def day(self) -> date:
        found = self.held_on.data
        assert isinstance(found, date)
        return found

    @property
    def modes(self) -> tuple[BallotMode, Fraction, TieRule]:
        return BallotMode(self.ballot_mode.data), Fraction(self.quorum.data), TieRule(self.tie_rule.data)


def meeting_form(rules: VotingRules, day: date) -> MeetingForm:
    """The form with what the rules propose."""
    proposed = {
        "held_on": day, "time": "08:00", "ballot_mode": rules.ballot.value, "quorum": str(rules.quorums[0]),
        "tie_rule": rules.tie.value,
    }  # fmt: skip
    form = MeetingForm(data=proposed)
    form.quorum.choices = [
        (str(quorum), _("ít nhất %(part)s số thành viên", part=str(quorum))) for quorum in rules.quorums
    ]
    return form


class AttendanceForm(Form):
    """One tick for each member; built by `attendance_form`."""

    members: tuple[MemberRow, ...] = ()

    def rows(self) -> Iterable[tuple[MemberRow, Any]]:
        return [(member, self[f"present-{member.id}"]) for member in self.members]


def attendance_form(members: Sequence[MemberRow]) -> AttendanceForm:
    """Who is there, as it was marked last."""
    fields: dict[str, Any] = {"members": tuple(members)}
    fields |= {f"present-{member.id}": Tick(member.name) for member in members}
    data = {f"present-{member.id}": bool(member.present) for member in members}
    return cast("AttendanceForm", type("AttendanceFormOfMeeting", (AttendanceForm,), fields)(data=data))


class VoteForm(Form):
    """One member's vote. Nothing is chosen beforehand."""

    choice = OneOf(_l("Ý kiến của Ông/Bà"), choices=CHOICES)


class WordForm(Form):
    """The word that breaks a tie."""

    choice = OneOf(_l("Ý kiến của người chủ trì"), choices=CHOICES[:2])


class RecusalForm(Form):
    """Who leaves for one item, and why."""

    member = ChoiceField(_l("Thành viên"))
    ground = Line(_l("Lý do không tham gia biểu quyết"), longest=300, required=True)


class WhyForm(Form):
    """A reason."""

    reason = Line(_l("Lý do"), longest=300, required=True)


class RemarkForm(Form):
    """What a person adds to the minutes."""

    remark = Paragraph(_l("Ý kiến thảo luận, ghi thêm vào biên bản"), longest=8000)


class PaperForm(Form):
    """Paper ballots as two people counted them."""

    votes_for = WholeNumber(_l("Số phiếu đồng ý"), most=99, required=True)
    votes_against = WholeNumber(_l("Số phiếu không đồng ý"), most=99, required=True)
    abstained = WholeNumber(_l("Số phiếu không có ý kiến"), most=99, required=True)
    invalid = WholeNumber(_l("Số phiếu không hợp lệ"), most=99, required=True)
    counter_one = ChoiceField(_l("Người kiểm phiếu thứ nhất"))
    counter_two = ChoiceField(_l("Người kiểm phiếu thứ hai"))

    @property
    def tally(self) -> Tally:
        counted = (self.votes_for, self.votes_against, self.abstained, self.invalid)
        return Tally(*(int(field.data or 0) for field in counted))


def named(form: Any, members: Mapping[str, Sequence[MemberRow]]) -> Any:
    """The form with members to choose from, field by field."""
    for field, rows in members.items():
        form[field].choices = [(str(member.id), member.name) for member in rows]
    return form
