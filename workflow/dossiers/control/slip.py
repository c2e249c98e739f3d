"""The control slip of a dossier (Mẫu 06), read from its journal whenever asked: on the screen and on paper."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from states.actors import AgencyKind
from states.kernel import Procedure
from workflow.calendar.queries import work_calendar
from workflow.dossiers import queries
from workflow.dossiers.control.handovers import HandOver, Names, Outcome, compared, hand_overs, legal_due_on
from workflow.dossiers.deadlines import finished_on
from workflow.dossiers.queries import DossierView
from workflow.extensions import JsonDict
from workflow.papers.control import SlipRow, slip_facts
from workflow.papers.queries import agency_names


@dataclass(frozen=True, slots=True)
class Slip:
    """Every hand-over of a dossier, and how the whole kept its days. `submitter` is the agency that handed it in."""

    dossier: DossierView
    hand_overs: tuple[HandOver, ...]
    submitter: str
    agency: str
    due_on: date | None
    finished_on: date | None
    last: Any

    @property
    def outcome(self) -> Outcome:
        """Of the whole; OPEN while it runs, UNTIMED before valid reception."""
        if self.dossier.row.received_on is None:
            return Outcome.UNTIMED
        if self.finished_on is None or self.due_on is None:
            return Outcome.OPEN
        return compared(self.finished_on, self.due_on)


def slip_of(dossier: DossierView) -> Slip:
    """The slip of a dossier whose reader was checked before: a function of its journal and the calendar alone."""
    entries = [*reversed(queries.journal(dossier.id))]
    row, procedure, calendar = dossier.row, dossier.procedure, work_calendar()
    names = agency_names([one for one in (row.commune_agency_id, row.lead_agency_id) if one])
    known = {AgencyKind.COMMUNE: names[row.commune_agency_id]}
    known |= {AgencyKind.LEAD: names[row.lead_agency_id]} if row.lead_agency_id else {}
    lines = [queries.line_of(entry) for entry in entries]
    return Slip(
        dossier, hand_overs(procedure, entries, Names(known, _titles(procedure)), calendar),
        known[AgencyKind.COMMUNE], _desk_of(entries, row.received_on) or known[AgencyKind.COMMUNE],
        legal_due_on(procedure, lines, calendar), finished_on(procedure, lines), entries[-1],
    )  # fmt: skip


def _titles(procedure: Procedure) -> dict[str, str]:
    return {step.action: step.title for step in procedure.all_steps}


def _desk_of(entries: list[Any], received_on: date | None) -> str:
    """The agency that received the dossier: that of the act which gave it its code."""
    found = next((entry for entry in entries if "code" in entry.payload), None)
    return found.agency_name if found is not None and received_on else ""


def facts_of(slip: Slip) -> JsonDict:
    """What the slip says on paper; made at the instant of the last act, so that one journal gives one paper."""
    row = slip.dossier.row
    return slip_facts(
        dossier_id=row.id, code=row.code, agency=slip.agency, submitter=slip.submitter,
        procedure=slip.dossier.procedure.title, unit=row.title, received_on=row.received_on, due_on=slip.due_on,
        overall=slip.outcome.value, at=slip.last.at,
        rows=[
            SlipRow(
                one.giver.agency, one.giver.role, one.giver.person, one.receiver.agency, one.receiver.role,
                one.receiver.person, one.at, one.place, one.outcome.value, one.due_on, one.left_on, one.notes,
            )
            for one in slip.hand_overs
        ],
    )  # fmt: skip
