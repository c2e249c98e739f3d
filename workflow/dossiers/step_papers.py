"""The papers a step issues in its transaction. Mẫu 01 comes with reception, which knows its facts."""

from typing import Any

from werkzeug.utils import import_string

from states.papers_out import papers_fixed_at
from workflow.dossiers.doing import Doing

PAPERS: dict[str, str] = dict.fromkeys(
    ("M02", "M03", "M04", "M05"), "workflow.dossiers.decisions.step_papers:papers_for_step"
)
_PRINTING = "workflow.dossiers.printing"
FIXING, DIGEST = f"{_PRINTING}.steps:papers_of_step", f"{_PRINTING}.issuing:digest_of_issued"


def papers_of(doing: Doing, noted: dict[str, Any]) -> dict[str, Any]:
    """Issue the papers of the step, if it has any; give what the journal notes of them, with the digest of each."""
    name, issued = PAPERS.get(doing.decision.step.paper or ""), {}
    if name is not None and "paper" not in noted:
        issued = import_string(name)(doing)
    paper = issued.get("paper") or noted.get("paper")
    if paper:
        issued = issued | {"digest": import_string(DIGEST)(doing.session, paper)}
    if papers_fixed_at(doing.case.row.procedure_code, doing.decision.step.action):
        issued = issued | import_string(FIXING)(doing)
    return issued
