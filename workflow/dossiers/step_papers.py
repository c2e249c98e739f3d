"""The papers a step issues in its transaction. Mẫu 01 comes with reception, which knows its facts."""

from typing import Any

from werkzeug.utils import import_string

from states.papers_out import papers_fixed_at
from workflow.dossiers.doing import Doing

PAPERS: dict[str, str] = dict.fromkeys(
    ("M02", "M03", "M04", "M05"), "workflow.dossiers.decisions.step_papers:papers_for_step"
)
FIXING = "workflow.dossiers.printing.steps:papers_of_step"


def papers_of(doing: Doing, noted: dict[str, Any]) -> dict[str, Any]:
    """Issue the papers of the step, if it has any; give what the journal notes of them."""
    name, issued = PAPERS.get(doing.decision.step.paper or ""), {}
    if name is not None and "paper" not in noted:
        issued = import_string(name)(doing)
    if papers_fixed_at(doing.case.row.procedure_code, doing.decision.step.action):
        issued = issued | import_string(FIXING)(doing)
    return issued
