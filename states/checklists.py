"""Every checklist there is, by name ("environment 2026.1"): that of recognition and the screenings of support."""

from datetime import date

from states.checklist import ENVIRONMENT, Checklist
from states.environment import CHECKLISTS
from states.screening import NOTHING_TO_SCREEN, PREFIX, SCREENINGS
from states.support_kinds import KIND_TITLES

ALL_CHECKLISTS: dict[str, Checklist] = {
    checklist.name: checklist
    for checklist in (*CHECKLISTS.values(), *(each for lists in SCREENINGS.values() for each in lists.values()))
}


def title_of(code: str) -> str:
    """What a list is called."""
    if code == ENVIRONMENT:
        return "Danh mục thẩm định môi trường khi công nhận"
    return f"Sàng lọc môi trường: {KIND_TITLES[code.removeprefix(PREFIX)]}"


def publish_checklist(checklist: Checklist) -> None:
    """Add a version of a checklist to this process. A version is never replaced: raises ValueError."""
    if checklist.name in ALL_CHECKLISTS:
        raise ValueError(f"there is a checklist {checklist.name} already")
    ALL_CHECKLISTS[checklist.name] = checklist
    if checklist.code == ENVIRONMENT:
        CHECKLISTS[checklist.version] = checklist


def withdraw_checklist(name: str) -> None:
    """Take a version that never came into use out of this process again. Raises LookupError."""
    checklist = find_checklist(name)
    del ALL_CHECKLISTS[name]
    if checklist.code == ENVIRONMENT:
        del CHECKLISTS[checklist.version]


def find_checklist(name: str) -> Checklist:
    """The checklist an appraisal was begun under. Raises LookupError."""
    try:
        return ALL_CHECKLISTS[name]
    except KeyError:
        raise LookupError(f"there is no checklist {name}") from None


def versions_of(code: str) -> list[Checklist]:
    """Every version of one list, the oldest first; of two with one first day, the one published later is the newer."""
    known = [checklist for checklist in list(ALL_CHECKLISTS.values()) if checklist.code == code]
    return sorted(known, key=lambda checklist: checklist.valid_from)


def checklist_on(code: str, on: date) -> Checklist:
    """The version of a list by which what begins on that day is appraised. Raises LookupError when there is none."""
    valid = [checklist for checklist in versions_of(code) if checklist.valid_from <= on]
    if not valid:
        raise LookupError(f"there is no checklist {code} on {on}")
    return valid[-1]


def screening_on(kind: str, on: date) -> Checklist:
    """The screening of a kind of support that is begun on that day; an empty one for an honour."""
    return checklist_on(PREFIX + kind, on) if versions_of(PREFIX + kind) else NOTHING_TO_SCREEN
