# ruff: noqa: E501 - a table is read in columns
"""The environmental checklist (Law on Environmental Protection art. 56; Decree 08/2022 art. 33 to 35), by version."""

from datetime import date

from states.basis import DECREE_08, DECREE_52, ENVIRONMENT_LAW, THE_PLAN, Basis, Mark
from states.checklist import Checklist, Item, Level, Mandatory

LAW_56_1 = Basis(f"{ENVIRONMENT_LAW}, Điều 56 khoản 1", Mark.FOUND)
LAW_56_1A = Basis(f"{ENVIRONMENT_LAW}, Điều 56 khoản 1 điểm a", Mark.FOUND)
LAW_56_1B = Basis(f"{ENVIRONMENT_LAW}, Điều 56 khoản 1 điểm b", Mark.FOUND)
LAW_56_1C = Basis(f"{ENVIRONMENT_LAW}, Điều 56 khoản 1 điểm c", Mark.FOUND)
LAW_56_2 = Basis(f"{ENVIRONMENT_LAW}, Điều 56 khoản 2", Mark.FOUND)
DECREE_33_1 = Basis(f"{DECREE_08}, Điều 33 khoản 1", Mark.FOUND)
DECREE_33_2 = Basis(f"{DECREE_08}, Điều 33 khoản 2", Mark.FOUND)
DECREE_33_2_REST = Basis(f"{DECREE_08}, Điều 33 khoản 2 điểm d và các điểm tiếp theo", Mark.MEMORY)
DECREE_33_CYCLE = Basis(f"{DECREE_08}, Điều 33", Mark.MEMORY)
DECREE_34 = Basis(f"{DECREE_08}, Điều 34", Mark.FOUND)
DECREE_35 = Basis(f"{DECREE_08}, Điều 35", Mark.FOUND)
DECREE_08_WASTE = Basis(f"{DECREE_08}, quy định về chất thải nguy hại", Mark.MEMORY)
DECREE_52_6_2C = Basis(f"{DECREE_52}, Điều 6 khoản 2 điểm c", Mark.FOUND)
PLAN = Basis(THE_PLAN, Mark.PLAN)


def _village(code: str, text: str, evidence: str, bases: tuple[Basis, ...], mandatory: Mandatory) -> Item:
    return Item(code, Level.VILLAGE, text, evidence, bases, mandatory)


def _household(code: str, text: str, evidence: str, bases: tuple[Basis, ...], mandatory: Mandatory) -> Item:
    return Item(code, Level.HOUSEHOLD, text, evidence, bases, mandatory)


