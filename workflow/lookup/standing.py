"""Whether an issued paper is still in force, and why not: replaced, corrected, revoked, void, or done with."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, bindparam, select

from workflow.decisions.kinds import DecisionKind, PaperState
from workflow.decisions.models import DecisionDossier
from workflow.dossiers.models import Dossier
from workflow.extensions import db
from workflow.formats import vndate
from workflow.papers.models import Paper
from workflow.register.models import Commune, Decision, Unit, UnitChange

LISTED, DOSSIER, COMMUNE, UNIT = DecisionDossier.__table__, Dossier.__table__, Commune.__table__, Unit.__table__
ENTERED, CHANGE, PAPER = Decision.__table__, UnitChange.__table__, Paper.__table__
_UNITS = (
    select(
        UNIT.c.id, UNIT.c.name, UNIT.c.status, COMMUNE.c.full_name.label("commune_name"),
        ENTERED.c.id.label("entered_id"),
    )
    .select_from(LISTED)
    .join(DOSSIER, DOSSIER.c.id == LISTED.c.dossier_id)
    .join(COMMUNE, COMMUNE.c.code == DOSSIER.c.commune_code)
    .outerjoin(UNIT, UNIT.c.id == DOSSIER.c.unit_id)
    .outerjoin(ENTERED, and_(ENTERED.c.dossier_id == DOSSIER.c.id, ENTERED.c.kind == "recognise"))
    .where(LISTED.c.decision_id == bindparam("decision_id"), LISTED.c.is_live)
    .order_by(LISTED.c.id)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """How a paper stands: the words of its tag, the tag's tone, and sentences that say more."""

    title: str
    tone: str
    notes: tuple[str, ...] = ()

    @property
    def sign(self) -> str:
        return "✓" if self.tone == "ok" else "!" if self.tone == "wait" else "–"


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit of the public register that a decision speaks of; `entered_id` is the register's line of it."""

    id: uuid.UUID
    name: str
    commune_name: str
    is_revoked: bool
    entered_id: uuid.UUID | None


def units_of(decision_id: uuid.UUID) -> tuple[Sequence[str], Sequence[UnitLine]]:
    """The communes of a decision's dossiers, and the recognised units among them."""
    rows = db.session.execute(_UNITS, {"decision_id": decision_id}).all()
    units = [
        UnitLine(row.id, row.name, row.commune_name, row.status == "revoked", row.entered_id) for row in rows if row.id
    ]
    return list(dict.fromkeys(row.commune_name for row in rows)), units


def standing_of_paper(row: Any) -> Standing:
    """Mẫu 01 to 05 live as long as what they are about; what comes after them may take their place."""
    if row.entry_number < row.newest and row.form in ("M01", "M02", "M04"):
        return Standing(_("Đã được thay bằng giấy mới hơn"), "", (_("Sau giấy này đã có giấy khác cùng loại."),))
    if row.form in ("M01", "M04") and not row.is_open:
        return _over(_("Hồ sơ đã kết thúc nên giấy này không còn dùng để hẹn trả kết quả."))
    if row.form == "M02" and not (row.is_open and row.hold):
        return _over(_("Yêu cầu bổ sung này đã được trả lời hoặc đã kết thúc."))
    if row.form == "M05" and row.is_open:
        return _over(_("Hồ sơ sau đó đã được giải quyết tiếp."))
    extended = row.form == "M01" and row.extended_to
    return in_force(_("Ngày hẹn trả đã đổi thành %(day)s.", day=vndate(row.extended_to))) if extended else in_force()


def standing_of_official(row: Any, draft: bool) -> Standing | None:
    """A paper that officers made, while it is a draft and once a later one names it; None when neither is so."""
    if draft:
        return Standing(_("Dự thảo, chưa có giá trị"), "wait")
    later = select(PAPER.c.facts).where(
        PAPER.c.dossier_id == row.dossier_id, PAPER.c.form == row.form, PAPER.c.id != row.id
    )
    takers = (facts["replaces"] for facts in db.session.scalars(later) if facts.get("replaces"))
    if any(taker["paper"] == str(row.id) for taker in takers):
        return Standing(_("Đã được thay bằng giấy mới hơn"), "", (_("Sau giấy này đã có giấy khác cùng loại."),))
    return None


def standing_of_decision(row: Any, units: Sequence[UnitLine]) -> Standing:
    """A decision is in force from its issue until it is revoked; a void number never was."""
    if row.state == PaperState.VOID.value:
        return Standing(_("Số đã hủy: văn bản này không có giá trị"), "wait")
    if row.state != PaperState.ISSUED.value:
        return Standing(_("Chưa phát hành, chưa có hiệu lực"), "wait")
    if row.kind == DecisionKind.CORRECT.value:
        return in_force(*_corrected(row.corrects_id))
    if row.kind != DecisionKind.RECOGNISE.value:
        return in_force()
    gone, corrections = _revocations([unit for unit in units if unit.is_revoked]), _corrections(units)
    if units and all(unit.is_revoked for unit in units):
        return Standing(_("Không còn hiệu lực: việc công nhận đã bị thu hồi"), "wait", (*gone, *corrections))
    if corrections:
        return Standing(_("Đang có hiệu lực, đã được đính chính"), "ok", (*corrections, *gone))
    return in_force(*gone)


def in_force(*notes: str) -> Standing:
    return Standing(_("Đang có hiệu lực"), "ok", notes)


def _over(note: str) -> Standing:
    return Standing(_("Đã xong, không còn hiệu lực"), "", (note,))


def _revocations(units: Sequence[UnitLine]) -> tuple[str, ...]:
    wanted = (
        select(ENTERED.c.number, ENTERED.c.decided_on, UNIT.c.name)
        .join(UNIT, UNIT.c.id == ENTERED.c.unit_id)
        .where(ENTERED.c.kind == "revoke", ENTERED.c.unit_id.in_([unit.id for unit in units]))
        .order_by(ENTERED.c.decided_on)
    )
    return tuple(
        _("%(unit)s: thu hồi công nhận bằng Quyết định số %(number)s ngày %(day)s.",
          unit=row.name, number=row.number, day=vndate(row.decided_on))
        for row in (db.session.execute(wanted) if units else ())
    )  # fmt: skip


def _corrections(units: Sequence[UnitLine]) -> tuple[str, ...]:
    ids = [unit.entered_id for unit in units if unit.entered_id]
    wanted = select(CHANGE.c.number, CHANGE.c.decided_on).where(CHANGE.c.corrects_id.in_(ids)).distinct()
    return tuple(
        _("Đính chính bằng Quyết định số %(number)s ngày %(day)s.", number=row.number, day=vndate(row.decided_on))
        for row in (db.session.execute(wanted.order_by(CHANGE.c.decided_on)) if ids else ())
    )


def _corrected(entered_id: uuid.UUID | None) -> tuple[str, ...]:
    row = db.session.get(Decision, entered_id) if entered_id else None
    if row is None:
        return ()
    return (_("Đính chính Quyết định số %(number)s ngày %(day)s.", number=row.number, day=vndate(row.decided_on)),)
