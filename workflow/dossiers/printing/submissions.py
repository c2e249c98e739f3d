# ruff: noqa: E501 - sentences of papers are read whole
"""What is put before a higher level: the commune's submission, the consolidated report, the department's submission."""

from typing import Any

from states.actors import AgencyKind
from states.facts import ANSWER_TITLES, Answer
from states.paper_words import GROUNDS, PROPOSALS
from states.papers_asked import ALL_PARTS
from workflow.dossiers.printing.making import Making, cited, head, reason_of
from workflow.dossiers.printing.matters import Matter, matter_of
from workflow.extensions import JsonDict
from workflow.formats import vndate
from workflow.opinions.queries import requests_of
from workflow.papers import blocks
from workflow.papers.blocks import Blocks
from workflow.papers.printing import written_day
from workflow.papers.queries import agency_names, attached_parts

PROVINCE = "Ủy ban nhân dân tỉnh Lào Cai"
PROPOSING = (
    "recommend_recognition", "recommend_refusal", "recommend_support", "recommend_no_support", "conclude_revocation",
    "conclude_keep",
)  # fmt: skip
"""Acts in which the lead agency's officer says what is proposed, and why."""


def grounds_of(making: Making, *more: str) -> list[str]:
    """The grounds of a paper, each on its line; the last ends with a full stop."""
    cites = [f"Căn cứ {ground};" for ground in GROUNDS[making.case.row.procedure_code]]
    every = [*cites, *(f"{one};" for one in more)]
    return [*every[:-1], f"{every[-1][:-1]}."]


def commune_submission(making: Making) -> JsonDict:
    """TTR-XA: the commune asks; the papers of the dossier are listed under it."""
    matter = matter_of(making.case)
    opened = (
        f"{matter.commune} kính trình {PROVINCE} (qua {_lead(making)}) xem xét, {matter.ask}: {matter.unit}, với các "
        "nội dung sau:"
    )
    body: Blocks = [
        blocks.paragraph(opened), blocks.heading("I. Nội dung đề nghị"), *matter.facts,
        blocks.heading("II. Hồ sơ kèm theo"), *_attached(making),
        blocks.paragraph(
            f"{matter.commune} chịu trách nhiệm về tính chính xác của nội dung nêu trên và kính đề nghị {PROVINCE} xem "
            "xét, quyết định"
        ),
    ]  # fmt: skip
    return head(making, "TTR-XA") | {
        "kind": "TỜ TRÌNH", "subject": f"Về việc đề nghị {matter.ask}", "to": [PROVINCE, _lead(making)],
        "bases": grounds_of(making), "blocks": blocks.ended(body),
        "recipients": ["Như trên;", "TT. HĐND xã, phường;", "Lưu: VT, KT."],
    }  # fmt: skip


def _lead(making: Making) -> str:
    lead = making.case.row.lead_agency_id
    found = agency_names([lead]).get(lead, "") if lead else "Sở Nông nghiệp và Môi trường tỉnh Lào Cai"
    return str(found)


def _attached(making: Making) -> Blocks:
    held = attached_parts(making.case.id)
    titles = [ALL_PARTS[code].title for code in ALL_PARTS if code in held]
    return [blocks.item(f"{title};") for title in titles] or [blocks.item("Theo thành phần hồ sơ gửi kèm;")]


def consolidated_report(making: Making) -> JsonDict:
    """BC-TH: what was declared, what was found, what others said and how it was treated, what is proposed."""
    matter = matter_of(making.case)
    sections = [("Nội dung đề nghị", matter.facts), ("Kết quả thẩm định", matter.criteria),
                ("Ý kiến của các cơ quan", _opinions(making)), ("Kết luận, đề xuất", _proposal(making, matter))]  # fmt: skip
    told = [(title, body) for title, body in sections if body]
    body: Blocks = [blocks.paragraph(_received(making, matter))]
    for number, (title, part) in zip(("I", "II", "III", "IV"), told, strict=False):
        body += [blocks.heading(f"{number}. {title}"), *part]
    return head(making, "BC-TH") | {
        "kind": "BÁO CÁO", "subject": f"Thẩm định tổng hợp hồ sơ đề nghị {matter.ask}", "to": [PROVINCE],
        "blocks": blocks.ended(body), "recipients": ["Như trên;", f"{matter.commune};", "Lưu: VT, hồ sơ."],
    }  # fmt: skip


