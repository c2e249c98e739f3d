"""Every kind of act the journal knows, with its sentence and the facts it may carry. Anything else is refused.

A closed list keeps secrets and personal values out: a fact that is not named here cannot be written down by accident.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of act: what the journal's reader sees, and the names of the facts kept with it."""

    sentence: str
    facts: frozenset[str] = frozenset()


def _kind(sentence: str, *facts: str) -> Kind:
    return Kind(sentence, frozenset(facts))


KINDS: dict[str, Kind] = {
    "account:session:opened": _kind("Đăng nhập"),
    "account:session:refused": _kind("Đăng nhập không thành công", "because"),
    "account:session:ended": _kind("Đăng xuất"),
    "account:session:others_ended": _kind("Đăng xuất các phiên khác", "count"),
    "account:password:changed": _kind("Tự đổi mật khẩu"),
    "account:password:refused": _kind("Đổi mật khẩu không thành công"),
    "account:invite:used": _kind("Nhận lời mời và đặt mật khẩu"),
    "account:reset:used": _kind("Đặt lại mật khẩu bằng mã một lần"),
    "account:reset:refused": _kind("Mã đặt lại mật khẩu không đúng"),
    "account:delegation:given": _kind("Ủy quyền chức vụ", "holding", "valid_from", "valid_to"),
    "account:delegation:ended": _kind("Chấm dứt ủy quyền"),
    "account:absence:declared": _kind("Ghi ngày vắng mặt"),
    "account:absence:ended": _kind("Bỏ ngày vắng mặt"),
    "admin:person:added": _kind("Thêm người dùng"),
    "admin:person:disabled": _kind("Ngừng tài khoản"),
    "admin:person:enabled": _kind("Mở lại tài khoản"),
    "admin:invite:made": _kind("Tạo liên kết mời", "expires_at"),
    "admin:reset:made": _kind("Tạo mã đặt lại mật khẩu", "expires_at"),
    "admin:post:given": _kind("Giao chức vụ", "holding", "role", "agency", "valid_from", "valid_to"),
    "admin:post:ended": _kind("Thôi chức vụ", "holding", "role", "agency"),
    "admin:agency:added": _kind("Thêm cơ quan", "kind", "valid_from"),
    "admin:agency:changed": _kind("Sửa cơ quan", "fields"),
    "admin:agency:ended": _kind("Kết thúc cơ quan", "valid_to", "successor"),
    "admin:mail:retried": _kind("Gửi lại thư chưa gửi được", "count"),
    "cli:person:added": _kind("Tạo tài khoản bằng dòng lệnh", "role"),
    "cli:agencies:made": _kind("Tạo danh sách cơ quan", "count"),
    "cli:demo:made": _kind("Tạo người dùng trình diễn", "count"),
    "cli:register:imported": _kind("Nạp phụ lục kế hoạch", "count", "digest"),
    "cli:calendar:imported": _kind("Nạp lịch nghỉ", "count", "year"),
    "calendar:day:changed": _kind("Sửa lịch làm việc", "day", "working", "moved"),
    "calendar:day:removed": _kind("Bỏ một ngày ngoại lệ của lịch làm việc", "day", "moved"),
    "calendar:year:added": _kind("Thêm năm vào lịch làm việc", "year", "status", "moved"),
    "calendar:year:decreed": _kind("Ghi năm của lịch làm việc đã có quyết định hay chưa", "year", "status", "moved"),
    "edition:drafted": _kind("Soạn phiên bản mới", "kind", "code", "version"),
    "edition:changed": _kind("Sửa bản dự thảo", "kind", "code", "version"),
    "edition:published": _kind("Ban hành phiên bản", "kind", "code", "version", "valid_from"),
    "edition:withdrawn": _kind("Bỏ bản dự thảo", "kind", "code", "version"),
    "achievement:added": _kind("Ghi thành tích của làng nghề", "kind"),
    "achievement:withdrawn": _kind("Bỏ thành tích ghi nhầm của làng nghề", "kind"),
    "register:unit:changed": _kind("Sửa danh bạ", "fields"),
    "review:round:opened": _kind("Mở đợt rà soát hằng năm", "year", "count"),
    "review:form:saved": _kind("Lưu phiếu rà soát", "year"),
    "review:present:done": _kind("Trình phiếu rà soát", "year", "unit", "reason"),
    "review:approve:done": _kind("Duyệt phiếu rà soát", "year", "unit", "reason"),
    "review:return_to_officer:done": _kind("Trả lại phiếu rà soát cho công chức", "year", "unit", "reason"),
    "review:return_to_commune:done": _kind("Trả lại phiếu rà soát cho xã, phường", "year", "unit", "reason"),
    "review:confirm:done": _kind("Xác nhận phiếu rà soát", "year", "unit", "reason"),
    "review:reopen:done": _kind("Mở lại phiếu rà soát đã xác nhận", "year", "unit", "reason"),
    "environment:establishment:added": _kind("Thêm cơ sở, hộ sản xuất", "count"),
    "environment:establishment:imported": _kind("Lấy cơ sở, hộ sản xuất từ danh sách hộ của hồ sơ", "count"),
    "environment:establishment:changed": _kind("Sửa cơ sở, hộ sản xuất", "fields"),
    "environment:establishment:closed": _kind("Ghi cơ sở, hộ sản xuất ngừng hoạt động", "on"),
    "environment:inspection:recorded": _kind("Ghi kết quả kiểm tra môi trường một cơ sở", "on", "verdict"),
    "environment:plan:added": _kind("Ghi phương án bảo vệ môi trường", "number"),
    "environment:plan:withdrawn": _kind("Bỏ phương án bảo vệ môi trường ghi nhầm", "number"),
    "environment:request:asked": _kind("Yêu cầu đánh giá ô nhiễm", "on"),
    "environment:request:take": _kind("Nhận yêu cầu đánh giá ô nhiễm"),
    "environment:request:conclude": _kind("Kết luận đánh giá ô nhiễm theo yêu cầu"),
    "environment:request:decline": _kind("Không đánh giá ô nhiễm theo yêu cầu"),
    "environment:remedy:opened": _kind("Yêu cầu khắc phục về môi trường", "on"),
    "environment:remedy:moved": _kind("Đổi hạn khắc phục theo kết luận mới", "on"),
    "environment:remedy:report": _kind("Báo đã khắc phục", "on"),
    "environment:remedy:confirm": _kind("Xác nhận đã khắc phục", "on"),
    "environment:remedy:refuse": _kind("Chưa xác nhận khắc phục, đặt hạn mới", "on"),
    "environment:remedy:postpone": _kind("Đặt lại hạn khắc phục", "on"),
    "environment:remedy:withdraw": _kind("Thôi yêu cầu khắc phục", "on"),
    "environment:visit:planned": _kind("Lên lịch kiểm tra thực tế", "on", "count"),
    "environment:visit:recorded": _kind("Ghi kết quả kiểm tra thực tế", "count"),
    "environment:visit:held": _kind("Kết thúc chuyến kiểm tra thực tế", "count"),
    "environment:visit:cancelled": _kind("Hủy chuyến kiểm tra thực tế"),
    "fund:line:added": _kind("Thêm nguồn kinh phí hỗ trợ", "year", "allocation"),
    "fund:line:changed": _kind("Sửa số vốn được giao của nguồn kinh phí", "before", "allocation"),
    "council:set_up": _kind("Thành lập Hội đồng", "members"),
    "council:members_changed": _kind("Thay đổi thành viên Hội đồng", "members"),
    "council:meeting_planned": _kind("Lập phiên họp Hội đồng", "on"),
    "council:meeting_opened": _kind("Khai mạc phiên họp Hội đồng"),
    "council:meeting_cancelled": _kind("Hủy phiên họp Hội đồng"),
    "council:meeting_closed": _kind("Kết thúc phiên họp Hội đồng"),
    "council:recused": _kind("Thành viên Hội đồng không tham gia biểu quyết một hồ sơ", "member"),
    "council:vote_begun": _kind("Đưa hồ sơ ra Hội đồng biểu quyết"),
    "council:vote_counted": _kind("Ghi kết quả biểu quyết của Hội đồng", "outcome"),
    "council:item_postponed": _kind("Chuyển hồ sơ sang phiên họp khác của Hội đồng"),
    "plan:item:changed": _kind("Sửa mục kế hoạch", "fields"),
    "dossier:households:exported": _kind("Tải danh sách hộ của hồ sơ", "count", "format"),
    "dossier:bundle:taken": _kind("Tải trọn bộ hồ sơ", "entries", "files"),
    "dossier:register:printed": _kind("In hoặc tải Sổ theo dõi hồ sơ", "first", "last", "agency", "count", "format"),
    "retention:schedule:set": _kind("Đặt thời hạn lưu hồ sơ", "kind", "months", "valid_from"),
    "retention:dossier:postponed": _kind("Hoãn xóa hồ sơ hết thời hạn lưu", "until"),
    "retention:dossier:held": _kind("Giữ hồ sơ theo yêu cầu pháp lý"),
    "retention:dossier:released": _kind("Thôi giữ hồ sơ theo yêu cầu pháp lý"),
    "decision:numbers:entered": _kind("Ghi số quyết định đã cấp trên giấy", "year", "from", "until", "kind"),
    "decision:number:voided": _kind("Hủy số quyết định", "symbol", "year", "dossiers", "instead"),
}
"""Add a line here before recording a new kind of act."""
