"""`flask register check`: what the register holds against the plan's text, and every discrepancy, known or new."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from states.annex import BY_PEOPLE
from workflow.extensions import db
from workflow.register.annex import PLAN_YEARS
from workflow.register.annex_files import read_rows
from workflow.register.findings import FINDINGS, Discrepancy, Evidence, Fact, Row, Slip, Spot
from workflow.register.models import Commune, FormerCommune, PlanItem

Name = tuple[str, str, str]


@dataclass(frozen=True)
class Report:
    """Rows per section (plan's text, annex), recognised rows per section and trade group, and the discrepancies."""

    sections: dict[str, dict[str, int]]
    groups: dict[str, dict[str, dict[str, int]]]
    discrepancies: tuple[Discrepancy, ...]
    settled: tuple[str, ...]

    @property
    def unknown(self) -> int:
        """How many discrepancies nobody has looked at yet."""
        return sum(not found.known for found in self.discrepancies)

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"unknown": self.unknown}


def check_register() -> Report:
    """Compare and report; writes nothing.

    A discrepancy is known when known_discrepancies.csv names its code and rows and allows its size; a known one takes
    the sentence written there. `settled` names those of the file that are no longer found.
    """
    seen = _evidence()
    known = _known()
    found = [_compared(one, known) for find in FINDINGS for one in find(seen)]
    here = {one.name for one in found}
    settled = tuple(" ".join(filter(None, name)) for name in known if name not in here)
    return Report(_sections(seen), _groups(seen), (*found, *_noted(seen)), settled)


def _known() -> dict[Name, Row]:
    """What people have looked at: the file of known discrepancies, and every recorded correction."""
    known = {(row["code"], row["rows"], row["about"]): row for row in read_rows("known_discrepancies.csv")}
    for row in read_rows("corrections.csv"):
        code = "slip_to_ask" if row["mark"] == "M" else "slip_corrected"
        name = (code, f"{row['section']}.{row['no']}", f"{row['field']}: {row['printed']}")
        known[name] = {"size": "", "sentence": ""}
    return known


def _compared(found: Discrepancy, known: dict[Name, Row]) -> Discrepancy:
    row = known.get(found.name)
    if row is None or found.size > int(row["size"] or 1):
        return found
    written = row["sentence"] if found.size == int(row["size"] or 1) else ""
    return replace(found, known=True, sentence=written or found.sentence)


def _noted(seen: Evidence) -> list[Discrepancy]:
    """Judgements a machine cannot compute, while the rows they speak of are there."""
    keys = {fact.key for fact in seen.facts}
    return [
        Discrepancy("noted", tuple(row["rows"].split()), row["sentence"], known=True)
        for row in read_rows("noted.csv")
        if set(row["rows"].split()) <= keys
    ]


def _sections(seen: Evidence) -> dict[str, dict[str, int]]:
    return {
        row["section"]: {"plan": int(row["count"]), "annex": len(seen.of(row["section"]))}
        for row in seen.counts
        if not row["trade_group"]
    }


def _groups(seen: Evidence) -> dict[str, dict[str, dict[str, int]]]:
    groups: dict[str, dict[str, dict[str, int]]] = {}
    for row in seen.counts:
        if group := row["trade_group"]:
            annex = sum(fact.trade_group == int(group) for fact in seen.of(row["section"]))
            groups.setdefault(row["section"], {})[group] = {"plan": int(row["count"]), "annex": annex}
    return groups


def _evidence() -> Evidence:
    loaded = (selectinload(PlanItem.sites), selectinload(PlanItem.corrections), joinedload(PlanItem.unit))
    rows = db.session.scalars(select(PlanItem).options(*loaded).order_by(PlanItem.section, PlanItem.no))
    names = {commune.code: commune.name for commune in db.session.scalars(select(Commune))}
    former = db.session.execute(select(FormerCommune.name, FormerCommune.commune_code))
    return Evidence(
        facts=tuple(_fact(row, names) for row in rows),
        former=frozenset((name, code) for name, code in former),
        counts=tuple(read_rows("plan_counts.csv")),
        plan={row["fact"]: row["value"] for row in read_rows("plan_facts.csv")},
        tourism=tuple(read_rows("tourism_list.csv")),
        families=tuple(read_rows("trade_families.csv")),
    )


def _fact(row: PlanItem, names: dict[str, str]) -> Fact:
    spots = tuple(Spot(s.village, s.former_commune, names[s.commune_code], s.commune_code) for s in row.sites)
    slips = tuple(
        Slip(c.field, c.printed, c.corrected, c.ground, c.is_applied)
        for c in row.corrections
        if c.mark not in BY_PEOPLE
    )
    earlier = row.unit is not None and row.unit.recognised_year < PLAN_YEARS[0]
    return Fact(
        row.section, row.no, row.name, row.name_printed, row.trade_group, row.kind, row.goal, row.plan_year_printed,
        earlier, spots, slips,
    )  # fmt: skip
