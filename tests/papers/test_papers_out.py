# ruff: noqa: E501 - tables of cases are read in columns
"""Papers that officers make: what a person reads on them, when they are drafts, the same bytes for the same facts."""

import io
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pypdfium2
import pytest
from flask import Flask

from states.actors import AgencyKind, Role
from states.paper_words import authority
from states.papers_out import FIXED_AT, OUT_PAPERS
from states.procedures import EDITIONS
from workflow.dossiers.printing.issuing import naming, says_the_same
from workflow.dossiers.printing.making import agency_lines, place_of
from workflow.dossiers.printing.registry import FACTS
from workflow.extensions import JsonDict
from workflow.papers import blocks
from workflow.papers.official import EMPTY, is_draft, named
from workflow.papers.printed import file_name, pictures, render
from workflow.papers.printing import template_of
from workflow.papers.secrets import paper_code

AT = datetime(2027, 2, 4, 22, 0, tzinfo=UTC)
PAPER = uuid.UUID("01957b6e-0000-7000-8000-000000000009")
HOSTILE = "{{7*7}} <w:p>&amp; #raw(“x”) $x$ *đậm* _nghiêng_ \\ @a [b] <script>"


@pytest.fixture(autouse=True)
def _office() -> Iterator[None]:
    office = Flask("papers")
    office.config["LOOKUP_KEY"] = "a key of the tests"
    with office.app_context():
        yield


def letter(**changes: object) -> JsonDict:
    body = [
        blocks.paragraph("Làng nghề mây tre đan dân tộc Hà Nhì, Nậm Pung"),
        blocks.table(("STT", "Tên"), [["1", "Ưu, ẵm, ỡ, ễ, đ"]], (11, 1), "cl"), blocks.item("một mục;"),
        blocks.said("Số hộ", "1.118 hộ"), blocks.heading("I. Nội dung"), blocks.note("Ghi chú"),
        blocks.paragraph("Kính đề nghị xem xét, quyết định"),
    ]  # fmt: skip
    told = {
        "form": "TTR-XA", "version": "v1", "made_at": AT.isoformat(), "base_url": "https://langnghe.example",
        "agency": ["Ủy ban nhân dân", "xã Mường Hum"], "place": "Mường Hum", "symbol": "TTr-UBND", "number": "05",
        "day": "2027-02-05", "code": "H38.12-270205-0001", "paper": str(PAPER), "kind": "TỜ TRÌNH",
        "subject": "Về việc đề nghị công nhận làng nghề", "to": ["Ủy ban nhân dân tỉnh Lào Cai"],
        "bases": ["Căn cứ Nghị định số 52/2018/NĐ-CP."], "blocks": blocks.ended(body), "recipients": ["Như trên;"],
        "signatures": [{"lines": ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "name": "Vàng A Chú", "hint": ""}],
    }  # fmt: skip
    return EMPTY | told | changes


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def read(facts: JsonDict) -> str:
    return " ".join(pages(render(facts["form"], facts)))


def test_every_diacritic_number_and_date_can_be_read_back() -> None:
    text = read(letter())
    for sentence in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN XÃ MƯỜNG HUM",
        "Số: 05/TTr-UBND", "Mường Hum, ngày 05 tháng 02 năm 2027", "Kính gửi: Ủy ban nhân dân tỉnh Lào Cai",
        "Hà Nhì, Nậm Pung", "Ưu, ẵm, ỡ, ễ, đ", "1.118 hộ", "quyết định./.", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
        "Vàng A Chú", f"/verify/{paper_code(PAPER)}",
    ):  # fmt: skip
        assert sentence in text.replace("\u200b", "").replace("verify/ ", "verify/"), sentence
    assert "DỰ THẢO" not in text


@pytest.mark.parametrize("missing", [{"number": ""}, {"day": None}, {"signatures": []}])
def test_a_paper_is_a_draft_until_number_day_and_signer_are_recorded(missing: JsonDict) -> None:
    facts = letter(**missing)
    assert is_draft(facts)
    text = read(facts)
    assert "DỰ THẢO" in text
    assert "verify" not in text, "a draft leads to no page that calls it genuine"


def test_the_same_facts_give_the_same_bytes_and_other_facts_others() -> None:
    first = render("TTR-XA", letter())
    time.sleep(1.1)
    assert render("TTR-XA", letter()) == first
    assert render("TTR-XA", letter(number="06")) != first
    assert len(pictures("TTR-XA", letter())) == 1


