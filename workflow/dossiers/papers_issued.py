"""The papers issued for a dossier, as its journal knows them: the step names the form, its entry the paper."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from states.kernel import Procedure


class Issued(NamedTuple):
    """A paper that a step issued."""

    id: str
    form: str
    made_at: datetime


def papers_issued(procedure: Procedure, entries: Sequence[Any]) -> list[Issued]:
    """The papers of these entries, in their order. No statement: the page of a dossier reads its journal anyway."""
    forms = {step.action: step.paper for step in procedure.all_steps if step.paper}
    return [
        Issued(entry.payload["paper"], forms[entry.action], entry.at)
        for entry in entries
        if entry.action in forms and "paper" in entry.payload
    ]
