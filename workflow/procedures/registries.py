"""Where versions of each kind are kept in the memory of this process, and how one is written down and read again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from states import checklists, document, procedures
from states.checklist import Checklist
from states.kernel import Procedure
from workflow.papers import layouts, printing
from workflow.papers.printing import Template
from workflow.procedures.models import EditionKind

Version = Procedure | Checklist | Template


@dataclass(frozen=True, slots=True)
class Registry:
    """One kind of version. `read` raises states.document.BadDocument, `publish` ValueError for one that is there."""

    written: Callable[[Any], dict[str, Any]]
    read: Callable[[Any], Any]
    knows: Callable[[str, str], bool]
    publish: Callable[[Any, date], None]
    withdraw: Callable[[Any], None]


REGISTRIES: Mapping[str, Registry] = {
    EditionKind.PROCEDURE.value: Registry(
        document.written_down, document.procedure, lambda code, version: (code, version) in procedures.PROCEDURES,
        procedures.publish, lambda law: procedures.withdraw(law.key),
    ),
    EditionKind.CHECKLIST.value: Registry(
        document.written_down, document.checklist,
        lambda code, version: f"{code} {version}" in checklists.ALL_CHECKLISTS,
        lambda made, _since: checklists.publish_checklist(made),
        lambda made: checklists.withdraw_checklist(made.name),
    ),
    EditionKind.FORM.value: Registry(
        layouts.written_down, layouts.template,
        lambda code, version: any((each.form, each.version) == (code, version) for each in printing.TEMPLATES),
        lambda made, _since: printing.publish_template(made), printing.withdraw_template,
    ),
}  # fmt: skip


def code_of(base: Version) -> str:
    """The code under which a version is published."""
    return base.form if isinstance(base, Template) else base.code
