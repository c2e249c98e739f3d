"""Every kind of notice, with its words and the facts it may carry. Anything else is refused.

A closed list keeps personal values out of mail: a subject names a dossier's code, an action and an agency, no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of notice. Subject and text are filled in with facts; `code` is always among them."""

    subject: str
    text: str
    facts: frozenset[str]


IN_SUBJECT = frozenset({"code", "action", "stage", "agency", "number", "on", "meeting", "year"})
"""The facts a subject may name. None of them can be a person's name."""

NO_CODE = "(chưa có mã)"


def _kind(subject: str, text: str, *facts: str) -> NoticeKind:
    kind = NoticeKind(subject, text, frozenset({"code", *facts}))
    named = _names(subject) | _names(text)
    if not (_names(subject) <= IN_SUBJECT and named <= kind.facts):
        raise ValueError(f"a notice names facts it may not have: {subject}")
    return kind


def _names(template: str) -> frozenset[str]:
    return frozenset(name for _text, name, _spec, _way in Formatter().parse(template) if name)


KINDS: Mapping[str, NoticeKind] = {
    "step:waiting": _kind("Hồ sơ {code}: {stage}", "Hồ sơ {code} đang chờ Ông/Bà: {stage}.", "stage", "action"),
    "step:returned": _kind(
        "Hồ sơ {code}: {action}", "Hồ sơ {code} đã được chuyển lại cho cơ quan của Ông/Bà: {action}.", "action", "stage"
    ),
    "step:moved": _kind("Hồ sơ {code}: {action}", "Hồ sơ {code}: {action}. Hiện nay: {stage}.", "action", "stage"),
    "step:decided": _kind("Hồ sơ {code}: {stage}", "Hồ sơ {code} đã có kết quả: {stage}.", "action", "stage"),
    "dossier:due_soon": _kind(
        "Hồ sơ {code} sắp đến hạn {on}", "Hồ sơ {code} phải xong bước “{stage}” trong ngày {on}.", "stage", "on"
    ),
    "dossier:late": _kind(
        "Hồ sơ {code} quá hạn từ {on}", "Hồ sơ {code} đã quá hạn bước “{stage}” (hạn {on}).", "stage", "on"
    ),
    "estimate:returned": _kind(
        "Dự toán năm {year} được trả lại",
        "Sở trả lại dự toán năm {year} của xã, phường để sửa; lý do ghi ở trang dự toán.",
        "year",
    ),
    "review:opened": _kind(
        "Rà soát làng nghề năm {year}",
        "Đợt rà soát năm {year} đã mở: {count} đơn vị của xã, phường chờ Ông/Bà rà soát.",
        "year",
        "count",
    ),
    "review:reminder": _kind(
        "Nhắc rà soát làng nghề năm {year}",
        "Còn {count} đơn vị của xã, phường chưa được rà soát năm {year}.",
        "year",
        "count",
    ),
    "review:moved": _kind(
        "Rà soát năm {year}: {action}",
        "Phiếu rà soát năm {year} của {unit}: {action}. Hiện nay: {stage}.",
        "year",
        "action",
        "stage",
        "unit",
    ),
    "review:warning": _kind(
        "Cảnh báo rà soát làng nghề năm {year}",
        "{unit}: {level}. Không đạt tiêu chí từ {on}.",
        "year",
        "unit",
        "level",
        "on",
    ),
    "environment:visit_planned": _kind(
        "Kiểm tra thực tế về môi trường ngày {on}",
        "Sở sẽ kiểm tra thực tế {count} nội dung tại xã, phường của Ông/Bà vào ngày {on}.",
        "on",
        "count",
    ),
    "environment:visit_joined": _kind(
        "Đi kiểm tra thực tế ngày {on}", "Ông/Bà đi kiểm tra thực tế ngày {on}, {count} điểm.", "on", "count"
    ),
    "environment:visit_cancelled": _kind(
        "Hủy kiểm tra thực tế ngày {on}",
        "Chuyến kiểm tra thực tế ngày {on} đã hủy; {count} nội dung của xã, phường sẽ được xếp lịch lại.",
        "on",
        "count",
    ),
    "environment:remedy_opened": _kind(
        "Yêu cầu khắc phục về môi trường, hạn {on}",
        "{unit}: có {count} nội dung phải khắc phục, hạn sớm nhất là ngày {on}.",
        "unit",
        "count",
        "on",
    ),
    "environment:remedy_moved": _kind(
        "Khắc phục về môi trường: {action}", "{unit}: {action}. Hiện nay: {stage}.", "unit", "action", "stage"
    ),
    "environment:remedy_due_soon": _kind(
        "Sắp hết hạn khắc phục {on}", "{unit}: nội dung phải khắc phục sắp hết hạn ngày {on}.", "unit", "on"
    ),
    "environment:remedy_late": _kind(
        "Quá hạn khắc phục từ {on}", "{unit}: nội dung phải khắc phục đã quá hạn ngày {on}.", "unit", "on"
    ),
    "environment:inspection_asked": _kind(
        "{agency} yêu cầu đánh giá ô nhiễm",
        "{agency} yêu cầu kiểm tra {unit}, cần kết quả ngày {on}.",
        "agency",
        "unit",
        "on",
    ),
    "environment:inspection_moved": _kind(
        "Yêu cầu đánh giá ô nhiễm: {action}", "{unit}: {action}. Hiện nay: {stage}.", "unit", "action", "stage"
    ),
    "environment:inspection_due_soon": _kind(
        "Sắp đến ngày trả lời yêu cầu kiểm tra {on}", "{unit}: cần kết quả kiểm tra ngày {on}.", "unit", "on"
    ),
    "environment:inspection_late": _kind(
        "Quá ngày trả lời yêu cầu kiểm tra {on}", "{unit}: chưa có kết quả kiểm tra, hạn ngày {on}.", "unit", "on"
    ),
    "environment:plan_runs_out": _kind(
        "Phương án bảo vệ môi trường sắp hết chu kỳ {on}",
        "{unit}: phương án bảo vệ môi trường hết chu kỳ 05 năm ngày {on}; cần lập phương án mới.",
        "unit",
        "on",
    ),
    "environment:plan_ran_out": _kind(
        "Phương án bảo vệ môi trường đã hết chu kỳ {on}",
        "{unit}: phương án bảo vệ môi trường đã hết chu kỳ 05 năm ngày {on}, chưa có phương án mới.",
        "unit",
        "on",
    ),
    "calendar:moved": _kind(
        "Lịch làm việc thay đổi: {number} hồ sơ đổi hạn",
        "Lịch làm việc đã thay đổi nên {number} hồ sơ Ông/Bà đang xử lý đổi hạn; ngày đã hẹn với người dân giữ nguyên.",
        "number",
    ),
    "file:infected": _kind(
        "Hồ sơ {code}: có tệp nhiễm mã độc",
        "Một tệp của hồ sơ {code} có mã độc nên không ai tải xuống được nữa. Công chức xã, phường cần thay bằng tệp "
        "sạch; máy đã tạo ra tệp cần được quét vi-rút.",
    ),
    "support:granted": _kind("Hồ sơ {code}: đã duyệt hỗ trợ", "UBND tỉnh đã duyệt mức hỗ trợ của hồ sơ {code}."),
    "support:paid": _kind("Hồ sơ {code}: đã giải ngân", "Hồ sơ {code} đã được ghi một lần giải ngân."),
    "dossier:assigned": _kind("Hồ sơ {code}: giao Ông/Bà xử lý", "Hồ sơ {code} được giao cho Ông/Bà xử lý."),
    "opinion:asked": _kind("Hỏi ý kiến về hồ sơ {code}", "Cơ quan của Ông/Bà được hỏi ý kiến, hạn {on}.", "on"),
    "opinion:reminder": _kind("Nhắc ý kiến về hồ sơ {code}, hạn {on}", "Hạn trả lời ý kiến là ngày {on}.", "on"),
    "opinion:to_approve": _kind(
        "Ý kiến về hồ sơ {code} chờ duyệt", "Ý kiến của {agency} đã soạn xong, chờ Ông/Bà duyệt và gửi.", "agency"
    ),
    "opinion:returned": _kind(
        "Ý kiến về hồ sơ {code} cần soạn lại", "Lãnh đạo {agency} trả lại ý kiến để soạn lại.", "agency"
    ),
    "opinion:answered": _kind("Hồ sơ {code}: {agency} đã trả lời", "{agency} đã gửi ý kiến về hồ sơ {code}.", "agency"),
    "opinion:silent": _kind(
        "Hồ sơ {code}: {agency} không có ý kiến", "{agency} không có ý kiến trong thời hạn về hồ sơ {code}.", "agency"
    ),
    "opinion:revoked": _kind(
        "Hồ sơ {code}: thu hồi câu hỏi", "Yêu cầu ý kiến gửi {agency} về hồ sơ {code} đã thu hồi.", "agency"
    ),
    "supplement:asked": _kind(
        "Hồ sơ {code}: yêu cầu bổ sung",
        "Hồ sơ {code} cần bổ sung {count} nội dung, chậm nhất ngày {on}.",
        "count",
        "on",
    ),
    "supplement:answered": _kind("Hồ sơ {code}: đã bổ sung", "Xã, phường đã gửi nội dung bổ sung của hồ sơ {code}."),
    "supplement:cancelled": _kind(
        "Hồ sơ {code}: hủy yêu cầu bổ sung",
        "Yêu cầu bổ sung của hồ sơ {code} đã hủy; bản đã nhận được xem xét tiếp, phần đang sửa được giữ riêng.",
    ),
    "supplement:lapses_soon": _kind(
        "Hồ sơ {code}: sắp hết hạn bổ sung {on}",
        "Hồ sơ {code} chưa được bổ sung. Sau ngày {on} hồ sơ bị dừng giải quyết.",
        "on",
    ),
    "supplement:lapsed": _kind(
        "Hồ sơ {code}: dừng vì quá hạn bổ sung",
        "Hồ sơ {code} đã dừng vì quá hạn bổ sung. Xã, phường có thể lập hồ sơ mới từ nội dung cũ.",
    ),
    "retention:soon": _kind(
        "Thời hạn lưu: {number} hồ sơ sắp bị xóa nội dung",
        "{number} hồ sơ sắp hết thời hạn lưu. Xin xem danh sách; hồ sơ nào còn cần thì hoãn hoặc giữ lại.",
        "number",
    ),
    "retention:draft": _kind(
        "Bản nháp sẽ bị xóa ngày {on}",
        "Một bản nháp chưa gửi đã lâu không sửa, sẽ bị xóa ngày {on}. Muốn giữ, hãy mở bản nháp và lưu lại.",
        "on",
    ),
    "council:invited": _kind(
        "Mời họp Hội đồng ngày {on}", "Kính mời Ông/Bà dự họp Hội đồng ngày {on} tại {place}.", "on", "place"
    ),
    "council:to_vote": _kind("Hội đồng biểu quyết hồ sơ {code}", "Hồ sơ {code} đang chờ Ông/Bà bỏ phiếu."),
    "report:presented": _kind("Báo cáo định kỳ đến {on} chờ duyệt", "Báo cáo định kỳ đến {on} chờ Ông/Bà duyệt.", "on"),
    "report:returned": _kind(
        "Báo cáo định kỳ đến {on} bị trả lại", "Lãnh đạo Sở trả lại báo cáo định kỳ đến {on} để soạn lại.", "on"
    ),
    "report:approved": _kind("Báo cáo định kỳ đến {on} đã duyệt", "Báo cáo định kỳ đến {on} đã được duyệt.", "on"),
    "errand:done": _kind("Việc chạy lâu đã xong", "Tệp Ông/Bà yêu cầu đã xong; mở liên kết để tải xuống."),
    "council:closed": _kind(
        "Biên bản họp Hội đồng ngày {on}", "Phiên họp Hội đồng ngày {on} đã kết thúc; biên bản ở liên kết này.", "on"
    ),
    "council:cancelled": _kind("Hủy họp Hội đồng ngày {on}", "Phiên họp Hội đồng ngày {on} đã hủy.", "on"),
}
"""Add a line here before telling a new kind."""


def words(kind: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """Subject and text of a notice. A kind that is no longer known still reads as something."""
    known = KINDS.get(kind)
    if known is None:
        return "Thông báo", "Có thông báo mới; xin mở liên kết để xem."
    filled = dict.fromkeys(known.facts, "") | {name: value for name, value in facts.items() if value is not None}
    filled["code"] = facts.get("code") or NO_CODE
    return known.subject.format_map(filled), known.text.format_map(filled)
