"""Where the annex contradicts the plan's text, the unit lists or itself: computed from the rows held. Pure."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from flask_babel import gettext as _

from workflow.register.annex import bare_village
from workflow.register.naming import words_of
from workflow.text import fold

Row = dict[str, str]


@dataclass(frozen=True)
class Spot:
    """A place of a row, as shown."""

    village: str
    former_commune: str
    commune: str
    commune_code: str


@dataclass(frozen=True)
class Slip:
    """A slip of a row, as recorded."""

    field: str
    printed: str
    corrected: str
    ground: str
    is_applied: bool


@dataclass(frozen=True)
class Fact:
    """A row of the annex as the register holds it."""

    section: str
    no: int
    name: str
    name_printed: str
    trade_group: int
    kind: str
    goal: str
    plan_year_printed: int
    was_recognised: bool  # before the plan, under another row
    spots: tuple[Spot, ...]
    slips: tuple[Slip, ...]

    @property
    def key(self) -> str:
        return f"{self.section}.{self.no}"


@dataclass(frozen=True)
class Discrepancy:
    """One contradiction. `code`, `rows` and `about` name it; `size` says how large it is, where it can grow."""

    code: str
    rows: tuple[str, ...]
    sentence: str
    about: str = ""
    size: int = 1
    known: bool = False

    @property
    def name(self) -> tuple[str, str, str]:
        return (self.code, " ".join(self.rows), self.about)


@dataclass(frozen=True)
class Evidence:
    """Everything the findings compare: the rows, the unit lists and the plan's own figures."""

    facts: tuple[Fact, ...]
    former: frozenset[tuple[str, str]]  # (name, code of today's commune)
    counts: tuple[Row, ...]
    plan: dict[str, str]
    tourism: tuple[Row, ...]
    families: tuple[Row, ...]

    def of(self, section: str) -> list[Fact]:
        return [fact for fact in self.facts if fact.section == section]

    def family(self, fact: Fact) -> str:
        """The trade a row belongs to, by its words; "" when none is listed."""
        words = f" {' '.join(words_of(fact.name))} "
        for row in self.families:
            if re.search(f" ({row['words']})", words):
                return row["family"]
        return ""


Found = Iterator[Discrepancy]


def counts(seen: Evidence) -> Found:
    """Rows per section, and per trade group of what is recognised, against the plan's text."""
    for row in seen.counts:
        section, group, plan = row["section"], row["trade_group"], int(row["count"])
        here = [fact for fact in seen.of(section) if not group or fact.trade_group == int(group)]
        if len(here) == plan:
            continue
        missing = plan - len(here)
        where = f"{section}, nhóm {group}" if group else section
        code = ("group_" if group else "rows_") + ("missing" if missing > 0 else "extra")
        text = _("%(where)s: Kế hoạch nêu %(plan)s, phụ lục có %(annex)s.", where=where, plan=plan, annex=len(here))
        yield Discrepancy(code, (), text, where, abs(missing))


def heading(seen: Evidence) -> Found:
    """What the head of the plan leaves blank."""
    for fact in ("number", "issued_on"):
        if not seen.plan[fact]:
            yield Discrepancy("plan_blank", (), _("Kế hoạch để trống: %(what)s.", what=fact), fact)


def tourism(seen: Evidence) -> Found:
    """The list of tourism villages in the text, against its own count and against A.III."""
    told = int(seen.plan["tourism_count"])
    if len(seen.tourism) != told:
        figures = {"told": told, "listed": len(seen.tourism)}
        yield Discrepancy("tourism_count", (), _("Phần lời ghi %(told)s làng nghề nhưng kể %(listed)s.", **figures))
    for row in seen.tourism:
        same = [fact for fact in seen.of("A.III") if words_of(row["name"]) == words_of(fact.name)]
        place = f"{row['name']}, {row['place']}"
        if not same:
            yield Discrepancy("listed_not_in_annex", (), _("Phụ lục A.III không có: %(name)s.", name=place), place)
        elif fold(row["place"].split(" ", 1)[1]) not in {fold(spot.commune) for spot in same[0].spots}:
            said = {"name": place, "key": same[0].key, "annex": same[0].spots[0].commune}
            text = _("Phần lời ghi %(name)s; phụ lục %(key)s ghi %(annex)s.", **said)
            yield Discrepancy("listed_elsewhere", (same[0].key,), text)
    for fact in seen.of("A.III"):
        if fact.was_recognised:
            text = _("%(key)s đã được công nhận: nâng cấp gắn với du lịch, không phải làng mới.", key=fact.key)
            yield Discrepancy("already_recognised", (fact.key,), text)


