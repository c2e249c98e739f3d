"""The papers issued for a dossier, as its journal knows them: the step names the form, its entry the paper."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from states.kernel import Procedure
from states.papers_out import OUT_PAPERS


class Issued(NamedTuple):
    """A paper that a step issued."""

    id: str
    form: str
    made_at: datetime
    is_draft: bool = False

    @property
    def is_officers(self) -> bool:
        """Whether officers made it (states.papers_out); it has a page of its own."""
        return self.form in OUT_PAPERS


def papers_issued(procedure: Procedure, entries: Sequence[Any]) -> list[Issued]:
    """The papers of these entries, in their order. No statement: the page of a dossier reads its journal anyway."""
    forms = {step.action: step.paper for step in procedure.all_steps if step.paper}
    return [paper for entry in entries for paper in _of(entry, forms)]


def _of(entry: Any, forms: Mapping[str, str]) -> Iterator[Issued]:
    """Papers that officers made are named with their codes; `drafts` still wait for a number, a day or a signer."""
    drafts = entry.payload.get("drafts", ())
    for code, paper_id in entry.payload.get("papers", ()):
        yield Issued(paper_id, code, entry.at, paper_id in drafts)
    if entry.action in forms and "paper" in entry.payload:
        yield Issued(entry.payload["paper"], forms[entry.action], entry.at)
