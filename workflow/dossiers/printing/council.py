# ruff: noqa: E501, ISC004 - sentences of papers are read whole
"""Papers of the council: the decision that sets it up, ballots, the minutes, and their extract for one dossier."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from states.actors import AgencyKind
from states.paper_words import DECREE_52, GOVERNMENT
from states.voting import CHOICE_TITLES, SEAT_TITLES, Choice, CouncilSeat
from workflow.council.minutes import minutes_text
from workflow.council.sheets import MemberRow
from workflow.dossiers.printing.making import Making, head, signed_by, start
from workflow.dossiers.printing.submissions import PROVINCE
from workflow.extensions import JsonDict
from workflow.papers import blocks
from workflow.papers.blocks import Blocks
from workflow.wall_clock import HANOI

Facts = Mapping[str, Any]
UPPER = "UBND tỉnh Lào Cai"


def extract(making: Making) -> JsonDict:
    """BB-HD in a dossier: what the minutes say of it alone, for others on the agenda are not its readers' affair.

    `about` is the meeting's facts with this one item.
    """
    meeting = making.about
    return head(making, "BB-HD") | _minutes(meeting, "TRÍCH BIÊN BẢN", "")


def minutes(meeting: Facts, remark: str, made_at: datetime, *, is_open: bool = False) -> JsonDict:
    """BB-HD of the whole meeting, for its members; not kept as a paper of any dossier, for it stands in the minutes."""
    facts = start("BB-HD", made_at, AgencyKind.PROVINCE, "Ủy ban nhân dân tỉnh Lào Cai")
    told = facts | _minutes(meeting, "BIÊN BẢN", remark)
    return told | ({"signatures": [one | {"name": ""} for one in told["signatures"]]} if is_open else {})


def _minutes(meeting: Facts, kind: str, remark: str) -> JsonDict:
    body: Blocks = [_line(line) for line in minutes_text(meeting).split("\n") if line.strip()]
    if remark:
        body += [
            blocks.heading("III. Ý kiến thảo luận"),
            *(blocks.paragraph(line) for line in remark.splitlines() if line),
        ]
    body.append(blocks.paragraph("Biên bản đã được đọc cho các thành viên cùng nghe và thông qua"))
    return {
        "parent": UPPER, "agency": [meeting["council"]], "place": "Lào Cai", "day": _day(meeting).isoformat(),
        "kind": kind, "subject": "Họp Hội đồng xét duyệt", "blocks": blocks.ended(body),
        "signatures": [signed_by(("THƯ KÝ",), _who(meeting, "secretary")), signed_by(("CHỦ TRÌ",), _chair(meeting))],
    }  # fmt: skip


def _line(line: str) -> JsonDict:
    if line.startswith(("I. ", "II. ")) or line.partition(". ")[0].isdecimal():
        return blocks.heading(line)
    return blocks.item(line[2:]) if line.startswith("- ") else blocks.paragraph(line)


def _day(meeting: Facts) -> date:
    return datetime.fromisoformat(meeting["held_at"]).astimezone(HANOI).date()


def _who(meeting: Facts, seat: str) -> str:
    there = [one["name"] for one in meeting["members"] if one["seat"] == seat and one["present"]]
    return str(there[0]) if there else "…………………………"


def _chair(meeting: Facts) -> str:
    """Who presided over the votes; without a word on that, who sat in the chair."""
    presided = [item["presider"] for item in meeting["items"] if item["presider"]]
    found = presided[0] if len(set(presided)) == 1 else _who(meeting, "chair")
    return str(found) if found.strip("…") else _who(meeting, "vice_chair")


def ballot(council: Any, title: str, at: datetime) -> JsonDict:
    """PHIEU-BQ on A5, to mark by hand: it names the dossier and nobody."""
    facts = start("PHIEU-BQ", at, AgencyKind.PROVINCE, "Ủy ban nhân dân tỉnh Lào Cai")
    body: Blocks = [
        blocks.said("Hồ sơ", title), blocks.paragraph("Đánh dấu X vào một ô:"),
        *(blocks.choice(CHOICE_TITLES[one]) for one in Choice), blocks.said("Ý kiến khác (nếu có)", ""), blocks.lines(3),
    ]  # fmt: skip
    return facts | {
        "parent": UPPER, "agency": [council], "place": "", "kind": "PHIẾU BIỂU QUYẾT",
        "subject": "Về việc xét duyệt hồ sơ của Hội đồng", "blocks": body, "is_blank": True,
        "signatures": [signed_by(("THÀNH VIÊN HỘI ĐỒNG",), "", "(Không ký khi bỏ phiếu kín)")],
    }  # fmt: skip


def setting_up(council: Any, members: Sequence[MemberRow], at: datetime) -> JsonDict:
    """QD-HD: a draft to work on; the number of the decision is known, its signer signs on paper."""
    facts = start("QD-HD", at, AgencyKind.PROVINCE, "Ủy ban nhân dân tỉnh Lào Cai")
    number, _slash, symbol = council.decision_number.partition("/")
    rows = [[one.name, one.agency, SEAT_TITLES[CouncilSeat(one.seat)]] for one in members]
    articles = (
        f"Thành lập {council.name}, gồm các ông, bà có tên sau:",
        "Hội đồng xem xét, biểu quyết về các hồ sơ đề nghị công nhận, thu hồi công nhận nghề truyền thống, làng nghề, làng "
        "nghề truyền thống; làm việc theo chế độ tập thể, quyết định theo đa số; tự giải thể khi hết thời hạn hoạt động.",
        "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Nông nghiệp và Môi trường và các ông, bà có tên tại Điều 1 chịu "
        "trách nhiệm thi hành Quyết định này. Quyết định có hiệu lực kể từ ngày ký.",
    )  # fmt: skip
    told = [blocks.article(f"Điều {place}.", text) for place, text in enumerate(articles, start=1)]
    table = blocks.table(("STT", "Họ và tên", "Cơ quan", "Chức danh"), blocks.numbered(rows), (11, 1.2, 2, 32), "clll")
    body = [blocks.centred("QUYẾT ĐỊNH:"), told[0], table, *told[1:]]
    return facts | {
        "number": number, "symbol": symbol or facts["symbol"], "day": council.decided_on.isoformat(),
        "kind": "QUYẾT ĐỊNH", "subject": f"Về việc thành lập {council.name}", "issuer": PROVINCE,
        "bases": [f"Căn cứ {GOVERNMENT};", f"Căn cứ {DECREE_52};", "Theo đề nghị của Sở Nông nghiệp và Môi trường."],
        "blocks": blocks.ended(body), "recipients": ["Như Điều 3;", "Chủ tịch, các Phó Chủ tịch UBND tỉnh;", "Lưu: VT, NLN."],
        "signatures": [signed_by(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "")],
    }  # fmt: skip
