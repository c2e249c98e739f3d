"""The registry: every version of every procedure, with the day from which new dossiers use it."""

from collections.abc import Mapping, Sequence
from datetime import date

from states.kernel import Procedure
from states.procedures.correction import CORRECTION_2026_1
from states.procedures.recognition import RECOGNITION_2026_1
from states.procedures.recognition_2026_2 import RECOGNITION_2026_2
from states.procedures.revocation import REVOCATION_2026_1
from states.procedures.support import ARTISAN_TITLE_2026_1, SUPPORT_2026_1

Key = tuple[str, str]

EDITIONS: list[tuple[Procedure, date]] = [
    (RECOGNITION_2026_1, date(2026, 1, 1)),
    (RECOGNITION_2026_2, date(2026, 11, 1)),
    (SUPPORT_2026_1, date(2026, 11, 1)),
    (ARTISAN_TITLE_2026_1, date(2026, 11, 1)),
    (REVOCATION_2026_1, date(2026, 11, 1)),
    (CORRECTION_2026_1, date(2026, 11, 1)),
]
PROCEDURES: dict[Key, Procedure] = {procedure.key: procedure for procedure, _ in EDITIONS}
VALID_FROM: dict[Key, date] = {procedure.key: valid_from for procedure, valid_from in EDITIONS}


def publish(procedure: Procedure, valid_from: date) -> None:
    """Add a version to the registry of this process. A version is never replaced: raises ValueError."""
    if procedure.key in PROCEDURES:
        raise ValueError(f"there is a procedure {procedure.code} {procedure.version} already")
    EDITIONS.append((procedure, valid_from))
    PROCEDURES[procedure.key] = procedure
    VALID_FROM[procedure.key] = valid_from


def withdraw(key: Key) -> None:
    """Take a version that never came into use out of the registry of this process again. Raises LookupError."""
    procedure = get(*key)
    EDITIONS.remove((procedure, VALID_FROM.pop(key)))
    del PROCEDURES[key]


def get(code: str, version: str, among: Mapping[Key, Procedure] = PROCEDURES) -> Procedure:
    """The version a dossier was opened under. Raises LookupError."""
    try:
        return among[code, version]
    except KeyError:
        raise LookupError(f"there is no procedure {code} {version}") from None


def current(code: str, on: date, editions: Sequence[tuple[Procedure, date]] = EDITIONS) -> Procedure:
    """The version that a dossier opened on that day uses; of two with one first day, that which was published later.

    Raises LookupError when there is none yet.
    """
    valid = [
        (valid_from, procedure) for procedure, valid_from in editions if procedure.code == code and valid_from <= on
    ]
    if not valid:
        raise LookupError(f"there is no procedure {code} on {on}")
    return max(reversed(valid), key=lambda edition: edition[0])[1]
