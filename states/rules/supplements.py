"""What the law asks of a request for supplements: every gap at once, a second one only with the leader's word."""

from collections.abc import Iterator

from states.basis import Basis, Mark, Reason
from states.tables import Attempt, rule

ONE_STOP = Basis("Thông tư 03/2025/TT-VPCP, Phụ lục I, Mẫu 02", Mark.FOUND)
WORKING_RULE = Basis("Quy tắc làm việc về yêu cầu bổ sung", Mark.INFERENCE)


@rule("Phiếu nêu đủ mọi nội dung cần bổ sung trong một lần", ONE_STOP)
def gaps_are_listed(attempt: Attempt) -> Iterator[Reason]:
    gaps = attempt.case.gaps
    if not gaps:
        yield Reason("Phiếu yêu cầu bổ sung chưa có nội dung nào; hãy soạn phiếu trước khi gửi.", ONE_STOP, "gaps:")
    if any(not gap.note.strip() for gap in gaps):
        yield Reason("Có nội dung cần bổ sung chưa ghi rõ phải làm gì.", ONE_STOP, "gaps:")


@rule("Đây là lần yêu cầu bổ sung đầu tiên ở bước này", WORKING_RULE, hides=True)
def no_request_was_sent_here(attempt: Attempt) -> Iterator[str]:
    if attempt.case.supplements_asked.get(attempt.case.stage, 0):
        yield (
            "Đã yêu cầu bổ sung một lần ở bước này; lần nữa phải trình lãnh đạo duyệt "
            "(“Trình yêu cầu bổ sung lần nữa”)."
        )


@rule("Đã có một lần yêu cầu bổ sung ở bước này", WORKING_RULE, hides=True)
def a_request_was_sent_here(attempt: Attempt) -> Iterator[str]:
    if not attempt.case.supplements_asked.get(attempt.case.stage, 0):
        yield "Chưa yêu cầu bổ sung lần nào ở bước này; lần đầu không cần lãnh đạo duyệt."


@rule("Mọi nội dung được yêu cầu đã có trả lời", ONE_STOP)
def every_gap_is_answered(attempt: Attempt) -> Iterator[Reason]:
    request = attempt.case.open_supplement
    for gap in request.gaps if request else ():
        if not gap.is_answered:
            yield Reason(f"Chưa trả lời nội dung được yêu cầu: {gap.note}", ONE_STOP, "answers:")


@rule("Chỉ người đã yêu cầu được hủy yêu cầu bổ sung", WORKING_RULE, hides=True)
def canceller_is_the_author(attempt: Attempt) -> Iterator[str]:
    request = attempt.case.open_supplement
    if request is None or request.author_id not in attempt.actor.ids:
        yield "Phiếu yêu cầu bổ sung này do người khác lập; chỉ người lập phiếu được hủy."


@rule("Đã quá hạn trả lời yêu cầu bổ sung", WORKING_RULE)
def term_to_answer_is_over(attempt: Attempt) -> Iterator[str]:
    request = attempt.case.open_supplement
    if request is None:
        yield "Hồ sơ không có yêu cầu bổ sung nào đang chờ."
    elif attempt.on <= request.answer_by:
        yield f"Hạn trả lời yêu cầu bổ sung là ngày {request.answer_by:%d/%m/%Y}, chưa hết."
