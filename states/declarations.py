# ruff: noqa: E501 - a table is read in columns
"""Which declared facts a request needs, by kind and basis, and what is wrong with those that are typed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from states.basis import Basis, Reason
from states.criteria import CRAFT_ARTICLE, STABLE_YEARS, VILLAGE_ARTICLE
from states.kinds import BASES_OF_KIND, KIND_TITLES, TRADE_GROUPS, DossierBasis, Kind, shows_a_craft, shows_a_village
from states.request import SECTIONS, RequestAnswers

Filled = Callable[[RequestAnswers], object]


@dataclass(frozen=True, slots=True)
class Field:
    """One declared fact: what it is called on the screen, on which page it is typed, and whether it is there."""

    name: str
    label: str
    section: str
    filled: Filled
    basis: Basis | None = None


def _text(name: str) -> Filled:
    return lambda answers: getattr(answers, name).strip()


def _given(name: str) -> Filled:
    return lambda answers: getattr(answers, name) is not None


def _two_years(answers: RequestAnswers) -> bool:
    return len({result.year for result in answers.results if result.is_active}) >= STABLE_YEARS


def _sites(answers: RequestAnswers) -> bool:
    return bool(answers.sites) and all(code.strip() and village.strip() for code, village in answers.sites)


def _contact(answers: RequestAnswers) -> str:
    return answers.proposer_phone.strip() or answers.proposer_address.strip()


# fmt: off
ALWAYS = (
    Field("unit_name",        "Tên đề nghị công nhận",                         "unit",     _text("unit_name")),
    Field("trade",            "Tên nghề",                                      "unit",     _text("trade")),
    Field("trade_group",      "Nhóm ngành nghề",                               "unit",     _given("trade_group")),
    Field("sites",            "Địa điểm (xã, phường và thôn, bản, tổ dân phố)", "unit",     _sites),
    Field("proposer_name",    "Họ và tên người đề nghị",                       "proposer", _text("proposer_name")),
    Field("proposer_role",    "Tư cách của người đề nghị",                     "proposer", _text("proposer_role")),
    Field("proposer_address", "Điện thoại hoặc địa chỉ của người đề nghị",      "proposer", _contact),
)
OF_A_VILLAGE = (
    Field("total_households", "Tổng số hộ trên địa bàn",                       "households",  _given("total_households"), VILLAGE_ARTICLE),
    Field("households",       "Danh sách hộ tham gia",                         "households",  lambda answers: answers.households, VILLAGE_ARTICLE),
    Field("results",          "Kết quả sản xuất, kinh doanh của 02 năm gần nhất", "results",  _two_years, VILLAGE_ARTICLE),
    Field("env_plan_number",  "Số văn bản phê duyệt phương án bảo vệ môi trường", "environment", _text("env_plan_number"), VILLAGE_ARTICLE),
    Field("env_plan_on",      "Ngày phê duyệt phương án bảo vệ môi trường",     "environment", _given("env_plan_on"), VILLAGE_ARTICLE),
    Field("env_plan_by",      "Cơ quan phê duyệt phương án bảo vệ môi trường",  "environment", _text("env_plan_by"), VILLAGE_ARTICLE),
    Field("self_management",  "Tổ chức tự quản về bảo vệ môi trường",           "environment", _text("self_management"), VILLAGE_ARTICLE),
)
OF_A_CRAFT = (
    Field("first_known_year", "Năm nghề xuất hiện tại địa phương",             "craft", _given("first_known_year"), CRAFT_ARTICLE),
    Field("first_known_note", "Nguồn xác định năm nghề xuất hiện",             "craft", _text("first_known_note"), CRAFT_ARTICLE),
    Field("still_developing", "Nghề có đang tiếp tục phát triển hay không",    "craft", _given("still_developing"), CRAFT_ARTICLE),
    Field("history_text",     "Quá trình hình thành, phát triển của nghề",     "craft", _text("history_text"), CRAFT_ARTICLE),
    Field("identity_text",    "Đặc trưng mang bản sắc văn hóa dân tộc của nghề", "craft", _text("identity_text"), CRAFT_ARTICLE),
    Field("artisan_names",    "Nghệ nhân hoặc làng nghề gắn với nghề",         "craft", _text("artisan_names"), CRAFT_ARTICLE),
)
# fmt: on


def _of(kind: Kind, basis: DossierBasis) -> tuple[Field, ...]:
    village = OF_A_VILLAGE if shows_a_village(kind, basis) else ()
    craft = OF_A_CRAFT if shows_a_craft(kind, basis) else ()
    return (*ALWAYS, *village, *craft)


FIELDS = {(kind, basis): _of(kind, basis) for kind in Kind for basis in DossierBasis}


def fields_of(kind: Kind, basis: DossierBasis) -> tuple[Field, ...]:
    """The facts that a request of this kind and basis has to declare, page by page."""
    return FIELDS[kind, basis]


def sections_of(kind: Kind, basis: DossierBasis) -> tuple[str, ...]:
    """The pages of the request that this kind and basis needs, in order; the basis and the papers always."""
    asked = {field.section for field in FIELDS[kind, basis]} | {"basis", "papers"}
    return tuple(section for section in SECTIONS if section in asked)


def blanks(kind: Kind, basis: DossierBasis, answers: RequestAnswers) -> tuple[Reason, ...]:
    """A reason for each fact that is not declared yet, with the page where it is typed."""
    return tuple(
        Reason(f"Chưa khai “{field.label}” ở mục “{SECTIONS[field.section]}”.", field.basis, f"wizard:{field.section}")
        for field in FIELDS[kind, basis]
        if not field.filled(answers)
    )


def faults(kind: Kind, basis: DossierBasis, answers: RequestAnswers, request_year: int, on: date) -> Iterator[Reason]:
    """What cannot be true in the facts that are declared, whatever the criteria say of them."""
    if basis not in BASES_OF_KIND[kind]:
        yield Reason(f"Căn cứ đề nghị đã chọn không dùng cho {KIND_TITLES[kind].lower()}.", where="wizard:basis")
    if answers.trade_group is not None and answers.trade_group not in TRADE_GROUPS:
        yield Reason("Nhóm ngành nghề phải là một trong bảy nhóm của Nghị định.", where="wizard:unit")
    if shows_a_village(kind, basis):
        yield from _village_faults(answers, request_year, on)
    known = answers.first_known_year
    if shows_a_craft(kind, basis) and known is not None and known > request_year:
        yield Reason(f"Năm nghề xuất hiện ({known}) không được sau năm đề nghị ({request_year}).", where="wizard:craft")


def _village_faults(answers: RequestAnswers, request_year: int, on: date) -> Iterator[Reason]:
    total = answers.total_households
    if total is not None and total <= 0:
        yield Reason("Tổng số hộ trên địa bàn phải lớn hơn 0.", where="wizard:households")
    elif total is not None and total < answers.trade_households:
        yield Reason(
            f"Danh sách có {answers.trade_households} hộ, nhiều hơn tổng số hộ trên địa bàn ({total}).",
            where="wizard:households",
        )
    years = [result.year for result in answers.results]
    if len(set(years)) < len(years):
        yield Reason("Có năm được khai kết quả hai lần; mỗi năm chỉ khai một dòng.", where="wizard:results")
    if any(year > request_year for year in years):
        yield Reason(f"Không khai kết quả cho năm sau năm đề nghị ({request_year}).", where="wizard:results")
    if answers.env_plan_on is not None and answers.env_plan_on > on:
        yield Reason("Ngày phê duyệt phương án bảo vệ môi trường không được ở tương lai.", where="wizard:environment")
