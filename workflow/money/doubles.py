"""Support that may be given twice, what is on its way included: each case with its dossiers and why it is shown."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from states.actors import AgencyKind
from states.money import SAME_ESTABLISHMENT, SAME_PURPOSE, SAME_UNIT, TWO_PROGRAMMES
from workflow.accounts.person import Person
from workflow.money.spending import DOSSIER, agencies_of, reads_all
from workflow.money.supported import Supported, supported_in
from workflow.text import fold


@dataclass(frozen=True, slots=True)
class Double:
    """Applications that may be one support given twice, with the codes of the reasons."""

    reasons: tuple[str, ...]
    found: tuple[Supported, ...]


def doubles(year: int, person: Person) -> Sequence[Double]:
    """The cases of a year the person may read, those with most dossiers first.

    Whoever leads one of its dossiers reads the whole case; a commune reads what concerns its own dossiers only.
    """
    own = agencies_of(person)
    if reads_all(person):
        return _cases(supported_in(year, person))
    mine = (DOSSIER.c.commune_agency_id.in_(own),) if _is_of_communes(person) else ()
    cases = _cases(supported_in(year, person, *mine))
    return [each for each in cases if any(one.row.lead_agency_id in own for one in each.found)]


def _is_of_communes(person: Person) -> bool:
    return all(seat.agency_kind is AgencyKind.COMMUNE for seat in person.seats)


def _cases(among: Sequence[Supported]) -> Sequence[Double]:
    """Groups of the same dossiers are one case, whatever the reasons that brought them together."""
    reasons: defaultdict[frozenset[UUID], list[str]] = defaultdict(list)
    by_id = {each.row.dossier_id: each for each in among}
    for reason, group in _groups(among):
        reasons[frozenset(each.row.dossier_id for each in group)].append(reason)
    cases = [
        Double(tuple(dict.fromkeys(why)), tuple(by_id[one] for one in sorted(ids))) for ids, why in reasons.items()
    ]
    return sorted(cases, key=lambda each: (-len(each.found), each.found[0].row.dossier_id))


def _groups(among: Sequence[Supported]) -> Iterator[tuple[str, list[Supported]]]:
    by_establishment, by_place, by_purpose = defaultdict(list), defaultdict(list), defaultdict(list)
    for each in among:
        if each.row.establishment_key:
            by_establishment[each.row.establishment_key, each.row.kind].append(each)
        if each.place:
            by_place[each.place, each.row.kind].append(each)
        for receiver in each.receivers if each.row.purpose else ():
            by_purpose[receiver, fold(each.row.purpose)].append(each)
    yield from ((SAME_ESTABLISHMENT, group) for group in by_establishment.values() if len(group) > 1)
    yield from ((SAME_UNIT, group) for group in by_place.values() if len(group) > 1)
    yield from ((SAME_PURPOSE, group) for group in by_purpose.values() if len({each.row.kind for each in group}) > 1)
    yield from ((TWO_PROGRAMMES, group) for group in by_purpose.values() if len(_programmes(group)) > 1)


def _programmes(group: Sequence[Supported]) -> set[str]:
    return {fold(name) for each in group for name in each.programmes}
