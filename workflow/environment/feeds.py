"""Producing establishments and households, brought in from a spreadsheet by their commune (plan V.9)."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from states.actors import COMMUNE_OFFICER
from states.kernel import Reason
from workflow.accounts.person import Person
from workflow.environment.establishments import Producing, add_missing, days_to_come
from workflow.environment.forms import PRODUCER_TITLES, EstablishmentForm
from workflow.environment.keeping import keeping_agency
from workflow.feeds.kinds import Feed, declare
from workflow.forms import Choice
from workflow.register.queries import units_to_choose


class ProducerRow(EstablishmentForm):
    unit = Choice(_l("Làng nghề, nghề"), choices=[])


class OfUnit(NamedTuple):
    """One line of a list: whose, and what is entered."""

    unit_id: uuid.UUID
    producing: Producing


def _new(form: ProducerRow) -> OfUnit:
    return OfUnit(uuid.UUID(form.unit.data), form.producing())


def _write(session: Session, rows: Sequence[tuple[int, OfUnit]], person: Person, on: date, at: datetime) -> int:
    """Those that a unit does not have yet, each unit by the person's own commune. Raises Forbidden for another's."""
    by_unit: dict[uuid.UUID, list[Producing]] = defaultdict(list)
    for _line, row in rows:
        by_unit[row.unit_id].append(row.producing)
    return sum(
        add_missing(session, unit_id, keeping_agency(unit_id, person), listed, by=person.id, at=at)
        for unit_id, listed in by_unit.items()
    )


def _choices(person: Person) -> Any:
    kinds = [(value, str(title)) for value, title in PRODUCER_TITLES.items()]
    own = [seat.commune_code for seat in person.seats if seat.post == COMMUNE_OFFICER and seat.commune_code]
    return {"unit": units_to_choose(own), "kind": kinds}


def _faults(new: OfUnit, on: date) -> list[Reason]:
    return days_to_come(new.producing, on)


declare(
    Feed(
        "establishments",
        "Cơ sở, hộ sản xuất",
        "Kế hoạch, mục V.9; Nghị định 08/2022, Điều 34",
        ProducerRow,
        ("unit", "kind", "name", "village", "trade", "active_from"),
        {},
        keeps=lambda person: COMMUNE_OFFICER in person.posts,
        choices=_choices,
        new=_new,
        faults=_faults,
        write=_write,
    )
)