def groups(seen: Evidence) -> Found:
    """Trade groups: one trade under several groups; groups planned that the text does not name."""
    by_family: dict[str, list[Fact]] = defaultdict(list)
    for fact in seen.facts:
        by_family[seen.family(fact)].append(fact)
    for family, facts in sorted(by_family.items()):
        used = sorted({fact.trade_group for fact in facts})
        if family and len(used) > 1:
            tally = {group: [f.key for f in facts if f.trade_group == group] for group in used}
            most = max(len(keys) for keys in tally.values())
            odd = tuple(key for keys in tally.values() if len(keys) < most or 2 * most == len(facts) for key in keys)
            text = _("Nghề %(family)s xếp ở các nhóm %(groups)s.", family=family, groups=", ".join(map(str, used)))
            yield Discrepancy("group_odd", odd, text)
    told = int(seen.plan["recognised_groups"])
    planned = {f.trade_group for f in seen.facts if f.goal != "maintain"}
    if beyond := sorted(planned - set(range(1, told + 1))):
        keys = tuple(f.key for f in seen.facts if f.trade_group in beyond)
        text = _("Phần lời nói %(told)s nhóm ngành nghề; phụ lục còn dùng nhóm %(more)s.", told=told, more=beyond[0])
        yield Discrepancy("group_beyond_text", keys, text)


def same_places(seen: Evidence) -> Found:
    """One village in several rows, and rows of one trade that may mean one village."""
    together = _rows_by_village(seen)
    for keys in together:
        rows = tuple(fact.key for fact in seen.facts if fact.key in keys)
        yield Discrepancy("same_village", rows, _("Cùng một thôn: %(rows)s.", rows=", ".join(rows)))
    for one, other in combinations(seen.facts, 2):
        pair = (one.key, other.key)
        if _may_be_one(seen, one, other) and not any(keys.issuperset(pair) for keys in together):
            yield Discrepancy("maybe_same", pair, _("Có thể là một: %(rows)s.", rows=", ".join(pair)))


def _rows_by_village(seen: Evidence) -> list[frozenset[str]]:
    by_village: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in seen.facts:
        for spot in fact.spots:
            if village := bare_village(spot.village):
                by_village[(spot.commune_code, village)].append(fact)
    return list(dict.fromkeys(frozenset(f.key for f in facts) for facts in by_village.values() if len(facts) > 1))


def _may_be_one(seen: Evidence, one: Fact, other: Fact) -> bool:
    if one.goal == other.goal == "maintain":  # two recognitions: the same only if the annex prints them alike
        alike = one.section == other.section and words_of(one.name_printed) == words_of(other.name_printed)
        return alike and bool(_codes(one) & _codes(other)) and not one.spots[0].village
    if one.section == other.section or not seen.family(one) or seen.family(one) != seen.family(other):
        return False
    return any(_may_be_one_place(a, b) for a in one.spots for b in other.spots)


def _may_be_one_place(one: Spot, other: Spot) -> bool:
    if one.commune_code != other.commune_code:
        return False
    villages, former = {one.village, other.village} - {""}, {one.former_commune, other.former_commune} - {""}
    return len(villages) < 2 and len(former) < 2


def _codes(fact: Fact) -> set[str]:
    return {spot.commune_code for spot in fact.spots}


def spelling(seen: Evidence) -> Found:
    """Slips that were corrected, slips that wait for the commune, names no unit list knows."""
    for fact in seen.facts:
        for slip in fact.slips:
            said = {"key": fact.key, "printed": slip.printed, "corrected": slip.corrected, "ground": slip.ground}
            if slip.is_applied:
                text = _("%(key)s: in “%(printed)s”, hiển thị “%(corrected)s”. %(ground)s.", **said)
            else:
                text = _("%(key)s: in “%(printed)s”, chưa sửa thành “%(corrected)s”. %(ground)s.", **said)
            code = "slip_corrected" if slip.is_applied else "slip_to_ask"
            yield Discrepancy(code, (fact.key,), text, f"{slip.field}: {slip.printed}")
        for spot in fact.spots:
            if spot.former_commune and (spot.former_commune, spot.commune_code) not in seen.former:
                said = {"key": fact.key, "name": spot.former_commune, "commune": spot.commune}
                text = _("%(key)s: không có xã cũ “%(name)s” trong %(commune)s.", **said)
                yield Discrepancy("former_commune_unknown", (fact.key,), text)


def gaps(seen: Evidence) -> Found:
    """Rows without a village, with several communes, or whose name lacks the kind; years that jump."""
    for section in sorted({fact.section for fact in seen.facts}):
        bare = tuple(f.key for f in seen.of(section) if not any(spot.village for spot in f.spots))
        if bare:
            text = _("%(section)s: %(n)s dòng không ghi thôn, bản.", section=section, n=len(bare))
            yield Discrepancy("village_missing", bare, text)
        years = sorted({f.plan_year_printed for f in seen.of(section) if f.goal == "maintain"})
        if len(years) > 1:
            said = {"section": section, "years": ", ".join(map(str, years))}
            text = _("%(section)s: năm in lệch (%(years)s), được hiểu là 2026-2030.", **said)
            yield Discrepancy("plan_year_jumps", (), text, section)
    for fact in seen.facts:
        if len(_codes(fact)) > 1:
            text = _("%(key)s: một mục ở %(n)s xã.", key=fact.key, n=len(_codes(fact)))
            yield Discrepancy("several_communes", (fact.key,), text)
        if fact.kind != "traditional_craft" and words_of(fact.name_printed)[:2] != ["lang", "nghe"]:
            text = _("%(key)s: tên không có chữ “Làng nghề”.", key=fact.key)
            yield Discrepancy("name_without_kind", (fact.key,), text)


FINDINGS: tuple[Callable[[Evidence], Found], ...] = (
    counts, heading, tourism, groups, same_places, spelling, gaps,
)  # fmt: skip
