"""Which files each part of a dossier takes, and what they may not have inside: a table, no ifs.

A part that is not named takes the usual kinds. Forbidden everywhere is what acts by itself when the file is opened,
what nobody can read without a secret, and what is fetched from elsewhere: a file must say the same in ten years.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

EVIDENCE_PART = "EVIDENCE"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file the office takes."""

    code: str
    title: str
    media_type: str
    extensions: tuple[str, ...]


PDF = FileKind("pdf", "PDF", "application/pdf", (".pdf",))
JPEG = FileKind("jpeg", "JPEG", "image/jpeg", (".jpg", ".jpeg", ".jfif"))
PNG = FileKind("png", "PNG", "image/png", (".png",))
DOCX = FileKind(
    "docx", "Word (.docx)", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",)
)
XLSX = FileKind(
    "xlsx", "Excel (.xlsx)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",)
)
CSV = FileKind("csv", "CSV", "text/csv", (".csv",))
PICTURES = (JPEG, PNG)


class Trait(StrEnum):
    """Something a file has inside that a part may forbid."""

    MACROS = "macros"
    PASSWORD = "password"  # noqa: S105 - the word, not a secret
    SCRIPTS = "scripts"
    LINKS_OUT = "links_out"
    EMBEDDED = "embedded"
    FORMULAS = "formulas"


@dataclass(frozen=True, slots=True)
class Allowance:
    """The kinds of file a part takes, and the traits none of them may have."""

    kinds: tuple[FileKind, ...]
    forbids: frozenset[Trait]

    @property
    def accept(self) -> str:
        """The value of `accept` for a file field."""
        return ",".join(ext for kind in self.kinds for ext in kind.extensions)


ACTIVE = frozenset({Trait.MACROS, Trait.PASSWORD, Trait.SCRIPTS, Trait.LINKS_OUT, Trait.EMBEDDED})
USUAL = Allowance((PDF, JPEG, PNG, DOCX, XLSX), ACTIVE)
BY_PART: Mapping[str, Allowance] = {
    "CV-HOUSEHOLDS": Allowance((*USUAL.kinds, CSV), ACTIVE),
    EVIDENCE_PART: Allowance(USUAL.kinds, ACTIVE | {Trait.FORMULAS}),  # what was seen on a day does not recalculate
}
"""Parts that take something else than the usual."""

SENTENCES: Mapping[Trait, Any] = {
    Trait.MACROS: _l("có macro (mã lệnh chạy trong Office). Hãy lưu thành .docx hoặc .xlsx không có macro."),
    Trait.PASSWORD: _l("có mật khẩu hoặc bị khóa nên cơ quan không đọc được. Hãy bỏ mật khẩu, hoặc in lại ra PDF rồi "
                       "tải lên."),
    Trait.SCRIPTS: _l("là PDF có mã lệnh tự chạy. Hãy in lại ra PDF (Print to PDF) rồi tải lên."),
    Trait.LINKS_OUT: _l("lấy nội dung từ tệp khác hoặc từ mạng (liên kết ngoài). Hãy ngắt liên kết (trong Excel: Dữ "
                        "liệu, Sửa liên kết), hoặc in ra PDF rồi tải lên."),
    Trait.EMBEDDED: _l("có tệp khác nhúng bên trong. Hãy bỏ tệp nhúng và tải từng tệp lên, hoặc in ra PDF."),
    Trait.FORMULAS: _l("có công thức, nên số liệu có thể đổi khi mở ở máy khác. Với minh chứng, hãy in ra PDF rồi tải "
                       "lên."),
}  # fmt: skip
"""What is said of a forbidden trait, as the end of a sentence about the file: what it is, what to do."""


def allowance_for(part_code: str) -> Allowance:
    """What may be attached to a part."""
    return BY_PART.get(part_code, USUAL)
