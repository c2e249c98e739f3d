# ruff: noqa: E501 - sentences of papers are read whole
"""What the province answers when it does not decide as it was asked: a letter with the reason."""

from workflow.dossiers.printing.making import Making, cited, head
from workflow.dossiers.printing.matters import Matter, matter_of
from workflow.dossiers.printing.submissions import PROVINCE
from workflow.extensions import JsonDict
from workflow.papers import blocks
from workflow.papers.blocks import Blocks


def refusal(making: Making) -> JsonDict:
    """TL-KCN: a letter that says no, with the reason and the way to ask again."""
    matter = matter_of(making.case)
    body: Blocks = [
        blocks.paragraph(
            f"{PROVINCE} nhận được {cited(making, 'TTR-SO', 'hồ sơ trình')} và hồ sơ của {matter.commune} về việc đề nghị "
            f"{matter.ask}: {matter.unit}."
        ),
        blocks.paragraph(f"Sau khi xem xét, {PROVINCE} {_answers(making)} với lý do sau:"),
        blocks.paragraph(making.reason or "………………"),
        *_unmet(making, matter),
        blocks.paragraph(
            f"{PROVINCE} thông báo để {matter.commune} và các bên liên quan được biết; khi khắc phục xong các nội dung nêu "
            "trên, có thể lập hồ sơ mới"
        ),
    ]  # fmt: skip
    about = f"V/v trả lời hồ sơ đề nghị {matter.ask}"
    return head(making, "TL-KCN") | {
        "about": about, "to": [matter.commune], "blocks": blocks.ended(body),
        "recipients": ["Như trên;", "Sở Nông nghiệp và Môi trường;", "Lưu: VT, NLN."],
    }  # fmt: skip


def _answers(making: Making) -> str:
    verbs = {"recognition": "không công nhận", "revocation": "giữ nguyên việc công nhận"}
    return verbs.get(making.case.row.procedure_code, "không chấp thuận đề nghị")


def _unmet(making: Making, matter: Matter) -> Blocks:
    """The criteria, where one of them is not met."""
    words = [row[-1] for block in matter.criteria for row in block["rows"]]
    if making.case.row.procedure_code != "recognition" or "Không đạt" not in words:
        return []
    return [blocks.paragraph("Kết quả thẩm định các tiêu chí:"), *matter.criteria]
