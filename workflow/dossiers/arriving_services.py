"""Files over a poor line: announced, sent piece by piece, and at the end judged like any other (attachment_services).

The right to attach is read again with every piece, under the lock; nobody but its owner knows of a file on its way.
"""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from workflow.accounts.person import Person
from workflow.dossiers.attachment_services import Upload, attach, hold
from workflow.errors import BadInput
from workflow.papers import arriving
from workflow.papers import queries as papers
from workflow.papers.arriving import Announced, Misplaced
from workflow.papers.arriving_queries import ArrivingRow, get_arriving, piece_names
from workflow.papers.pieces import LARGEST_PIECE, pieces
from workflow.papers.services import Arrival, Place
from workflow.papers.storage import LARGEST_FILE
from workflow.papers.types import about, check_ending
from workflow.transactions import writing


def begin_file(
    place: Place, announced: Announced, photo: Mapping[str, Any], *, by: Person, on: date, at: datetime
) -> ArrivingRow:
    """Announce a file, or find the same one again with what has arrived of it. What will be refused is refused now.

    Raises BadInput (size, ending, too many on the way), NotFound, Forbidden, MovedOn.
    """
    if not 1 <= announced.size <= LARGEST_FILE:
        told = _("tệp rỗng (0 byte).") if announced.size < 1 else _("lớn hơn 100 MB. Hãy chia thành nhiều tệp.")
        raise BadInput(about(announced.name, told))
    check_ending(announced.name, place.part_code)
    if announced.replaces_id is not None:
        old = papers.get_attachment(place.dossier_id, announced.replaces_id)
        place = Place(place.dossier_id, old.part_code, old.item_code)
    with writing() as session:
        hold(session, place, by, on)
        begun = arriving.begin(session, place, announced, photo, owner=by.id, at=at)
    return get_arriving(place.dossier_id, begun, by.id)


def take_piece(row: ArrivingRow, offset: int, data: bytes, *, by: Person, on: date, at: datetime) -> int:
    """Keep a piece that continues the file at `offset`; where it stands now.

    Raises Misplaced with the right offset, BadInput for a piece that is empty, too large or reaches beyond the end,
    and NotFound, Forbidden, MovedOn.
    """
    if row.outcome or offset != row.received:
        raise Misplaced(row.received)
    if not 1 <= len(data) <= min(LARGEST_PIECE, row.size - offset):
        raise BadInput(about(row.name, _("được gửi không đúng cách. Hãy tải lại trang rồi chọn lại tệp.")))
    name = pieces().write(data)
    try:
        with writing() as session:
            hold(session, row.place, by, on)
            return arriving.take(session, row.id, offset, len(data), name, at)
    except BaseException:
        pieces().delete([name])
        raise


def finish_file(row: ArrivingRow, digest: bytes | None, *, by: Person, on: date, at: datetime) -> ArrivingRow:
    """Judge a file that is all there and attach it; what became of it. Asked again, it says the same again.

    `digest` is the SHA-256 its sender counted, when they did. A refused file is forgotten with its bytes.
    Raises Misplaced while something is missing, and NotFound, Forbidden, MovedOn: then it stays on its way.
    """
    if row.outcome:
        return row
    if row.received < row.size:
        raise Misplaced(row.received)
    names = piece_names(row.id)
    try:
        _attach(row, names, digest, by=by, on=on, at=at)
    except BadInput as refusal:
        with writing() as session:
            arriving.end(session, row.id, "refused", str(refusal))
    pieces().delete(names)
    return get_arriving(row.dossier_id, row.id, by.id)


def _attach(row: ArrivingRow, names: list[str], digest: bytes | None, *, by: Person, on: date, at: datetime) -> None:
    def also(session: Session, added: uuid.UUID | None, arrival: Arrival) -> None:
        is_changed = digest not in (None, arrival.stored.digest) and arrival.stored.size == row.size
        if is_changed:
            raise BadInput(about(row.name, _("đến nơi không giống tệp đã gửi. Hãy chọn lại tệp để gửi lại từ đầu.")))
        said = _("Đã lưu: %(names)s.", names=row.name) if added else _("Đã có sẵn trong mục này: %(n)s.", n=row.name)
        arriving.end(session, row.id, "kept" if added else "known", said)

    with pieces().open(names) as stream:
        upload = Upload(stream, row.name, photo=row.photo)
        attach(row.place, upload, by=by, on=on, at=at, replaces=row.replaces_id, also=also)


def drop_file(row: ArrivingRow) -> None:
    """Forget a file on its way, at its owner's wish."""
    names = piece_names(row.id)
    with writing() as session:
        arriving.forget(session, row.id)
    pieces().delete(names)
