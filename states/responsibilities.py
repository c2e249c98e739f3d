# ruff: noqa: E501 - a table is read in columns
"""Who answers for what: section V of the provincial plan 2026-2030, duty by duty, with the roles that carry it."""

from dataclasses import dataclass

from states.actors import AgencyKind, Role


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One duty of one kind of agency. `section` is where the plan says so, `line` its line in the plan's text."""

    agency: AgencyKind
    section: str
    line: int
    duty: str
    roles: tuple[Role, ...]


DEPARTMENT_PEOPLE = (Role.DEPT_OFFICER, Role.DEPT_LEADER)
CONSULTED_PEOPLE = (Role.CONSULTED_OFFICER, Role.CONSULTED_LEADER)
COMMUNE_PEOPLE = (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)
PROVINCE_PEOPLE = (Role.PROVINCE_CLERK, Role.PROVINCE_LEADER)

# fmt: off
RESPONSIBILITIES: tuple[Responsibility, ...] = (
    Responsibility(AgencyKind.AGRICULTURE_ENVIRONMENT, "V.1", 183, "Cơ quan thường trực: kiểm tra, đôn đốc, hướng dẫn; định kỳ rà soát, thống kê, phân loại; tổng hợp, báo cáo", DEPARTMENT_PEOPLE),
    Responsibility(AgencyKind.AGRICULTURE_ENVIRONMENT, "V.1", 185, "Xây dựng, trình UBND tỉnh đề án, dự án, chính sách bảo tồn và phát triển làng nghề", DEPARTMENT_PEOPLE),
    Responsibility(AgencyKind.AGRICULTURE_ENVIRONMENT, "V.1", 187, "Hướng dẫn địa phương trình tự, thủ tục xét công nhận", (Role.RECEPTION_DESK, *DEPARTMENT_PEOPLE)),
    Responsibility(AgencyKind.AGRICULTURE_ENVIRONMENT, "V.1", 189, "Đánh giá mức độ ô nhiễm và xử lý ô nhiễm môi trường theo yêu cầu của cấp có thẩm quyền", (Role.ENV_APPRAISER,)),
    Responsibility(AgencyKind.AGRICULTURE_ENVIRONMENT, "V.1", 191, "Thẩm định tiêu chí về môi trường trong việc xét công nhận", (Role.ENV_APPRAISER,)),
    Responsibility(AgencyKind.INDUSTRY_TRADE,          "V.2", 195, "Xây dựng kế hoạch khuyến công, xúc tiến thương mại hằng năm", CONSULTED_PEOPLE),
    Responsibility(AgencyKind.INDUSTRY_TRADE,          "V.2", 197, "Khuyến khích cơ sở sản xuất tập trung vào khu, cụm công nghiệp", CONSULTED_PEOPLE),
    Responsibility(AgencyKind.INDUSTRY_TRADE,          "V.2", 199, "Hỗ trợ làng nghề xây dựng trang thông tin điện tử, tham gia sàn thương mại điện tử", CONSULTED_PEOPLE),
    Responsibility(AgencyKind.INDUSTRY_TRADE,          "V.2", 201, "Hỗ trợ thành lập hội, hiệp hội làng nghề cấp tỉnh", CONSULTED_PEOPLE),
    Responsibility(AgencyKind.INDUSTRY_TRADE,          "V.2", 203, "Chủ trì xét tặng danh hiệu Nghệ nhân Nhân dân, Nghệ nhân Ưu tú trong lĩnh vực thủ công mỹ nghệ", CONSULTED_PEOPLE),
    Responsibility(AgencyKind.SCIENCE_TECHNOLOGY,      "V.3", 207, "Hướng dẫn nhiệm vụ khoa học, công nghệ, đổi mới sáng tạo; mẫu mã, nhãn mác; sở hữu trí tuệ; truy xuất nguồn gốc", CONSULTED_PEOPLE),
    Responsibility(AgencyKind.FINANCE,                 "V.4", 211, "Tham mưu cân đối, bố trí vốn ngân sách và các nguồn vốn hợp pháp khác", CONSULTED_PEOPLE),
    Responsibility(AgencyKind.FINANCE,                 "V.4", 213, "Phối hợp xây dựng chính sách hỗ trợ bảo tồn và phát triển làng nghề", CONSULTED_PEOPLE),
    Responsibility(AgencyKind.FINANCE,                 "V.4", 215, "Thu hút doanh nghiệp đầu tư bảo tồn, phát triển làng nghề", CONSULTED_PEOPLE),
    Responsibility(AgencyKind.EDUCATION_TRAINING,      "V.5", 219, "Chủ trì đề xuất chính sách hỗ trợ đào tạo, ưu tiên đào tạo nghề truyền thống, truyền nghề", CONSULTED_PEOPLE),
    Responsibility(AgencyKind.CULTURE_SPORTS_TOURISM,  "V.6", 223, "Xây dựng chương trình, sản phẩm du lịch gắn với làng nghề; quảng bá theo danh mục do Sở Nông nghiệp và Môi trường cung cấp", CONSULTED_PEOPLE),
    Responsibility(AgencyKind.OTHER_DEPARTMENT,        "V.7", 225, "Phối hợp thực hiện theo chức năng, nhiệm vụ được giao", CONSULTED_PEOPLE),
    Responsibility(AgencyKind.MEDIA,                   "V.8", 229, "Tuyên truyền chính sách; giới thiệu mô hình, sản phẩm làng nghề tiêu biểu", ()),
    Responsibility(AgencyKind.COMMUNE,                 "V.9", 233, "Triển khai mô hình bảo vệ môi trường làng nghề; thu gom, xử lý chất thải rắn, nước thải", COMMUNE_PEOPLE),
    Responsibility(AgencyKind.COMMUNE,                 "V.9", 235, "Quy hoạch, xây dựng, cải tạo làng nghề gắn với bảo vệ môi trường; tổng hợp nhu cầu ngân sách môi trường", COMMUNE_PEOPLE),
    Responsibility(AgencyKind.COMMUNE,                 "V.9", 237, "Phổ biến chính sách, giúp người dân tiếp cận các nguồn lực hỗ trợ", COMMUNE_PEOPLE),
    Responsibility(AgencyKind.COMMUNE,                 "V.9", 239, "Quản lý việc công nhận và tình hình thực hiện tiêu chí; rà soát, lập danh sách đơn vị được công nhận", COMMUNE_PEOPLE),
    Responsibility(AgencyKind.COMMUNE,                 "V.9", 241, "Hằng năm xây dựng dự toán kinh phí bảo tồn và phát triển làng nghề", COMMUNE_PEOPLE),
    Responsibility(AgencyKind.PROVINCE,                "V",   243, "Xem xét, quyết định, điều chỉnh trên cơ sở báo cáo, kiến nghị do Sở Nông nghiệp và Môi trường tổng hợp", PROVINCE_PEOPLE),
)
# fmt: on


def duties_of(agency: AgencyKind) -> tuple[Responsibility, ...]:
    """What the plan asks of a kind of agency, in the plan's order."""
    return tuple(row for row in RESPONSIBILITIES if row.agency is agency)
