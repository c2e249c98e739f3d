"""What of a dossier comes back signed from outside: its issued papers, its decision; who may keep the signed file."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from states.actors import AgencyKind, Post, Role
from states.forms_of_law import FORMS, paper_title
from states.kernel import Effect, Forbidden, Procedure
from states.papers_out import LASTING, OUT_PAPERS, papers_fixed_at
from workflow.accounts.person import Person, Seat
from workflow.decisions.queries import find_signed, kind_title
from workflow.dossiers.editing import seat_for
from workflow.dossiers.queries import DossierView
from workflow.errors import NotFound
from workflow.papers import queries as papers
from workflow.papers.official import is_draft, numbered
from workflow.papers.signatures.queries import SignedRow, signed_files, told_of
from workflow.papers.signatures.verdicts import Told

_OF_THE_BOOK = frozenset({Effect.NUMBER})


@dataclass(frozen=True, slots=True)
class Target:
    """A paper, or the decision, of a dossier: `on` is when it was made or numbered."""

    id: uuid.UUID
    is_decision: bool
    title: str
    number: str
    on: datetime
    posts: tuple[Post, ...]
    files: tuple[SignedRow, ...] = ()

    @property
    def current(self) -> SignedRow | None:
        return next((file for file in self.files if file.is_current), None)

    @property
    def earlier(self) -> tuple[SignedRow, ...]:
        return tuple(file for file in self.files if not file.is_current)

    def seat_of(self, person: Person, row: Any) -> Seat:
        """The seat by which a person issues such papers of this dossier. Raises Forbidden when there is none."""
        for post in self.posts:
            try:
                return seat_for(person, post, row)
            except Forbidden:
                continue
        who = self.posts[0].title if self.posts else ""
        raise Forbidden(_("Việc này thuộc về %(post)s.", post=_(who)) if who else "")

    def is_open_to(self, person: Person, row: Any) -> bool:
        """Whether the person may keep a signed file of it."""
        try:
            self.seat_of(person, row)
        except Forbidden:
            return False
        return True


def targets_of(dossier: DossierView) -> Sequence[Target]:
    """The decision of a dossier once it has its number, then its issued papers, newest first, with signed files."""
    found = [*_decision(dossier), *_papers(dossier)]
    files = signed_files([one.id for one in found if not one.is_decision], [one.id for one in found if one.is_decision])
    return [
        Target(one.id, one.is_decision, one.title, one.number, one.on, one.posts,
               tuple(file for file in files if one.id in (file.paper_id, file.decision_id)))
        for one in found
    ]  # fmt: skip


def get_target(dossier: DossierView, target_id: uuid.UUID) -> Target:
    """One of them. Raises NotFound."""
    for target in targets_of(dossier):
        if target.id == target_id:
            return target
    raise NotFound


def get_file(dossier: DossierView, signed_id: uuid.UUID) -> SignedRow:
    """A signed file of this very dossier. Raises NotFound."""
    for target in targets_of(dossier):
        for file in target.files:
            if file.id == signed_id:
                return file
    raise NotFound


def told_of_files(targets: Sequence[Target]) -> dict[bytes, Told]:
    """A sentence on the signatures of every signed file."""
    return dict(told_of([file.digest for target in targets for file in target.files]))


def _decision(dossier: DossierView) -> list[Target]:
    signed = find_signed(dossier.id)
    if signed is None or signed.decision_id is None or signed.numbered_at is None:
        return []
    title = _("Quyết định: %(kind)s", kind=_(kind_title(signed.kind.value)))
    posts = _posts(dossier.procedure, lambda step: step.effect in _OF_THE_BOOK)
    return [Target(signed.decision_id, True, title, signed.symbol or "", signed.numbered_at, posts)]


def _papers(dossier: DossierView) -> list[Target]:
    """Issued papers; the text of a decision comes back as the decision, a draft does not come back."""
    rows = [paper for paper in papers.papers_of(dossier.id) if paper.form not in LASTING]
    return [_target(dossier, paper) for paper in rows if paper.form in FORMS or not is_draft(paper.facts)]


def _target(dossier: DossierView, paper: papers.PaperRow) -> Target:
    facts, code = paper.facts, dossier.procedure.code
    if paper.form in FORMS:
        number = facts.get("number") or ""
        posts = _posts(dossier.procedure, lambda step: step.paper == paper.form)
    else:
        number = numbered(facts) if OUT_PAPERS[paper.form].bears_number else ""
        posts = _posts(dossier.procedure, lambda step: paper.form in papers_fixed_at(code, step.action), by_all=True)
    return Target(paper.id, False, paper_title(paper.form), number, paper.made_at, posts)


def _posts(procedure: Procedure, issues: Any, *, by_all: bool = False) -> tuple[Post, ...]:
    """The posts whose steps issue such a paper. A term only causes one; a commune too, unless the paper is its own."""
    posts = (step.by for step in procedure.all_steps if issues(step))
    outside = frozenset[AgencyKind]() if by_all else frozenset({AgencyKind.COMMUNE})
    return tuple(dict.fromkeys(post for post in posts if post.role is not Role.SYSTEM and post.agency not in outside))
