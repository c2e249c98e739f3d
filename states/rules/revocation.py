"""What the law asks before a recognition is taken back (Decree 52/2018, art. 6.5: from memory, to be verified)."""

from collections.abc import Iterator
from datetime import date

from states.basis import DECREE_52, Basis, Mark, Reason
from states.tables import Attempt, rule

ARTICLE_6_5 = Basis(f"{DECREE_52}, Điều 6 khoản 5", Mark.MEMORY)
REGISTER = Basis("Sổ công nhận của tỉnh", Mark.INFERENCE)


@rule("Đơn vị đang được công nhận", REGISTER)
def unit_is_active(attempt: Attempt) -> Iterator[str]:
    unit = attempt.case.unit
    if unit is None:
        yield "Hồ sơ chưa chọn đơn vị nào trong danh bạ."
    elif not unit.is_active:
        yield "Đơn vị này không còn được công nhận; không có gì để thu hồi."


@rule("Đơn vị không đạt tiêu chí đủ số năm theo quy định", ARTICLE_6_5)
def criteria_are_unmet_long_enough(attempt: Attempt) -> Iterator[str]:
    unit, years = attempt.case.unit, attempt.procedure.number("unmet_years")
    if unit is None:
        return
    since = unit.criteria_unmet_since
    if since is None:
        yield "Kết quả rà soát hằng năm chưa ghi nhận đơn vị không đạt tiêu chí."
    elif attempt.on < _years_after(since, years):
        yield (
            f"Đơn vị không đạt tiêu chí từ {since:%d/%m/%Y}, chưa đủ {years:02d} năm "
            f"(đủ vào ngày {_years_after(since, years):%d/%m/%Y})."
        )


@rule("Kiểm tra thực tế đã có kết quả cho mọi tiêu chí", ARTICLE_6_5)
def inspection_is_complete(attempt: Attempt) -> Iterator[Reason]:
    inspection = attempt.case.inspection
    if inspection is None:
        yield Reason("Chưa ghi kết quả kiểm tra.", where="inspection:")
    else:
        for title in inspection.missing:
            yield Reason(f"Chưa ghi kết quả kiểm tra tiêu chí “{title}”.", where="inspection:")


@rule("Kiểm tra cho thấy có tiêu chí không đạt", ARTICLE_6_5)
def inspection_found_a_criterion_unmet(attempt: Attempt) -> Iterator[str]:
    inspection = attempt.case.inspection
    if inspection is not None and inspection.is_complete and not inspection.unmet:
        yield "Kết quả kiểm tra: mọi tiêu chí đều đạt, nên không đề nghị thu hồi được."


@rule("Nội dung đính chính đã được ghi", REGISTER)
def correction_says_something(attempt: Attempt) -> Iterator[Reason]:
    if not attempt.case.correction.changes:
        yield Reason("Chưa ghi nội dung nào cần đính chính.", where="wizard:correction")


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
