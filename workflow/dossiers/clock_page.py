"""How every date of a dossier was counted: the legal day, that of the stage, what was promised, the day to answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _

from states.clock import Extension, NotAnExtension, Term, WorkCalendar, days_between, extend
from states.kernel import Clock
from workflow.calendar.queries import work_calendar
from workflow.dossiers import queries
from workflow.dossiers.case import DossierCase
from workflow.dossiers.deadlines import legal_term, term_of_stage
from workflow.dossiers.queries import DossierView


class Explained(NamedTuple):
    """One date: its place on the page, what it is, a sentence before the days, the days."""

    anchor: str
    title: str
    sentence: str
    term: Term


def clock_page(dossier: DossierView, today: date) -> Mapping[str, Any]:
    """Every date with its days; the extension in force, with who gave it and why."""
    extension = extension_of(dossier.row)
    acts = {step.action for step in dossier.procedure.all_steps if step.clock is Clock.EXTEND}
    entries = queries.journal(dossier.id) if extension else ()
    return {
        "dossier": dossier,
        "explained": explanations(dossier, today),
        "extension": extension,
        "extended": next((entry for entry in entries if entry.action in acts), None),
    }


def extension_of(row: Any) -> Extension | None:
    """The extension of a dossier; None without one, and where a pause has moved the legal day beyond it since."""
    if row.extended_to is None or row.due_on is None:
        return None
    try:
        return extend(row.due_on, row.extended_to, work_calendar())
    except NotAnExtension:
        return None


def explanations(dossier: DossierView, today: date) -> list[Explained]:
    """Every date that pages show of a dossier, the legal one first; none before valid reception starts the clock."""
    case, calendar = dossier.case(today), work_calendar()
    told = (_legal(case, calendar), _promised(case, calendar), _stage(case, calendar), _answer(case, calendar))
    return [each for each in told if each]


def _legal(case: DossierCase, calendar: WorkCalendar) -> Explained | None:
    term = legal_term(case.procedure, case.lines, calendar)
    if term is None:
        return None
    sentence = _(
        "Tiếp nhận hợp lệ ngày %(day)s. Thời hạn %(n)s ngày làm việc, tính từ ngày làm việc tiếp theo.",
        day=_day(case.row.received_on), n=case.procedure.legal_days,
    )  # fmt: skip
    return Explained("legal", _("Hạn theo quy định"), sentence, term)


def _promised(case: DossierCase, calendar: WorkCalendar) -> Explained | None:
    """The second clock, where it differs: what the applicant was told last. The legal day still counts as late."""
    row = case.row
    if row.promised_on is None or row.promised_on == row.due_on:
        return None
    days = days_between(row.due_on, row.promised_on, calendar)
    if row.extended_to:
        sentence = _(
            "Đã xin lỗi và gia hạn (Mẫu 04) đến ngày %(new)s. Hạn theo quy định vẫn là %(due)s, quá ngày đó vẫn "
            "tính là trễ.",
            new=_day(row.extended_to), due=_day(row.due_on),
        )  # fmt: skip
    else:
        sentence = _(
            "Giấy tiếp nhận hẹn ngày %(day)s và giữ nguyên; hạn theo quy định nay là %(due)s, vì đã tạm dừng hoặc vì "
            "lịch làm việc đổi sau khi hẹn.", day=_day(row.promised_on), due=_day(row.due_on),
        )  # fmt: skip
    return Explained("promised", _("Ngày đã hẹn với người nộp"), sentence, Term(row.promised_on, days))


def _stage(case: DossierCase, calendar: WorkCalendar) -> Explained | None:
    term = term_of_stage(case.procedure, case.lines, calendar) if case.row.is_open else None
    if term is None:
        return None
    stage = case.procedure.stage(case.stage)
    left = sum(day.counted for day in term.days) + term.remaining
    sentence = _("Bước này có %(n)s ngày làm việc; lần này còn %(left)s ngày, tính từ ngày làm việc sau khi vào bước.",
                 n=stage.days, left=left)  # fmt: skip
    return Explained("stage", _("Hạn của bước “%(stage)s”", stage=_(stage.title)), sentence, term)


def _answer(case: DossierCase, calendar: WorkCalendar) -> Explained | None:
    row = case.row
    asked = next((line.on for line in reversed(case.lines) if line.hold_after and not line.hold_before), None)
    if row.answer_by is None or not row.hold or asked is None:
        return None
    sentence = _("Yêu cầu bổ sung gửi ngày %(day)s; tính từ ngày làm việc tiếp theo.", day=_day(asked))
    days = days_between(asked, row.answer_by, calendar)
    return Explained("answer", _("Hạn trả lời yêu cầu bổ sung"), sentence, Term(row.answer_by, days))


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
