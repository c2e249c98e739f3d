"""The history of a unit in one line of time: decisions, corrections, support, what it became known for."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from states.achievements import KEEPINGS, Achievement
from states.kinds import KIND_TITLES, Kind
from states.support import FUND_TITLES, Fund
from states.support_kinds import kind_in
from workflow.achievements.models import UnitAchievement
from workflow.extensions import db
from workflow.formats import law, vndate, vnnumber
from workflow.register import corrections
from workflow.register.models import Unit
from workflow.support.models import Commitment, FundLine, SupportRequest
from workflow.text import fold

ACHIEVEMENT, REQUEST = UnitAchievement.__table__, SupportRequest.__table__
COMMITMENT, LINE = Commitment.__table__, FundLine.__table__


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing in the life of a unit. `day` is None where only the year is known; `unit_id` leads to another unit."""

    year: int
    day: date | None
    title: str
    detail: tuple[str, ...] = ()
    unit_id: uuid.UUID | None = None
    is_over: bool = False

    @property
    def order(self) -> tuple[int, date]:
        """Later first; a bare year stands at its beginning."""
        return self.year, self.day or date(self.year, 1, 1)


def history_of(unit: Unit, earlier: Unit | None, on: date) -> list[Happening]:
    """Everything public in the life of a unit, the latest first. Names of people and of producers are not in it."""
    found = [*_decided(unit, earlier), *_corrected(unit.id), *_supported(unit), *_known_for(unit.id, on)]
    return sorted(found, key=lambda one: one.order, reverse=True)


def _decided(unit: Unit, earlier: Unit | None) -> Iterator[Happening]:
    titles = {"recognise": _("Quyết định công nhận số %(number)s"), "revoke": _("Quyết định thu hồi số %(number)s")}
    for one in unit.decisions:
        title = titles[one.kind] % {"number": one.number}
        yield Happening(one.decided_on.year, one.decided_on, title, (f"{one.signer_title} {one.signer_name}",))
    if not unit.recognised_on:
        said = _("Theo phụ lục của Kế hoạch; số quyết định chưa có trong danh bạ.")
        yield Happening(unit.recognised_year, None, _("Được công nhận"), (said,))
    if earlier:
        kind = law(KIND_TITLES[Kind(earlier.kind)])
        title = _("Trước đó được công nhận: %(name)s (%(kind)s)", name=earlier.name, kind=kind)
        yield Happening(earlier.recognised_year, earlier.recognised_on, title, unit_id=earlier.id)


def _corrected(unit_id: uuid.UUID) -> Iterator[Happening]:
    changes = sorted(corrections.changes_of(unit_id), key=lambda change: (change.decided_on, change.number))
    for (day, number), of_one in groupby(changes, key=lambda change: (change.decided_on, change.number)):
        words = tuple(
            f"{law(corrections.FIELD_TITLES[change.field])}: {change.before or '–'} → {change.after or '–'}"
            for change in of_one
        )
        yield Happening(day.year, day, _("Quyết định đính chính số %(number)s", number=number), words)


def _supported(unit: Unit) -> Iterator[Happening]:
    """Support that the province granted. The amount is told where the unit itself received it, not a producer."""
    for row in _grants(unit.id):
        kind = kind_in(row.catalogue_version, row.kind)
        if not kind.has_money:
            continue  # an honour of a person, which stands among the artisans
        words = [law(FUND_TITLES[Fund(row.source)])] if row.source else []
        words += [row.programme] if row.programme else []
        if row.amount and fold(row.establishment) == fold(unit.name):
            words.append(_("%(amount)s đồng", amount=vnnumber(int(row.amount))))
        yield Happening(row.year, None, _("Được hỗ trợ: %(kind)s", kind=law(kind.title)), tuple(words))


def _grants(unit_id: uuid.UUID) -> list[Any]:
    """Granted applications of a unit by fund line, in one statement."""
    asked = REQUEST.c.dossier_id, REQUEST.c.kind, REQUEST.c.catalogue_version, REQUEST.c.year, REQUEST.c.establishment
    paid_from = LINE.c.source, LINE.c.programme
    wanted = (
        select(*asked, *paid_from, func.sum(COMMITMENT.c.amount - COMMITMENT.c.released).label("amount"))
        .select_from(
            REQUEST.outerjoin(COMMITMENT, COMMITMENT.c.dossier_id == REQUEST.c.dossier_id)
            .outerjoin(LINE, LINE.c.id == COMMITMENT.c.fund_line_id)
        )
        .where(REQUEST.c.unit_id == unit_id, REQUEST.c.granted.is_not(None))
        .group_by(*asked, *paid_from)
        .order_by(REQUEST.c.dossier_id)
    )  # fmt: skip
    return list(db.session.execute(wanted))


def _known_for(unit_id: uuid.UUID, on: date) -> Iterator[Happening]:
    wanted = ACHIEVEMENT.c.unit_id == unit_id, ACHIEVEMENT.c.withdrawn_on.is_(None)
    for row in db.session.execute(select(ACHIEVEMENT).where(*wanted).order_by(ACHIEVEMENT.c.id)):
        keeping = KEEPINGS[Achievement(row.kind)]
        title = f"{law(keeping.title)}: {row.what}"
        words = [law(keeping.forms[row.form])] if row.form in keeping.forms else []
        words += [row.number] if row.number else []
        words += [_("có giá trị đến %(day)s", day=vndate(row.valid_until))] if row.valid_until else []
        is_over = row.valid_until is not None and row.valid_until < on
        yield Happening(row.valid_from.year, row.valid_from, title, tuple(words), is_over=is_over)
