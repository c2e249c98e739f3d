# ruff: noqa: E501 - a table is read in columns
"""Every kind of support an applicant may ask for (plan II.3 to II.8 and IV; Decree 52/2018 art. 7 to 12 and 14), by version.

Who leads and who is asked follows section V of the plan. The plan fixes no amounts: where no text does, there is no ceiling.
"""

from datetime import date
from fractions import Fraction

from states import support_papers as papers
from states.actors import AgencyKind
from states.basis import DECREE_08, DECREE_52, ENVIRONMENT_LAW, THE_PLAN, Basis, Mark
from states.support import (
    APPLICANT_TITLES,
    FUND_TITLES,
    NOT_FIXED,
    Applicant,
    Catalogue,
    Ceiling,
    Ceilinged,
    Fund,
    SupportKind,
    ceiling_of,
)

__all__ = [
    "APPLICANT_TITLES",
    "CATALOGUES",
    "CATALOGUE_2026_1",
    "FUND_TITLES",
    "KIND_TITLES",
    "NOT_FIXED",
    "Applicant",
    "Catalogue",
    "Ceiling",
    "Ceilinged",
    "Fund",
    "SupportKind",
    "catalogue_in",
    "ceiling_of",
    "current_catalogue",
    "kind_in",
]  # fmt: skip

COMMUNE, AGRICULTURE = AgencyKind.COMMUNE, AgencyKind.AGRICULTURE_ENVIRONMENT
TRADE, SCIENCE = AgencyKind.INDUSTRY_TRADE, AgencyKind.SCIENCE_TECHNOLOGY
FINANCE, EDUCATION = AgencyKind.FINANCE, AgencyKind.EDUCATION_TRAINING
CULTURE, OTHERS = AgencyKind.CULTURE_SPORTS_TOURISM, AgencyKind.OTHER_DEPARTMENT
B, C, L, K, H = Fund.LOCAL, Fund.CENTRAL, Fund.LINKED, Fund.CREDIT, Fund.OTHER
PREPARING = (Applicant.UNIT, Applicant.PLAN_ITEM)


def _article(number: str, mark: Mark = Mark.FOUND) -> Basis:
    return Basis(f"{DECREE_52}, Điều {number}", mark)


def _plan(section: str) -> Basis:
    return Basis(f"{THE_PLAN}, mục {section}", Mark.PLAN)


ARTICLE_7, ARTICLE_8, ARTICLE_9 = _article("7", Mark.MEMORY), _article("8"), _article("9", Mark.PLAN)
ARTICLE_10, ARTICLE_11 = _article("10", Mark.PLAN), _article("11", Mark.PLAN)
ARTICLE_12 = _article("12", Mark.MEMORY)
ARTICLE_14_1, ARTICLE_14_2 = _article("14 khoản 1"), _article("14 khoản 2")
LAW_56, DECREE_08_33 = (
    Basis(f"{ENVIRONMENT_LAW}, Điều 56", Mark.FOUND),
    Basis(f"{DECREE_08}, Điều 33, Điều 34", Mark.FOUND),
)
INDUSTRY_RULES = Basis("Quy định về khuyến công", Mark.MEMORY)
INVESTMENT_RULES = Basis("Pháp luật về đầu tư công và ưu đãi đầu tư", Mark.MEMORY)
HONOUR_RULES = Basis("Hướng dẫn của Bộ Công Thương về xét tặng danh hiệu nghệ nhân", Mark.MEMORY)
DECREE_52_DAY = date(2018, 6, 1)

# fmt: off
TRADE_CEILING = Ceiling(Fraction(1, 2), 50_000_000,  ARTICLE_9,  DECREE_52_DAY, each="mỗi cơ sở")
CONTEST_CEILING = Ceiling(Fraction(1), None,         ARTICLE_9,  DECREE_52_DAY, note="Thuê gian hàng, tổ chức, ăn nghỉ và đi lại của người dự Hội thi")
PROJECT_CEILING = Ceiling(Fraction(1, 2), 500_000_000, ARTICLE_12, DECREE_52_DAY, each="mỗi dự án", note="Từ ngân sách trung ương")

