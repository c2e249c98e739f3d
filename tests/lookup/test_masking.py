"""Names and numbers as the public sees them."""

import unicodedata

import pytest

from workflow.lookup.masking import masked_name, masked_phone


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Lò Thị Mẩy", "Lò T** M**"),
        ("Lò Thanh Mùi", "Lò T**** M**"),
        ("Nguyễn Thị Hồng Ngọc", "Nguyễn T** H*** N***"),
        ("Giàng A Páo", "Giàng A** P**"),
        ("Sùng Ý", "Sùng Ý**"),
        ("Đặng Văn Đức", "Đặng V** Đ**"),
        ("Ưng Ức", "Ưng Ứ**"),
        ("H'Hen Niê", "H'Hen N**"),
        ("Tẩn  Láo   Lở", "Tẩn L** L**"),
        ("Mẩy", "M**"),
        ("Y", "Y**"),
        ("", ""),
        ("Hợp tác xã Mây tre", "Hợp t** x** M** t**"),
    ],
)
def test_a_name_shows_the_family_and_first_letters(name: str, shown: str) -> None:
    assert masked_name(name) == shown
    assert masked_name(unicodedata.normalize("NFD", name)) == shown


def test_no_given_name_can_be_read_from_its_mask() -> None:
    families = ("Lò", "Vàng", "Lý", "Hoàng", "Phàn", "Chảo", "Tẩn", "Má", "Thào", "Cư")
    given = ("Mẩy", "Páo", "Sín", "Dua", "Seo Chú", "Thị Nga", "A Lềnh", "Văn Đông", "U Mẩy", "Ưu")
    for family in families:
        for name in given:
            shown = masked_name(f"{family} {name}").split()
            assert shown[0] == family
            assert all(word[1:] == "*" * len(word[1:]) and len(word) >= 3 for word in shown[1:])


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("0912 345 123", "09xx xxx 123"),
        ("0912345123", "09xx xxx 123"),
        ("+84 912 345 123", "09xx xxx 123"),
        ("0084912345123", "09xx xxx 123"),
        ("(0214) 3.821.123", "02xx xxx 123"),
        ("12345", "xxxx xxx xxx"),
        ("không có", ""),
        ("", ""),
    ],
)
def test_a_phone_shows_two_digits_and_the_last_three(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown
