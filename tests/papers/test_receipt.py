"""The receipt (Mẫu 01): what a person reads on it, the same bytes for the same facts, nothing read as markup."""

import io
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pypdfium2
import pytest
from flask import Flask

from workflow.extensions import JsonDict
from workflow.papers.receipt import PartLine, receipt_facts, render, template_on, written_day
from workflow.papers.secrets import grouped, lookup_secret, lookup_token

DOSSIER = uuid.UUID("01957b6e-0000-7000-8000-000000000007")
BASE = "https://langnghe.example"


@pytest.fixture(autouse=True)
def _office() -> Iterator[None]:
    office = Flask("receipts")
    office.config["LOOKUP_KEY"] = "a key of the tests"
    with office.app_context():
        yield


def facts(**changes: Any) -> JsonDict:
    return receipt_facts(
        **(
            {
                "dossier_id": DOSSIER, "code": "H38.12-261102-0004", "agency": "Sở Nông nghiệp và Môi trường",
                "submitter": "Ủy ban nhân dân xã Mường Hum", "phone": "0912 345 123",
                "proposer": "Lò Thị Mẩy, đại diện các hộ",
                "address": "thôn Nậm Pung, xã Mường Hum", "procedure": "Công nhận làng nghề",
                "unit": "Làng nghề mây tre đan dân tộc Hà Nhì, Nậm Pung",
                "parts": (PartLine("Danh sách các hộ tham gia", "Bản điện tử", "02 tệp"),), "legal_days": 30,
                "received_at": datetime(2026, 11, 2, 1, 42, tzinfo=UTC), "due_on": date(2026, 12, 14),
                "receiver": "Nguyễn Thị Hồng Ngọc", "base_url": BASE,
            }
            | changes
        )
    )  # fmt: skip


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def test_every_diacritic_can_be_read_back() -> None:
    text = " ".join(pages(render(facts())))
    for sentence in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Ủy ban nhân dân xã Mường Hum", "Lò Thị Mẩy", "Hà Nhì, Nậm Pung",
        "30 ngày làm việc", "08 giờ 42 phút, ngày 02/11/2026", "ngày 14/12/2026", "Lào Cai, ngày 02 tháng 11 năm 2026",
        "02 liên", "Nguyễn Thị Hồng Ngọc", "02 tệp",
    ):  # fmt: skip
        assert sentence in text, sentence


def test_the_receipt_carries_code_secret_and_address() -> None:
    text = pages(render(facts()))[0]
    assert text.count("H38.12-261102-0004") == 2
    assert grouped(lookup_secret(DOSSIER)) in text
    assert f"{BASE}/lookup" in text


def test_the_facts_that_are_kept_hold_no_secret() -> None:
    kept = str(facts())
    assert lookup_secret(DOSSIER) not in kept
    assert grouped(lookup_secret(DOSSIER)) not in kept
    assert lookup_token(DOSSIER) not in kept


def test_the_same_facts_give_the_same_bytes() -> None:
    first = render(facts())
    time.sleep(1.1)
    assert render(facts()) == first


def test_other_facts_give_other_bytes() -> None:
    assert render(facts(code="H38.12-261102-0005")) != render(facts())


def test_a_draft_says_so_and_gives_nothing_away() -> None:
    text = pages(render(facts(code=None), draft=True))[0]
    assert "DỰ THẢO" in text
    assert "cấp khi tiếp nhận" in text
    assert grouped(lookup_secret(DOSSIER)) not in text
    assert "DỰ THẢO" not in pages(render(facts()))[0]


def test_what_people_type_is_never_markup() -> None:
    typed = '#read("/etc/passwd") *đậm* $x^2$ <nhãn> @ai // hết \\ #sys'
    assert typed in pages(render(facts(unit=typed)))[0]


def test_a_usual_receipt_is_one_page_and_the_second_page_is_numbered() -> None:
    line = PartLine("Bản tóm tắt kết quả hoạt động sản xuất, kinh doanh trong 02 năm gần nhất", "Bản điện tử", "01 tệp")
    assert len(pages(render(facts(parts=(line,) * 4)))) == 1
    long = pages(render(facts(parts=(line,) * 14)))
    assert len(long) == 2
    assert long[1].startswith("2")


def test_it_is_an_archival_pdf_with_a_title_and_one_family_of_type() -> None:
    pdf = render(facts())
    assert b"pdfaid:part" in pdf
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    assert "H38.12-261102-0004" in document.get_metadata_dict()["Title"]
    document.close()
    assert b"LiberationSerif" in pdf
    assert b"vi-VN" in pdf or b"(vi" in pdf


def test_printing_is_quick_once_warm() -> None:
    render(facts())
    took = []
    for number in range(5):
        begun = time.perf_counter()
        render(facts(code=f"H38.12-261102-{number + 10:04d}"))
        took.append(time.perf_counter() - begun)
    assert min(took) < 0.2


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 11, 23), "ngày 23 tháng 11 năm 2026"),
    ],
)
def test_a_day_is_written_as_the_decree_asks(day: date, words: str) -> None:
    assert written_day(day) == words


def test_a_layout_has_days_on_which_it_is_in_force() -> None:
    assert template_on("M01", date(2026, 1, 1)).circular == "Thông tư 03/2025/TT-VPCP"
    with pytest.raises(LookupError):
        template_on("M01", date(2018, 1, 1))
