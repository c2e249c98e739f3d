"""What a decision decides, how its number is written, and with what words it is signed."""

from enum import StrEnum

from states.actors import Role
from workflow.accounts.person import Seat


class DecisionKind(StrEnum):
    RECOGNISE = "recognise"
    REFUSE = "refuse"
    REVOKE = "revoke"
    SUPPORT = "support"
    CORRECT = "correct"
    OTHER = "other"


class PaperState(StrEnum):
    """A number is given, or was given on paper beside the system; the paper goes out, or the number is void."""

    NUMBERED = "numbered"
    ON_PAPER = "on_paper"
    ISSUED = "issued"
    VOID = "void"


class Way(StrEnum):
    """How a result reaches the one who asked."""

    DESK = "desk"
    POST = "post"
    ONLINE = "online"


KIND_TITLES: dict[DecisionKind, str] = {
    DecisionKind.RECOGNISE: "Công nhận",
    DecisionKind.REFUSE: "Không công nhận",
    DecisionKind.REVOKE: "Thu hồi công nhận",
    DecisionKind.SUPPORT: "Hỗ trợ, tôn vinh",
    DecisionKind.CORRECT: "Đính chính",
    DecisionKind.OTHER: "Việc khác, ngoài hệ thống",
}

STATE_TITLES: dict[PaperState, str] = {
    PaperState.NUMBERED: "Đã cấp số, chưa phát hành",
    PaperState.ON_PAPER: "Đã cấp trên giấy",
    PaperState.ISSUED: "Đã phát hành",
    PaperState.VOID: "Đã hủy số",
}

WAY_TITLES: dict[Way, str] = {
    Way.DESK: "Nhận tại Bộ phận tiếp nhận và trả kết quả",
    Way.POST: "Gửi qua bưu chính",
    Way.ONLINE: "Gửi bản điện tử",
}

KIND_OF_PROCEDURE: dict[str, DecisionKind] = {
    "recognition": DecisionKind.RECOGNISE,
    "revocation": DecisionKind.REVOKE,
    "support": DecisionKind.SUPPORT,
    "artisan_title": DecisionKind.SUPPORT,
    "correction": DecisionKind.CORRECT,
}
"""What a dossier of each procedure ends in."""

SUFFIX = "QĐ-UBND"
VICE_CHAIRMAN = "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"
_SIGNS_AS: dict[Role, str] = {Role.PROVINCE_LEADER: VICE_CHAIRMAN}


def symbol_of(number: int) -> str:
    """A number as a decision carries it, two digits at least: "05/QĐ-UBND"."""
    return f"{number:02d}/{SUFFIX}"


def signer_title(seat: Seat) -> str:
    """The authority words and title over a signature (Decree 30/2020): by a delegation's own form, else by the post."""
    return seat.signs_as or _SIGNS_AS.get(seat.role, VICE_CHAIRMAN)
