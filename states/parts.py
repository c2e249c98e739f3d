"""The papers of a dossier (Decree 52/2018, art. 6.1 to 6.3), derived from what is asked and on what basis."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from states.basis import DECREE_52, Basis, Mark
from states.kinds import DossierBasis, Kind, shows_a_craft, shows_a_village

CRAFT_PAPERS = Basis(f"{DECREE_52}, Điều 6 khoản 1", Mark.FOUND)
VILLAGE_PAPERS = Basis(f"{DECREE_52}, Điều 6 khoản 2", Mark.FOUND)
PRACTICE = Basis("Thực tiễn", Mark.INFERENCE)


@dataclass(frozen=True, slots=True)
class Part:
    """One paper of a dossier. `code` is what an attachment refers to."""

    code: str
    title: str
    basis: Basis
    note: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """One of `parts` must be there (or may be there, when it is not required)."""

    parts: tuple[Part, ...]
    required: bool = True

    @property
    def title(self) -> str:
        """The papers in words; alternatives are joined by "hoặc"."""
        return " hoặc ".join(
            part.title if number == 0 else _lower(part.title) for number, part in enumerate(self.parts)
        )

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(part.code for part in self.parts)

    @property
    def basis(self) -> Basis:
        return self.parts[0].basis

    def is_met(self, attached: Collection[str]) -> bool:
        """Whether one of the papers is attached."""
        return any(part.code in attached for part in self.parts)


def _lower(title: str) -> str:
    return title[0].lower() + title[1:]


SUMMARY = Part("TC-SUMMARY", "Bản tóm tắt quá trình hình thành, phát triển của nghề truyền thống", CRAFT_PAPERS)
AWARDS = Part(
    "TC-AWARDS",
    "Bản sao giấy chứng nhận, huy chương đã đạt được tại các cuộc thi, triển lãm",
    CRAFT_PAPERS,
    "Nếu không có, nộp bản mô tả đặc trưng mang bản sắc văn hóa dân tộc của nghề.",
)
IDENTITY = Part("TC-IDENTITY", "Bản mô tả đặc trưng mang bản sắc văn hóa dân tộc của nghề truyền thống", CRAFT_PAPERS)
ARTISAN = Part("TC-ARTISAN", "Bản sao giấy công nhận nghệ nhân nghề truyền thống", CRAFT_PAPERS, "Nộp nếu có.")
HOUSEHOLDS = Part(
    "CV-HOUSEHOLDS", "Danh sách các hộ tham gia hoạt động ngành nghề nông thôn trên địa bàn", VILLAGE_PAPERS
)
RESULTS = Part("CV-RESULTS", "Bản tóm tắt kết quả hoạt động sản xuất, kinh doanh trong 02 năm gần nhất", VILLAGE_PAPERS)
ENVIRONMENT = Part("CV-ENV", "Văn bản bảo đảm điều kiện về bảo vệ môi trường theo quy định", VILLAGE_PAPERS)
LETTER = Part("SUB-LETTER", "Tờ trình của UBND cấp xã", PRACTICE, "Nộp nếu có.")
OTHER = Part("OTHER", "Giấy tờ khác", PRACTICE, "Ảnh, bản đồ, tài liệu chứng minh thêm, nếu có.")

PARTS: dict[str, Part] = {
    part.code: part for part in (SUMMARY, AWARDS, IDENTITY, ARTISAN, HOUSEHOLDS, RESULTS, ENVIRONMENT, LETTER, OTHER)
}

CRAFT_NEEDS = (Need((SUMMARY,)), Need((AWARDS, IDENTITY)), Need((ARTISAN,), required=False))
VILLAGE_NEEDS = (Need((HOUSEHOLDS,)), Need((RESULTS,)), Need((ENVIRONMENT,)))
FREE_NEEDS = (Need((LETTER,), required=False), Need((OTHER,), required=False))


def _of(kind: Kind, basis: DossierBasis) -> tuple[Need, ...]:
    craft = CRAFT_NEEDS if shows_a_craft(kind, basis) else ()
    village = VILLAGE_NEEDS if shows_a_village(kind, basis) else ()
    return (*craft, *village, *FREE_NEEDS)


NEEDS: dict[tuple[Kind, DossierBasis], tuple[Need, ...]] = {
    (kind, basis): _of(kind, basis) for kind in Kind for basis in DossierBasis
}


def needs_of(kind: Kind, basis: DossierBasis) -> tuple[Need, ...]:
    """Every paper that a dossier of this kind and basis may or must hold, in the order of the decree."""
    return NEEDS[kind, basis]


def missing(needs: Iterable[Need], attached: Collection[str]) -> tuple[Need, ...]:
    """The required papers among `needs` that are not there yet."""
    return tuple(need for need in needs if need.required and not need.is_met(attached))
