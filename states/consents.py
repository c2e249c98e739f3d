# ruff: noqa: E501 - a paragraph is read as a whole
"""What a person agrees to be shown of them in public, in which words, and who writes it down.

Luật 91/2025/QH15 (art. 9) and Nghị định 356/2025/NĐ-CP: consent is free, informed and spoken out; silence is none, and
no box is ticked beforehand. It may be taken back at any time. Handling a dossier rests on the law, never on consent.
A wording is never changed: a better one is added with its first day, and a consent keeps the one it was given under.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from states.actors import COMMUNE_LEADER, COMMUNE_OFFICER, DEPT_LEADER, DEPT_OFFICER, RECEPTION_DESK, Post
from states.basis import Basis, Mark


class ConsentKind(StrEnum):
    """What may be shown."""

    PHOTO = "photo"
    STORY = "story"
    NAME = "name"
    PHONE = "phone"


class Channel(StrEnum):
    """How a person said yes."""

    PAPER = "paper"
    IN_PERSON = "in_person"
    ONLINE = "online"


KIND_TITLES: dict[ConsentKind, str] = {
    ConsentKind.PHOTO: "Ảnh có hình người đồng ý",
    ConsentKind.STORY: "Câu chuyện của người đồng ý",
    ConsentKind.NAME: "Họ và tên người đồng ý",
    ConsentKind.PHONE: "Số điện thoại người đồng ý",
}
CHANNEL_TITLES: dict[Channel, str] = {
    Channel.PAPER: "Ký trên giấy",
    Channel.IN_PERSON: "Nói trực tiếp với công chức",
    Channel.ONLINE: "Qua mạng",
}

KEEPERS: frozenset[Post] = frozenset({COMMUNE_OFFICER})
"""Who writes down a consent and what is shown by it: the commune of the unit, which knows the people."""

TAKERS_BACK: frozenset[Post] = frozenset({COMMUNE_OFFICER, COMMUNE_LEADER, RECEPTION_DESK, DEPT_OFFICER})
"""Who takes a withdrawal: wherever a person comes to say it, it counts."""

READERS: frozenset[Post] = KEEPERS | TAKERS_BACK | {DEPT_LEADER}
ANSWER_DAYS = 2
"""Working days within which a person who takes a consent back is told that it was done."""

ANSWER_BASIS = Basis("Nghị định 356/2025/NĐ-CP", Mark.FOUND)


@dataclass(frozen=True, slots=True)
class Wording:
    """What is read out or signed, word for word. Each paragraph stands alone."""

    kind: ConsentKind
    version: str
    valid_from: date
    paragraphs: tuple[str, ...]


_CONTROLLER = "Cơ quan kiểm soát dữ liệu: Ủy ban nhân dân xã, phường nơi có làng nghề và Sở Nông nghiệp và Môi trường tỉnh Lào Cai."
_RIGHTS = (
    "Tôi tự nguyện đồng ý. Không đồng ý thì không ảnh hưởng gì đến việc công nhận, hỗ trợ làng nghề hay quyền lợi của tôi.",
    "Tôi được rút lại sự đồng ý bất cứ lúc nào, không phải nêu lý do, tại Ủy ban nhân dân xã, phường hoặc Bộ phận tiếp nhận và trả kết quả của Sở. Dữ liệu được gỡ khỏi trang công khai ngay khi rút; tôi được trả lời trong 02 ngày làm việc.",
    "Tôi có quyền được biết, xem, yêu cầu sửa, xóa, hạn chế, phản đối việc xử lý dữ liệu của mình và khiếu nại, theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 và Nghị định 356/2025/NĐ-CP.",
)
_FIRST = date(2026, 1, 1)


def _wording(kind: ConsentKind, *what: str) -> Wording:
    return Wording(kind, "2026.1", _FIRST, (*what, _CONTROLLER, *_RIGHTS))


WORDINGS: tuple[Wording, ...] = (
    _wording(
        ConsentKind.PHOTO,
        "Tôi đồng ý cho đăng ảnh có hình của tôi trên trang công khai của làng nghề trong Danh bạ làng nghề tỉnh Lào Cai và trong dữ liệu mở của danh bạ.",
        "Mục đích: giới thiệu làng nghề, sản phẩm và nghề truyền thống. Ảnh được bỏ thông tin nơi chụp, máy chụp; không kèm họ tên, trừ khi tôi đồng ý riêng.",
    ),
    _wording(
        ConsentKind.STORY,
        "Tôi đồng ý cho đăng câu chuyện về nghề mà tôi đã kể hoặc đã đọc lại, đúng như bản tôi đã xem, trên trang công khai của làng nghề và trong dữ liệu mở của danh bạ.",
        "Mục đích: giữ lại và giới thiệu tri thức nghề. Câu chuyện không ghi họ tên của tôi, trừ khi tôi đồng ý riêng.",
    ),
    _wording(
        ConsentKind.NAME,
        "Tôi đồng ý cho ghi họ và tên của tôi là người làm nghề, nghệ nhân hoặc người liên hệ trên trang công khai của làng nghề và trong dữ liệu mở của danh bạ.",
        "Mục đích: để khách, người học nghề và người mua hàng biết ai làm nghề.",
    ),
    _wording(
        ConsentKind.PHONE,
        "Tôi đồng ý cho ghi số điện thoại của tôi để liên hệ trên trang công khai của làng nghề và trong dữ liệu mở của danh bạ.",
        "Mục đích: để khách, người học nghề và người mua hàng gọi cho tôi. Số điện thoại được xóa khỏi hệ thống khi tôi rút lại sự đồng ý.",
    ),
)  # fmt: skip


def wording_on(kind: ConsentKind, on: date) -> Wording:
    """The wording a consent of that day is given under. Raises LookupError before the first."""
    valid = [each for each in WORDINGS if each.kind is kind and each.valid_from <= on]
    if not valid:
        raise LookupError(f"there is no wording for {kind} on {on}")
    return max(valid, key=lambda each: each.valid_from)


def wording(kind: ConsentKind, version: str) -> Wording:
    """A wording by its version. Raises LookupError."""
    for each in WORDINGS:
        if (each.kind, each.version) == (kind, version):
            return each
    raise LookupError(f"there is no wording {version} for {kind}")
