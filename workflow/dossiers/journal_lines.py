"""The journal of a dossier as people read it, newest first."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from states.kernel import Ask, AskKind
from states.numbers import vn_number
from workflow.dossiers.acts import ACTS
from workflow.dossiers.queries import DossierView


class JournalLine(NamedTuple):
    """One act of the journal as people read it."""

    at: datetime
    title: str
    agency_name: str
    person_name: str
    reason: str
    code: str | None
    noted: tuple[tuple[str, str], ...] = ()
    lender_name: str | None = None


def journal_lines(dossier: DossierView, entries: Sequence[Any]) -> list[JournalLine]:
    """The journal, newest first, each act under the name of its button."""
    titles = {step.action: step.title for step in dossier.procedure.all_steps} | {"open": "Lập hồ sơ"}
    asks = {ask.name: ask for step in dossier.procedure.all_steps for ask in step.asks}
    return [
        JournalLine(
            e.at, titles.get(e.action, ACTS.get(e.action, e.action)), e.agency_name, e.person_name, e.reason,
            e.payload.get("code"), _noted(e.payload, asks), e.lender_name,
        )
        for e in entries
    ]  # fmt: skip


def _noted(payload: Mapping[str, Any], asks: Mapping[str, Ask]) -> tuple[tuple[str, str], ...]:
    """What was typed and may be shown: days and amounts, under the words they were asked with."""
    found = ((asks[name], value) for name, value in payload.get("inputs", {}).items() if name in asks)
    return tuple((ask.label, _written(ask, value)) for ask, value in found if ask.kind != AskKind.CHOICE)


def _written(ask: Ask, value: str) -> str:
    return vn_number(int(value)) if ask.kind == AskKind.MONEY else f"{date.fromisoformat(value):%d/%m/%Y}"
