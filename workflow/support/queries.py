"""Reading support applications: as the law sees them, and as pages show them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, bindparam, case, column, func, select, table

from states.facts import SupportFact
from states.policies import PolicyFact, ceilings_of, limit_for
from states.procedures import get as get_procedure
from states.support import FUND_TITLES, Applicant, Ceiling, Fund, SupportKind
from states.support_kinds import kind_in
from states.support_request import SupportAnswers, missing
from workflow.accounts.models import Agency
from workflow.extensions import IdType, db
from workflow.formats import law, vnnumber
from workflow.policies.queries import opened_by
from workflow.register.models import PlanItem, Unit
from workflow.support.fund_queries import left_of, lines
from workflow.support.models import Acceptance, Commitment, FundLine, Payment, SupportRequest

REQUEST, LINE, COMMITMENT = SupportRequest.__table__, FundLine.__table__, Commitment.__table__
PAYMENT, ACCEPTANCE, AGENCY = Payment.__table__, Acceptance.__table__, Agency.__table__
OVER = ("refused", "withdrawn", "discarded")
"""Stages in which an earlier application is as if it had never been."""

_DOSSIER = table("dossier", *(column(n) for n in ("id", "procedure_code", "procedure_version", "stage", "code")))
_TWIN, _UNIT, _ITEM = REQUEST.alias("twin"), Unit.__table__, PlanItem.__table__
_ID = bindparam("dossier_id", type_=IdType)
_DECLARED = tuple(c for c in REQUEST.columns if c.name not in ("dossier_id", "establishment_key"))


def _sum(figure: Any) -> Any:
    return select(func.coalesce(func.sum(figure), 0)).where(COMMITMENT.c.dossier_id == _ID).scalar_subquery()


_ACCEPTED = (
    select(func.max(case((ACCEPTANCE.c.is_accepted, 1), else_=0)))
    .where(ACCEPTANCE.c.dossier_id == _ID)
    .scalar_subquery()
)
_SAME = and_(
    _TWIN.c.establishment_key == REQUEST.c.establishment_key,
    REQUEST.c.establishment_key != "",
    _TWIN.c.kind == REQUEST.c.kind,
    _TWIN.c.year == REQUEST.c.year,
    _TWIN.c.dossier_id != REQUEST.c.dossier_id,
)
_AIM = (func.coalesce(_UNIT.c.name, _ITEM.c.name, "").label("aim_name"), _ITEM.c.key.label("plan_key"))
_ASKED = REQUEST.outerjoin(_UNIT, _UNIT.c.id == REQUEST.c.unit_id).outerjoin(
    _ITEM, _ITEM.c.id == REQUEST.c.plan_item_id
)
_FACT = (
    select(
        *_DECLARED,
        *_AIM,
        _sum(COMMITMENT.c.amount - COMMITMENT.c.released).label("committed"),
        _sum(COMMITMENT.c.paid).label("paid"),
        _ACCEPTED.label("accepted"),
        _TWIN.c.establishment.label("twin_establishment"), _TWIN.c.granted.label("twin_granted"),
        *(_DOSSIER.c[name].label(f"twin_{name}") for name in ("procedure_code", "procedure_version", "stage", "code")),
    )
    .select_from(
        _ASKED.outerjoin(
            _TWIN.join(_DOSSIER, and_(_DOSSIER.c.id == _TWIN.c.dossier_id, _DOSSIER.c.stage.not_in(OVER))), _SAME
        )
    )
    .where(REQUEST.c.dossier_id == _ID)
    .order_by(_DOSSIER.c.id)
)  # fmt: skip
"""The application, its sums and its twins in one statement."""

_REQUEST = select(*_DECLARED, *_AIM).select_from(_ASKED).where(REQUEST.c.dossier_id == _ID)
_KIND = select(REQUEST.c.kind, REQUEST.c.catalogue_version, REQUEST.c.year).where(REQUEST.c.dossier_id == _ID)


@dataclass(frozen=True, slots=True)
class Application(SupportFact):
    """An application in figures, with the row of what is declared and the policies that open its kind: a page needs
    them too and reads them once.
    """

    row: Any = None
    policies: tuple[PolicyFact, ...] = ()

    @property
    def ceilings(self) -> tuple[Ceiling, ...]:
        """The limits that count for it."""
        return ceilings_of(self.policies)

    @property
    def citations(self) -> tuple[str, ...]:
        """The grounds a screen may show."""
        return tuple(dict.fromkeys(each.basis.text for each in self.policies if each.basis.citable))


def support_of(dossier_id: uuid.UUID, on: date) -> Application | None:
    """The application as the law asks for it; None for a dossier that asks for no support.

    `on` is the day whose policies count: that of reception, before it the day of the attempt.
    """
    rows = db.session.execute(_FACT, {"dossier_id": dossier_id}).all()
    if not rows:
        return None
    row, answers = rows[0], answers_in(rows[0])
    kind, policies = answers.kind, opened_by(answers.kind.code, on)
    limit = limit_for(policies, answers.cost)
    return Application(
        kind=kind.code, year=row.year, cost=row.cost, requested=row.requested, ceiling=limit.amount,
        ceiling_words=limit.words, from_state=kind.has_money and kind.needs_finance(answers.fund),
        blanks=missing(answers, is_open=bool(policies)),
        twins=tuple(_twin_words(kind, each) for each in rows if each.twin_stage is not None),
        is_twin_explained=bool(row.twin_note), granted=row.granted, committed=int(row.committed), paid=int(row.paid),
        is_accepted=bool(row.accepted), row=row, policies=policies,
    )  # fmt: skip


def as_handed_in(fact: Application, content: Mapping[str, Any]) -> Application:
    """The application as a submission kept it: what its commune types meanwhile is left out."""
    kept = {name: value for name, value in content.items() if name in fact.row._mapping}  # noqa: SLF001 - SQLAlchemy's
    days = {"asked_on": date.fromisoformat(content["asked_on"])}
    row = SimpleNamespace(**(dict(fact.row._mapping) | kept | days))  # noqa: SLF001 - the name SQLAlchemy gives it
    limit = limit_for(fact.policies, row.cost)
    return replace(
        fact, row=row, cost=row.cost, requested=row.requested, ceiling=limit.amount, ceiling_words=limit.words,
        year=row.year, is_twin_explained=bool(row.twin_note),
    )  # fmt: skip


def _twin_words(kind: SupportKind, row: Any) -> str:
    stage = get_procedure(row.twin_procedure_code, row.twin_procedure_version).title_at(row.twin_stage, public=True)
    given = _("đã duyệt %(amount)s đồng", amount=vnnumber(row.twin_granted)) if row.twin_granted else law(stage)
    said = _(
        "Cơ sở “%(name)s” đã có hồ sơ “%(kind)s” năm %(year)s",
        name=row.twin_establishment, kind=law(kind.title), year=row.year,
    )  # fmt: skip
    return f"{said} ({row.twin_code}: {given})." if row.twin_code else f"{said} ({given})."


def request_of(dossier_id: uuid.UUID) -> Any | None:
    """The row of what is declared, with the name of what it is for (`aim_name`), or None."""
    return db.session.execute(_REQUEST, {"dossier_id": dossier_id}).one_or_none()


def answers_in(row: Any) -> SupportAnswers:
    """What is declared in a row, as the law asks for it."""
    aim = Applicant.UNIT if row.unit_id else Applicant.PLAN_ITEM if row.plan_item_id else None
    texts = (
        "applicant_name", "applicant_role", "applicant_phone", "applicant_address", "establishment", "purpose",
        "content", "twin_note",
    )  # fmt: skip
    return SupportAnswers(
        kind=kind_in(row.catalogue_version, row.kind), year=row.year, asked_on=row.asked_on, applies_for=aim,
        cost=row.cost, own_capital=row.own_capital, requested=row.requested,
        fund=Fund(row.fund) if row.fund else None, **{name: getattr(row, name) for name in texts},
    )  # fmt: skip


def fund_lines_for(dossier_id: uuid.UUID) -> Mapping[str, str]:
    """Fund lines of its year or later that may pay this application, by id, each with what is left of it."""
    row = db.session.execute(_KIND, {"dossier_id": dossier_id}).one_or_none()
    if row is None:
        return {}
    sources = [fund.value for fund in kind_in(row.catalogue_version, row.kind).funds]
    wanted = lines().where(LINE.c.source.in_(sources), LINE.c.year >= row.year, left_of(LINE.c) > 0)
    return {str(line.id): _line_words(line) for line in db.session.execute(wanted)}


def _line_words(line: Any) -> str:
    words: str = _(
        "%(year)s · %(source)s · %(programme)s (%(agency)s): còn %(left)s đồng",
        year=line.year, source=law(FUND_TITLES[Fund(line.source)]), programme=line.programme, agency=line.agency_name,
        left=vnnumber(left_of(line)),
    )  # fmt: skip
    return words
