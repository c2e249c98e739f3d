"""Old tabs, other people, saving while typing: nothing typed is lost and nobody writes over anybody unseen."""

import pytest

from states.actors import Role
from tests.pages import Page
from tests.wizard.conftest import Draft


def test_a_stale_tab_shows_what_was_typed_beside_what_is_stored(draft: Draft) -> None:
    old = draft.version
    draft.send("proposer", proposer_name="Lý A Sử")
    page = Page(draft.send("proposer", version=old, proposer_name="Vàng Thị Mỷ"))
    assert page.status == 409
    assert "Hồ sơ đã được sửa ở nơi khác" in page.text
    assert 'value="Vàng Thị Mỷ"' in page.html
    assert "Họ và tên Vàng Thị Mỷ Lý A Sử" in page.text
    assert draft.answers.proposer_name == "Lý A Sử"
    again = draft.send("proposer", version=int(page.hidden("seen_version")), proposer_name="Vàng Thị Mỷ")
    assert again.status_code == 303
    assert draft.answers.proposer_name == "Vàng Thị Mỷ"


def test_a_stale_household_page_loses_no_line(draft: Draft) -> None:
    old = draft.version
    draft.send("proposer", proposer_name="Lý A Sử")
    typed = {"id-0": "0198aaaa-0000-7000-8000-000000000001", "head_name-0": "Sùng A Páo", "total_households": "90"}
    page = Page(draft.send("households", version=old, **typed))
    assert page.status == 409
    assert 'value="Sùng A Páo"' in page.html
    assert 'value="90"' in page.html
    assert draft.content["households"] == []


def test_a_stale_import_keeps_the_list_in_the_paste_area(draft: Draft) -> None:
    old = draft.version
    draft.send("proposer", proposer_name="Lý A Sử")
    page = Page(draft.send("households/import", version=old, text="Sùng A Páo\tNậm Pung"))
    assert page.status == 409
    assert "Sùng A Páo\tNậm Pung" in (page.all("textarea")[0].text or "")


def test_an_autosave_answers_with_the_version_to_go_on_from(draft: Draft) -> None:
    answer = draft.send("proposer", autosave=True, proposer_name="Lý A Sử")
    assert answer.status_code == 204
    assert int(answer.headers["X-Version"]) == draft.version
    assert draft.answers.proposer_name == "Lý A Sử"


def test_an_autosave_of_an_old_tab_writes_nothing(draft: Draft) -> None:
    old = draft.version
    draft.send("proposer", proposer_name="Lý A Sử")
    assert draft.send("proposer", version=old, autosave=True, proposer_name="").status_code == 409
    assert draft.answers.proposer_name == "Lý A Sử"


def test_an_autosave_that_cannot_be_read_writes_nothing(draft: Draft) -> None:
    assert draft.send("environment", autosave=True, env_plan_on="31/02").status_code == 422
    assert draft.send("households", autosave=True, total_households="0").status_code == 422
    assert draft.answers.total_households is None


def test_a_form_without_its_version_is_answered_in_words(draft: Draft) -> None:
    answer = draft.client.post(draft.url("proposer"), data={"proposer_name": "Lý A Sử"})
    assert answer.status_code == 400
    assert draft.answers.proposer_name == ""


@pytest.mark.parametrize("section", ["", "basis", "unit", "proposer", "households", "households/import", "papers"])
def test_the_dossier_of_another_commune_does_not_exist(draft: Draft, section: str) -> None:
    stranger = draft.people.client(draft.people("commune_officer", commune="Bảo Yên"))
    assert stranger.get(draft.url(section)).status_code == 404


@pytest.mark.parametrize("section", ["basis", "unit", "proposer", "households", "households/import"])
def test_nothing_is_written_into_the_dossier_of_another_commune(draft: Draft, section: str) -> None:
    stranger = draft.people.client(draft.people("commune_officer", commune="Bảo Yên"))
    assert stranger.post(draft.url(section), data={"seen_version": draft.version}).status_code == 404


def test_the_leader_reads_and_does_not_write(draft: Draft) -> None:
    leader = draft.people.client(draft.people(Role.COMMUNE_LEADER.value))
    page = Page(leader.get(draft.url("proposer")))
    assert page.status == 200
    assert "Lưu và tiếp tục" not in page.text
    answer = leader.post(draft.url("proposer"), data={"seen_version": draft.version, "proposer_name": "Ai đó"})
    assert answer.status_code == 403
    assert draft.answers.proposer_name == ""
