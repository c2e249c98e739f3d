# ruff: noqa: E501 - sentences of papers are read whole
"""Papers of the appraisers: the environmental report, and the record of what was seen on the spot."""

from states.appraisal import conclusion, is_advisory
from states.checklist import RESULT_TITLES, Item, ItemResult
from states.paper_words import DECREE_08, ENVIRONMENT
from states.reviewing import criteria_to_keep
from workflow.appraisal.queries import sheet_of
from workflow.dossiers.printing.making import Making, cited, head, signed_by
from workflow.dossiers.printing.matters import Matter, matter_of
from workflow.dossiers.revocation.queries import inspected
from workflow.extensions import JsonDict
from workflow.papers import blocks
from workflow.papers.blocks import Blocks
from workflow.papers.printing import written_day


def environmental_report(making: Making) -> JsonDict:
    """BC-MT: every item of the checklist with its answer and the law behind it, and what follows."""
    case, matter = making.case, matter_of(making.case)
    opened = (
        f"Xét {cited(making, 'TTR-XA', 'hồ sơ')} của {matter.commune} về việc đề nghị {matter.ask}: {matter.unit}"
        f"{f' ({matter.where})' if matter.where else ''}, kết quả thẩm định về bảo vệ môi trường như sau:"
    )
    told = conclusion(case)
    body: Blocks = [
        blocks.paragraph(opened), blocks.heading("I. Kết quả thẩm định từng nội dung"), _items(making),
        blocks.heading("II. Nội dung cần khắc phục"), *_remedies(making, (*told.blocking, *told.advisory)),
        blocks.heading("III. Kết luận"), blocks.paragraph(told.sentence),
    ]  # fmt: skip
    return head(making, "BC-MT") | {
        "kind": "BÁO CÁO", "subject": f"Thẩm định môi trường đối với hồ sơ đề nghị {matter.ask}",
        "bases": [f"Căn cứ {ENVIRONMENT};", f"Căn cứ {DECREE_08}."], "blocks": blocks.ended(body),
        "recipients": [f"{matter.commune};", "Phòng chuyên môn tổng hợp;", "Lưu: VT, hồ sơ."],
    }  # fmt: skip


def _items(making: Making) -> JsonDict:
    case, rows = making.case, []
    for item in case.checklist.items:
        answer = case.appraisal.get(item.code)
        result = RESULT_TITLES[answer.result] if answer else "Chưa trả lời"
        said = (answer.reason or answer.remark) if answer else ""
        grounds = "; ".join(item.citations)
        rows.append([f"{item.text}{f' ({grounds})' if grounds else ''}", result, said])
    titles = ("STT", "Nội dung thẩm định", "Kết quả", "Nhận xét, lý do")
    return blocks.table(titles, blocks.numbered(rows), (11, 2.2, 24, 1), "clcl")


def _remedies(making: Making, items: tuple[Item, ...]) -> Blocks:
    if not items:
        return [blocks.paragraph("Không có.")]
    answers, kind = making.case.appraisal, making.case.kind
    found = []
    for item in items:
        said = answers[item.code].remark or answers[item.code].reason
        weight = "tham khảo" if is_advisory(item, kind) else "bắt buộc"
        found.append(blocks.item(f"{item.text} ({weight}){f': {said}' if said else ''};"))
    return found


def visit_record(making: Making) -> JsonDict | None:
    """BB-KT: what was found on the spot; None where nothing had to be looked at there."""
    found = _visited(making)
    if not found:
        return None
    case, matter = making.case, matter_of(making.case)
    place = matter.where or matter.commune
    body: Blocks = [
        blocks.paragraph(f"Hôm nay, {written_day(making.on)}, tại {place}, chúng tôi gồm:"),
        blocks.said("Đại diện cơ quan kiểm tra", f"{making.person.name}, {making.agency}"),
        blocks.said("Đại diện địa phương", f"…………………………………, {matter.commune}"),
        blocks.paragraph(f"Đã kiểm tra thực tế phục vụ việc {matter.ask}: {matter.unit}. Kết quả như sau:"),
        blocks.table(("STT", "Nội dung kiểm tra", "Kết quả", "Ghi nhận tại chỗ"), blocks.numbered(found), (11, 2, 24, 1.2), "clcl"),
        blocks.paragraph("Ý kiến của đại diện địa phương:"), blocks.lines(3),
        blocks.paragraph("Biên bản được lập thành 02 bản, đã đọc cho các bên cùng nghe và thống nhất ký tên"),
    ]  # fmt: skip
    facts = head(making, "BB-KT")
    checker = signed_by(("ĐẠI DIỆN CƠ QUAN KIỂM TRA",), making.person.name, "(Ký, ghi rõ họ tên)")
    local = signed_by(("ĐẠI DIỆN ĐỊA PHƯƠNG",), "…………………………", "(Ký, ghi rõ họ tên)")
    return facts | {
        "kind": "BIÊN BẢN", "subject": f"Kiểm tra thực tế {_lowered(matter, case.row.procedure_code)}",
        "blocks": blocks.ended(body), "signatures": [local, checker],
    }  # fmt: skip


def _lowered(matter: Matter, procedure: str) -> str:
    return "nơi được đề nghị thu hồi công nhận" if procedure == "revocation" else f"nơi đề nghị {matter.ask}"


def _visited(making: Making) -> list[list[str]]:
    """What was inspected, or the items that had waited for a visit, with the word on each."""
    words = inspected(making.case.id) if making.case.row.procedure_code == "revocation" else {}
    if words:
        titles = {each.code: each.title for each in criteria_to_keep(making.case.kind)}
        return [
            [titles.get(code, code), "Đạt" if word.met else "Không đạt", word.remark or ""]
            for code, word in sorted(words.items())
        ]
    sheet, by_code = sheet_of(making.case.id), making.case.checklist.by_code
    found = []
    for code, earlier in sorted(sheet.earlier.items()):
        now = sheet.standing.get(code)
        if now and now.result and any(one.result is ItemResult.NEEDS_SITE_VISIT for one in earlier):
            found.append([by_code[code].text, RESULT_TITLES[now.result], now.remark or now.reason])
    return found