@pytest.mark.parametrize("code", sorted(OUT_PAPERS))
def test_every_paper_is_pdf_a_tagged_titled_and_carries_its_fonts(code: str) -> None:
    facts = letter(
        form=code, kind="TỜ TRÌNH", issuer="Ủy ban nhân dân tỉnh Lào Cai", unit="Làng nghề", what="Làng nghề"
    )
    pdf = render(code, facts)
    for mark in (b"pdfaid:part", b"/MarkInfo", b"/StructTreeRoot", b"/OutputIntent", b"/Lang", b"/FontFile2"):
        assert mark in pdf, mark
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in pdf
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    assert OUT_PAPERS[code].title in document.get_metadata_dict()["Title"]
    width, height = document[0].get_size()
    document.close()
    sizes = {"a4": (595, 842), "a5": (420, 595), "a4-wide": (842, 595)}
    assert (round(width), round(height)) == sizes[OUT_PAPERS[code].sheet.value]


def test_pages_are_numbered_from_the_second_on_and_a_signature_is_never_alone() -> None:
    long = [blocks.paragraph(f"Đoạn {number}. " + "Nội dung của văn bản. " * 12) for number in range(1, 40)]
    found = pages(render("TTR-XA", letter(blocks=blocks.ended(long))))
    assert len(found) > 2
    assert not found[0].startswith("1 ")
    assert found[1].startswith("2 ")
    assert "Đoạn 39" in found[-1]
    assert "Vàng A Chú" in found[-1]


def test_what_people_typed_is_text_and_never_markup() -> None:
    text = read(letter(blocks=[blocks.paragraph(HOSTILE), blocks.table(("A",), [[HOSTILE]], (1,), "l")]))
    for piece in ("{{7*7}}", "<w:p>&amp;", "#raw(", "*đậm*", "_nghiêng_", "<script>"):
        assert text.count(piece) == 2, piece


@pytest.mark.parametrize(
    ("kind", "role", "signs_as", "lines"),
    [
        (AgencyKind.PROVINCE, Role.PROVINCE_LEADER, "", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (AgencyKind.COMMUNE, Role.COMMUNE_LEADER, "", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (AgencyKind.PROVINCE, Role.PROVINCE_LEADER, "TL. CHỦ TỊCH, CHÁNH VĂN PHÒNG", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (AgencyKind.AGRICULTURE_ENVIRONMENT, Role.DEPT_LEADER, "TUQ. GIÁM ĐỐC, CHI CỤC TRƯỞNG", ("TUQ. GIÁM ĐỐC", "CHI CỤC TRƯỞNG")),
        (AgencyKind.AGRICULTURE_ENVIRONMENT, Role.DEPT_LEADER, "", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (AgencyKind.PROVINCE, Role.PROVINCE_LEADER, "Q. CHỦ TỊCH", ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
    ],
)  # fmt: skip
def test_authority_words_follow_the_post_or_the_delegation(
    kind: AgencyKind, role: Role, signs_as: str, lines: tuple[str, ...]
) -> None:
    assert authority(kind, role, signs_as) == lines


def test_an_agency_stands_over_its_paper_as_the_decree_wants() -> None:
    assert agency_lines(AgencyKind.COMMUNE, "Ủy ban nhân dân phường Cam Đường") == [
        "Ủy ban nhân dân",
        "phường Cam Đường",
    ]
    assert agency_lines(AgencyKind.FINANCE, "Sở Tài chính tỉnh Lào Cai") == ["Sở Tài chính"]
    assert place_of(AgencyKind.COMMUNE, "Ủy ban nhân dân phường Cam Đường") == "Cam Đường"
    assert place_of(AgencyKind.FINANCE, "Sở Tài chính tỉnh Lào Cai") == "Lào Cai"


def test_a_paper_that_takes_the_place_of_another_names_it_and_why() -> None:
    old = letter()
    assert named(old) == "Tờ trình số 05/TTr-UBND ngày 05 tháng 02 năm 2027"
    new = naming(letter(number="", paper=None), old, "ghi nhầm tên thôn")
    assert new["replaces"] == {"paper": str(PAPER), "named": named(old)}
    text = read(new)
    assert f"Văn bản này thay thế {named(old)} do ghi nhầm tên thôn./." in text
    assert text.count("./.") == 1
    assert says_the_same(old, old | {"made_at": "2028-01-01", "paper": "x"})
    assert not says_the_same(old, new)


def test_every_paper_of_a_step_can_be_made_and_every_step_exists() -> None:
    steps = {(law.code, step.action) for law, _since in EDITIONS for step in law.all_steps}
    beside = {("opinion", "ask_opinions"), ("opinion", "answer"), ("council", "council_vote")}
    assert set(FIXED_AT) <= steps | beside
    assert {code for codes in FIXED_AT.values() for code in codes} == set(FACTS)
    assert set(FACTS) < set(OUT_PAPERS)
    for code in OUT_PAPERS:
        assert template_of(code, "v1").valid_from <= date(2026, 11, 1)
        assert len(code) <= 10
    assert file_name("TTR-XA", letter()) == "To-trinh-cua-ubnd-cap-xa-H38.12-270205-0001.pdf"
