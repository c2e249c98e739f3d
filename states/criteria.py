# ruff: noqa: E501 - a table is read in columns
"""The criteria of Decree 52/2018, art. 5, as claims that can be computed: required, declared, gap.

The programme proposes, people decide: `met` says only that what is declared reaches the threshold. An officer's word is
apart (`case.confirmed`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from states.basis import DECREE_52, Basis, Mark
from states.case import Case
from states.kinds import DossierBasis, Kind, shows_a_craft, shows_a_village
from states.numbers import vn_number, vn_percent
from states.request import RequestAnswers

HOUSEHOLD_SHARE = Fraction(20, 100)
TRADE_AGE_YEARS = 50
STABLE_YEARS = 2

CRAFT_ARTICLE = Basis(f"{DECREE_52}, Điều 5 khoản 2", Mark.FOUND)
VILLAGE_ARTICLE = Basis(f"{DECREE_52}, Điều 5 khoản 3", Mark.FOUND)
CRAFT_VILLAGE_ARTICLE = Basis(f"{DECREE_52}, Điều 5 khoản 4", Mark.FOUND)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a computation found: does it reach the threshold, and the three texts shown beside each other."""

    met: bool
    required: str
    declared: str
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion. `section` is where the commune declares it; `measure` computes it from a dossier."""

    code: str
    title: str
    clause: str
    basis: Basis
    section: str
    measure: Callable[[Case], Measure]


@dataclass(frozen=True, slots=True)
class Claim:
    """A criterion of one dossier, computed. `gap` is empty when the criterion is met."""

    criterion: Criterion
    met: bool
    required: str
    declared: str
    gap: str

    @property
    def code(self) -> str:
        return self.criterion.code


def household_share(answers: RequestAnswers) -> Fraction | None:
    """Households in the trade over all households, exactly; None when the total is blank, 0 or too small."""
    total = answers.total_households
    if not total or total < answers.trade_households:
        return None
    return Fraction(answers.trade_households, total)


def households_needed(total: int) -> int:
    """The least number of households that is at least 20 % of the total."""
    return -(-total * HOUSEHOLD_SHARE.numerator // HOUSEHOLD_SHARE.denominator)


def stable_years(answers: RequestAnswers, request_year: int) -> int:
    """Consecutive years with activity, counted back from the year of the request.

    A year in progress need not have results yet: without them the count begins with the year before.
    """
    active = {result.year for result in answers.results if result.is_active}
    year = request_year if request_year in active else request_year - 1
    count = 0
    while year in active:
        count, year = count + 1, year - 1
    return count


def _age(case: Case) -> Measure:
    required = f"Có mặt tại địa phương trên {TRADE_AGE_YEARS} năm và đang tiếp tục phát triển"
    known, developing = case.answers.first_known_year, case.answers.still_developing
    gaps = []
    if known is None:
        declared, age = "Chưa khai năm xuất hiện của nghề", 0
        gaps.append("khai năm nghề xuất hiện tại địa phương")
    else:
        age = case.request_year - known
        declared = f"{vn_number(age)} năm (từ khoảng năm {known} đến năm {case.request_year})"
        if age <= TRADE_AGE_YEARS:
            gaps.append(f"còn thiếu {vn_number(TRADE_AGE_YEARS + 1 - age)} năm")
    if developing is None:
        gaps.append("khai nghề có đang tiếp tục phát triển hay không")
    elif not developing:
        gaps.append("nghề không còn phát triển tại thời điểm đề nghị")
    words = {None: "", True: "; đang phát triển", False: "; không còn phát triển"}[developing]
    return Measure(not gaps, required, declared + words, _sentence(gaps))


def _identity(case: Case) -> Measure:
    text = "Tạo ra sản phẩm mang bản sắc văn hóa dân tộc"
    described = bool(case.answers.identity_text.strip())
    return Measure(
        described, text, *_told(described, "Đã mô tả", "mô tả đặc trưng mang bản sắc văn hóa dân tộc của nghề")
    )


def _artisans(case: Case) -> Measure:
    text = "Gắn với tên tuổi của một hay nhiều nghệ nhân hoặc tên tuổi của làng nghề"
    names = case.answers.artisan_names.strip()
    return Measure(bool(names), text, *_told(bool(names), names, "ghi tên nghệ nhân hoặc tên làng nghề gắn với nghề"))


def _households(case: Case) -> Measure:
    required = "Tối thiểu 20 % tổng số hộ trên địa bàn tham gia ngành nghề nông thôn"
    total, listed = case.answers.total_households, case.answers.trade_households
    if total is None:
        return Measure(
            False, required, f"{vn_number(listed)} hộ có tên trong danh sách", "Khai tổng số hộ trên địa bàn."
        )
    share = household_share(case.answers)
    if share is None:
        fault = "phải lớn hơn 0" if total <= 0 else "không được nhỏ hơn số hộ có tên trong danh sách"
        return Measure(False, required, f"{vn_number(listed)}/{vn_number(total)} hộ", f"Tổng số hộ {fault}.")
    declared = f"{vn_percent(share)} ({vn_number(listed)}/{vn_number(total)} hộ)"
    if share >= HOUSEHOLD_SHARE:
        return Measure(True, required, declared)
    return Measure(False, required, declared, f"Còn thiếu {vn_number(households_needed(total) - listed)} hộ.")


def _stability(case: Case) -> Measure:
    required = f"Sản xuất, kinh doanh ổn định tối thiểu {STABLE_YEARS:02d} năm liên tục tính đến thời điểm đề nghị"
    years = stable_years(case.answers, case.request_year)
    declared = f"{years:02d} năm liên tục có kết quả sản xuất, kinh doanh"
    missing = STABLE_YEARS - years
    return Measure(missing <= 0, required, declared, f"Còn thiếu kết quả của {missing:02d} năm." if missing > 0 else "")


def _environment(case: Case) -> Measure:
    required = "Đáp ứng các điều kiện bảo vệ môi trường làng nghề theo quy định của pháp luật hiện hành"
    answers = case.answers
    gaps = []
    if not answers.env_plan_number.strip() or answers.env_plan_on is None:
        gaps.append("ghi số và ngày phê duyệt phương án bảo vệ môi trường")
    if not answers.self_management.strip():
        gaps.append("ghi tổ chức tự quản về bảo vệ môi trường")
    declared = (
        "Chưa khai đủ" if gaps else f"Phương án số {answers.env_plan_number}, ngày {answers.env_plan_on:%d/%m/%Y}"
    )
    return Measure(not gaps, required, declared, _sentence(gaps))


def _recognised(thing: str) -> Callable[[Case], Measure]:
    def measure(case: Case) -> Measure:
        found = case.earlier_recognition
        gap = f"công nhận {thing} trước, hoặc chọn lại căn cứ đề nghị"
        return Measure(bool(found), f"Đã được công nhận {thing}", *_told(bool(found), found or "", gap))

    return measure


def _told(present: bool, declared: str, missing: str) -> tuple[str, str]:
    return (declared, "") if present else ("Chưa có", _sentence([missing]))


def _sentence(parts: list[str]) -> str:
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else ""


# fmt: off
CRAFT_CRITERIA = (
    Criterion("NTT-A", "Thời gian hình thành", "điểm a", CRAFT_ARTICLE, "craft", _age),
    Criterion("NTT-B", "Bản sắc văn hóa",      "điểm b", CRAFT_ARTICLE, "craft", _identity),
    Criterion("NTT-C", "Nghệ nhân, làng nghề", "điểm c", CRAFT_ARTICLE, "craft", _artisans),
)
VILLAGE_CRITERIA = (
    Criterion("LN-A", "Tỷ lệ hộ tham gia",   "điểm a", VILLAGE_ARTICLE, "households",  _households),
    Criterion("LN-B", "Hoạt động ổn định",   "điểm b", VILLAGE_ARTICLE, "results",     _stability),
    Criterion("LN-C", "Bảo vệ môi trường",   "điểm c", VILLAGE_ARTICLE, "environment", _environment),
)
IS_A_VILLAGE = Criterion("LNTT-LN",  "Đã là làng nghề",         "", CRAFT_VILLAGE_ARTICLE, "basis", _recognised("làng nghề"))
HAS_A_CRAFT  = Criterion("LNTT-NTT", "Đã có nghề truyền thống", "", CRAFT_VILLAGE_ARTICLE, "basis", _recognised("nghề truyền thống"))
# fmt: on


def _of(kind: Kind, basis: DossierBasis) -> tuple[Criterion, ...]:
    craft, village = shows_a_craft(kind, basis), shows_a_village(kind, basis)
    return (
        *(VILLAGE_CRITERIA if village else ()),
        *(CRAFT_CRITERIA if craft else ()),
        *((IS_A_VILLAGE,) if basis is DossierBasis.FROM_CRAFT_VILLAGE else ()),
        *((HAS_A_CRAFT,) if basis is DossierBasis.FROM_TRADITIONAL_CRAFT else ()),
    )


CRITERIA: dict[tuple[Kind, DossierBasis], tuple[Criterion, ...]] = {
    (kind, basis): _of(kind, basis) for kind in Kind for basis in DossierBasis
}


def criteria_for(kind: Kind, basis: DossierBasis) -> tuple[Criterion, ...]:
    """The criteria that a dossier of this kind, on this basis, has to meet (Decree 52/2018, art. 5.2 to 5.4)."""
    return CRITERIA[kind, basis]


def claims(case: Case) -> tuple[Claim, ...]:
    """Every criterion of a dossier with what is required, what is declared and what is missing."""
    return tuple(_claim(criterion, case) for criterion in CRITERIA[case.kind, case.basis])


def _claim(criterion: Criterion, case: Case) -> Claim:
    measure = criterion.measure(case)
    return Claim(criterion, measure.met, measure.required, measure.declared, measure.gap)
