"""What a dossier is about, in the words of papers: the subject, the facts declared, the criteria."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from states.criteria import claims
from states.kinds import KIND_TITLES, TRADE_GROUPS, Kind
from states.numbers import vn_number
from states.reviewing import criteria_to_keep
from states.support import FUND_TITLES, Fund
from states.support_kinds import kind_in
from workflow.decisions.corrections import get_correction
from workflow.dossiers import request_queries
from workflow.dossiers.case import DossierCase
from workflow.dossiers.revocation import queries as revocation
from workflow.papers import blocks
from workflow.papers import queries as papers
from workflow.papers.blocks import Blocks
from workflow.papers.printing import written_day
from workflow.register.corrections import FIELD_TITLES

_COMMON_NOUN = re.compile(r"(?:(?<=^)|(?<=, ))(?:Thôn|Bản|Tổ dân phố|Tổ|Khu|Xã|Phường)(?= )")


@dataclass(frozen=True, slots=True)
class Matter:
    """What is asked, e.g. "công nhận làng nghề", for what, and the facts and findings that papers tell."""

    ask: str
    unit: str
    commune: str
    where: str = ""
    facts: Blocks = field(default_factory=list)
    criteria: Blocks = field(default_factory=list)

    @property
    def place(self) -> str:
        return self.where or self.commune


def matter_of(case: DossierCase) -> Matter:
    """The matter of a dossier, by its procedure."""
    return _MATTERS[case.row.procedure_code](case)


def commune_of(case: DossierCase) -> str:
    """The submitting committee, as papers name it."""
    row = case.row
    name: str = papers.agency_names([row.commune_agency_id])[row.commune_agency_id]
    return name


def where_of(case: DossierCase) -> str:
    """The places, as they stand in running text."""
    return "; ".join(f"{_in_running_text(name)}, tỉnh Lào Cai" for name in request_queries.site_names(case.places))


def _in_running_text(place: str) -> str:
    """ "Thôn Nậm Pung, Xã Mường Hum" with small first letters: only the names themselves are capitals."""
    return _COMMON_NOUN.sub(lambda found: found[0].lower(), place)


def _told(rows: list[tuple[str, str]]) -> Blocks:
    return [blocks.said(label, text) for label, text in rows if text]


def _recognition(case: DossierCase) -> Matter:
    answers, kind = case.answers, Kind(case.row.kind)
    plan = answers.env_plan_number
    approved = f" {written_day(answers.env_plan_on)}" if answers.env_plan_on else ""
    rows = [
        ("Tên gọi", case.row.title), ("Loại hình", KIND_TITLES[kind]), ("Địa điểm", where_of(case)),
        ("Ngành nghề", answers.trade), ("Nhóm ngành nghề", TRADE_GROUPS.get(answers.trade_group or 0, "")),
        ("Số hộ tham gia", _households(case)),
        ("Số lao động", f"{vn_number(answers.workers)} người" if answers.workers else ""),
        ("Nghề có tại địa phương", _since(case)), ("Bản sắc văn hóa", answers.identity_text),
        ("Nghệ nhân, người có tên tuổi", answers.artisan_names),
        ("Phương án bảo vệ môi trường", f"số {plan}{approved}, {answers.env_plan_by}".rstrip(", ") if plan else ""),
        ("Tổ chức tự quản", answers.self_management),
    ]  # fmt: skip
    facts = [*_told(rows), *_results(case)]
    return Matter(
        f"công nhận {KIND_TITLES[kind].lower()}", case.row.title, commune_of(case), where_of(case), facts,
        _criteria(case),
    )  # fmt: skip


def _households(case: DossierCase) -> str:
    answers = case.answers
    if not answers.households:
        return ""
    total = f" trên tổng số {vn_number(answers.total_households)} hộ" if answers.total_households else ""
    return f"{vn_number(answers.households)} hộ{total}"


def _since(case: DossierCase) -> str:
    answers = case.answers
    if answers.first_known_year is None:
        return ""
    told = f" ({answers.first_known_note})" if answers.first_known_note else ""
    return f"từ khoảng năm {answers.first_known_year}{told}"


def _results(case: DossierCase) -> Blocks:
    rows = [
        [str(year.year), *(vn_number(figure) if figure is not None else "" for figure in
                           (year.households, year.workers, year.revenue_vnd)), year.products]
        for year in sorted(case.answers.results, key=lambda year: year.year)
    ]  # fmt: skip
    if not rows:
        return []
    titles = ("Năm", "Số hộ", "Lao động", "Doanh thu (đồng)", "Sản phẩm chính")
    return [
        blocks.paragraph("Kết quả sản xuất, kinh doanh:"),
        blocks.table(titles, rows, (14, 16, 23, 36, 1), "crrrl"),
    ]


def _criteria(case: DossierCase) -> Blocks:
    """Required, declared, and the word on each. The environment's word is that of its appraisal."""
    met = case.confirmed
    words = {True: "Đạt", False: "Không đạt", None: "Chưa xác nhận"}
    rows = [
        [claim.criterion.title, claim.required, claim.declared, words[met.get(claim.code)]] for claim in claims(case)
    ]
    titles = ("STT", "Tiêu chí", "Yêu cầu", "Kết quả", "Đánh giá")
    return [blocks.table(titles, blocks.numbered(rows), (11, 1, 1.5, 1.5, 20), "clllc")]


