"""What may be recognised, and on what ground it is asked."""

from enum import StrEnum


class Kind(StrEnum):
    """The three things that the province recognises (Decree 52/2018, art. 3)."""

    TRADITIONAL_CRAFT = "traditional_craft"
    CRAFT_VILLAGE = "craft_village"
    TRADITIONAL_CRAFT_VILLAGE = "traditional_craft_village"


class DossierBasis(StrEnum):
    """From what a dossier starts; it changes the papers and the criteria (Decree 52/2018, art. 6.3 a, b, c)."""

    FULL = "full"
    FROM_CRAFT_VILLAGE = "from_craft_village"
    FROM_TRADITIONAL_CRAFT = "from_traditional_craft"


KIND_TITLES: dict[Kind, str] = {
    Kind.TRADITIONAL_CRAFT: "Nghề truyền thống",
    Kind.CRAFT_VILLAGE: "Làng nghề",
    Kind.TRADITIONAL_CRAFT_VILLAGE: "Làng nghề truyền thống",
}

BASIS_TITLES: dict[DossierBasis, str] = {
    DossierBasis.FULL: "Chưa được công nhận lần nào",
    DossierBasis.FROM_CRAFT_VILLAGE: "Đã được công nhận là làng nghề",
    DossierBasis.FROM_TRADITIONAL_CRAFT: "Nghề đã được công nhận là nghề truyền thống",
}

TRADE_GROUPS: dict[int, str] = {
    1: "Chế biến, bảo quản nông, lâm, thủy sản",
    2: "Sản xuất hàng thủ công mỹ nghệ",
    3: "Xử lý, chế biến nguyên vật liệu phục vụ sản xuất ngành nghề nông thôn",
    4: "Sản xuất đồ gỗ, mây tre đan, gốm sứ, thủy tinh, dệt may, sợi, thêu ren, đan lát, cơ khí nhỏ",
    5: "Sản xuất và kinh doanh sinh vật cảnh",
    6: "Sản xuất muối",
    7: "Các dịch vụ phục vụ sản xuất, đời sống dân cư nông thôn",
}
"""The rural trades of Decree 52/2018, art. 4, by the number under which an answer stores them."""

BASES_OF_KIND: dict[Kind, tuple[DossierBasis, ...]] = {
    Kind.TRADITIONAL_CRAFT: (DossierBasis.FULL,),
    Kind.CRAFT_VILLAGE: (DossierBasis.FULL,),
    Kind.TRADITIONAL_CRAFT_VILLAGE: tuple(DossierBasis),
}
"""The bases a dossier of this kind may claim; the first is the one to suggest."""


def shows_a_craft(kind: Kind, basis: DossierBasis) -> bool:
    """Whether this dossier has to prove a traditional craft itself (art. 5.2 and the papers of art. 6.1)."""
    if kind == Kind.TRADITIONAL_CRAFT_VILLAGE:
        return basis != DossierBasis.FROM_TRADITIONAL_CRAFT
    return kind == Kind.TRADITIONAL_CRAFT


def shows_a_village(kind: Kind, basis: DossierBasis) -> bool:
    """Whether this dossier has to prove a craft village itself (art. 5.3 and the papers of art. 6.2)."""
    if kind == Kind.TRADITIONAL_CRAFT_VILLAGE:
        return basis != DossierBasis.FROM_CRAFT_VILLAGE
    return kind == Kind.CRAFT_VILLAGE
