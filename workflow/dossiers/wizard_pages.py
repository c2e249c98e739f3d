"""Each page of the wizard: its form, what it shows of the stored request, and what it changes.

The pages a dossier has are the law's (states.declarations.sections_of); this table only says how each is typed.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from states.kinds import DossierBasis, Kind
from states.request import YearResult
from workflow.dossiers import request_queries
from workflow.dossiers.queries import DossierView
from workflow.dossiers.request_queries import Place
from workflow.dossiers.wizard_forms import (
    MOST_SITES,
    BasisForm,
    CraftForm,
    EnvironmentForm,
    ProposerForm,
    ResultsForm,
    UnitForm,
)
from workflow.dossiers.wizard_services import Change
from workflow.forms import Form
from workflow.register import queries as register

PROVING_KIND = {
    DossierBasis.FROM_CRAFT_VILLAGE: Kind.CRAFT_VILLAGE,
    DossierBasis.FROM_TRADITIONAL_CRAFT: Kind.TRADITIONAL_CRAFT,
}
YEARS_OFFERED = 3
Data = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """How one section is typed. `stored` fills the form, `change` reads it, `prepare` offers what may be chosen."""

    form: type[Form]
    stored: Callable[[DossierView, date], Data]
    change: Callable[[Any], Change]
    prepare: Callable[[Any, DossierView], None] = lambda form, dossier: None


def _basis_stored(dossier: DossierView, on: date) -> Data:
    row = dossier.row
    return {"kind": row.kind, "basis": row.basis, "unit_id": str(row.unit_id or "")}


def _basis_prepare(form: Any, dossier: DossierView) -> None:
    form.offer([(str(found.unit.id), _named(found)) for found in recognitions(dossier)])


def recognitions(dossier: DossierView) -> Sequence[register.Proof]:
    """What the register knows in the communes of the request that may prove a claimed basis."""
    communes = {site.commune_code for site in request_queries.sites(dossier.id)} or {dossier.row.commune_code}
    trade = request_queries.facts(dossier.id)["trade"] or dossier.row.title
    return [found for kind in PROVING_KIND.values() for found in register.find_recognition(kind, trade, communes)]


def _named(found: register.Proof) -> str:
    return f"{found.unit.name} – {found.sentence}"


def _basis_change(form: Any) -> Change:
    basis = DossierBasis(form.basis.data)
    proof = uuid.UUID(form.unit_id.data) if form.unit_id.data and basis in PROVING_KIND else None
    return Change(dossier={"kind": form.kind.data, "basis": basis.value, "unit_id": proof})


def _unit_stored(dossier: DossierView, on: date) -> Data:
    facts = request_queries.facts(dossier.id)
    sites = [asdict(site) for site in request_queries.sites(dossier.id)]
    if len(sites) < MOST_SITES:
        sites.append({"commune_code": "" if sites else dossier.row.commune_code})
    group = facts["trade_group"]
    return {"title": dossier.row.title, "trade": facts["trade"], "trade_group": str(group or ""), "sites": sites}


def _unit_prepare(form: Any, dossier: DossierView) -> None:
    form.offer([(commune.code, commune.full_name) for commune in register.communes()])


def _unit_change(form: Any) -> Change:
    group = form.trade_group.data
    rows = (row.form for row in form.sites)
    sites = [
        Place(row.commune_code.data, row.village.data or "", row.former_commune.data or "")
        for row in rows
        if row.commune_code.data
    ]
    facts = {"trade": form.trade.data or "", "trade_group": int(group) if group else None}
    return Change(dossier={"title": form.title.data}, facts=facts, sites=sites)


def _results_stored(dossier: DossierView, on: date) -> Data:
    """Stored years, then the latest ones that are still to be told: the year before this first."""
    years = [asdict(result) for result in request_queries.results(dossier.id)]
    told = {year["year"] for year in years}
    last = (dossier.row.received_on or on).year
    offered = [{"year": year} for year in range(last, last - YEARS_OFFERED, -1) if year not in told]
    return {"years": sorted([*years, *offered], key=lambda year: -year["year"])}


def _results_change(form: Any) -> Change:
    rows = [row.form for row in form.years if not row.form.is_blank]
    return Change(
        results=[
            YearResult(
                row.year.data, row.households.data, row.workers.data, row.revenue_vnd.data,
                row.products.data or "", row.remark.data or "",
            )
            for row in rows
        ]
    )  # fmt: skip


def _facts_stored(dossier: DossierView, on: date) -> Data:
    return request_queries.facts(dossier.id)


def _craft_stored(dossier: DossierView, on: date) -> Data:
    facts = request_queries.facts(dossier.id)
    return facts | {"still_developing": {True: "yes", False: "no", None: None}[facts["still_developing"]]}


def _craft_change(form: Any) -> Change:
    told = {"yes": True, "no": False}.get(form.still_developing.data)
    return Change(facts=_texts(form, but=("still_developing",)) | {"still_developing": told} | _estimate(form))


def _estimate(form: Any) -> Data:
    """ "khoảng năm 1968" keeps its words: they are the note when there is no other."""
    typed = (form.first_known_year.raw_data or [""])[0].strip()
    if form.first_known_note.data or not typed or typed.isdigit():
        return {}
    return {"first_known_note": " ".join(typed.split())[:300]}


def _facts_change(form: Any) -> Change:
    return Change(facts=_texts(form))


def _texts(form: Any, but: tuple[str, ...] = ()) -> Data:
    """The fields of a form by name; a text left empty is stored as empty text."""
    kept = [field for field in form if field.short_name not in ("csrf_token", *but)]
    return {field.short_name: "" if field.data is None and _is_text(field) else field.data for field in kept}


def _is_text(field: Any) -> bool:
    return field.type in ("Line", "Paragraph")


PAGES: dict[str, Page] = {
    "basis": Page(BasisForm, _basis_stored, _basis_change, _basis_prepare),
    "unit": Page(UnitForm, _unit_stored, _unit_change, _unit_prepare),
    "proposer": Page(ProposerForm, _facts_stored, _facts_change),
    "results": Page(ResultsForm, _results_stored, _results_change),
    "craft": Page(CraftForm, _craft_stored, _craft_change),
    "environment": Page(EnvironmentForm, _facts_stored, _facts_change),
}
