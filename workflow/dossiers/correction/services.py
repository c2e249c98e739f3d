"""Beginning a correction and writing down what is wrong: one lock, one transaction each."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from states.kernel import Reason, Refused
from workflow.accounts.models import Agency
from workflow.accounts.person import Person
from workflow.decisions import corrections
from workflow.decisions.corrections import Correction
from workflow.dossiers.editing import lock_for_editing
from workflow.dossiers.opening import Opening, open_dossier
from workflow.dossiers.unit_queries import open_dossier_about
from workflow.errors import BadInput
from workflow.register.corrections import Change, decisions_of, words_of_unit
from workflow.register.models import Unit
from workflow.register.queries import get_unit
from workflow.transactions import writing

PROCEDURE = "correction"
Words = Mapping[tuple[str, int], str]


@dataclass(frozen=True, slots=True)
class Corrected:
    """What the clerk wrote: the words as they should be by field and place, the decision that is wrong, the ground."""

    words: Words
    corrects_id: uuid.UUID | None
    ground: str


def begin(unit_id: uuid.UUID, *, by: Person, on: date, at: datetime) -> uuid.UUID:
    """Open a correction about a unit of the register, or find the one that is open already.

    Raises NotFound, Forbidden (not the province's clerk), Refused for a unit that is not recognised any more.
    """
    with writing() as session:
        unit = get_unit(unit_id)
        if unit.status != "active":
            said = _("Đơn vị này không còn được công nhận nên không đính chính được.")
            raise Refused(Reason(said))
        found = open_dossier_about(unit_id, PROCEDURE, by)
        return found or open_dossier(session, _opening(session, unit), by=by, on=on, at=at)


def save(
    dossier_id: uuid.UUID, corrected: Corrected, *, by: Person, on: date, seen_version: int | None
) -> tuple[Change, ...]:
    """Write down what differs from the register; give the changes.

    Raises NotFound, Forbidden, MovedOn, Stale, and BadInput for a field, a place or a decision that is not the unit's.
    """
    with writing() as session:
        row = lock_for_editing(session, dossier_id, by, on, seen_version)
        known = words_of_unit(get_unit(row.unit_id))
        of_the_unit = {decision.id for decision in decisions_of(row.unit_id)}
        if not set(corrected.words) <= set(known) or not {corrected.corrects_id} <= of_the_unit | {None}:
            raise BadInput
        changes = differences(known, corrected.words)
        corrections.save_correction(session, dossier_id, Correction(changes, corrected.corrects_id, corrected.ground))
        return changes


def differences(known: Words, wanted: Words) -> tuple[Change, ...]:
    """What would change in the register, by field and place."""
    return tuple(
        Change(field, position, known[field, position], words)
        for (field, position), words in wanted.items()
        if words != known[field, position]
    )


def _opening(session: Session, unit: Unit) -> Opening:
    commune = unit.sites[0].commune_code
    agency = session.scalars(select(Agency.id).where(Agency.commune_code == commune, Agency.valid_to.is_(None))).first()
    if agency is None:
        raise Refused(Reason(_("Chưa khai báo UBND của xã, phường có làng nghề này. Xin báo quản trị.")))
    title = f"Đính chính: {unit.name}"[:300]
    return Opening(unit.kind, "full", title, commune, agency, unit_id=unit.id, procedure=PROCEDURE)
