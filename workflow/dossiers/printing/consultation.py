# ruff: noqa: E501 - sentences of papers are read whole
"""Asking others: the letter with the question, and the slip with the answer."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from states.facts import ANSWER_TITLES, Answer
from workflow.dossiers.printing.making import Making, head
from workflow.dossiers.printing.matters import matter_of
from workflow.extensions import JsonDict
from workflow.papers import blocks
from workflow.papers.blocks import Blocks
from workflow.papers.printing import written_day
from workflow.papers.queries import agency_names


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to several agencies, with the last day to answer."""

    text: str
    agency_ids: Sequence[uuid.UUID]
    due_on: date


def request_letter(making: Making) -> JsonDict:
    """CV-YK: one question to several agencies; `about` is what was asked."""
    matter, question = matter_of(making.case), making.about
    names = agency_names(question.agency_ids)
    body: Blocks = [
        blocks.paragraph(
            f"{making.agency} đang thẩm định hồ sơ của {matter.commune} đề nghị {matter.ask}: {matter.unit}"
            f"{f' ({matter.where})' if matter.where else ''}. Để có căn cứ tổng hợp, đề nghị quý cơ quan cho ý kiến về nội "
            "dung sau:"
        ),
        blocks.paragraph(question.text),
        blocks.paragraph(
            f"Ý kiến của quý cơ quan xin gửi về {making.agency} trước hết {written_day(question.due_on)}. Quá thời "
            "hạn trên, cơ quan chủ trì ghi nhận là không có ý kiến trong thời hạn"
        ),
    ]  # fmt: skip
    return head(making, "CV-YK") | {
        "about": f"V/v xin ý kiến về hồ sơ đề nghị {matter.ask}",
        "to": [names[one] for one in question.agency_ids if one in names], "blocks": blocks.ended(body),
        "recipients": ["Như trên;", f"{matter.commune};", "Lưu: VT, hồ sơ."],
    }  # fmt: skip


def slip(making: Making) -> JsonDict:
    """PHIEU-YK: what an agency says. `about` is the row of the request."""
    matter, row = matter_of(making.case), making.about
    asked = f"{row.asking_name} {written_day(row.asked_on)}"
    body: Blocks = [
        blocks.said("Trả lời yêu cầu của", asked),
        blocks.said("Về hồ sơ", f"{matter.unit}{f', mã {making.case.row.code}' if making.case.row.code else ''}"),
        blocks.said("Nội dung được hỏi", row.question),
        blocks.heading("Ý kiến của cơ quan"),
        blocks.said("Ý kiến", ANSWER_TITLES[Answer(row.answer)] if row.answer else "………"),
        blocks.said("Nội dung, lý do", row.remarks or "không có ý kiến thêm"),
    ]  # fmt: skip
    return head(making, "PHIEU-YK") | {
        "kind": "PHIẾU Ý KIẾN", "subject": f"Về hồ sơ đề nghị {matter.ask}", "blocks": body,
        "recipients": [f"{row.asking_name};", "Lưu: VT."],
    }  # fmt: skip