KINDS = (
    #           code                  what people call it                              what it covers                                                                          lead         consulted                       legal basis                        funds         papers
    SupportKind("training",           "Đào tạo, truyền nghề",                          "Mở lớp dạy nghề, bồi dưỡng, nghệ nhân truyền nghề, tập huấn cho người quản lý.",       EDUCATION,   (AGRICULTURE, COMMUNE),         (ARTICLE_11, _plan("II.3")),        (B, C, L),    papers.TEACHING,   applicants=PREPARING),
    SupportKind("environment",        "Bảo vệ môi trường làng nghề",                   "Công trình thu gom, xử lý nước thải, chất thải; chất thải nguy hại; tuyên truyền.",    COMMUNE,     (AGRICULTURE, FINANCE),         (LAW_56, DECREE_08_33, _plan("II.4")), (B, C, H), papers.BUILDING,   applicants=PREPARING),
    SupportKind("trade_promotion",    "Xúc tiến thương mại",                           "Hội chợ, triển lãm, tư vấn, thiết kế sản phẩm và bao bì, xây dựng thương hiệu.",       TRADE,       (AGRICULTURE, CULTURE, FINANCE), (ARTICLE_9, _plan("II.5")),        (B, C, L),    papers.SELLING,    (TRADE_CEILING,)),
    SupportKind("contest",            "Dự Hội thi sản phẩm thủ công Việt Nam",         "Thuê gian hàng, tổ chức, ăn nghỉ và đi lại để dự Hội thi.",                            TRADE,       (AGRICULTURE, CULTURE, FINANCE), (ARTICLE_9, _plan("II.5")),        (B, C, L),    papers.CONTEST,    (CONTEST_CEILING,)),
    SupportKind("ecommerce",          "Trang thông tin, sàn thương mại điện tử",       "Xây dựng trang giới thiệu, bán hàng trực tuyến.",                                      TRADE,       (SCIENCE,),                     (ARTICLE_9, _plan("V.2")),          (B, L),       papers.USUAL,      (TRADE_CEILING,)),
    SupportKind("equipment",          "Đổi mới công nghệ, máy móc (khuyến công)",      "Mua máy, thiết bị, chuyển giao công nghệ.",                                            TRADE,       (SCIENCE, FINANCE),             (_plan("V.2"), INDUSTRY_RULES),     (B, C),       papers.BUILDING),
    SupportKind("ocop",               "Lập hồ sơ sản phẩm OCOP",                       "Hướng dẫn, giúp lập hồ sơ đánh giá, phân hạng sản phẩm.",                              AGRICULTURE, (TRADE, SCIENCE, OTHERS),       (_plan("II.5"),),                   (B, L),       papers.USUAL,      applicants=PREPARING),
    SupportKind("study_visit",        "Tham quan, học tập kinh nghiệm",                "Đi thăm, học tập tại làng nghề tiêu biểu.",                                            AGRICULTURE, (COMMUNE,),                     (_plan("II.5"),),                   (B,),         papers.USUAL,      applicants=PREPARING),
    SupportKind("media",              "Ấn phẩm, phim ngắn, truyền thông",              "Ấn phẩm, phim ngắn, bài giới thiệu làng nghề.",                                        AGRICULTURE, (CULTURE, OTHERS),              (_plan("II.5"),),                   (B, L),       papers.USUAL),
    SupportKind("scitech",            "Khoa học và công nghệ",                         "Đề tài, sản phẩm mới, mẫu mã, bao bì, chuyển đổi số.",                                 SCIENCE,     (AGRICULTURE, TRADE),           (ARTICLE_10, _plan("II.6")),        (B, C, L),    papers.USUAL),
    SupportKind("ip",                 "Sở hữu trí tuệ",                                "Nhãn hiệu, nhãn hiệu tập thể, chỉ dẫn địa lý.",                                        SCIENCE,     (COMMUNE,),                     (ARTICLE_10, ARTICLE_9, _plan("II.6")), (B, L),   papers.PROTECTING, applicants=PREPARING),
    SupportKind("traceability",       "Truy xuất nguồn gốc",                           "Mã số, mã vạch, hệ thống truy xuất nguồn gốc.",                                        SCIENCE,     (COMMUNE,),                     (ARTICLE_10, _plan("II.6")),        (B, L),       papers.USUAL),
    SupportKind("credit",             "Vay vốn ưu đãi",                                "Xác nhận, giới thiệu vay vốn; hệ thống không cho vay.",                                FINANCE,     (OTHERS,),                      (ARTICLE_8, _plan("II.7")),         (K,),         papers.BORROWING,  applicants=PREPARING),
    SupportKind("investment",         "Ưu đãi đầu tư dự án",                           "Ưu đãi, khuyến khích cho dự án sản xuất, kinh doanh, bảo tồn nghề.",                   FINANCE,     (AGRICULTURE, COMMUNE),         (ARTICLE_8, _plan("II.7"), INVESTMENT_RULES), (C, B, H), papers.BUILDING),
    SupportKind("raw_material",       "Phát triển vùng nguyên liệu",                   "Vùng trồng lanh, đay, dược liệu; nguồn đá, nguyên liệu không tái sinh.",               AGRICULTURE, (COMMUNE, SCIENCE),             (_plan("II.8"),),                   (B, L, H),    papers.USUAL,      applicants=PREPARING),
    SupportKind("tourism",            "Gắn làng nghề với du lịch",                     "Tuyến, điểm tham quan, sản phẩm du lịch, quà tặng.",                                   CULTURE,     (AGRICULTURE, COMMUNE),         (_plan("II.2"), _plan("V.6")),      (B, L, H),    papers.USUAL,      applicants=PREPARING),
    SupportKind("premises",           "Mặt bằng sản xuất, di dời",                     "Đất, nhà xưởng; di dời cơ sở ra khỏi khu dân cư vào cụm công nghiệp.",                 COMMUNE,     (TRADE, AGRICULTURE, FINANCE),  (_plan("V.9"), ARTICLE_7),          (B,),         papers.BUILDING),
    SupportKind("infrastructure",     "Hạ tầng làng nghề",                             "Đường, điện, nước sạch, thoát nước, nơi trưng bày và bán hàng.",                       COMMUNE,     (FINANCE, AGRICULTURE, OTHERS), (ARTICLE_14_2,),                    (C, B),       papers.BUILDING),
    SupportKind("recognition_grant",  "Hỗ trợ trực tiếp theo quyết định công nhận",    "Khoản hỗ trợ ghi trong quyết định công nhận của UBND tỉnh.",                           AGRICULTURE, (FINANCE,),                     (ARTICLE_14_1,),                    (B,),         papers.GRANTED),
    SupportKind("rural_trade_project", "Dự án phát triển ngành nghề nông thôn",        "Dự án sản xuất của cơ sở ngành nghề nông thôn.",                                       AGRICULTURE, (FINANCE,),                     (_plan("V.1"), ARTICLE_12),         (C,),         papers.BUILDING,   (PROJECT_CEILING,)),
    SupportKind("artisan_title",      "Xét tặng Nghệ nhân Nhân dân, Nghệ nhân Ưu tú",  "Danh hiệu trong lĩnh vực thủ công mỹ nghệ; không có tiền hỗ trợ.",                     TRADE,       (CULTURE, COMMUNE),             (_plan("V.2"), HONOUR_RULES),       (),           papers.HONOUR,     procedure="artisan_title"),
)
# fmt: on

CATALOGUE_2026_1 = Catalogue("2026.1", date(2026, 1, 1), KINDS)
CATALOGUES: dict[str, Catalogue] = {catalogue.version: catalogue for catalogue in (CATALOGUE_2026_1,)}


KIND_TITLES: dict[str, str] = {kind.code: kind.title for each in CATALOGUES.values() for kind in each.kinds}
"""What lists call each kind: the newest wording."""


def current_catalogue(on: date) -> Catalogue:
    """The policies under which an application begun on that day is made. Raises LookupError before the first."""
    valid = [catalogue for catalogue in CATALOGUES.values() if catalogue.valid_from <= on]
    if not valid:
        raise LookupError(f"there are no support policies for {on}")
    return max(valid, key=lambda catalogue: catalogue.valid_from)


def catalogue_in(version: str) -> Catalogue:
    """A version of the policies. Raises LookupError."""
    try:
        return CATALOGUES[version]
    except KeyError:
        raise LookupError(f"there are no support policies {version}") from None


def kind_in(version: str, code: str) -> SupportKind:
    """A kind as a version of the policies has it. Raises LookupError."""
    try:
        return catalogue_in(version).by_code[code]
    except KeyError:
        raise LookupError(f"the support policies {version} have no kind {code}") from None
