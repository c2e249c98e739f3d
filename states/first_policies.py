# ruff: noqa: E501 - a table is read in columns
"""The support policies an office begins with: what was read of Decree 52/2018 and of the plan, the ground of every kind.

They are loaded once into a new office (`init`), and the office's own catalogue counts from then on; nothing decides by
this table. The plan fixes no amounts: where no text does, a policy opens a kind without a ceiling.
"""

from datetime import date
from typing import NamedTuple

from states.actors import AgencyKind
from states.basis import DECREE_08, DECREE_52, ENVIRONMENT_LAW, THE_PLAN, Basis, Mark

AGRICULTURE, TRADE = AgencyKind.AGRICULTURE_ENVIRONMENT, AgencyKind.INDUSTRY_TRADE
SCIENCE, FINANCE = AgencyKind.SCIENCE_TECHNOLOGY, AgencyKind.FINANCE
EDUCATION, CULTURE = AgencyKind.EDUCATION_TRAINING, AgencyKind.CULTURE_SPORTS_TOURISM
DECREE_52_DAY, PLAN_DAY = date(2018, 6, 1), date(2026, 1, 1)


def _article(number: str, mark: Mark = Mark.FOUND) -> Basis:
    return Basis(f"{DECREE_52}, Điều {number}", mark)


def _plan(section: str) -> Basis:
    return Basis(f"{THE_PLAN}, mục {section}", Mark.PLAN)


ARTICLE_7, ARTICLE_8, ARTICLE_9 = _article("7", Mark.MEMORY), _article("8"), _article("9", Mark.PLAN)
ARTICLE_10, ARTICLE_11 = _article("10", Mark.PLAN), _article("11", Mark.PLAN)
ARTICLE_12 = _article("12", Mark.MEMORY)
ARTICLE_14_1, ARTICLE_14_2 = _article("14 khoản 1"), _article("14 khoản 2")
LAW_56 = Basis(f"{ENVIRONMENT_LAW}, Điều 56", Mark.FOUND)
DECREE_08_33 = Basis(f"{DECREE_08}, Điều 33, Điều 34", Mark.FOUND)
INDUSTRY_RULES = Basis("Quy định về khuyến công", Mark.MEMORY)
INVESTMENT_RULES = Basis("Pháp luật về đầu tư công và ưu đãi đầu tư", Mark.MEMORY)
HONOUR_RULES = Basis("Hướng dẫn của Bộ Công Thương về xét tặng danh hiệu nghệ nhân", Mark.MEMORY)


class FirstPolicy(NamedTuple):
    """One policy. `rate` is in hundredths of a percent of the cost, `amount_vnd` in đồng for each `each`."""

    title: str
    kinds: tuple[str, ...]
    lead: AgencyKind
    bases: tuple[Basis, ...]
    valid_from: date = PLAN_DAY
    rate: int | None = None
    amount_vnd: int | None = None
    each: str = ""
    covers: str = ""

    @property
    def _told(self) -> tuple[Basis, ...]:
        return tuple(basis for basis in self.bases if basis.citable) or self.bases

    @property
    def legal_basis(self) -> str:
        """What was read of its ground; what was only remembered where nothing was read."""
        return "; ".join(basis.text for basis in self._told)

    @property
    def mark(self) -> Mark:
        """How sure that ground is: as sure as the least sure text it names."""
        marks = {basis.mark for basis in self._told}
        return next(mark for mark in (Mark.MEMORY, Mark.FOUND, Mark.PLAN) if mark in marks)

    @property
    def unsure(self) -> str:
        """Grounds that are still to be compared with their text."""
        return "; ".join(basis.text for basis in self.bases if basis not in self._told)


# fmt: off
FIRST_POLICIES: tuple[FirstPolicy, ...] = (
    FirstPolicy("Đào tạo, truyền nghề",                      ("training",),                     EDUCATION,   (ARTICLE_11, _plan("II.3"))),
    FirstPolicy("Bảo vệ môi trường làng nghề",               ("environment",),                  AGRICULTURE, (LAW_56, DECREE_08_33, _plan("II.4"))),
    FirstPolicy("Xúc tiến thương mại, bán hàng trực tuyến",  ("trade_promotion", "ecommerce"),  TRADE,       (ARTICLE_9, _plan("II.5"), _plan("V.2")), DECREE_52_DAY, 5000, 50_000_000, "mỗi cơ sở"),
    FirstPolicy("Dự Hội thi sản phẩm thủ công Việt Nam",     ("contest",),                      TRADE,       (ARTICLE_9, _plan("II.5")), DECREE_52_DAY, 10_000, covers="Thuê gian hàng, tổ chức, ăn nghỉ và đi lại của người dự Hội thi"),
    FirstPolicy("Đổi mới công nghệ, máy móc (khuyến công)",  ("equipment",),                    TRADE,       (_plan("V.2"), INDUSTRY_RULES)),
    FirstPolicy("Lập hồ sơ sản phẩm OCOP",                   ("ocop",),                         AGRICULTURE, (_plan("II.5"),)),
    FirstPolicy("Tham quan, học tập kinh nghiệm",            ("study_visit",),                  AGRICULTURE, (_plan("II.5"),)),
    FirstPolicy("Ấn phẩm, phim ngắn, truyền thông",          ("media",),                        AGRICULTURE, (_plan("II.5"),)),
    FirstPolicy("Khoa học và công nghệ",                     ("scitech",),                      SCIENCE,     (ARTICLE_10, _plan("II.6"))),
    FirstPolicy("Sở hữu trí tuệ",                            ("ip",),                           SCIENCE,     (ARTICLE_10, ARTICLE_9, _plan("II.6"))),
    FirstPolicy("Truy xuất nguồn gốc",                       ("traceability",),                 SCIENCE,     (ARTICLE_10, _plan("II.6"))),
    FirstPolicy("Vay vốn ưu đãi",                            ("credit",),                       FINANCE,     (ARTICLE_8, _plan("II.7"))),
    FirstPolicy("Ưu đãi đầu tư dự án",                       ("investment",),                   FINANCE,     (ARTICLE_8, _plan("II.7"), INVESTMENT_RULES)),
    FirstPolicy("Phát triển vùng nguyên liệu",               ("raw_material",),                 AGRICULTURE, (_plan("II.8"),)),
    FirstPolicy("Gắn làng nghề với du lịch",                 ("tourism",),                      CULTURE,     (_plan("II.2"), _plan("V.6"))),
    FirstPolicy("Mặt bằng sản xuất, di dời",                 ("premises",),                     AGRICULTURE, (_plan("V.9"), ARTICLE_7)),
    FirstPolicy("Hạ tầng làng nghề",                         ("infrastructure",),               AGRICULTURE, (ARTICLE_14_2,)),
    FirstPolicy("Hỗ trợ trực tiếp theo quyết định công nhận", ("recognition_grant",),           AGRICULTURE, (ARTICLE_14_1,)),
    FirstPolicy("Dự án phát triển ngành nghề nông thôn",     ("rural_trade_project",),          AGRICULTURE, (_plan("V.1"),)),
    FirstPolicy("Mức hỗ trợ dự án từ ngân sách trung ương",  ("rural_trade_project",),          AGRICULTURE, (ARTICLE_12,), DECREE_52_DAY, 5000, 500_000_000, "mỗi dự án", "Từ ngân sách trung ương"),
    FirstPolicy("Xét tặng Nghệ nhân Nhân dân, Nghệ nhân Ưu tú", ("artisan_title",),             TRADE,       (_plan("V.2"), HONOUR_RULES)),
)
# fmt: on
