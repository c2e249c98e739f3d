"""Files that come with a consent: a photograph without what its camera wrote into it, a scan of the signed paper."""

from dataclasses import dataclass
from typing import IO

from flask_babel import gettext as _

from workflow.errors import BadInput
from workflow.papers import photos
from workflow.papers.file_kinds import PDF, PICTURES, FileKind
from workflow.papers.portable import Unsafe
from workflow.papers.services import Arrival
from workflow.papers.storage import store
from workflow.papers.types import Unsuitable, about, display_name, judge

LARGEST = 20 * 1024 * 1024
"""Bytes one file may have."""

SCANS = (PDF, *PICTURES)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived: bytes and the name its owner gave."""

    stream: IO[bytes]
    name: str


def photograph(upload: Upload) -> Arrival:
    """A photo, safe in the store, without place, time and owner. Raises BadInput, which says what to do."""
    return _arrive(upload, PICTURES, _("không phải ảnh JPEG hay PNG. Hãy chọn ảnh chụp từ điện thoại hoặc máy ảnh."))


def scan(upload: Upload) -> Arrival:
    """A scan of a signed paper, safe in the store. Raises BadInput."""
    return _arrive(upload, SCANS, _("không phải PDF hay ảnh. Hãy quét giấy thành PDF, hoặc chụp rõ cả trang."))


def _arrive(upload: Upload, kinds: tuple[FileKind, ...], otherwise: str) -> Arrival:
    """Judge first: what is refused never reaches the store."""
    name = display_name(upload.name)
    size = upload.stream.seek(0, 2)
    upload.stream.seek(0)
    if size > LARGEST:
        raise BadInput(
            _("“%(name)s” lớn hơn 20 MB. Tệp này chưa được lưu; những gì đã nhập vẫn còn. Hãy thu nhỏ ảnh hoặc quét ở "
              "300 dpi rồi chọn lại.", name=name)
        )  # fmt: skip
    kind = judge(upload.stream, name, "")
    if kind not in kinds:
        raise Unsuitable(about(name, otherwise))
    if kind not in PICTURES:
        return Arrival(store().put(upload.stream, LARGEST), kind, display_name(upload.name, kind))
    try:
        kept = store().put(photos.cleaned(upload.stream, kind), LARGEST)
    except Unsafe as unsafe:
        raise Unsuitable(about(name, str(unsafe))) from unsafe
    return Arrival(kept, kind, display_name(upload.name, kind))
