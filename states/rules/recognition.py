"""What Decree 52/2018 asks of a request for recognition, its appraisal and its review."""

from collections.abc import Iterator

from states.appraisal import conclusion
from states.asks import Ask, AskKind
from states.basis import DECREE_52, THE_PLAN, Basis, Mark, Reason
from states.case import Finding
from states.criteria import claims, criteria_for
from states.declarations import blanks, faults
from states.kinds import BASIS_TITLES, DossierBasis
from states.parts import missing
from states.tables import Attempt, rule

ARTICLE_5 = Basis(f"{DECREE_52}, Điều 5", Mark.FOUND)
ARTICLE_6 = Basis(f"{DECREE_52}, Điều 6", Mark.FOUND)
ARTICLE_6_3 = Basis(f"{DECREE_52}, Điều 6 khoản 3", Mark.FOUND)
PLAN_ENVIRONMENT = Basis(f"{THE_PLAN}, mục V.1", Mark.PLAN)

DECISION_NUMBER = Ask("decision_number", "Số quyết định", hint="Ví dụ: 123/QĐ-UBND", longest=60)
DECISION_DAY = Ask("decided_on", "Ngày ký quyết định", AskKind.DAY)


@rule("Hồ sơ có đủ thành phần", ARTICLE_6)
def parts_are_complete(attempt: Attempt) -> Iterator[Reason]:
    for need in missing(attempt.case.needs, attempt.case.attached):
        yield Reason(f"Thiếu giấy tờ: {need.title}.", need.basis, f"parts:{need.codes[0]}")


@rule("Nội dung đề nghị được khai đủ và hợp lý", ARTICLE_6)
def request_is_filled_in(attempt: Attempt) -> Iterator[Reason]:
    case = attempt.case
    yield from blanks(case.kind, case.basis, case.answers)
    yield from faults(case.kind, case.basis, case.answers, case.request_year, attempt.on)


@rule("Số liệu khai báo đạt các tiêu chí", ARTICLE_5)
def criteria_are_declared_met(attempt: Attempt) -> Iterator[Reason]:
    for claim in claims(attempt.case):
        if not claim.met:
            criterion = claim.criterion
            yield Reason(
                f"Tiêu chí “{criterion.title}” chưa đạt. Yêu cầu: {claim.required}. "
                f"Khai báo: {claim.declared}. {claim.gap}",
                criterion.basis,
                f"wizard:{criterion.section}",
            )


@rule("Căn cứ đề nghị có trong sổ công nhận", ARTICLE_6_3)
def claimed_basis_is_in_the_register(attempt: Attempt) -> Iterator[Reason]:
    case = attempt.case
    if case.basis != DossierBasis.FULL and not case.earlier_recognition:
        yield Reason(
            f"Không tìm thấy trong sổ quyết định chứng minh căn cứ “{BASIS_TITLES[case.basis]}”. "
            "Hãy chọn đúng đơn vị trong sổ, hoặc chọn lại căn cứ đề nghị.",
            ARTICLE_6_3,
            "wizard:basis",
        )


@rule("Mọi nội dung thẩm định môi trường đã được trả lời", PLAN_ENVIRONMENT)
def every_item_is_answered(attempt: Attempt) -> Iterator[Reason]:
    summary = conclusion(attempt.case)
    for item in summary.unanswered:
        yield Reason(f"Chưa trả lời nội dung {item.code}: {item.text}.", PLAN_ENVIRONMENT, f"appraisal:{item.code}")
    for item in summary.without_reason:
        yield Reason(
            f"Nội dung {item.code} được chọn “Không áp dụng” nhưng chưa ghi lý do.", None, f"appraisal:{item.code}"
        )


@rule("Không còn nội dung chờ kiểm tra thực tế", PLAN_ENVIRONMENT)
def no_site_visit_is_outstanding(attempt: Attempt) -> Iterator[Reason]:
    for item in conclusion(attempt.case).site_visits:
        yield Reason(
            f"Nội dung {item.code} còn chờ kiểm tra thực tế; hãy ghi kết quả sau khi kiểm tra.",
            PLAN_ENVIRONMENT,
            f"appraisal:{item.code}",
        )


@rule("Không có nội dung môi trường bắt buộc nào chưa đạt", PLAN_ENVIRONMENT)
def no_mandatory_item_is_unmet(attempt: Attempt) -> Iterator[Reason]:
    for item in conclusion(attempt.case).blocking:
        yield Reason(
            f"Nội dung môi trường bắt buộc {item.code} chưa đạt: {item.text}. "
            "Chỉ có thể yêu cầu bổ sung hoặc đề xuất không công nhận.",
            PLAN_ENVIRONMENT,
            f"appraisal:{item.code}",
        )


@rule("Mọi tiêu chí đã được Sở xác nhận đạt hay chưa đạt", ARTICLE_5)
def criteria_are_confirmed(attempt: Attempt) -> Iterator[Reason]:
    case = attempt.case
    for criterion in criteria_for(case.kind, case.basis):
        if criterion.code not in case.confirmed:
            yield Reason(
                f"Chưa xác nhận tiêu chí “{criterion.title}”: hãy chọn đạt hoặc chưa đạt.",
                criterion.basis,
                f"criteria:{criterion.code}",
            )


@rule("Mọi tiêu chí được Sở xác nhận là đạt", ARTICLE_5)
def every_criterion_is_met(attempt: Attempt) -> Iterator[Reason]:
    case = attempt.case
    for criterion in criteria_for(case.kind, case.basis):
        if case.confirmed.get(criterion.code) is False:
            yield Reason(
                f"Tiêu chí “{criterion.title}” được xác nhận chưa đạt nên không thể đề xuất công nhận.",
                criterion.basis,
                f"criteria:{criterion.code}",
            )


@rule("Sở đã đề xuất công nhận hoặc không công nhận")
def finding_is_given(attempt: Attempt) -> Iterator[str]:
    if attempt.case.finding is None:
        yield "Hồ sơ chưa có đề xuất công nhận hay không công nhận; hãy trả lại để chuyên viên Sở đề xuất."


@rule("Sở đề xuất công nhận", ARTICLE_5)
def proposal_is_positive(attempt: Attempt) -> Iterator[str]:
    if attempt.case.finding != Finding.RECOGNISE:
        yield "Sở không đề xuất công nhận nên không thể phê duyệt; chỉ có thể không công nhận hoặc trả lại."


@rule("Ngày ký quyết định không ở tương lai")
def decision_is_not_in_the_future(attempt: Attempt) -> Iterator[Reason]:
    typed = attempt.inputs.get("decided_on", "").strip()
    if DECISION_DAY.fault(typed) is None and typed > attempt.on.isoformat():
        yield Reason(f"Ngày ký quyết định không được sau hôm nay ({attempt.on:%d/%m/%Y}).", where="ask:decided_on")
