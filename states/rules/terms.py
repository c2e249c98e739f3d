"""What the law asks before a time limit is extended, and before a closed dossier is taken up again."""

from collections.abc import Iterator

from states.asks import Ask, AskKind
from states.basis import Basis, Mark, Reason
from states.tables import Attempt, rule

APOLOGY = Basis("Thông tư 03/2025/TT-VPCP, Phụ lục I, Mẫu 04", Mark.FOUND)
WORKING_RULE = Basis("Quy tắc làm việc về thời hạn", Mark.INFERENCE)

EXTENDED_TO = Ask("extended_to", "Ngày hẹn trả mới", AskKind.DAY)


@rule("Xin lỗi và gia hạn trước khi hết hạn", APOLOGY)
def extension_comes_before_the_due_day(attempt: Attempt) -> Iterator[str]:
    due_on = attempt.case.due_on
    if due_on is None:
        yield "Thời hạn chưa bắt đầu hoặc đang tạm dừng nên không gia hạn được."
    elif attempt.on > due_on:
        yield f"Hồ sơ đã quá hạn từ ngày {due_on:%d/%m/%Y}; chỉ được gia hạn trước khi hết hạn."


@rule("Số lần gia hạn còn trong mức cho phép", WORKING_RULE)
def extensions_are_left(attempt: Attempt) -> Iterator[str]:
    allowed = attempt.procedure.number("extensions")
    if attempt.case.extensions >= allowed:
        yield f"Hồ sơ đã được gia hạn {attempt.case.extensions} lần; quy trình cho phép tối đa {allowed} lần."


@rule("Ngày hẹn mới sau ngày hẹn cũ", APOLOGY)
def new_day_is_after_the_due_day(attempt: Attempt) -> Iterator[Reason]:
    typed, due_on = attempt.inputs.get("extended_to", "").strip(), attempt.case.due_on
    if due_on is not None and EXTENDED_TO.fault(typed) is None and typed <= due_on.isoformat():
        yield Reason(f"Ngày hẹn mới phải sau ngày hẹn cũ ({due_on:%d/%m/%Y}).", where="ask:extended_to")


@rule("Hồ sơ đã được tiếp nhận hợp lệ", WORKING_RULE)
def dossier_was_received(attempt: Attempt) -> Iterator[str]:
    if not attempt.case.was_received:
        yield "Hồ sơ chưa từng được tiếp nhận nên không mở lại được; hãy lập hồ sơ mới từ nội dung cũ."


@rule("Quyết định của hồ sơ chưa phát hành", WORKING_RULE)
def decision_has_not_gone_out(attempt: Attempt) -> Iterator[str]:
    decision = attempt.case.decision
    if decision is not None and decision.issued_on is not None:
        yield "Quyết định của hồ sơ này đã phát hành nên không mở lại được; hãy lập hồ sơ mới từ nội dung cũ."
