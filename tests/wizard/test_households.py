"""The household list at the desk: typed, pasted, imported, shown a hundred at a time."""

import io
import uuid
from typing import Any

import xlsxwriter

from tests.pages import Page
from tests.wizard.conftest import Draft
from workflow.dossiers.household_rows import HouseholdRow

HEAD = "Họ và tên chủ hộ\tThôn\tNghề\tSố lao động\tSố năm làm nghề\n"


def lines(*heads: str, ids: list[str] | None = None, **more: str) -> dict[str, Any]:
    known = ids or [str(uuid.uuid4()) for _head in heads]
    typed: dict[str, Any] = {}
    for place, head in enumerate(heads):
        typed |= {f"id-{place}": known[place], f"head_name-{place}": head, f"village-{place}": "Nậm Pung"}
    return typed | more


def ids_on(page: Page) -> list[str]:
    return [n.get("value") or "" for n in page.all("input") if (n.get("name") or "").startswith("id-")]


def test_typed_lines_are_saved_in_order_with_the_exact_share(draft: Draft) -> None:
    answer = draft.send("households", total_households="118", **lines(*(f"Lý A {n}" for n in "BCD")), go="more")
    assert answer.status_code == 303
    page = draft.page("households")
    assert [row[0] for row in draft.content["households"]] == ["Lý A B", "Lý A C", "Lý A D"]
    assert "3/118 hộ = 2,5 %" in page.text
    assert "còn thiếu 21 hộ để đạt 20 %" in page.text


def test_forty_one_of_a_hundred_and_eighteen_is_34_7_percent(draft: Draft) -> None:
    draft.send("households", total_households="118", **lines(*(f"Lý A {n}" for n in range(41))))
    page = draft.page("households")
    assert "41/118 hộ = 34,7 %" in page.text
    assert "đạt tối thiểu 20 %" in page.text


def test_the_page_offers_five_blank_lines_that_keep_their_ids(draft: Draft) -> None:
    page = draft.page("households")
    ids = ids_on(page)
    assert len(set(ids)) == 5
    typed = lines("Lý A Sử", ids=ids)
    draft.send("households", autosave=True, **typed)
    draft.send("households", **typed)
    assert len(draft.content["households"]) == 1


def test_an_emptied_line_leaves_the_list(draft: Draft) -> None:
    ids = [str(uuid.uuid4()), str(uuid.uuid4())]
    draft.send("households", **lines("Lý A Sử", "Vàng Thị Mỷ", ids=ids))
    draft.send("households", **lines("", "Vàng Thị Mỷ", ids=ids) | {"village-0": ""})
    assert [row[0] for row in draft.content["households"]] == ["Vàng Thị Mỷ"]


def test_one_wrong_cell_keeps_the_whole_page_from_being_stored(draft: Draft) -> None:
    typed = lines("Lý A Sử", "Vàng Thị Mỷ") | {"workers-1": "ba người", "village-0": "=1+1"}
    page = Page(draft.send("households", total_households="50", **typed))
    assert page.status == 422
    assert 'value="ba người"' in page.html
    assert 'value="=1+1"' in page.html
    assert "Dòng 2, Số lao động" in page.text
    assert "#workers-1" in page.links.values()
    assert draft.content["households"] == []
    assert draft.answers.total_households is None


def test_a_pasted_list_is_stored_whole(draft: Draft) -> None:
    text = HEAD + "Lý A Sử\tNậm Pung\tđan\t3\t12\nVàng Thị Mỷ\tNậm Pung\tđan\t2\t8\n"
    assert draft.send("households/import", text=text).status_code == 303
    assert draft.content["households"] == [
        ["Lý A Sử", "Nậm Pung", "đan", 3, 12],
        ["Vàng Thị Mỷ", "Nậm Pung", "đan", 2, 8],
    ]
    assert "Đã nhận 2 hộ" in draft.page("households").text


def test_a_pasted_list_with_one_wrong_line_is_shown_to_be_corrected(draft: Draft) -> None:
    text = HEAD + "Lý A Sử\tNậm Pung\tđan\t3\t12\nVàng Thị Mỷ\tNậm Pung\tđan\tnhiều\t8\n"
    page = Page(draft.send("households/import", text=text))
    assert page.status == 422
    assert "Chưa lưu hộ nào" in page.text
    area = page.all("textarea")[0].text or ""
    assert "Vàng Thị Mỷ\tNậm Pung\tđan\tnhiều\t8" in area
    assert draft.content["households"] == []
    assert draft.send("households/import", text=area.replace("nhiều", "2")).status_code == 303
    assert len(draft.content["households"]) == 2


