"""Reading periodic reports: the list, one of them, what was kept of it, and how that differs from a count of today."""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from flask_babel import force_locale
from sqlalchemy import select

from workflow.accounts.models import Account
from workflow.accounts.person import Person
from workflow.errors import NotFound
from workflow.extensions import JsonDict, db
from workflow.plan.report_models import PeriodicReport
from workflow.reports.making import may_read
from workflow.reports.periodic_report import periodic_report
from workflow.reports.renderings.json_form import as_json
from workflow.reports.shape import Report, cut_off

REPORT = PeriodicReport.__table__
_BY, _APPROVER = Account.__table__.alias("drafter"), Account.__table__.alias("approver")
_LIST = tuple(column for column in REPORT.columns if column.name != "snapshot")
DIFFICULTIES, PROPOSALS = "Khó khăn, vướng mắc", "Đề xuất, kiến nghị"
NUMBERS = ("whole", "percent", "money")
MOST = 100


class Changed(NamedTuple):
    """A number that would be another today: where it stands, as it was sent, as it is counted now (None: not there)."""

    section: str
    row: str
    column: str
    sent: float | None
    now: float | None


def reports_of(person: Person) -> Sequence[Any]:
    """The latest periodic reports, without what they said. Raises NotFound for who does not read them."""
    _refuse_strangers(person)
    return db.session.execute(_named(*_LIST).order_by(REPORT.c.last.desc(), REPORT.c.id.desc()).limit(MOST)).all()


def get_report(report_id: uuid.UUID, person: Person) -> Any:
    """One of them. Raises NotFound."""
    _refuse_strangers(person)
    row = db.session.execute(_named(REPORT).where(REPORT.c.id == report_id)).one_or_none()
    if row is None:
        raise NotFound
    return row


def _named(*columns: Any) -> Any:
    return (
        select(*columns, _BY.c.name.label("drafter"), _APPROVER.c.name.label("approver"))
        .join(_BY, _BY.c.id == REPORT.c.drafted_by)
        .outerjoin(_APPROVER, _APPROVER.c.id == REPORT.c.approved_by)
    )


def _refuse_strangers(person: Person) -> None:
    if not may_read(person, "periodic"):
        raise NotFound


def as_sent(row: Any, *, on: date, at: datetime) -> Report:
    """The report of a row as it is counted now, in Vietnamese whoever asks: what is sent and kept."""
    with force_locale("vi"):
        words = ((DIFFICULTIES, row.difficulties), (PROPOSALS, row.proposals))
        return periodic_report(row.first, row.last, cut_off(row.last, at, on), words)


def kept(row: Any) -> JsonDict:
    """What was kept at the approval."""
    told: JsonDict = json.loads(row.snapshot)
    return told


def differences(row: Any, *, on: date, at: datetime) -> list[Changed]:
    """The numbers of an approved report that a count of today, for the same cut-off, gives otherwise."""
    sent, today = (dict(_numbers(told)) for told in (kept(row), as_json(as_sent(row, on=on, at=at))))
    return [
        Changed(*key, sent.get(key), today.get(key)) for key in {**sent, **today} if sent.get(key) != today.get(key)
    ]


def _numbers(told: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str, str], float]]:
    """Every number of a report by section, row and column."""
    for section in told["sections"]:
        columns = section.get("columns", ())
        for row in (*section.get("rows", ()), *([section["totals"]] if section.get("totals") else ())):
            for column, value in zip(columns, row, strict=True):
                if column["kind"] in NUMBERS and value is not None:
                    yield (section["title"], str(row[0]), column["title"]), value
