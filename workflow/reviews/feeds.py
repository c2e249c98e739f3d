"""Figures of the yearly review, brought in from a spreadsheet by the commune (plan V.9); words are typed."""

import uuid
from datetime import date, datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from states.actors import COMMUNE_OFFICER
from states.kernel import Reason
from states.reviewing import Figures
from workflow.accounts.person import Person
from workflow.errors import NotFound
from workflow.feeds.kinds import Feed, declare, one_by_one
from workflow.forms import Choice, WholeNumber
from workflow.register.keeping import units_kept_by
from workflow.reviews.forms import ReviewForm
from workflow.reviews.queries import review_of
from workflow.reviews.services import fill_figures, impossible

FIGURES = ("households", "trade_households", "workers", "trained_workers", "revenue_vnd")


class FiguresRow(ReviewForm):
    unit = Choice(_l("Làng nghề, nghề"), choices=[])
    year = WholeNumber(_l("Năm rà soát"), least=2020, most=2100, required=True)


class OfYear(NamedTuple):
    """One line: whose figures of which year; what is None stays as it stands in the form."""

    unit_id: uuid.UUID
    year: int
    figures: Figures


def _new(form: Any) -> OfYear:
    return OfYear(uuid.UUID(form.unit.data), form.year.data, Figures(*(form[name].data for name in FIGURES)))


def _faults(new: OfYear, _on: date) -> list[Reason]:
    reasons = impossible(new.figures)
    try:
        review_of(new.unit_id, new.year)
    except NotFound:
        reasons.append(Reason(_("Năm %(year)s chưa mở đợt rà soát cho làng nghề này.", year=new.year)))
    return reasons


def _write(session: Session, new: OfYear, person: Person, _on: date, at: datetime) -> None:
    fill_figures(session, new.unit_id, new.year, new.figures, by=person, at=at)


def _choices(person: Person) -> Any:
    return {"unit": units_kept_by(person, {COMMUNE_OFFICER})}


declare(
    Feed(
        "reviews",
        "Số liệu rà soát hằng năm",
        "Kế hoạch, mục V.9",
        FiguresRow,
        ("unit", "year", *FIGURES),
        {},
        keeps=lambda person: COMMUNE_OFFICER in person.posts,
        choices=_choices,
        new=_new,
        faults=_faults,
        write=one_by_one(_write),
    )
)
