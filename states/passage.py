"""Papers that pass through few hands without a clock: from which state to which, by whom. Dossiers are not among them.

A post of "the agency that leads" (states.actors.LEAD_OFFICER, LEAD_LEADER) is held by whoever sits in such a post at
the kind of agency that leads this paper.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from states.actors import AgencyKind, Post, concrete
from states.kernel import Forbidden, MovedOn, Reason, Unknown


@dataclass(frozen=True, slots=True)
class Move:
    """One way from states to a state, and the post that may take it."""

    action: str
    title: str
    sources: tuple[str, ...]
    dest: str
    by: Post
    needs_reason: bool = False


@dataclass(frozen=True)
class Passage:
    """Every state of a kind of paper with what people call it, and every move between them."""

    states: Mapping[str, str]
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        for move in self.moves:
            if not {*move.sources, move.dest} <= set(self.states):
                raise ValueError(f"{move.action} leads through a state that is not known")

    def decide(
        self, action: str, state: str, posts: Collection[Post], lead: AgencyKind | None = None
    ) -> Move:  # fmt: skip
        """The move somebody with these posts takes. Raises Unknown, Forbidden, MovedOn (it stands elsewhere)."""
        move = next((each for each in self.moves if each.action == action), None)
        if move is None:
            raise Unknown(action)
        if not holds(move.by, posts, lead):
            raise Forbidden(Reason(f"Việc này thuộc về {move.by.title}."))
        if state not in move.sources:
            raise MovedOn(Reason(f"Mục này đang ở trạng thái “{self.states[state]}”. Chưa có gì được ghi."))
        return move

    def open_to(self, state: str, posts: Collection[Post], lead: AgencyKind | None = None) -> tuple[Move, ...]:
        """What somebody with these posts may do with a paper in this state."""
        return tuple(move for move in self.moves if state in move.sources and holds(move.by, posts, lead))


def holds(post: Post, posts: Collection[Post], lead: AgencyKind | None = None) -> bool:
    """Whether one of these posts counts as that one; for a post of the agency that leads, at such an agency."""
    there = concrete(post)
    return any(each in there and (post.agency is not AgencyKind.LEAD or each.agency is lead) for each in posts)
