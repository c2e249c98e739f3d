"""Mẫu 02 to 05: what a person reads on them, the same bytes for the same facts, nothing read as markup."""

import io
import time
import uuid
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from workflow.extensions import JsonDict
from workflow.papers.letters import (
    Author,
    Matter,
    Wanted,
    extension_facts,
    refusal_facts,
    stop_facts,
    supplement_facts,
)
from workflow.papers.printed import file_name, pictures, render
from workflow.papers.printing import template_of, template_on

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
MATTER = Matter(
    uuid.UUID("01957b6e-0000-7000-8000-000000000007"), "H38.12-261102-0004", "Ủy ban nhân dân xã Mường Hum",
    "Công nhận nghề truyền thống, làng nghề, làng nghề truyền thống", "Làng nghề mây tre đan dân tộc Hà Nhì, Nậm Pung",
    "Nghị định 52/2018/NĐ-CP, Điều 5, Điều 6", "Ly Giờ Xá, trưởng thôn", "Thôn Nậm Pung", "0912 345 123",
    date(2026, 11, 2),
)  # fmt: skip
GUIDE = Author("Sở Nông nghiệp và Môi trường", "Nguyễn Thị Hồng Ngọc", ("Người hướng dẫn",))
LEADER = Author("Sở Nông nghiệp và Môi trường", "Trần Văn Nam", ("Lãnh đạo Sở",), "Ủy ban nhân dân tỉnh Lào Cai")
VICE_CHAIRMAN = Author(
    "Ủy ban nhân dân tỉnh Lào Cai", "Phan Trung Bá", ("TM. Ủy ban nhân dân", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
)
WANTED = (
    Wanted("Danh sách các hộ tham gia", "Còn thiếu", "Bổ sung danh sách có xác nhận của thôn"),
    Wanted("Phương án bảo vệ môi trường làng nghề", "Đã hết hiệu lực", "Gửi phương án đang có hiệu lực"),
)


def supplement(wanted: tuple[Wanted, ...] = WANTED, answer_by: date | None = date(2027, 1, 7)) -> JsonDict:
    made = supplement_facts(MATTER, GUIDE, wanted, message="Giấy tờ chưa đủ", answer_by=answer_by, at=AT)
    return made | {"number": "05/HDHS"}


LETTERS: dict[str, JsonDict] = {
    "M02": supplement(),
    "M03": refusal_facts(MATTER, GUIDE, reason="Nghề không thuộc các nhóm ngành nghề nông thôn", at=AT),
    "M04": extension_facts(
        MATTER, VICE_CHAIRMAN, due_on=date(2026, 12, 14), extended_to=date(2026, 12, 28),
        reason="Phải kiểm tra thực tế lần hai", at=AT,
    ),
    "M05": stop_facts(MATTER, LEADER, ground="Theo đề nghị của xã.", reason="các hộ xin hoàn thiện thêm", at=AT),
}  # fmt: skip

SENTENCES = {
    "M02": (
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", "Số: 05/HDHS", "Danh sách các hộ tham gia", "Còn thiếu",
        "Đã hết hiệu lực", "Yêu cầu Ông/Bà hoàn thiện hồ sơ gồm những nội dung như sau", "ngày 07 tháng 01 năm 2027",
        "Lý do: Giấy tờ chưa đủ.", "NGƯỜI HƯỚNG DẪN", "Nguyễn Thị Hồng Ngọc", "0912 345 123",
    ),
    "M03": (
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", "Nghề không thuộc các nhóm ngành nghề nông thôn.",
        "BỘ PHẬN TIẾP NHẬN",
    ),
    "M04": (
        "XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT HỒ SƠ", "ngày 14 tháng 12 năm 2026", "xin lỗi Ông/Bà",
        "ngày 28 tháng 12 năm 2026", "Phải kiểm tra thực tế lần hai.", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH", "Phan Trung Bá", "Nơi nhận",
    ),
    "M05": (
        "THÔNG BÁO", "Dừng giải quyết hồ sơ", "Theo đề nghị của xã. Các hộ xin hoàn thiện thêm.", "LÃNH ĐẠO SỞ",
        "ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "dừng giải quyết hồ sơ nêu trên kể từ ngày 24 tháng 11 năm 2026",
    ),
}  # fmt: skip


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("form", LETTERS)
def test_every_diacritic_can_be_read_back(form: str) -> None:
    (text,) = pages(render(form, LETTERS[form]))
    everywhere = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Lào Cai, ngày 24 tháng 11 năm 2026", "H38.12-261102-0004")
    for sentence in (*everywhere, *SENTENCES[form], f"Mẫu số {form[1:]} · Thông tư 03/2025/TT-VPCP"):
        assert sentence in text, sentence


@pytest.mark.parametrize("form", LETTERS)
def test_the_same_facts_give_the_same_archival_bytes(form: str) -> None:
    first = render(form, LETTERS[form])
    time.sleep(1.1)
    assert render(form, LETTERS[form]) == first
    assert b"pdfaid:part" in first
    assert b"LiberationSerif" in first


@pytest.mark.parametrize("form", LETTERS)
def test_a_draft_says_so(form: str) -> None:
    assert "DỰ THẢO" in pages(render(form, LETTERS[form], draft=True))[0]
    assert "DỰ THẢO" not in pages(render(form, LETTERS[form]))[0]
    assert pictures(form, LETTERS[form])[0].startswith(b"\x89PNG")


@pytest.mark.parametrize("form", ["M03", "M04", "M05"])
def test_what_people_type_is_never_markup(form: str) -> None:
    typed = '#read("/etc/passwd") *đậm* $x^2$ <nhãn> @ai \\ #sys.'
    assert typed in pages(render(form, LETTERS[form] | {"reason": typed}))[0]


def test_a_number_that_the_office_does_not_give_is_left_to_the_clerk() -> None:
    assert "Số: ………/………" in pages(render("M04", LETTERS["M04"]))[0]


def test_a_long_list_of_gaps_goes_on_to_a_numbered_page_with_the_head_again() -> None:
    long = pages(render("M02", supplement(WANTED * 15)))
    assert len(long) >= 2
    assert long[1].startswith("2 ")
    assert "Giấy tờ, nội dung" in long[1]


def test_without_a_last_day_nothing_is_said_of_stopping() -> None:
    (text,) = pages(render("M02", supplement(answer_by=None)))
    assert "dừng giải quyết" not in text
    assert "tính khi nhận đủ hồ sơ hợp lệ" in text


def test_a_dossier_without_a_code_says_so() -> None:
    bare = refusal_facts(
        Matter(uuid.UUID(int=7), None, "UBND xã", "Công nhận", "Làng", "Điều 6"), GUIDE, reason="x", at=AT
    )
    assert "chưa cấp" in pages(render("M03", bare))[0]
    assert file_name("M03", bare) == "Phieu-tu-choi-tiep-nhan-giai-2026-11-24.pdf"


def test_a_layout_has_a_version_and_days_on_which_it_is_in_force() -> None:
    for form in LETTERS:
        assert template_on(form, date(2026, 1, 1)) == template_of(form, "v2")
    with pytest.raises(LookupError):
        template_on("M02", date(2018, 1, 1))
    with pytest.raises(LookupError):
        template_of("M02", "v9")
