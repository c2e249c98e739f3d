"""The papers of the one-stop shop that a step may issue: the forms of Circular 03/2025/TT-VPCP, annex I."""

from states.papers_out import OUT_PAPERS

FORMS: dict[str, str] = {
    "M01": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    "M02": "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    "M03": "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
    "M04": "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
    "M05": "Thông báo dừng giải quyết hồ sơ",
    "M06": "Phiếu kiểm soát quá trình giải quyết hồ sơ",
    "M07": "Sổ theo dõi hồ sơ",
}


def paper_title(code: str) -> str:
    """What a paper is called, e.g. "Giấy tiếp nhận hồ sơ và hẹn trả kết quả". Raises KeyError for an unknown form."""
    return OUT_PAPERS[code].title if code in OUT_PAPERS else FORMS[code]


def form_name(code: str) -> str:
    """The form as an officer calls it, e.g. "Mẫu 01 – Giấy tiếp nhận hồ sơ và hẹn trả kết quả"."""
    title = paper_title(code)
    return title if code in OUT_PAPERS else f"Mẫu {code[1:]} – {title}"
