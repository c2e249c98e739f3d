"""The page on which every answer is checked: all that is missing at once, with its article, and then the button."""

from states.kinds import DossierBasis, Kind
from tests.wizard.conftest import Draft
from workflow.register.models import Unit


def test_everything_missing_is_told_at_once_with_its_article(draft: Draft) -> None:
    page = draft.page()
    assert page.status == 200
    for words in (
        "Tổng số hộ trên địa bàn",
        "Họ và tên người đề nghị",
        "Thiếu giấy tờ",
        "Nghị định 52/2018/NĐ-CP, Điều 6",
    ):
        assert words in page.text, words
    assert draft.url("households") in page.links.values()
    assert f"/dossiers/{draft.id}/steps/present" not in page.links.values()


def test_the_criteria_are_computed_from_what_is_declared(draft: Draft) -> None:
    text = "\n".join(f"Lý A {n}\tNậm Pung" for n in range(19))
    draft.send("households/import", text=text)
    draft.send("households", total_households="96")
    assert "19/96 hộ" in draft.page().text
    assert "Còn thiếu 1 hộ" in draft.page().text


def test_every_answer_stands_in_order_with_a_way_to_change_it(draft: Draft) -> None:
    draft.send("proposer", proposer_name="Lý A Sử")
    page = draft.page()
    assert "Lý A Sử" in page.text
    assert "Sửa Người đề nghị" in page.links
    order = [
        page.html.index(f'id="{name}"') for name in ("basis", "unit", "proposer", "households", "results", "papers")
    ]
    assert order == sorted(order)


def test_the_list_of_sections_says_what_is_done_and_what_is_missing(draft: Draft) -> None:
    before = draft.page("proposer").text
    assert "Người đề nghị còn thiếu 3" in before
    draft.send("proposer", proposer_name="Lý A Sử", proposer_role="Trưởng thôn", proposer_phone="0912345678")
    assert "Người đề nghị đã đủ" in draft.page("proposer").text


def test_a_claimed_basis_is_checked_against_the_register(draft: Draft) -> None:
    draft.becomes(Kind.TRADITIONAL_CRAFT_VILLAGE, DossierBasis.FROM_CRAFT_VILLAGE)
    assert "Không tìm thấy trong sổ" in draft.page().text


def test_a_recognised_craft_village_of_the_commune_is_offered_as_proof(draft: Draft, recognised: Unit) -> None:
    page = draft.page("basis")
    assert recognised.name in page.text
    answer = draft.send(
        "basis", kind="traditional_craft_village", basis="from_craft_village", unit_id=str(recognised.id)
    )
    assert answer.status_code == 303
    assert "Không tìm thấy trong sổ" not in draft.page().text
    assert draft.row.unit_id == recognised.id


def test_the_proof_is_forgotten_when_the_basis_needs_none(draft: Draft, recognised: Unit) -> None:
    draft.send("basis", kind="traditional_craft_village", basis="from_craft_village", unit_id=str(recognised.id))
    draft.send("basis", kind="craft_village", basis="full", unit_id=str(recognised.id))
    assert draft.row.unit_id is None
