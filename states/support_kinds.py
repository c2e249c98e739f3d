# ruff: noqa: E501 - a table is read in columns
"""Every kind of support an applicant may ask for (plan II.3 to II.8 and IV; Decree 52/2018 art. 7 to 12 and 14), by version.

Who leads and who is asked follows section V of the plan. On what ground a kind is given, from when, and up to how much, is
none of this table: policies open a kind (`policies`), and where none counts nothing can be asked for.
"""

from datetime import date

from states import support_papers as papers
from states.actors import AgencyKind
from states.support import Applicant, Catalogue, Fund, SupportKind

COMMUNE, AGRICULTURE = AgencyKind.COMMUNE, AgencyKind.AGRICULTURE_ENVIRONMENT
TRADE, SCIENCE = AgencyKind.INDUSTRY_TRADE, AgencyKind.SCIENCE_TECHNOLOGY
FINANCE, EDUCATION = AgencyKind.FINANCE, AgencyKind.EDUCATION_TRAINING
CULTURE, OTHERS = AgencyKind.CULTURE_SPORTS_TOURISM, AgencyKind.OTHER_DEPARTMENT
B, C, L, K, H = Fund.LOCAL, Fund.CENTRAL, Fund.LINKED, Fund.CREDIT, Fund.OTHER
PREPARING = (Applicant.UNIT, Applicant.PLAN_ITEM)

# fmt: off
KINDS = (
    #           code                  what people call it                              what it covers                                                                          lead         consulted                        funds        papers
    SupportKind("training",           "Đào tạo, truyền nghề",                          "Mở lớp dạy nghề, bồi dưỡng, nghệ nhân truyền nghề, tập huấn cho người quản lý.",       EDUCATION,   (AGRICULTURE, COMMUNE),          (B, C, L),   papers.TEACHING,   applicants=PREPARING),
    SupportKind("environment",        "Bảo vệ môi trường làng nghề",                   "Công trình thu gom, xử lý nước thải, chất thải; chất thải nguy hại; tuyên truyền.",    COMMUNE,     (AGRICULTURE, FINANCE),          (B, C, H),   papers.BUILDING,   applicants=PREPARING),
    SupportKind("trade_promotion",    "Xúc tiến thương mại",                           "Hội chợ, triển lãm, tư vấn, thiết kế sản phẩm và bao bì, xây dựng thương hiệu.",       TRADE,       (AGRICULTURE, CULTURE, FINANCE), (B, C, L),   papers.SELLING),
    SupportKind("contest",            "Dự Hội thi sản phẩm thủ công Việt Nam",         "Thuê gian hàng, tổ chức, ăn nghỉ và đi lại để dự Hội thi.",                            TRADE,       (AGRICULTURE, CULTURE, FINANCE), (B, C, L),   papers.CONTEST),
    SupportKind("ecommerce",          "Trang thông tin, sàn thương mại điện tử",       "Xây dựng trang giới thiệu, bán hàng trực tuyến.",                                      TRADE,       (SCIENCE,),                      (B, L),      papers.USUAL),
    SupportKind("equipment",          "Đổi mới công nghệ, máy móc (khuyến công)",      "Mua máy, thiết bị, chuyển giao công nghệ.",                                            TRADE,       (SCIENCE, FINANCE),              (B, C),      papers.BUILDING),
    SupportKind("ocop",               "Lập hồ sơ sản phẩm OCOP",                       "Hướng dẫn, giúp lập hồ sơ đánh giá, phân hạng sản phẩm.",                              AGRICULTURE, (TRADE, SCIENCE, OTHERS),        (B, L),      papers.USUAL,      applicants=PREPARING),
    SupportKind("study_visit",        "Tham quan, học tập kinh nghiệm",                "Đi thăm, học tập tại làng nghề tiêu biểu.",                                            AGRICULTURE, (COMMUNE,),                      (B,),        papers.USUAL,      applicants=PREPARING),
    SupportKind("media",              "Ấn phẩm, phim ngắn, truyền thông",              "Ấn phẩm, phim ngắn, bài giới thiệu làng nghề.",                                        AGRICULTURE, (CULTURE, OTHERS),               (B, L),      papers.USUAL),
    SupportKind("scitech",            "Khoa học và công nghệ",                         "Đề tài, sản phẩm mới, mẫu mã, bao bì, chuyển đổi số.",                                 SCIENCE,     (AGRICULTURE, TRADE),            (B, C, L),   papers.USUAL),
    SupportKind("ip",                 "Sở hữu trí tuệ",                                "Nhãn hiệu, nhãn hiệu tập thể, chỉ dẫn địa lý.",                                        SCIENCE,     (COMMUNE,),                      (B, L),      papers.PROTECTING, applicants=PREPARING),
    SupportKind("traceability",       "Truy xuất nguồn gốc",                           "Mã số, mã vạch, hệ thống truy xuất nguồn gốc.",                                        SCIENCE,     (COMMUNE,),                      (B, L),      papers.USUAL),
    SupportKind("credit",             "Vay vốn ưu đãi",                                "Xác nhận, giới thiệu vay vốn; hệ thống không cho vay.",                                FINANCE,     (OTHERS,),                       (K,),        papers.BORROWING,  applicants=PREPARING),
    SupportKind("investment",         "Ưu đãi đầu tư dự án",                           "Ưu đãi, khuyến khích cho dự án sản xuất, kinh doanh, bảo tồn nghề.",                   FINANCE,     (AGRICULTURE, COMMUNE),          (C, B, H),   papers.BUILDING),
    SupportKind("raw_material",       "Phát triển vùng nguyên liệu",                   "Vùng trồng lanh, đay, dược liệu; nguồn đá, nguyên liệu không tái sinh.",               AGRICULTURE, (COMMUNE, SCIENCE),              (B, L, H),   papers.USUAL,      applicants=PREPARING),
    SupportKind("tourism",            "Gắn làng nghề với du lịch",                     "Tuyến, điểm tham quan, sản phẩm du lịch, quà tặng.",                                   CULTURE,     (AGRICULTURE, COMMUNE),          (B, L, H),   papers.USUAL,      applicants=PREPARING),
    SupportKind("premises",           "Mặt bằng sản xuất, di dời",                     "Đất, nhà xưởng; di dời cơ sở ra khỏi khu dân cư vào cụm công nghiệp.",                 COMMUNE,     (TRADE, AGRICULTURE, FINANCE),   (B,),        papers.BUILDING),
    SupportKind("infrastructure",     "Hạ tầng làng nghề",                             "Đường, điện, nước sạch, thoát nước, nơi trưng bày và bán hàng.",                       COMMUNE,     (FINANCE, AGRICULTURE, OTHERS),  (C, B),      papers.BUILDING),
    SupportKind("recognition_grant",  "Hỗ trợ trực tiếp theo quyết định công nhận",    "Khoản hỗ trợ ghi trong quyết định công nhận của UBND tỉnh.",                           AGRICULTURE, (FINANCE,),                      (B,),        papers.GRANTED),
    SupportKind("rural_trade_project", "Dự án phát triển ngành nghề nông thôn",        "Dự án sản xuất của cơ sở ngành nghề nông thôn.",                                       AGRICULTURE, (FINANCE,),                      (C,),        papers.BUILDING),
    SupportKind("artisan_title",      "Xét tặng Nghệ nhân Nhân dân, Nghệ nhân Ưu tú",  "Danh hiệu trong lĩnh vực thủ công mỹ nghệ; không có tiền hỗ trợ.",                     TRADE,       (CULTURE, COMMUNE),              (),          papers.HONOUR,     procedure="artisan_title"),
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
