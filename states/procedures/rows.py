"""Rows that the procedures of this office have in common: supplements, extension, withdrawal, stopping, reopening.

Each function gives rows of a table; what differs between procedures (where, by whom) is its argument.
"""

from collections.abc import Mapping

from states.actors import (
    COMMUNE_LEADER,
    COMMUNE_OFFICER,
    DEPT_LEADER,
    RECEPTION_DESK,
    SYSTEM,
    AgencyKind,
    Post,
)
from states.asks import Ask, AskKind
from states.basis import Basis, Mark
from states.kernel import Clock, Effect, Hold, Parameter, Rule, Step
from states.rules.separation import actor_has_no_conflict
from states.rules.supplements import (
    a_request_was_sent_here,
    canceller_is_the_author,
    every_gap_is_answered,
    gaps_are_listed,
    no_request_was_sent_here,
    term_to_answer_is_over,
)
from states.rules.terms import (
    EXTENDED_TO,
    decision_has_not_gone_out,
    dossier_was_received,
    extension_comes_before_the_due_day,
    extensions_are_left,
    new_day_is_after_the_due_day,
)

COMMUNE = (AgencyKind.COMMUNE,)
DEPARTMENT = (AgencyKind.COMMUNE, AgencyKind.AGRICULTURE_ENVIRONMENT)
LED = (AgencyKind.COMMUNE, AgencyKind.AGRICULTURE_ENVIRONMENT, AgencyKind.LEAD, AgencyKind.PROVINCE)

ASKING, PROPOSING = "ask_supplement", "propose_supplement"
MESSAGE = Ask("reason", "Lời nhắn kèm phiếu", AskKind.PARAGRAPH, required=False)
ONE_STOP_2018 = Basis("Nghị định 61/2018/NĐ-CP, Điều 19", Mark.MEMORY)
PRACTICE = Basis("Quy tắc làm việc", Mark.INFERENCE)

PARAMETERS = (
    Parameter("supplement_days", "Thời hạn trả lời yêu cầu bổ sung", 30, "ngày làm việc", PRACTICE),
    Parameter("supplement_notice_days", "Báo trước khi hết hạn bổ sung", 5, "ngày làm việc", PRACTICE),
    Parameter("extensions", "Số lần gia hạn tối đa", 1, "lần", ONE_STOP_2018),
    Parameter("opinion_days", "Thời hạn trả lời ý kiến", 5, "ngày làm việc", PRACTICE),
    Parameter("opinion_reminder_days", "Nhắc trước khi hết hạn trả lời ý kiến", 2, "ngày làm việc", PRACTICE),
)


def supplement_holds(askers: Mapping[str, Post], leader: Post, complete: tuple[Rule, ...]) -> tuple[Hold, ...]:
    """In each stage, who may ask for supplements; a second request waits for the leader, and the clock runs on.

    What the reception desk asks a second time is for the leader of its own department.
    """
    return tuple(
        hold
        for stage, by in askers.items()
        for hold in (
            Hold(
                ASKING, (stage,), by=by, title="Yêu cầu bổ sung", when=(gaps_are_listed, no_request_was_sent_here),
                asks=(MESSAGE,), paper="M02", effect=Effect.ASK_SUPPLEMENT,
                ends_with="supplement", ended_by=COMMUNE_OFFICER, end_title="Gửi nội dung bổ sung",
                end_when=(*complete, every_gap_is_answered), end_effect=Effect.ANSWER_SUPPLEMENT,
            ),
            Hold(
                PROPOSING, (stage,), by=by, title="Trình yêu cầu bổ sung lần nữa",
                when=(gaps_are_listed, a_request_was_sent_here),
                ends_with="decline_supplement", ended_by=_leader_of(by, leader),
                end_title="Không duyệt yêu cầu bổ sung",
                end_asks=(Ask("reason", "Lý do", AskKind.PARAGRAPH),), pauses=False, editable=False,
                waiting="chờ lãnh đạo duyệt yêu cầu bổ sung",
            ),
        )
    )  # fmt: skip


def _leader_of(asker: Post, leader: Post) -> Post:
    return DEPT_LEADER if asker == RECEPTION_DESK else leader


def supplement_steps(askers: Mapping[str, Post], leader: Post) -> tuple[Step, ...]:
    """How a request for supplements is approved, cancelled by its author, or lapses."""
    stages = tuple(askers)
    return (
        *(Step("approve_supplement", stage, None, by=_leader_of(by, leader), title="Duyệt yêu cầu bổ sung",
               closes=PROPOSING, opens=ASKING, needs_reason=True, paper="M02", clock=Clock.PAUSE,
               effect=Effect.ASK_SUPPLEMENT)
          for stage, by in askers.items()),
        *(Step("cancel_supplement", stage, None, by=by, title="Hủy yêu cầu bổ sung", closes=ASKING, beside=True,
               when=(canceller_is_the_author,), needs_reason=True, clock=Clock.RESUME, effect=Effect.CANCEL_SUPPLEMENT)
          for stage, by in askers.items()),
        Step("lapse", stages, "lapsed", by=SYSTEM, title="Dừng vì quá hạn bổ sung", closes=ASKING, beside=True,
             when=(term_to_answer_is_over,), paper="M05", effect=Effect.LAPSE),
    )  # fmt: skip


def withdrawals(stages: tuple[str, ...], held: tuple[str, ...]) -> tuple[Step, ...]:
    """The commune takes its dossier back, also while a hold is open."""
    free = Step("withdraw", stages, "withdrawn", by=COMMUNE_LEADER, title="Rút hồ sơ", beside=True, needs_reason=True,
                paper="M05", effect=Effect.STOP)  # fmt: skip
    return free, *(
        Step("withdraw", held, "withdrawn", by=COMMUNE_LEADER, title="Rút hồ sơ", closes=hold, beside=True,
             needs_reason=True, paper="M05", effect=Effect.STOP)
        for hold in (ASKING, PROPOSING)
    )  # fmt: skip


def stop(stages: tuple[str, ...], by: Post) -> Step:
    """The agency that has the dossier stops it, and says why."""
    return Step("stop", stages, "stopped", by=by, title="Dừng giải quyết", beside=True, needs_reason=True, paper="M05",
                when=(actor_has_no_conflict,), effect=Effect.STOP)  # fmt: skip


def extend(stages: tuple[str, ...], by: Post) -> Step:
    """An apology and a new day, before the old one has come. The old day stays and still counts as late."""
    return Step("extend", stages, None, by=by, title="Xin lỗi và gia hạn", beside=True, needs_reason=True, paper="M04",
                when=(extension_comes_before_the_due_day, extensions_are_left, new_day_is_after_the_due_day),
                asks=(EXTENDED_TO,), clock=Clock.EXTEND, effect=Effect.EXTEND)  # fmt: skip


def reopen(dest: str, by: Post = DEPT_LEADER) -> Step:
    """A lapsed or stopped dossier is taken up again by a leader, never without a reason.

    Not once its decision has gone out: one dossier ends in one decision.
    """
    return Step("reopen", ("lapsed", "stopped"), dest, by=by, title="Mở lại hồ sơ",
                when=(dossier_was_received, decision_has_not_gone_out), needs_reason=True, beside=True,
                reopens=True)  # fmt: skip
