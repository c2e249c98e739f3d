"""Whatever is sent, nothing hostile is kept, nothing breaks, nothing takes long, and each refusal has its own words."""

import contextlib
import io
import resource
import time
from pathlib import Path

import pytest
from flask import Flask

from tests.papers.desk import count, draft
from tests.papers.genuine import GENUINE_FILES, workbook
from tests.papers.hostile import CASES
from tests.papers.sender import Sender
from tests.people import People
from workflow.papers.file_kinds import BY_PART, EVIDENCE_PART, SENTENCES, USUAL, Trait, allowance_for
from workflow.papers.models import Attachment, StoredFile
from workflow.papers.types import Unsuitable, display_name, judge

LONGEST, MOST_MEMORY = 2.0, 64 * 1024
"""Seconds, and kilobytes by which the largest file may make the process grow."""


def test_the_corpus_is_large() -> None:
    assert len(CASES) >= 60
    assert len(GENUINE_FILES) >= 20


def test_nothing_hostile_is_kept_by_the_form_or_in_pieces(app: Flask, people: People) -> None:
    mine = draft(app, people)
    wrong, sender = {}, Sender(mine.client, mine.id)
    for case, (name, make, word) in CASES.items():
        content = make()
        plain = mine.send((content, name))
        if plain.status_code != 400 or word not in plain.text:
            wrong[case] = (plain.status_code, plain.text[-1500:])
        told = sender.send(name, content).json
        if not told.get("said") or told.get("outcome") in ("kept", "known"):
            wrong[f"{case}, in pieces"] = told
    assert wrong == {}
    assert count(app, StoredFile) == count(app, Attachment) == 0
    assert [path for path in Path(app.config["FILES_DIR"]).rglob("*") if path.is_file()] == []


def test_no_file_takes_long_or_much() -> None:
    slow = {}
    for case, (name, make, _word) in CASES.items():
        content = make()
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        with contextlib.suppress(Unsuitable):
            judge(io.BytesIO(content), name, "CV-HOUSEHOLDS")
        spent, grown = time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        if spent > LONGEST or grown > MOST_MEMORY:
            slow[case] = (spent, grown)
    assert slow == {}


def test_every_genuine_file_is_kept(app: Flask, people: People) -> None:
    mine, wrong = draft(app, people), {}
    for case, (name, make) in GENUINE_FILES.items():
        answer = mine.send((make(), name), part="CV-HOUSEHOLDS")
        if answer.status_code != 303:
            wrong[case] = answer.text[-1500:]
    assert wrong == {}


def test_every_trait_has_a_sentence_of_its_own_and_a_part_that_forbids_it() -> None:
    assert set(SENTENCES) == set(Trait)
    assert len({str(said) for said in SENTENCES.values()}) == len(Trait)
    assert frozenset().union(*(each.forbids for each in (USUAL, *BY_PART.values()))) == set(Trait)
    assert allowance_for("a part without a row") is USUAL


def test_formulas_are_refused_where_the_part_forbids_them_only() -> None:
    assert judge(io.BytesIO(workbook()), "a.xlsx", "CV-HOUSEHOLDS").code == "xlsx"
    with pytest.raises(Unsuitable, match="công thức"):
        judge(io.BytesIO(workbook()), "a.xlsx", EVIDENCE_PART)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\windows\\a.pdf", "a.pdf"),
        ("a\r\nContent-Type: text\r\n\r\n.pdf", "aContent-Type_ text.pdf"),
        ("hồ sơ\u202efdp.exe", "hồ sơfdp.exe"),
        ("a\u200b\u2066b\ufeff.pdf", "ab.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("aux", "_aux"),
        ("lpt1.tar.pdf", "_lpt1.tar.pdf"),
        (" . .pdf. ", "pdf"),
        ("a\x1b[31m.pdf", "a[31m.pdf"),
    ],
)
def test_a_misleading_name_is_made_plain(given: str, shown: str) -> None:
    assert display_name(given) == shown


def test_a_name_with_nul_is_no_text(app: Flask, people: People) -> None:
    mine = draft(app, people)
    assert Sender(mine.client, mine.id).begin("a\0.pdf", 10).status_code == 400
