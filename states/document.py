"""A version of the law as a document that can be kept, sent and read again: procedures and checklists as plain JSON.

Rules and lists of choices are named, never written: a document can recombine what the program knows, not teach it new
questions.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from states.answers import InvalidProcedure
from states.asks import Ask
from states.checklist import Checklist
from states.kernel import Procedure
from states.plain import FAULTY, Reader, plain
from states.procedures import PROCEDURES
from states.rules.registry import RULES
from states.tables import Rule

Document = dict[str, Any]
LONGEST_CODE = 20
ITEM_CODE = re.compile(rf"[A-Z][A-Z0-9-]{{1,{LONGEST_CODE - 1}}}")
"""Codes of items stand in addresses and in every answer."""


class BadDocument(Exception):
    """A document that is no version of the law. `problems` holds every reason at once, in words."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def written_down(version: Procedure | Checklist) -> Document:
    """A version as a document; `procedure` and `checklist` read it back."""
    found: Document = plain(version)
    return found


def procedure(document: Any) -> Procedure:
    """The procedure of a document. Raises BadDocument with every unknown name, then every contradiction."""
    reader = Reader(rules(), choices())
    try:
        found = reader.read(Procedure, document, "quy trình")
    except InvalidProcedure as invalid:
        raise BadDocument(*invalid.problems) from invalid
    if found is FAULTY:
        raise BadDocument(*reader.faults)
    made: Procedure = found
    return made


def checklist(document: Any) -> Checklist:
    """The checklist of a document. Raises BadDocument with every reason: unknown names, codes twice, no item."""
    reader = Reader({}, {})
    found = reader.read(Checklist, document, "danh mục")
    if found is FAULTY:
        raise BadDocument(*reader.faults)
    made: Checklist = found
    problems = list(_faults_of(made))
    if problems:
        raise BadDocument(*problems)
    return made


def _faults_of(made: Checklist) -> list[str]:
    codes = [item.code for item in made.items]
    problems = [f"Mã {code} có hai lần trong danh mục." for code in dict.fromkeys(codes) if codes.count(code) > 1]
    problems += [f"Mục {item.code or '(không mã)'} chưa có nội dung." for item in made.items if not item.text.strip()]
    problems += [
        f"Mã “{code}” không dùng được: mã gồm chữ in hoa không dấu, chữ số, gạch nối, từ 2 đến {LONGEST_CODE} ký tự."
        for code in dict.fromkeys(codes)
        if not ITEM_CODE.fullmatch(code)
    ]
    return problems if codes else ["Danh mục không có mục nào."]


def rules() -> Mapping[str, Rule]:
    """Every rule a document may name: those of the registry, and those that a known procedure brings along."""
    brought = {rule.name: rule for known in PROCEDURES.values() for step in known.all_steps for rule in step.when}
    return brought | RULES


def choices() -> Mapping[str, Callable[..., Any]]:
    """Every list of choices a document may name: those that a known procedure asks from."""
    asks: list[Ask] = [ask for known in PROCEDURES.values() for step in known.all_steps for ask in step.asks]
    return {ask.options.__name__: ask.options for ask in asks if ask.options}
