"""Every checklist there is, by name ("environment 2026.1"): that of recognition and the screenings of support."""

from states.checklist import Checklist
from states.environment import CHECKLISTS
from states.screening import SCREENINGS

ALL_CHECKLISTS: dict[str, Checklist] = {
    checklist.name: checklist
    for checklist in (*CHECKLISTS.values(), *(each for lists in SCREENINGS.values() for each in lists.values()))
}


def find_checklist(name: str) -> Checklist:
    """The checklist an appraisal was begun under. Raises LookupError."""
    try:
        return ALL_CHECKLISTS[name]
    except KeyError:
        raise LookupError(f"there is no checklist {name}") from None