def _received(making: Making, matter: Matter) -> str:
    row = making.case.row
    day = f" {written_day(row.received_on)}" if row.received_on else ""
    coded = f", mã hồ sơ {row.code}" if row.code else ""
    asked = cited(making, "TTR-XA", "Tờ trình")
    return (
        f"{making.agency} tiếp nhận hồ sơ của {matter.commune} kèm theo {asked} về việc đề nghị {matter.ask}: "
        f"{matter.unit} (tiếp nhận{day}{coded}). Sau khi thẩm định, cơ quan chủ trì báo cáo kết quả như sau:"
    )


def _opinions(making: Making) -> Blocks:
    rows = [
        [row.agency_name, _said(row), row.treatment or ""]
        for row in reversed(requests_of(making.case.id)) if row.state != "revoked"
    ]  # fmt: skip
    if not rows:
        return []
    titles = ("STT", "Cơ quan", "Ý kiến", "Tiếp thu, giải trình")
    return [blocks.table(titles, blocks.numbered(rows), (11, 1, 1.7, 1.7), "clll")]


def _said(row: Any) -> str:
    if row.state != "answered" or not row.answer:
        return "Không có ý kiến trong thời hạn"
    return ANSWER_TITLES[Answer(row.answer)] + (f": {row.remarks}" if row.remarks else "")


def _proposal(making: Making, matter: Matter) -> Blocks:
    reason = reason_of(making, PROPOSING)
    opened = f"Trên cơ sở kết quả thẩm định, {making.agency} đề xuất {proposed(making)} đối với {matter.unit}."
    asked = f"Kính đề nghị {PROVINCE} xem xét, quyết định"
    return [blocks.paragraph(opened), *([blocks.paragraph(reason)] if reason else []), blocks.paragraph(asked)]


def proposed(making: Making) -> str:
    """What the lead agency proposes, e.g. "công nhận"."""
    finding = making.case.finding
    return PROPOSALS[finding.value] if finding else "………"


def department_submission(making: Making) -> JsonDict:
    """TTR-SO: the lead agency puts the matter before the province, with its report and the draft of the decision."""
    matter = matter_of(making.case)
    report = cited(making, "BC-TH", "Báo cáo thẩm định tổng hợp")
    opened = (
        f"Xét {cited(making, 'TTR-XA', 'Tờ trình')} của {matter.commune} và kết quả thẩm định, "
        f"{making.agency} kính trình {PROVINCE} xem xét hồ sơ đề nghị {matter.ask}: {matter.unit}"
        f"{f' ({matter.where})' if matter.where else ''}."
    )
    proposal: Blocks = [
        blocks.paragraph(f"{making.agency} đề xuất {proposed(making)} đối với {matter.unit}."),
        blocks.paragraph(f"(Kèm theo: {report}; hồ sơ của {matter.commune}; dự thảo văn bản của {PROVINCE}.)"),
        blocks.paragraph(f"Kính đề nghị {PROVINCE} xem xét, quyết định"),
    ]  # fmt: skip
    body: Blocks = [blocks.paragraph(opened)]
    sections = (("Quá trình thẩm định", _course(making)), ("Kết quả thẩm định", matter.criteria), ("Đề xuất", proposal))
    for number, (title, part) in enumerate((each for each in sections if each[1]), start=1):
        body += [blocks.heading(f"{number}. {title}"), *part]
    return head(making, "TTR-SO") | {
        "kind": "TỜ TRÌNH", "subject": f"Về việc {matter.ask}", "to": [PROVINCE], "bases": grounds_of(making),
        "blocks": blocks.ended(body),
        "recipients": ["Như trên;", f"{matter.commune};", "Lãnh đạo Sở;", "Lưu: VT, hồ sơ."],
    }  # fmt: skip


def _course(making: Making) -> Blocks:
    row, opinions = making.case.row, requests_of(making.case.id)
    asked = [each for each in opinions if each.state != "revoked"]
    answered = sum(each.state == "answered" for each in asked)
    coded = f", mã hồ sơ {row.code}" if row.code else ""
    found = [blocks.paragraph(f"Tiếp nhận hồ sơ hợp lệ ngày {vndate(row.received_on)}{coded}.")]
    if asked:
        found.append(blocks.paragraph(f"Đã lấy ý kiến {len(asked):02d} cơ quan, {answered:02d} cơ quan có ý kiến."))
    if making.seat.agency_kind is AgencyKind.AGRICULTURE_ENVIRONMENT and making.case.took.get("sign_off"):
        report = cited(making, "BC-MT", "Báo cáo thẩm định môi trường")
        found.append(blocks.paragraph(f"Đã thẩm định về bảo vệ môi trường ({report})."))
    return found
