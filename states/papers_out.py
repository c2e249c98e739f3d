"""The papers that officers make along a road: what each is called, who numbers it, and which step fixes which paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from states.actors import Role


class Sheet(StrEnum):
    """The paper a printer takes."""

    A4 = "a4"
    A5 = "a5"
    WIDE = "a4-wide"


@dataclass(frozen=True, slots=True)
class OutPaper:
    """One paper. `symbol` follows its number ("05/TTr-UBND"; {agency} stands for the agency's own letters).

    `numbered_by` are the roles that write its number down, at the agency that made it; without any, the number comes by
    itself or the paper bears none. `is_edited`: officers get a Word draft to work on before it is signed.
    """

    code: str
    title: str
    symbol: str = ""
    numbered_by: tuple[Role, ...] = ()
    is_edited: bool = False
    sheet: Sheet = Sheet.A4

    @property
    def bears_number(self) -> bool:
        return bool(self.symbol)


COMMUNE = (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)
DEPARTMENT = (
    Role.ENV_APPRAISER,
    Role.DEPT_OFFICER,
    Role.DEPT_LEADER,
    Role.CONSULTED_OFFICER,
    Role.CONSULTED_LEADER,
    *COMMUNE,
)
PROVINCE = (Role.PROVINCE_CLERK,)

# fmt: off
_ALL = (
    OutPaper("TTR-XA",   "Tờ trình của UBND cấp xã",             "TTr-{agency}", COMMUNE,    is_edited=True),
    OutPaper("CV-YK",    "Công văn xin ý kiến",                  "{agency}",     DEPARTMENT, is_edited=True),
    OutPaper("PHIEU-YK", "Phiếu ý kiến"),
    OutPaper("BB-KT",    "Biên bản kiểm tra thực tế",            is_edited=True),
    OutPaper("BC-MT",    "Báo cáo thẩm định môi trường",         "BC-{agency}",  DEPARTMENT, is_edited=True),
    OutPaper("BC-TH",    "Báo cáo thẩm định tổng hợp",           "BC-{agency}",  DEPARTMENT, is_edited=True),
    OutPaper("TTR-SO",   "Tờ trình UBND tỉnh",                   "TTr-{agency}", DEPARTMENT, is_edited=True),
    OutPaper("QD-HD",    "Quyết định thành lập Hội đồng",        "QĐ-UBND",      PROVINCE,   is_edited=True),
    OutPaper("BB-HD",    "Biên bản họp Hội đồng",                is_edited=True),
    OutPaper("PHIEU-BQ", "Phiếu biểu quyết", sheet=Sheet.A5),
    OutPaper("QD-CN",    "Quyết định công nhận",                 "QĐ-UBND",      is_edited=True),
    OutPaper("QD-TH",    "Quyết định thu hồi công nhận",         "QĐ-UBND",      is_edited=True),
    OutPaper("QD-HT",    "Quyết định hỗ trợ",                    "QĐ-UBND",      is_edited=True),
    OutPaper("QD-DC",    "Quyết định đính chính",                "QĐ-UBND",      is_edited=True),
    OutPaper("TL-KCN",   "Văn bản trả lời không chấp thuận",     "UBND-NLN",     PROVINCE,   is_edited=True),
    OutPaper("BANG-CN",  "Bằng công nhận",                       "BCN", sheet=Sheet.WIDE),
    OutPaper("DS-HO",    "Danh sách hộ tham gia (mẫu trống)"),
    OutPaper("PKT-MT",   "Phiếu kiểm tra môi trường (mẫu trống)", sheet=Sheet.WIDE),
)
OUT_PAPERS: Mapping[str, OutPaper] = {paper.code: paper for paper in _ALL}
LASTING = frozenset({"QD-CN", "QD-TH", "QD-HT", "QD-DC", "BANG-CN"})
"""Decisions and certificates: they live and end with the number in the book, and are never purged."""

BLANK_FORMS = ("DS-HO", "PKT-MT")
"""To print and fill by hand; they belong to no act."""

FIXED_AT: Mapping[tuple[str, str], tuple[str, ...]] = {
    #  procedure        action                   papers
    ("recognition",   "submit"):              ("TTR-XA",),
    ("recognition",   "sign_off"):            ("BB-KT", "BC-MT"),
    ("recognition",   "propose"):             ("BC-TH", "TTR-SO"),
    ("recognition",   "approve"):             ("QD-CN",),
    ("recognition",   "number"):              ("QD-CN",),
    ("recognition",   "issue"):               ("QD-CN", "BANG-CN"),
    ("recognition",   "reject"):              ("TL-KCN",),
    ("support",       "submit"):              ("TTR-XA",),
    ("support",       "sign_off"):            ("BB-KT", "BC-MT"),
    ("support",       "propose"):             ("BC-TH", "TTR-SO"),
    ("support",       "approve"):             ("QD-HT",),
    ("support",       "number"):              ("QD-HT",),
    ("support",       "issue"):               ("QD-HT",),
    ("support",       "reject"):              ("TL-KCN",),
    ("artisan_title", "submit"):              ("TTR-XA",),
    ("artisan_title", "propose"):             ("BC-TH", "TTR-SO"),
    ("artisan_title", "approve"):             ("QD-HT",),
    ("artisan_title", "number"):              ("QD-HT",),
    ("artisan_title", "issue"):               ("QD-HT",),
    ("artisan_title", "reject"):              ("TL-KCN",),
    ("revocation",    "submit"):              ("TTR-XA",),
    ("revocation",    "conclude_revocation"): ("BB-KT",),
    ("revocation",    "conclude_keep"):       ("BB-KT",),
    ("revocation",    "propose"):             ("BC-TH", "TTR-SO"),
    ("revocation",    "approve"):             ("QD-TH",),
    ("revocation",    "number"):              ("QD-TH",),
    ("revocation",    "issue"):               ("QD-TH",),
    ("revocation",    "reject"):              ("TL-KCN",),
    ("opinion",       "ask_opinions"):        ("CV-YK",),
    ("opinion",       "answer"):              ("PHIEU-YK",),
    ("council",       "council_vote"):        ("BB-HD",),
    ("correction",    "approve"):             ("QD-DC",),
    ("correction",    "number"):              ("QD-DC",),
    ("correction",    "issue"):               ("QD-DC",),
}
"""Which papers an act of a procedure fixes, in their order. A paper that has nothing to say is left out.

Opinions and the council's vote are acts beside the road of any dossier.
"""
# fmt: on

FOLLOWS: frozenset[str] = frozenset({"number", "issue"})
"""Acts that write the next version of the paper fixed before; where nothing changed, they write none."""


def papers_fixed_at(procedure: str, action: str) -> tuple[str, ...]:
    """The papers of an act, by code."""
    return FIXED_AT.get((procedure, action), ())
