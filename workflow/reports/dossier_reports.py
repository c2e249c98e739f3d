"""The reports on dossiers: how they kept their days, and how well they were handled."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement

from states.reports import REPORTS
from workflow.dossiers.reports import overdue as keeping
from workflow.dossiers.reports.agreement import Agreement, agreement_of
from workflow.dossiers.reports.overdue import CAME_TITLES, WENT_TITLES, Counts, Fate
from workflow.dossiers.reports.quality import AskedAgain, Durations, Quality, SentBack, quality
from workflow.formats import law, vndate, vnnumber
from workflow.reports.shape import Column, CutOff, Is, Linked, Report, Row, Section, Table

Seen = ColumnElement[bool] | None
COUNTED = (*CAME_TITLES.items(), *WENT_TITLES.items())
DEFINED = _l(
    "Chỉ tính các bước có số ngày làm việc trong quy trình. Một lượt là một lần hồ sơ ở liền một bước; ngày tạm dừng "
    "tính thời hạn không tính. Trung vị và P90 lấy theo thứ hạng gần nhất: ít nhất một nửa (chín phần mười) số lượt "
    "không dài hơn."
)


def period_words(first: date, last: date) -> str:
    """A period as reports name it."""
    said: str = _("Từ ngày %(first)s đến hết ngày %(last)s", first=vndate(first), last=vndate(last))
    return said


def overdue_report(first: date, last: date, cut: CutOff, seen: Seen, of_whom: str) -> Report:
    """Received, carried over, returned and late: by agency, officer, commune and procedure, with the list."""
    found = keeping.overdue(first, last, seen)
    groups: Sequence[tuple[str, Callable[[Fate], str]]] = (
        (_("Theo cơ quan tiếp nhận"), lambda fate: fate.agency),
        (_("Theo chuyên viên"), _officer),
        (_("Theo xã, phường"), lambda fate: fate.commune),
        (_("Theo thủ tục"), lambda fate: law(fate.procedure)),
    )
    sections = [_grouped(title, found.by(key), found.totals) for title, key in groups]
    sections.append(_late(found.late))
    sections.append(_agreement(agreement_of(found, seen)))
    sections.append(Section(_("Hồ sơ trong kỳ"), Table(_fate_columns(), [_fate(fate) for fate in found.fates])))
    scope = f"{period_words(first, last)} · " + _("%(n)s hồ sơ %(whose)s.", n=vnnumber(len(found.fates)), whose=of_whom)
    return Report("overdue", law(REPORTS["overdue"].title), scope, cut, tuple(sections), True, found.as_json())


def _officer(fate: Fate) -> str:
    return fate.officer or str(_("Chưa giao riêng ai"))


def _grouped(title: str, rows: Sequence[Counts], totals: Counts) -> Section:
    columns = (
        Column(_("Tên")),
        Column(_("Cộng"), Is.WHOLE, 8),
        *(Column(law(name), Is.WHOLE, 11) for _way, name in COUNTED),
    )
    whole = _counts(_("Cộng"), totals) if rows else None
    return Section(title, Table(columns, [_counts(one.name, one) for one in rows], whole))


def _counts(name: str, counts: Counts) -> Row:
    return name, counts.total, *(counts.by.get(way, 0) for way, _name in COUNTED)


def _fate_columns() -> tuple[Column, ...]:
    return (
        Column(_("Mã hồ sơ"), width=22),
        Column(_("Tên"), width=34),
        Column(_("Thủ tục"), width=26),
        Column(_("Cơ quan tiếp nhận")),
        Column(_("Xã, phường"), width=20),
        Column(_("Chuyên viên"), width=20),
        Column(_("Vào kỳ"), width=18),
        Column(_("Cuối kỳ"), width=22),
        Column(_("Tiếp nhận"), Is.DAY),
        Column(_("Hạn"), Is.DAY),
        Column(_("Xong"), Is.DAY),
    )


def _fate(fate: Fate) -> Row:
    ways = law(CAME_TITLES[fate.came]), law(WENT_TITLES[fate.went])
    about = Linked(fate.code, f"/dossiers/{fate.dossier_id}"), fate.title, law(fate.procedure), fate.agency
    return *about, fate.commune, fate.officer, *ways, fate.received_on, fate.due_on, fate.finished_on


def _late(fates: Sequence[Fate]) -> Section:
    return Section(
        _("Hồ sơ quá hạn"), Table(_fate_columns(), [_fate(f) for f in fates], empty=_("Không có hồ sơ nào quá hạn."))
    )


def _agreement(rows: Sequence[Agreement]) -> Section:
    columns = (
        Column(_("Số liệu"), width=48),
        Column(_("Theo nhật ký"), Is.WHOLE),
        Column(_("Theo báo cáo"), Is.WHOLE),
        Column(_("Chênh lệch"), Is.WHOLE),
    )
    told = [(one.title, one.journal, one.report, one.difference) for one in rows]
    words = _("Mỗi số được đếm hai cách không dùng chung phép tính; số liệu khớp khi chênh lệch bằng 0.")
    return Section(_("Đối chiếu với nhật ký hồ sơ"), Table(columns, told), (words,))


def quality_report(first: date, last: date, cut: CutOff, seen: Seen, of_whom: str) -> Report:
    """Durations by stage, send-backs, second supplements."""
    found = quality(first, last, seen)
    scope = f"{period_words(first, last)} · " + _("hồ sơ %(whose)s có xử lý trong kỳ.", whose=of_whom)
    sections = (
        Section(_("Thời gian ở từng bước"), _durations(found.durations()), (str(DEFINED),)),
        Section(_("Trả lại bước trước"), _returns(found)),
        Section(_("Yêu cầu bổ sung lần thứ hai trở lên ở cùng một bước"), _again(found.asked_again)),
    )
    return Report("quality", law(REPORTS["quality"].title), scope, cut, sections, True, _quality_figures(found))


def _stage(procedure: Any, stage: str) -> str:
    return law(procedure.stage(stage).title)


def _durations(rows: Sequence[Durations]) -> Table:
    columns = (
        Column(_("Bước"), width=34),
        Column(_("Thủ tục"), width=34),
        Column(_("Số ngày của bước"), Is.WHOLE),
        Column(_("Số lượt"), Is.WHOLE),
        Column(_("Trung vị (ngày làm việc)"), Is.WHOLE),
        Column(_("P90 (ngày làm việc)"), Is.WHOLE),
        Column(_("Lượt dài hơn số ngày"), Is.WHOLE),
    )
    told = [
        (
            _stage(one.procedure, one.stage),
            f"{law(one.procedure.title)} ({one.procedure.version})",
            one.allowed,
            len(one.days),
            one.median,
            one.p90,
            one.longer,
        )
        for one in rows
    ]
    totals = (_("Cộng"), "", None, sum(len(one.days) for one in rows), None, None, sum(one.longer for one in rows))
    return Table(columns, told, totals if rows else None, _("Không có lượt nào kết thúc trong kỳ."))


def _returns(found: Quality) -> Table:
    columns = (
        Column(_("Từ bước"), width=34),
        Column(_("Việc"), width=28),
        Column(_("Thủ tục"), width=34),
        Column(_("Số lần"), Is.WHOLE),
    )
    told = [(_stage(one.procedure, one.source), _act(one), law(one.procedure.title), n) for one, n in found.returns()]
    totals = (_("Cộng"), "", "", len(found.sent_back)) if told else None
    return Table(columns, told, totals, _("Không có hồ sơ nào bị trả lại bước trước."))


def _act(one: SentBack) -> str:
    return law(next(step.title for step in one.procedure.all_steps if step.action == one.action))


def _again(rows: Sequence[AskedAgain]) -> Table:
    columns = (
        Column(_("Mã hồ sơ"), width=22),
        Column(_("Tên"), width=34),
        Column(_("Bước"), width=28),
        Column(_("Lần thứ"), Is.WHOLE),
        Column(_("Ngày yêu cầu"), Is.DAY),
    )
    told = [
        (
            Linked(one.code or _("(chưa có mã)"), f"/dossiers/{one.dossier_id}"),
            one.title,
            _stage(one.procedure, one.stage),
            one.time,
            one.on,
        )
        for one in rows
    ]
    return Table(columns, told, empty=_("Không có yêu cầu bổ sung lần thứ hai."))


def _quality_figures(found: Quality) -> dict[str, Any]:
    return {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "sent_back": len(found.sent_back),
        "asked_again": len(found.asked_again),
        "stages": [
            {
                "procedure": one.procedure.code,
                "version": one.procedure.version,
                "at_stage": one.stage,
                "stays": len(one.days),
                "median": one.median,
                "p90": one.p90,
                "longer": one.longer,
            }
            for one in found.durations()
        ],
    }