def test_a_new_list_is_added_or_takes_the_place_of_the_old_one(draft: Draft) -> None:
    draft.send("households/import", text="Lý A Sử\tNậm Pung")
    draft.send("households/import", text="Vàng Thị Mỷ\tNậm Pung")
    assert [row[0] for row in draft.content["households"]] == ["Lý A Sử", "Vàng Thị Mỷ"]
    draft.send("households/import", text="Sùng A Páo\tNậm Pung", replace="y")
    assert [row[0] for row in draft.content["households"]] == ["Sùng A Páo"]


def test_ten_thousand_households_are_imported_and_shown_by_the_hundred(draft: Draft) -> None:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number in range(10_000):
            sheet.write_row(number, 0, [number + 1, f"Lò Văn {number + 1}", "Bản Xèo", "nấu rượu", 2, 15])
    answer = draft.send("households/import", file=(io.BytesIO(packed.getvalue()), "ds.xlsx"))
    assert answer.status_code == 303
    assert draft.answers.households == 10_000
    assert draft.answers.workers == 20_000
    page = draft.page("households", page=100)
    assert "Trang 100 / 100" in page.text
    assert 'value="Lò Văn 10000"' in page.html
    assert len(ids_on(page)) == 105


def test_a_line_on_the_third_page_is_changed_where_it_stands(draft: Draft) -> None:
    draft.send("households/import", text="\n".join(f"Lò Văn {n}\tBản Xèo" for n in range(1, 251)))
    page = draft.page("households", page=3)
    first = ids_on(page)[0]
    answer = draft.client.post(
        draft.url("households") + "?page=3",
        data={"seen_version": draft.version, "id-0": first, "head_name-0": "Lò Thị Mới", "village-0": "Bản Xèo"},
    )
    assert answer.status_code == 303
    assert draft.content["households"][200] == ["Lò Thị Mới", "Bản Xèo", "", None, None]


def test_twenty_thousand_is_the_most_a_dossier_holds(draft: Draft) -> None:
    draft.send("households/import", text="\n".join(f"Lò Văn A {n}\tBản Xèo" for n in range(15_000)))
    answer = draft.send("households/import", text="\n".join(f"Lò Văn B {n}\tBản Xèo" for n in range(5_001)))
    assert answer.status_code == 409
    assert "20.001" in Page(answer).text
    assert draft.answers.households == 15_000


def test_namesakes_in_one_village_are_pointed_out(draft: Draft) -> None:
    draft.send("households", **lines("Lý A Sử", "Lý A Sử"))
    assert "Lý A Sử, Nậm Pung: 2 lần" in draft.page("households").text


def test_a_file_that_is_no_list_keeps_what_was_pasted(draft: Draft) -> None:
    page = Page(draft.send("households/import", text="Lý A Sử\tNậm Pung", file=(io.BytesIO(b""), "rong.xlsx")))
    assert page.status == 422
    assert "rỗng" in page.text
    assert "Lý A Sử" in (page.all("textarea")[0].text or "")


def test_the_template_downloads_as_a_file(draft: Draft) -> None:
    answer = draft.client.get("/dossiers/household-template.xlsx")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.data[:2] == b"PK"


def test_a_line_of_another_dossier_is_not_touched(draft: Draft, plan_item_id) -> None:
    mine = str(uuid.uuid4())
    draft.send("households", **lines("Lý A Sử", ids=[mine]))
    other = draft.client.post("/dossiers/new", data={"title": "Làng nghề khác", "kind": "craft_village"}).location
    answer = draft.client.post(
        other.replace("/basis", "/households"), data={"seen_version": 1, "id-0": mine, "head_name-0": "Chiếm chỗ"}
    )
    assert answer.status_code == 404
    assert draft.content["households"][0] == list(HouseholdRow("Lý A Sử", "Nậm Pung").stored().values())


def test_the_list_prints_to_be_signed_and_ruled_lines_while_it_is_empty(draft: Draft) -> None:
    empty = draft.page("households/print")
    assert len(empty.all("tr")) == 26
    draft.send("households/import", text="Lý A Sử\tNậm Pung")
    full = draft.page("households/print")
    assert "Lý A Sử" in full.text
    assert len(full.all("tr")) == 2