def _support(case: DossierCase) -> Matter:
    kind, fact = kind_in(case.row.basis, case.row.kind), case.support
    row = fact.row  # type: ignore[union-attr]
    rows = [
        ("Nội dung hỗ trợ", kind.title), ("Đối tượng", row.aim_name), ("Cơ sở đề nghị", row.establishment),
        ("Người đại diện", ", ".join(each for each in (row.applicant_name, row.applicant_role) if each)),
        ("Địa chỉ", row.applicant_address), ("Mục đích", row.purpose), ("Nội dung thực hiện", row.content),
        ("Năm thực hiện", str(row.year)), ("Tổng kinh phí", money(row.cost)),
        ("Vốn của cơ sở", money(row.own_capital)), ("Đề nghị hỗ trợ", money(row.requested)),
        ("Nguồn kinh phí", FUND_TITLES[Fund(row.fund)] if row.fund else ""),
        ("Mức tối đa theo quy định", fact.ceiling_words if kind.has_money else ""),  # type: ignore[union-attr]
    ]  # fmt: skip
    ask = "hỗ trợ" if kind.has_money else "xét tặng"
    return Matter(
        f"{ask} {_lowered(kind.title)}", row.establishment or case.row.title, commune_of(case), "", _told(rows)
    )


def money(amount: int | None) -> str:
    """1.234.567 đồng"""
    return "" if amount is None else f"{vn_number(amount)} đồng"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _revocation(case: DossierCase) -> Matter:
    report, kind = revocation.report_of(case.id), Kind(case.row.kind)
    since = written_day(report.unmet_since) if report.unmet_since else ""
    rows = [
        ("Tên gọi", report.unit_name), ("Loại hình", KIND_TITLES[Kind(report.unit_kind)]),
        ("Năm công nhận", str(report.recognised_year)), ("Không đạt tiêu chí từ", since),
        ("Lý do đề nghị thu hồi", report.why or ""), ("Việc đã làm để khôi phục", report.efforts or ""),
        ("Nguyện vọng của nhân dân", report.wishes or ""),
    ]  # fmt: skip
    found = revocation.inspected(case.id)
    table = [
        [each.title, "Đạt" if found[each.code].met else "Không đạt", found[each.code].remark or ""]
        for each in criteria_to_keep(kind) if each.code in found
    ]  # fmt: skip
    titles = ("STT", "Tiêu chí", "Đánh giá", "Nhận xét")
    criteria = [blocks.table(titles, blocks.numbered(table), (11, 1.2, 24, 1.6), "clcl")] if table else []
    ask = f"thu hồi công nhận {KIND_TITLES[kind].lower()}"
    return Matter(ask, report.unit_name, commune_of(case), "", _told(rows), criteria)


def _correction(case: DossierCase) -> Matter:
    changes = get_correction(case.id).changes
    rows = [[FIELD_TITLES[change.field], change.before, change.after] for change in changes]
    titles = ("STT", "Nội dung", "Đã ghi là", "Nay sửa thành")
    table = blocks.table(titles, blocks.numbered(rows), (11, 1, 1.4, 1.4), "clll")
    return Matter("đính chính quyết định công nhận", case.row.title, commune_of(case), "", [table])


_MATTERS: Mapping[str, Callable[[DossierCase], Matter]] = {
    "recognition": _recognition, "support": _support, "artisan_title": _support, "revocation": _revocation,
    "correction": _correction,
}  # fmt: skip
