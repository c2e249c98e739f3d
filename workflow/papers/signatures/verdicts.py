"""What may be said of the signatures of a PDF: a verdict as it is stored, and as a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workflow.formats import vndatetime


class Verdict(StrEnum):
    """The worst of what is wrong with the signatures of a file."""

    VALID = "valid"
    UNDETERMINED = "undetermined"
    UNTRUSTED = "untrusted"
    STAMP = "stamp"
    UNCLEAR = "unclear"
    EARLY = "early"
    EXPIRED = "expired"
    REVOKED = "revoked"
    PARTIAL = "partial"
    ALTERED = "altered"
    BROKEN = "broken"
    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"


SIGNED = frozenset(Verdict) - {Verdict.UNSIGNED, Verdict.UNREADABLE}
"""Verdicts on files that have at least one signature."""

SENTENCES: Mapping[Verdict, Any] = {
    Verdict.VALID: _l("Chữ ký số hợp lệ: %(who)s; phủ toàn bộ tệp"),
    Verdict.UNDETERMINED: _l(
        "Có chữ ký số (%(who)s), chưa xác định được độ tin cậy: hệ thống chưa có danh sách chứng thư tin cậy"
    ),
    Verdict.UNTRUSTED: _l("Có chữ ký số nhưng chưa tin cậy: chứng thư không thuộc danh sách tin cậy (ghi tên %(who)s)"),
    Verdict.STAMP: _l("Có chữ ký số (%(who)s) nhưng dấu thời gian không thuộc danh sách tin cậy"),
    Verdict.UNCLEAR: _l("Có chữ ký số (%(who)s) nhưng chưa kết luận được là hợp lệ"),
    Verdict.EARLY: _l("Chứng thư chưa có hiệu lực lúc ký (%(who)s)"),
    Verdict.EXPIRED: _l("Chứng thư đã hết hạn lúc ký (%(who)s)"),
    Verdict.REVOKED: _l("Chứng thư đã bị thu hồi (%(who)s)"),
    Verdict.PARTIAL: _l("Chữ ký chỉ phủ một phần tệp (%(who)s)"),
    Verdict.ALTERED: _l("Tệp đã bị sửa sau khi ký (%(who)s)"),
    Verdict.BROKEN: _l("Chữ ký số không đúng: không khớp với chứng thư ghi tên %(who)s"),
    Verdict.UNSIGNED: _l("Không có chữ ký số"),
    Verdict.UNREADABLE: _l("Không kiểm tra được chữ ký số: tệp hỏng, không đúng chuẩn hoặc quá phức tạp"),
}
WAITING: Any = _l("Đang kiểm tra chữ ký số")
_TONES = {Verdict.VALID: "ok", Verdict.UNSIGNED: ""}
_SIGNS = {"ok": "✓", "wait": "!", "": "–"}


@dataclass(frozen=True, slots=True)
class Told:
    """A verdict as a page shows it: `tone` is the class of its tag, `sign` stands before the words."""

    sentence: str
    tone: str

    @property
    def sign(self) -> str:
        return _SIGNS[self.tone]


def told(verdict: Verdict | None, signers: Sequence[Mapping[str, Any]] = ()) -> Told:
    """One sentence on a file; None stands for a verdict that is still being made."""
    if verdict is None:
        return Told(str(WAITING), "")
    worst = [one for one in signers if one["verdict"] == verdict.value]
    sentence = str(SENTENCES[verdict]) % {"who": "; ".join(_signer(one) for one in worst)}
    if len(worst) < len(signers):
        sentence = _("%(sentence)s. Tệp có %(count)s chữ ký số.", sentence=sentence, count=len(signers))
    return Told(sentence, _TONES.get(verdict, "wait"))


def _signer(one: Mapping[str, Any]) -> str:
    """Who and when; whose word the time is."""
    name, at = one["name"] or _("không ghi tên"), _("không ghi giờ ký")
    if one["at"]:
        told_at = vndatetime(datetime.fromisoformat(one["at"]))
        at = _("ký lúc %(at)s theo dấu thời gian", at=told_at) if one["stamped"] else _("ký lúc %(at)s", at=told_at)
    return f"{name}, {at}"
