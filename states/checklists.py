"""Every checklist there is, by name ("environment 2026.1"): that of recognition and the screenings of support."""

from states.checklist import Checklist
from states.environment import CHECKLISTS
from states.screening import SCREENINGS

ALL_CHECKLISTS: dict[str, Checklist] = {
    checklist.name: checklist
    for checklist in (*CHECKLISTS.values(), *(each for lists in SCREENINGS.values() for each in lists.values()))
}


def publish_checklist(checklist: Checklist) -> None:
    """Add a version of the environmental checklist to this process. A version is never replaced: raises ValueError."""
    if checklist.name in ALL_CHECKLISTS:
        raise ValueError(f"there is a checklist {checklist.name} already")
    ALL_CHECKLISTS[checklist.name] = CHECKLISTS[checklist.version] = checklist


def withdraw_checklist(name: str) -> None:
    """Take a version that never came into use out of this process again. Raises LookupError."""
    del CHECKLISTS[find_checklist(name).version]
    del ALL_CHECKLISTS[name]


def find_checklist(name: str) -> Checklist:
    """The checklist an appraisal was begun under. Raises LookupError."""
    try:
        return ALL_CHECKLISTS[name]
    except KeyError:
        raise LookupError(f"there is no checklist {name}") from None
