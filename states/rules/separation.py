"""Who may not do what, having done something else before: nobody judges his own work, nobody judges his own cause."""

from collections.abc import Iterator

from states.basis import Basis, Mark
from states.tables import Attempt, rule

SEPARATION = Basis("Nguyên tắc phân công, kiểm soát nội bộ", Mark.INFERENCE)

DRAFTING = (
    "present", "sign_off", "recommend_recognition", "recommend_refusal", "present_decision", "recommend_support",
    "recommend_no_support", "conclude_revocation", "conclude_keep", "present_correction",
)  # fmt: skip
"""Actions after which a person may no longer sign the same dossier."""


@rule("Người thẩm định không phải là người lập hồ sơ", SEPARATION)
def appraiser_is_not_the_drafter(attempt: Attempt) -> Iterator[str]:
    if _has_taken(attempt, "present", "submit", "supplement"):
        yield "Ông/Bà đã lập hoặc trình hồ sơ này nên không được thẩm định; hãy chuyển cho người khác."


@rule("Người tổng hợp không phải là người thẩm định môi trường", SEPARATION)
def recommender_is_not_the_appraiser(attempt: Attempt) -> Iterator[str]:
    if _has_taken(attempt, "sign_off"):
        yield "Ông/Bà đã thẩm định môi trường hồ sơ này nên không được tổng hợp, đề xuất; hãy chuyển cho người khác."


@rule("Người ký không phải là người soạn, trình", SEPARATION)
def signer_is_not_the_drafter(attempt: Attempt) -> Iterator[str]:
    if _has_taken(attempt, *DRAFTING):
        yield "Ông/Bà đã soạn, thẩm định hoặc đề xuất hồ sơ này nên không được duyệt, ký; hãy chuyển cho người khác."


@rule("Người xử lý không có xung đột lợi ích với hồ sơ", SEPARATION)
def actor_has_no_conflict(attempt: Attempt) -> Iterator[str]:
    if attempt.actor.ids & frozenset(attempt.case.conflicted):
        yield "Ông/Bà đã khai có xung đột lợi ích với hồ sơ này nên không được xử lý; hãy chuyển cho người khác."


def _has_taken(attempt: Attempt, *actions: str) -> bool:
    took = attempt.case.took
    return any(attempt.actor.ids & took.get(action, frozenset()) for action in actions)
