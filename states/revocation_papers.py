"""The papers of a revocation. No text that was read fixes them: working rules of this version, marked so."""

from states.parts import LETTER, OTHER, PRACTICE, Need, Part

REPORT = Part("RV-REPORT", "Báo cáo của UBND cấp xã về việc không còn đạt tiêu chí", PRACTICE, "Có chữ ký, đóng dấu.")
REVIEWS = Part("RV-REVIEWS", "Phiếu rà soát các năm không đạt tiêu chí", PRACTICE, "In từ hệ thống hoặc bản chụp.")

REVOCATION_PARTS: dict[str, Part] = {part.code: part for part in (REPORT, REVIEWS)}
REVOCATION_NEEDS = (
    Need((REPORT,)), Need((REVIEWS,), required=False), Need((LETTER,), required=False), Need((OTHER,), required=False)
)  # fmt: skip
