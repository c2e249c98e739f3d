# ruff: noqa: E501 - a table is read in columns
"""Words that papers of the office owe the law: authority words over a signature, letters of agencies, grounds.

Decree 30/2020, annex I: TM. for a collective, KT. for the head, TL. by order, TUQ. by delegation, Q. acting.
"""

from collections.abc import Mapping

from states.actors import AgencyKind, Role

COLLECTIVE = "TM. ỦY BAN NHÂN DÂN"
COMMITTEES = frozenset({AgencyKind.COMMUNE, AgencyKind.PROVINCE})
"""Agencies that decide as a collective: who signs for the committee writes TM. first."""

BY_ORDER = ("TL.", "TUQ.")
"""By order and by delegation one signs in one's own capacity, not for the collective: no TM. goes before them."""

SIGNS_AS: Mapping[Role, tuple[str, ...]] = {
    Role.COMMUNE_LEADER: ("CHỦ TỊCH",),
    Role.DEPT_LEADER: ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    Role.CONSULTED_LEADER: ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    Role.PROVINCE_LEADER: ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    Role.ENV_APPRAISER: ("NGƯỜI THẨM ĐỊNH",),
    Role.DEPT_OFFICER: ("NGƯỜI LẬP",),
    Role.CONSULTED_OFFICER: ("NGƯỜI LẬP",),
    Role.COMMUNE_OFFICER: ("NGƯỜI LẬP",),
    Role.PROVINCE_CLERK: ("NGƯỜI LẬP",),
}
"""The words by the post that signs (domain §13), where no delegation brings its own."""

AGENCY_LETTERS: Mapping[AgencyKind, str] = {
    AgencyKind.COMMUNE: "UBND", AgencyKind.PROVINCE: "UBND", AgencyKind.AGRICULTURE_ENVIRONMENT: "SNNMT",
    AgencyKind.INDUSTRY_TRADE: "SCT", AgencyKind.SCIENCE_TECHNOLOGY: "SKHCN", AgencyKind.FINANCE: "STC",
    AgencyKind.EDUCATION_TRAINING: "SGDĐT", AgencyKind.CULTURE_SPORTS_TOURISM: "SVHTTDL",
}  # fmt: skip
"""The agency in the symbol of a paper."""

GOVERNMENT = "Luật Tổ chức chính quyền địa phương số 72/2025/QH15"
DECREE_52 = "Nghị định số 52/2018/NĐ-CP ngày 12 tháng 4 năm 2018 của Chính phủ về phát triển ngành nghề nông thôn"
ENVIRONMENT = "Luật Bảo vệ môi trường số 72/2020/QH14"
DECREE_08 = "Nghị định số 08/2022/NĐ-CP ngày 10 tháng 01 năm 2022 của Chính phủ quy định chi tiết một số điều của Luật Bảo vệ môi trường"
PLAN = "Kế hoạch Bảo tồn và phát triển làng nghề tỉnh Lào Cai giai đoạn 2026 - 2030 của Ủy ban nhân dân tỉnh"
GROUNDS: Mapping[str, tuple[str, ...]] = {
    "recognition": (DECREE_52, PLAN),
    "support": (DECREE_52, PLAN),
    "artisan_title": (PLAN,),
    "revocation": (DECREE_52,),
    "correction": (DECREE_52,),
}
"""The grounds a paper cites, by procedure."""

PROPOSALS: Mapping[str, str] = {
    "recognise": "công nhận", "refuse": "không công nhận", "support": "hỗ trợ", "no_support": "không hỗ trợ",
    "revoke": "thu hồi công nhận", "keep": "giữ nguyên công nhận",
}  # fmt: skip
"""What a finding (states.case.Finding) proposes, in running text."""


def authority(kind: AgencyKind, role: Role, signs_as: str = "") -> tuple[str, ...]:
    """The lines over a signature, one below the other; `signs_as` are the words of a delegation ("KT. …, …")."""
    lines = tuple(part.strip() for part in signs_as.split(",") if part.strip()) or SIGNS_AS.get(role, ())
    leads = role in (Role.COMMUNE_LEADER, Role.PROVINCE_LEADER)
    if kind in COMMITTEES and leads and not lines[:1][0].startswith(BY_ORDER):
        return (COLLECTIVE, *lines)
    return lines


def letters_of(kind: AgencyKind) -> str:
    """The agency in a symbol, e.g. "SNNMT"."""
    return AGENCY_LETTERS.get(kind, "CQPH")
