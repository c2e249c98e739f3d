"""The papers of a support application. No text fixes them: working rules of this version, marked so."""

from states.parts import LETTER, OTHER, PRACTICE, Need, Part

REQUEST = Part("S-REQUEST", "Đơn (văn bản) đề nghị hỗ trợ", PRACTICE, "Có chữ ký của người đề nghị.")
PLAN = Part("S-PLAN", "Thuyết minh nội dung, kế hoạch thực hiện", PRACTICE)
ESTIMATE = Part("S-ESTIMATE", "Dự toán kinh phí", PRACTICE, "Ghi rõ phần đề nghị hỗ trợ và phần vốn tự có.")
QUOTES = Part("S-QUOTES", "Báo giá, hợp đồng nguyên tắc", PRACTICE, "Nộp nếu có.")
INVITATION = Part("S-INVITATION", "Thư mời, thông báo của ban tổ chức", PRACTICE)
LEARNERS = Part("S-LEARNERS", "Danh sách người học dự kiến", PRACTICE)
PREMISES = Part("S-PREMISES", "Giấy tờ về địa điểm, mặt bằng thực hiện", PRACTICE)
ENVIRONMENT = Part("S-ENV", "Giấy tờ về môi trường của công trình, dự án", PRACTICE, "Nộp nếu quy mô phải có.")
LOAN = Part("S-LOAN", "Phương án sản xuất, kinh doanh và vay vốn", PRACTICE)
MARK = Part("S-MARK", "Mẫu nhãn hiệu, mô tả sản phẩm", PRACTICE)
DECISION = Part("S-DECISION", "Bản sao quyết định công nhận có ghi mức hỗ trợ", PRACTICE)
MERITS = Part("S-MERITS", "Bản khai thành tích của nghệ nhân", PRACTICE)
PROOFS = Part("S-PROOFS", "Bản sao giấy khen, giấy chứng nhận, ảnh tác phẩm", PRACTICE, "Nộp nếu có.")

SUPPORT_PARTS: dict[str, Part] = {
    part.code: part
    for part in (
        REQUEST, PLAN, ESTIMATE, QUOTES, INVITATION, LEARNERS, PREMISES, ENVIRONMENT, LOAN, MARK, DECISION, MERITS,
        PROOFS,
    )
}  # fmt: skip

FREE = (Need((LETTER,), required=False), Need((OTHER,), required=False))


def _needs(*required: Part, optional: tuple[Part, ...] = ()) -> tuple[Need, ...]:
    return (*(Need((part,)) for part in required), *(Need((part,), required=False) for part in optional), *FREE)


USUAL = _needs(REQUEST, PLAN, ESTIMATE, optional=(QUOTES,))
BUILDING = _needs(REQUEST, PLAN, ESTIMATE, PREMISES, optional=(QUOTES, ENVIRONMENT))
TEACHING = _needs(REQUEST, PLAN, ESTIMATE, LEARNERS)
SELLING = _needs(REQUEST, PLAN, ESTIMATE, optional=(INVITATION, QUOTES))
CONTEST = _needs(REQUEST, ESTIMATE, INVITATION)
PROTECTING = _needs(REQUEST, PLAN, ESTIMATE, MARK)
BORROWING = _needs(REQUEST, LOAN)
GRANTED = _needs(REQUEST, DECISION, ESTIMATE)
HONOUR = _needs(REQUEST, MERITS, optional=(PROOFS,))
