# ruff: noqa: E501 - a table is read in columns
"""Every new reason to refuse, in its words, alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from states.case import Finding
from states.facts import CorrectionFact, InspectionFact
from states.kernel import Procedure, Refused
from states.procedures.correction import CORRECTION_2026_1
from states.procedures.recognition_2026_2 import RECOGNITION_2026_2
from states.procedures.revocation import REVOCATION_2026_1
from states.procedures.support import SUPPORT_2026_1
from tests.states.matters import ASKED, GAP, ISSUED, OPINION, SIGNED, SUPPORT, UNIT, VOTE, paper, take

GIVEN = Finding.RECOGNISE
# fmt: off
REFUSALS: tuple[tuple[Procedure, str, str, str | None, dict[str, Any], dict[str, str], str], ...] = (
    (RECOGNITION_2026_2, "ask_supplement",      "department_review", None, {"gaps": ()}, {}, "chưa có nội dung nào"),
    (RECOGNITION_2026_2, "ask_supplement",      "department_review", None, {"gaps": (replace(GAP, note=" "),)}, {}, "chưa ghi rõ phải làm gì"),
    (RECOGNITION_2026_2, "propose_supplement",  "department_review", None, {}, {}, "Chưa yêu cầu bổ sung lần nào"),
    (RECOGNITION_2026_2, "supplement",          "department_review", "ask_supplement", {"open_supplement": replace(ASKED, gaps=(GAP,))}, {}, "Chưa trả lời nội dung được yêu cầu: Nộp phương án"),
    (RECOGNITION_2026_2, "cancel_supplement",   "department_review", "ask_supplement", {}, {}, "chỉ người lập phiếu được hủy"),
    (RECOGNITION_2026_2, "lapse",               "department_review", "ask_supplement", {}, {}, "31/12/2026, chưa hết"),
    (RECOGNITION_2026_2, "lapse",               "department_review", "ask_supplement", {"open_supplement": None}, {}, "không có yêu cầu bổ sung nào"),
    (RECOGNITION_2026_2, "extend",              "department_review", None, {"due_on": None}, {}, "đang tạm dừng"),
    (RECOGNITION_2026_2, "extend",              "department_review", None, {"due_on": date(2026, 11, 20)}, {}, "đã quá hạn từ ngày 20/11/2026"),
    (RECOGNITION_2026_2, "extend",              "department_review", None, {"extensions": 1}, {}, "tối đa 1 lần"),
    (RECOGNITION_2026_2, "extend",              "department_review", None, {}, {"extended_to": "2026-12-31"}, "phải sau ngày hẹn cũ"),
    (RECOGNITION_2026_2, "reopen",              "lapsed", None, {"was_received": False, "decision": SIGNED}, {}, "hãy lập hồ sơ mới từ nội dung cũ"),
    (SUPPORT_2026_1,     "deliver",             "implementation", None, {"decision": replace(ISSUED, delivered_on=date(2026, 11, 23))}, {}, "Kết quả đã được trả ngày 23/11/2026"),
    (SUPPORT_2026_1,     "reopen",              "stopped", None, {"decision": ISSUED}, {}, "đã phát hành nên không mở lại được"),
    (RECOGNITION_2026_2, "recommend_recognition", "department_review", None, {"opinions": (replace(OPINION, is_out=True),)}, {}, "Còn chờ ý kiến của Sở Tài chính"),
    (RECOGNITION_2026_2, "recommend_recognition", "department_review", None, {"opinions": (replace(OPINION, is_treated=False),)}, {}, "Chưa ghi cách xử lý ý kiến của Sở Tài chính"),
    (RECOGNITION_2026_2, "recommend_recognition", "department_review", None, {"conflicted": frozenset({"dept_officer"})}, {}, "xung đột lợi ích"),
    (RECOGNITION_2026_2, "present_decision",    "provincial_review", None, {"council": None, "finding": GIVEN}, {}, "Hội đồng chưa biểu quyết"),
    (RECOGNITION_2026_2, "approve",             "provincial_approval", None, {"council": None, "finding": GIVEN}, {}, "Hội đồng chưa biểu quyết"),
    (RECOGNITION_2026_2, "approve",             "provincial_approval", None, {"council": replace(VOTE, passed=False), "finding": GIVEN}, {}, "Hội đồng không thông qua (6 đồng ý, 1 không đồng ý"),
    (RECOGNITION_2026_2, "approve",             "provincial_approval", None, {"finding": Finding.REFUSE}, {}, "không đề nghị chấp thuận"),
    (RECOGNITION_2026_2, "number",              "numbering", None, {"decision": None}, {}, "Chưa ghi nhận chữ ký"),
    (RECOGNITION_2026_2, "number",              "numbering", None, {}, {"decision": "x"}, "không còn trong danh sách"),
    (RECOGNITION_2026_2, "issue",               "issuance", None, {"decision": SIGNED}, {}, "chưa có số"),
    (RECOGNITION_2026_2, "deliver",             "delivery", None, {}, {"delivered_on": "2026-11-24"}, "không được sau hôm nay"),
    (RECOGNITION_2026_2, "deliver",             "delivery", None, {}, {"delivered_on": "2026-11-22"}, "không được trước ngày phát hành"),
    (RECOGNITION_2026_2, "deliver",             "delivery", None, {}, {"delivered_on": ""}, "Chưa nhập “Ngày trả kết quả”"),
    (SUPPORT_2026_1,     "present",             "draft", None, {"support": None}, {}, "Chưa khai nội dung đề nghị"),
    (SUPPORT_2026_1,     "present",             "draft", None, {"support": replace(SUPPORT, blanks=(("Chưa khai chi phí.", "wizard:money"),))}, {}, "Chưa khai chi phí"),
    (SUPPORT_2026_1,     "present",             "draft", None, {"support": replace(SUPPORT, requested=51)}, {}, "vượt mức tối đa 50 đồng"),
    (SUPPORT_2026_1,     "present",             "draft", None, {"support": replace(SUPPORT, twins=("Cơ sở đã được hỗ trợ năm 2026.",))}, {}, "Hãy giải trình"),
    (SUPPORT_2026_1,     "recommend_support",   "lead_review", None, {"support": replace(SUPPORT, from_state=True), "opinions": ()}, {}, "cần ý kiến của Sở Tài chính"),
    (SUPPORT_2026_1,     "approve",             "provincial_approval", None, {"finding": Finding.SUPPORT}, {"granted": "51"}, "không được quá 50 đồng"),
    (SUPPORT_2026_1,     "approve",             "provincial_approval", None, {"finding": Finding.SUPPORT}, {"granted": "-1"}, "phải là số tiền bằng đồng"),
    (SUPPORT_2026_1,     "commit",              "implementation", None, {"support": replace(SUPPORT, granted=9)}, {}, "Chỉ còn được cam kết 9 đồng"),
    (SUPPORT_2026_1,     "pay",                 "implementation", None, {"support": replace(SUPPORT, granted=50, committed=9)}, {}, "Chỉ còn được giải ngân 9 đồng"),
    (SUPPORT_2026_1,     "pay",                 "implementation", None, {"support": replace(SUPPORT, committed=10)}, {"paid_on": "2026-11-24"}, "“Ngày giải ngân” không được sau hôm nay"),
    (SUPPORT_2026_1,     "close",               "implementation", None, {}, {}, "Chưa có nghiệm thu"),
    (SUPPORT_2026_1,     "close",               "implementation", None, {"support": replace(SUPPORT, is_accepted=True, committed=9)}, {}, "Còn 9 đồng đã cam kết nhưng chưa giải ngân"),
    (REVOCATION_2026_1,  "present",             "draft", None, {"unit": None}, {}, "chưa chọn đơn vị"),
    (REVOCATION_2026_1,  "present",             "draft", None, {"unit": replace(UNIT, is_active=False)}, {}, "không còn được công nhận"),
    (REVOCATION_2026_1,  "conclude_revocation", "inspection", None, {"unit": replace(UNIT, criteria_unmet_since=None)}, {}, "chưa ghi nhận đơn vị không đạt"),
    (REVOCATION_2026_1,  "conclude_revocation", "inspection", None, {"unit": replace(UNIT, criteria_unmet_since=date(2024, 2, 29))}, {}, "đủ vào ngày 28/02/2029"),
    (REVOCATION_2026_1,  "conclude_revocation", "inspection", None, {"inspection": None}, {}, "Chưa ghi kết quả kiểm tra"),
    (REVOCATION_2026_1,  "conclude_revocation", "inspection", None, {"inspection": InspectionFact(False, missing=("Tỷ lệ hộ",))}, {}, "kiểm tra tiêu chí “Tỷ lệ hộ”"),
    (REVOCATION_2026_1,  "conclude_revocation", "inspection", None, {"inspection": InspectionFact(True)}, {}, "mọi tiêu chí đều đạt"),
    (CORRECTION_2026_1,  "present_correction",  "draft", None, {"correction": CorrectionFact()}, {}, "Chưa ghi nội dung nào cần đính chính"),
)
# fmt: on


@pytest.mark.parametrize(("procedure", "action", "stage", "hold", "changes", "typed", "words"), REFUSALS)
def test_every_refusal_says_what_to_do(
    procedure: Procedure, action: str, stage: str, hold: str | None, changes: Mapping[str, Any], typed: dict[str, str], words: str
) -> None:  # fmt: skip
    with pytest.raises(Refused) as refusal:
        take(procedure, action, paper(stage, hold, **changes), **typed)
    assert words in str(refusal.value)
    assert len(refusal.value.reasons) == 1