# fmt: off
ITEMS = (
    _village("ENV-V01", "Có phương án bảo vệ môi trường làng nghề được phê duyệt và còn thời hạn",
             "Phương án và quyết định phê duyệt (số, ngày, người ký)", (LAW_56_1, DECREE_33_1, DECREE_33_2), Mandatory.YES),
    _village("ENV-V02", "Phương án nêu đủ thông tin chung; loại hình, quy mô sản xuất; hiện trạng khí thải, nước thải, chất thải rắn "
             "sinh hoạt, chất thải rắn công nghiệp thông thường, chất thải nguy hại và công trình bảo vệ môi trường",
             "Các mục của phương án, ghi số trang", (DECREE_33_2,), Mandatory.YES),
    _village("ENV-V03", "Phương án nêu biện pháp thu gom, xử lý chất thải và kế hoạch đầu tư hạ tầng; kế hoạch chuyển đổi, di dời "
             "ngành nghề không khuyến khích; kinh phí; tổ chức thực hiện và trách nhiệm",
             "Các mục của phương án, ghi số trang", (DECREE_33_2_REST, DECREE_35), Mandatory.YES),
    _village("ENV-V04", "Phương án thuộc chu kỳ hiện hành (UBND cấp xã lập 05 năm một lần, điều chỉnh hằng năm nếu cần)",
             "Ngày phê duyệt phương án", (DECREE_33_CYCLE,), Mandatory.WARN),
    _village("ENV-V05", "Có tổ chức tự quản về bảo vệ môi trường, có quy chế hoạt động",
             "Quyết định thành lập, quy chế do UBND cấp xã ban hành, danh sách thành viên", (LAW_56_1, DECREE_33_1), Mandatory.YES),
    _village("ENV-V06", "Hệ thống thu gom nước thải, nước mưa bảo đảm nhu cầu tiêu thoát nước của làng nghề",
             "Mô tả, sơ đồ mặt bằng, ảnh", (LAW_56_1A,), Mandatory.YES),
    _village("ENV-V07", "Hệ thống thu gom, thoát nước và xử lý nước thải tập trung (nếu có): nước thải sau xử lý đạt yêu cầu",
             "Hồ sơ thiết kế, kết quả quan trắc", (LAW_56_1B,), Mandatory.IF_PRESENT),
    _village("ENV-V08", "Có điểm tập kết chất thải rắn đáp ứng yêu cầu kỹ thuật",
             "Vị trí, ảnh, hợp đồng thu gom", (LAW_56_1C,), Mandatory.YES),
    _village("ENV-V09", "Có khu xử lý chất thải rắn theo quy định, hoặc có phương án vận chuyển chất thải rắn đến khu xử lý ngoài địa bàn",
             "Hợp đồng với đơn vị vận chuyển, xử lý", (LAW_56_1C,), Mandatory.YES),
    _village("ENV-V10", "Chất thải nguy hại (cắt đá, thuốc nhuộm, dung môi, pin, ắc quy) được phân loại, lưu giữ, chuyển giao",
             "Nơi lưu giữ, chứng từ chuyển giao", (PLAN, DECREE_08_WASTE), Mandatory.IF_ARISES),
    _village("ENV-V11", "Không có cơ sở thuộc ngành nghề không khuyến khích, hoặc đã có kế hoạch chuyển đổi, di dời",
             "Danh sách cơ sở theo ngành nghề", (DECREE_35,), Mandatory.YES),
    _village("ENV-V12", "Hồ sơ có văn bản bảo đảm điều kiện về bảo vệ môi trường theo quy định",
             "Văn bản trong hồ sơ", (DECREE_52_6_2C,), Mandatory.YES),
    _village("ENV-V13", "UBND cấp xã đã tổng hợp nhu cầu ngân sách cho hoạt động bảo vệ môi trường làng nghề",
             "Dòng dự toán", (PLAN,), Mandatory.NO),
    _household("ENV-H01", "Thu gom, thoát nước mưa, nước thải theo quy định của địa phương, phù hợp với hạ tầng của làng nghề",
               "Ảnh, sơ đồ", (DECREE_34,), Mandatory.YES),
    _household("ENV-H02", "Có công trình, thiết bị xử lý nước thải tại chỗ đạt quy chuẩn kỹ thuật môi trường, nếu làng nghề chưa có xử lý tập trung",
               "Hồ sơ thiết bị, kết quả thử nghiệm", (DECREE_34,), Mandatory.IF_PRESENT),
    _household("ENV-H03", "Có công trình, thiết bị xử lý khí thải đạt quy chuẩn kỹ thuật môi trường, nếu phát sinh khí thải phải xử lý",
               "Hồ sơ thiết bị, kết quả thử nghiệm", (DECREE_34,), Mandatory.IF_ARISES),
    _household("ENV-H04", "Có biện pháp kỹ thuật giảm thiểu tiếng ồn, độ rung, ánh sáng, bụi, bức xạ nhiệt",
               "Ảnh, kết quả đo", (DECREE_34, LAW_56_2), Mandatory.YES),
    _household("ENV-H05", "Có biện pháp, công trình thu gom, lưu giữ chất thải rắn",
               "Hợp đồng, ảnh", (DECREE_34, LAW_56_2), Mandatory.YES),
    _household("ENV-H06", "Có báo cáo đánh giá tác động môi trường, giấy phép hoặc đăng ký môi trường, nếu quy mô thuộc diện phải có",
               "Số, ngày của văn bản", (LAW_56_2,), Mandatory.IF_PRESENT),
    _household("ENV-H07", "Cơ sở thuộc ngành nghề không khuyến khích thực hiện kế hoạch chuyển đổi, di dời",
               "Cam kết, lộ trình", (DECREE_35,), Mandatory.IF_PRESENT),
)

HINTS = {
    "rượu":                                     "Bã rượu, nước làm mát; khói củi; thiết bị nấu không chứa chì.",
    "dệt, thêu, nhuộm, chàm, thổ cẩm":           "Nước thải nhuộm, vôi và chất cầm màu.",
    "đá mỹ nghệ, tranh đá, đá quý":              "Bụi đá, tiếng ồn, bùn cắt đá, đá vụn đổ bừa bãi.",
    "miến, bún, phở, bánh":                      "Nước thải tinh bột, bã củ.",
    "rèn, đúc, chạm khắc bạc, bạc":              "Khói, nước thải tẩy axit, phế liệu kim loại.",
    "mây, tre, đan lát, rọ tôm":                 "Xông lưu huỳnh khi sấy, sơn và véc-ni, phế liệu.",
    "hương, hàng mã, giấy dó, giấy bản, tranh thờ": "Mùn cưa, keo, nước thải nấu bột giấy có kiềm, đốt ngoài trời, phẩm màu.",
    "chè, quế, mật ong, măng, khoai":            "Khói lò sấy, nước rửa nguyên liệu.",
    "dâu, tằm, tơ":                              "Nước thải ươm tơ, nhộng thải.",
    "sinh vật cảnh, địa lan, hoa, cây cảnh":     "Vỏ bao bì thuốc bảo vệ thực vật.",
    "thuốc tắm":                                 "Bã nấu thuốc; nguyên liệu thu hái tự nhiên.",
}
# fmt: on

CHECKLIST_2026_1 = Checklist("2026.1", date(2026, 1, 1), ITEMS, HINTS)
CHECKLISTS: dict[str, Checklist] = {checklist.version: checklist for checklist in (CHECKLIST_2026_1,)}


def current_checklist(on: date) -> Checklist:
    """The checklist under which an appraisal begun on that day is made. Raises LookupError before the first."""
    valid = [checklist for checklist in list(CHECKLISTS.values()) if checklist.valid_from <= on]
    if not valid:
        raise LookupError(f"there is no checklist for {on}")
    return max(reversed(valid), key=lambda checklist: checklist.valid_from)
