# ruff: noqa: E501 - a table is read in columns
"""An opinion of another agency: a matter beside a dossier, with a clock of its own. The office's own working rule.

An unanswered request does not block for ever: after its day it counts as "không có ý kiến trong thời hạn".
"""

from collections.abc import Iterator

from states.actors import CONSULTED_LEADER, CONSULTED_OFFICER, LEAD_OFFICER, SYSTEM, AgencyKind
from states.asks import Ask, AskKind
from states.facts import ANSWER_TITLES, Answer
from states.kernel import Case, Procedure, Stage, Step
from states.rules.decisions import CONSULTING
from states.rules.separation import SEPARATION
from states.tables import Attempt, rule

INSIDE = (AgencyKind.CONSULTED, AgencyKind.LEAD)


def _answers(case: Case) -> dict[str, str]:
    return {answer.value: title for answer, title in ANSWER_TITLES.items()}


ANSWER = Ask("answer", "Ý kiến", AskKind.CHOICE, options=_answers)
REMARKS = Ask("remarks", "Nội dung ý kiến, lý do", AskKind.PARAGRAPH, required=False)


@rule("Còn trong hạn trả lời", CONSULTING)
def answer_comes_in_time(attempt: Attempt) -> Iterator[str]:
    for opinion in attempt.case.opinions:
        if attempt.on > opinion.due_on:
            yield (
                f"Hạn trả lời là ngày {opinion.due_on:%d/%m/%Y}, đã qua; được ghi là không có ý kiến trong thời hạn. "
                "Cơ quan chủ trì có thể hỏi lại."
            )


@rule("Hạn trả lời đã qua", CONSULTING)
def term_is_over(attempt: Attempt) -> Iterator[str]:
    for opinion in attempt.case.opinions:
        if attempt.on <= opinion.due_on:
            yield f"Hạn trả lời là ngày {opinion.due_on:%d/%m/%Y}, chưa hết."


@rule("Ý kiến không đồng ý hoặc có nhận xét phải nêu rõ nội dung", CONSULTING)
def remarks_say_why(attempt: Attempt) -> Iterator[str]:
    silent = not attempt.inputs.get("remarks", "").strip()
    if silent and attempt.inputs.get("answer") in (Answer.DISAGREE, Answer.AGREE_WITH_REMARKS):
        yield "Hãy ghi rõ nội dung ý kiến hoặc lý do không đồng ý."


@rule("Người duyệt không phải là người soạn ý kiến", SEPARATION)
def approver_did_not_draft(attempt: Attempt) -> Iterator[str]:
    if attempt.actor.ids & attempt.case.took.get("draft_answer", frozenset()):
        yield "Ông/Bà đã soạn ý kiến này nên không được duyệt; hãy chuyển cho lãnh đạo khác."


# fmt: off
OPINION_2026_1 = Procedure(
    code="opinion", version="2026.1",
    title="Lấy ý kiến của cơ quan khác",
    basis="Quy tắc làm việc", legal_days=5, limit_is_target=True,
    opened_by=LEAD_OFFICER,
    stages=(
        Stage("asked",    "Chờ ý kiến",                "Đang lấy ý kiến", "Lấy ý kiến", days=5, seen_by=INSIDE),
        Stage("drafted",  "Chờ lãnh đạo duyệt ý kiến", "Đang lấy ý kiến", "Lấy ý kiến", seen_by=INSIDE),
        Stage("answered", "Đã có ý kiến",              "Đã có ý kiến",    "Kết quả", final=True, seen_by=INSIDE),
        Stage("silent",   "Không có ý kiến trong thời hạn", "Không có ý kiến trong thời hạn", "Kết quả", final=True, seen_by=INSIDE),
        Stage("revoked",  "Đã thu hồi yêu cầu",        "Đã thu hồi",      "Kết quả", final=True, seen_by=INSIDE),
    ),
    steps=(
        Step("draft_answer", "asked",              "drafted",  by=CONSULTED_OFFICER, title="Soạn ý kiến",              when=(answer_comes_in_time, remarks_say_why), asks=(ANSWER, REMARKS)),
        Step("return_draft", "drafted",            "asked",    by=CONSULTED_LEADER,  title="Trả lại người soạn",       needs_reason=True),
        Step("answer",       "drafted",            "answered", by=CONSULTED_LEADER,  title="Duyệt và gửi ý kiến",      when=(answer_comes_in_time, approver_did_not_draft)),
        Step("fall_silent",  ("asked", "drafted"), "silent",   by=SYSTEM,            title="Ghi không có ý kiến trong thời hạn", when=(term_is_over,), beside=True),
        Step("revoke",       ("asked", "drafted"), "revoked",  by=LEAD_OFFICER,      title="Thu hồi yêu cầu",          needs_reason=True, beside=True),
    ),
)
