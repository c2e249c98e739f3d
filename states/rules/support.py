"""What the law asks of a support application: what is declared, how much may be given, committed and paid."""

from collections.abc import Iterator, Mapping

from states.actors import AgencyKind
from states.asks import Ask, AskKind
from states.basis import THE_PLAN, Basis, Mark, Reason
from states.case import Case
from states.facts import SupportFact
from states.numbers import vn_number
from states.tables import Attempt, rule

MONEY = Basis(f"{THE_PLAN}, mục IV", Mark.PLAN)
FINANCE = Basis(f"{THE_PLAN}, mục V.4", Mark.PLAN)
PRACTICE = Basis("Quy tắc làm việc về hỗ trợ", Mark.INFERENCE)


def _fund_lines(case: Case) -> Mapping[str, str]:
    return case.fund_lines


GRANTED = Ask("granted", "Số tiền hỗ trợ được duyệt (đồng)", AskKind.MONEY)
AMOUNT = Ask("amount", "Số tiền (đồng)", AskKind.MONEY)
FUND_LINE = Ask("fund_line", "Nguồn kinh phí", AskKind.CHOICE, options=_fund_lines)
PAID_ON = Ask("paid_on", "Ngày giải ngân", AskKind.DAY)
VOUCHER = Ask("voucher", "Số chứng từ", longest=60)
ACCEPTED_ON = Ask("accepted_on", "Ngày nghiệm thu", AskKind.DAY)


def _support(attempt: Attempt) -> SupportFact:
    return attempt.case.support or SupportFact("", attempt.on.year, blanks=(("Chưa khai nội dung đề nghị.", ""),))


def _typed(attempt: Attempt, name: str) -> int:
    text = attempt.inputs.get(name, "").strip()
    return int(text) if text.isdecimal() else 0


@rule("Nội dung đề nghị hỗ trợ được khai đủ", MONEY)
def application_is_filled_in(attempt: Attempt) -> Iterator[Reason]:
    for text, where in _support(attempt).blanks:
        yield Reason(text, where=where or None)


@rule("Số tiền đề nghị không quá mức hỗ trợ tối đa", MONEY)
def request_is_within_the_ceiling(attempt: Attempt) -> Iterator[Reason]:
    support = _support(attempt)
    if support.ceiling is not None and (support.requested or 0) > support.ceiling:
        yield Reason(
            f"Số tiền đề nghị {vn_number(support.requested or 0)} đồng vượt mức tối đa "
            f"{vn_number(support.ceiling)} đồng ({support.ceiling_words}).",
            MONEY,
            "wizard:money",
        )


@rule("Việc đã được hỗ trợ cùng loại trong năm được giải trình", PRACTICE)
def twins_are_explained(attempt: Attempt) -> Iterator[Reason]:
    support = _support(attempt)
    if support.twins and not support.is_twin_explained:
        yield Reason(f"{support.twins[0]} Hãy giải trình vì sao vẫn đề nghị.", where="wizard:money")


@rule("Sở Tài chính đã có ý kiến khi xin kinh phí nhà nước", FINANCE)
def finance_was_asked(attempt: Attempt) -> Iterator[Reason]:
    answered = any(opinion.agency is AgencyKind.FINANCE and not opinion.is_out for opinion in attempt.case.opinions)
    if _support(attempt).from_state and not answered:
        yield Reason(
            "Hồ sơ xin kinh phí nhà nước nên cần ý kiến của Sở Tài chính; hãy hỏi ý kiến.", FINANCE, "opinions:"
        )


@rule("Số tiền được duyệt không quá số đề nghị và mức tối đa", MONEY)
def grant_is_within_the_ceiling(attempt: Attempt) -> Iterator[Reason]:
    support, granted = _support(attempt), _typed(attempt, "granted")
    limits = [limit for limit in (support.requested, support.ceiling) if limit is not None]
    if limits and granted > min(limits):
        yield Reason(f"Số tiền được duyệt không được quá {vn_number(min(limits))} đồng.", MONEY, "ask:granted")


@rule("Tổng số cam kết không quá số được duyệt", MONEY)
def commitment_is_within_the_grant(attempt: Attempt) -> Iterator[Reason]:
    support = _support(attempt)
    left = (support.granted or 0) - support.committed
    if left <= 0 or _typed(attempt, "amount") > left:
        yield Reason(f"Chỉ còn được cam kết {vn_number(left)} đồng trong số được duyệt.", MONEY, "ask:amount")


@rule("Tổng số giải ngân không quá số đã cam kết", MONEY)
def payment_is_within_the_commitment(attempt: Attempt) -> Iterator[Reason]:
    support = _support(attempt)
    left = support.committed - support.paid
    if left <= 0 or _typed(attempt, "amount") > left:
        yield Reason(f"Chỉ còn được giải ngân {vn_number(left)} đồng trong số đã cam kết.", MONEY, "ask:amount")


@rule("Ngày ghi nhận không ở tương lai")
def day_is_not_in_the_future(attempt: Attempt) -> Iterator[Reason]:
    for ask in (PAID_ON, ACCEPTED_ON):
        typed = attempt.inputs.get(ask.name, "").strip()
        if typed and ask.fault(typed) is None and typed > attempt.on.isoformat():
            yield Reason(f"“{ask.label}” không được sau hôm nay ({attempt.on:%d/%m/%Y}).", where=f"ask:{ask.name}")


@rule("Kết quả đã được nghiệm thu", MONEY)
def result_is_accepted(attempt: Attempt) -> Iterator[str]:
    if not _support(attempt).is_accepted:
        yield "Chưa có nghiệm thu; hãy ghi kết quả nghiệm thu trước khi kết thúc hồ sơ."


@rule("Tiền đã cam kết được giải ngân hết hoặc đã giải phóng", MONEY)
def nothing_is_left_committed(attempt: Attempt) -> Iterator[str]:
    support = _support(attempt)
    if support.committed > support.paid:
        yield f"Còn {vn_number(support.committed - support.paid)} đồng đã cam kết nhưng chưa giải ngân."
