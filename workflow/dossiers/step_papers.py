"""The papers a step issues in its transaction. Mẫu 01 comes with reception, which knows its facts."""

from typing import Any

from werkzeug.utils import import_string

from workflow.dossiers.doing import Doing

PAPERS: dict[str, str] = dict.fromkeys(
    ("M02", "M03", "M04", "M05"), "workflow.dossiers.decisions.step_papers:papers_for_step"
)


def papers_of(doing: Doing, noted: dict[str, Any]) -> dict[str, Any]:
    """Issue the paper of the step, if it has one; give what the journal notes of it."""
    name = PAPERS.get(doing.decision.step.paper or "")
    if name is None or "paper" in noted:
        return {}
    issued: dict[str, Any] = import_string(name)(doing)
    return issued
