"""What issuing a correcting decision brings about: the register says the right words, and keeps the wrong ones."""

from datetime import date

from workflow.decisions.corrections import get_correction
from workflow.decisions.queries import get_issued
from workflow.dossiers.doing import Consequence, Doing
from workflow.register.corrections import CorrectingDecision
from workflow.register.corrections import correct as correct_unit


def correct(doing: Doing, due_on: date | None) -> Consequence:
    """The register changes, after `decisions.effects.issue` and only then.

    Raises Refused when the register no longer says what is to be corrected.
    """
    correction, issued = get_correction(doing.case.id), get_issued(doing.case.id)
    by = CorrectingDecision(doing.case.id, issued.symbol, issued.signed_on, correction.corrects_id)
    correct_unit(doing.session, doing.case.row.unit_id, correction.changes, by)
    return {}, {"unit": str(doing.case.row.unit_id), "corrected": [change.field for change in correction.changes]}
