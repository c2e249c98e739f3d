"""Opinions, the council's vote, and the facts of a decision: signed, numbered, issued, delivered."""

from collections.abc import Iterator, Mapping

from states.asks import Ask, AskKind
from states.basis import DECREE_52, Basis, Mark, Reason
from states.case import POSITIVE, Case
from states.tables import Attempt, rule

COUNCIL = Basis(f"{DECREE_52}, Điều 6 khoản 4", Mark.FOUND)
CONSULTING = Basis("Quy tắc làm việc về lấy ý kiến", Mark.INFERENCE)


def _open_decisions(case: Case) -> Mapping[str, str]:
    return case.open_decisions


DECISION = Ask(
    "decision", "Ghi vào quyết định", AskKind.CHOICE, required=False, options=_open_decisions,
    hint="Để trống để lấy số mới; chọn một quyết định đã có số nếu ban hành chung một danh sách.",
)  # fmt: skip
DELIVERED_ON = Ask("delivered_on", "Ngày trả kết quả", AskKind.DAY)
RECEIVED_BY = Ask("received_by", "Người nhận kết quả", longest=120)


@rule("Các cơ quan được hỏi đã trả lời hoặc đã hết hạn trả lời", CONSULTING)
def opinions_are_in_or_out_of_time(attempt: Attempt) -> Iterator[Reason]:
    for opinion in attempt.case.opinions:
        if opinion.is_out:
            yield Reason(
                f"Còn chờ ý kiến của {opinion.agency_name}, hạn ngày {opinion.due_on:%d/%m/%Y}; "
                "hãy chờ, nhắc hoặc thu hồi yêu cầu.",
                where="opinions:",
            )


@rule("Mỗi ý kiến đã được ghi là tiếp thu hay giải trình thế nào", CONSULTING)
def every_opinion_is_treated(attempt: Attempt) -> Iterator[Reason]:
    for opinion in attempt.case.opinions:
        if not opinion.is_out and opinion.answer is not None and not opinion.is_treated:
            yield Reason(f"Chưa ghi cách xử lý ý kiến của {opinion.agency_name}.", where="opinions:")


@rule("Hội đồng xét duyệt đã biểu quyết về đề nghị chấp thuận", COUNCIL)
def council_has_voted(attempt: Attempt) -> Iterator[Reason]:
    if attempt.case.council is None and attempt.case.finding in POSITIVE:
        yield Reason(
            "Hội đồng chưa biểu quyết về hồ sơ này; hãy đưa vào một phiên họp và kết thúc phiên họp đó.",
            COUNCIL,
            "council:",
        )


@rule("Hội đồng xét duyệt đã biểu quyết thông qua", COUNCIL)
def council_has_voted_for(attempt: Attempt) -> Iterator[Reason]:
    vote = attempt.case.council
    if vote is None:
        yield Reason("Hội đồng chưa biểu quyết về hồ sơ này.", COUNCIL, "council:")
    elif not vote.passed:
        yield Reason(
            f"Hội đồng không thông qua ({vote.votes_for} đồng ý, {vote.votes_against} không đồng ý, "
            f"{vote.abstained} không biểu quyết); chỉ có thể không chấp thuận hoặc trả lại.",
            COUNCIL,
            "council:",
        )


@rule("Cơ quan trình đề nghị chấp thuận")
def proposal_is_in_favour(attempt: Attempt) -> Iterator[str]:
    if attempt.case.finding not in POSITIVE:
        yield (
            "Cơ quan trình không đề nghị chấp thuận nên không ký quyết định được; "
            "chỉ có thể không chấp thuận hoặc trả lại."
        )


@rule("Quyết định đã được ký", COUNCIL)
def decision_is_signed(attempt: Attempt) -> Iterator[str]:
    if attempt.case.decision is None:
        yield "Chưa ghi nhận chữ ký của người có thẩm quyền cho hồ sơ này."


@rule("Quyết định đã có số", COUNCIL)
def decision_is_numbered(attempt: Attempt) -> Iterator[str]:
    if attempt.case.decision is None or not attempt.case.decision.number:
        yield "Quyết định chưa có số nên chưa phát hành được."


@rule("Ngày trả kết quả không trước ngày phát hành và không ở tương lai")
def delivery_day_is_possible(attempt: Attempt) -> Iterator[Reason]:
    typed = attempt.inputs.get("delivered_on", "").strip()
    if DELIVERED_ON.fault(typed) is not None:
        return
    issued_on = attempt.case.decision.issued_on if attempt.case.decision else None
    if typed > attempt.on.isoformat():
        yield Reason(f"Ngày trả kết quả không được sau hôm nay ({attempt.on:%d/%m/%Y}).", where="ask:delivered_on")
    if issued_on is not None and typed < issued_on.isoformat():
        yield Reason(
            f"Ngày trả kết quả không được trước ngày phát hành ({issued_on:%d/%m/%Y}).", where="ask:delivered_on"
        )


@rule("Kết quả chưa được trả", hides=True)
def result_was_not_delivered(attempt: Attempt) -> Iterator[str]:
    decision = attempt.case.decision
    if decision is not None and decision.delivered_on is not None:
        yield f"Kết quả đã được trả ngày {decision.delivered_on:%d/%m/%Y}; không trả lần nữa."
