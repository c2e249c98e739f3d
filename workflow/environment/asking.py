"""The buttons of a remedy or a request: one form for each act that is the reader's."""

from collections.abc import Sequence
from dataclasses import dataclass

from states.case import Case
from states.kernel import Rehearsal, Step
from workflow.step_forms import StepForm, step_form


@dataclass(frozen=True)
class Button:
    """An act that is the reader's, with its form; what was typed stays in it when something is wrong."""

    step: Step
    form: StepForm


def buttons(rehearsed: Sequence[Rehearsal], case: Case, seen_version: int, sent: Button | None = None) -> list[Button]:
    """The acts that are the reader's, each with a form. Their fields are named after the act, so none clash."""
    found = []
    for answer in rehearsed:
        if answer.mine:
            made = sent if sent and sent.step.action == answer.step.action else button(answer.step, case, filled=False)
            made.form.seen_version.data = str(seen_version)
            found.append(made)
    return found


def button(step: Step, case: Case, *, filled: bool) -> Button:
    """The form of one act; `filled` reads what was sent."""
    more = {} if filled else {"formdata": None}
    return Button(step, step_form(step, case, prefix=f"{step.action}-", **more))
