"""What of a dossier comes back signed from outside: its issued papers, its decision; who may keep the signed file."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from states.actors import AgencyKind, Post, Role
from states.forms_of_law import FORMS
from states.kernel import Effect, Forbidden, Procedure
from workflow.accounts.person import Person, Seat
from workflow.decisions.queries import find_signed, kind_title
from workflow.dossiers.editing import seat_for
from workflow.dossiers.queries import DossierView
from workflow.errors import NotFound
from workflow.papers import queries as papers
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
    return [
        Target(
            paper.id, False, FORMS.get(paper.form, paper.form), paper.facts.get("number") or "", paper.made_at,
            _posts(dossier.procedure, lambda step, form=paper.form: step.paper == form),
        )
        for paper in papers.papers_of(dossier.id)
    ]  # fmt: skip


def _posts(procedure: Procedure, issues: Any) -> tuple[Post, ...]:
    """The posts of the office whose steps issue such a paper; a commune or a term that ran out only causes one."""
    posts = (step.by for step in procedure.all_steps if issues(step))
    return tuple(
        dict.fromkeys(post for post in posts if post.role is not Role.SYSTEM and post.agency is not AgencyKind.COMMUNE)
    )
