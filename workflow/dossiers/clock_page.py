"""How the days of a dossier were counted: the legal time limit, and an extension beside it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from states.clock import Extension, NotAnExtension, extend
from states.kernel import Clock
from workflow.calendar.queries import work_calendar
from workflow.dossiers import queries
from workflow.dossiers.deadlines import legal_term
from workflow.dossiers.queries import DossierView


def clock_page(dossier: DossierView, today: date) -> Mapping[str, Any]:
    """Every day of the legal limit with its ground; the extension in force, with who gave it and why."""
    case = dossier.case(today)
    extension = extension_of(dossier.row)
    acts = {step.action for step in case.procedure.all_steps if step.clock is Clock.EXTEND}
    entries = queries.journal(dossier.id) if extension else ()
    return {
        "dossier": dossier,
        "term": legal_term(case.procedure, case.lines, work_calendar()),
        "extension": extension,
        "extended": next((entry for entry in entries if entry.action in acts), None),
    }


def extension_of(row: Any) -> Extension | None:
    """The extension of a dossier; None without one, and where a pause has moved the legal day beyond it since."""
    if row.extended_to is None or row.due_on is None:
        return None
    try:
        return extend(row.due_on, row.extended_to, work_calendar())
    except NotAnExtension:
        return None
