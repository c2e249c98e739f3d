"""Acts that stand in a dossier's journal without being steps of its procedure, in words."""

ACTS: dict[str, str] = {
    "assign": "Phân công người xử lý",
    "declare_conflict": "Khai xung đột lợi ích",
    "council_vote": "Hội đồng biểu quyết",
    "ask_opinions": "Hỏi ý kiến",
    "draft_answer": "Soạn ý kiến",
    "return_draft": "Trả lại người soạn ý kiến",
    "answer": "Gửi ý kiến",
    "fall_silent": "Ghi không có ý kiến trong thời hạn",
    "revoke": "Thu hồi yêu cầu ý kiến",
    "purge": "Xóa nội dung theo thời hạn lưu",
    "number_paper": "Ghi số, ngày văn bản",
    "correct_paper": "Lập văn bản thay thế",
    "treat_opinion": "Ghi cách xử lý ý kiến",
    "keep_signed_file": "Lưu tệp đã ký số",
}
"""Title by the `action` of the entry; each topic that notes an act has its lines here."""
