"""What a file is, by its content; what the office takes and in which words it refuses."""

import io
import unicodedata

import pytest

from tests.papers.corpus import GENUINE, HOSTILE, pdf
from workflow.papers.types import LONGEST_NAME, Unsuitable, display_name, judge, kinds_for


@pytest.mark.parametrize("case", GENUINE)
def test_a_genuine_file_is_taken_and_left_at_its_beginning(case: str) -> None:
    name, content = GENUINE[case]
    stream = io.BytesIO(content)
    assert judge(stream, name, "CV-HOUSEHOLDS") in kinds_for("CV-HOUSEHOLDS")
    assert stream.tell() == 0


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence_of_its_own(case: str) -> None:
    name, content, word = HOSTILE[case]
    with pytest.raises(Unsuitable, match=word) as refusal:
        judge(io.BytesIO(content), name, "CV-RESULTS")
    said = str(refusal.value)
    assert said.startswith(f"“{name}”")
    assert "chưa được lưu; các tệp khác vẫn an toàn" in said


def test_the_corpus_is_large_enough() -> None:
    assert len(HOSTILE) >= 25


def test_a_table_as_text_is_taken_for_the_list_of_households_only() -> None:
    content = b"STT,Ten\n1,A\n"
    assert judge(io.BytesIO(content), "a.csv", "CV-HOUSEHOLDS").code == "csv"
    with pytest.raises(Unsuitable, match="không thuộc"):
        judge(io.BytesIO(content), "a.csv", "CV-ENV")


def test_a_name_is_composed_and_loses_what_cannot_be_seen() -> None:
    given = unicodedata.normalize("NFD", "Đơn đề nghị") + "\u202egpj\x00.\r\npdf"
    shown = display_name(given)
    assert shown == "Đơn đề nghịgpj.pdf"
    assert unicodedata.is_normalized("NFC", shown)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("C:\\Users\\Mẩy\\Danh sách.pdf", "Danh sách.pdf"),
        ("../../etc/passwd", "passwd"),
        ('a<b>:"c|d?.pdf', "a_b___c_d_.pdf"),
        ("", "tep"),
        ("....", "tep"),
    ],
)
def test_a_name_never_holds_a_path(given: str, shown: str) -> None:
    assert display_name(given) == shown


def test_a_long_name_keeps_its_ending() -> None:
    shown = display_name("ơ" * 400 + ".docx")
    assert len(shown) == LONGEST_NAME
    assert shown.endswith(".docx")


def test_a_name_without_ending_gets_that_of_its_kind() -> None:
    kind = judge(io.BytesIO(pdf()), "tài liệu", "CV-ENV")
    assert display_name("tài liệu", kind) == "tài liệu.pdf"
