"""Finding a dossier: without diacritics, by its code however it is typed, and never one that is not ours to see."""

import pytest

from tests.pages import Page
from tests.people import MUONG_HUM, People
from tests.story import Story
from workflow.dossiers import queries


def titles(story: Story, words: str, role: str = "commune_officer") -> list[str]:
    person = story.people.person(story.who(role))
    with story.app.app_context():
        return [row.title for row in queries.search(person, words).rows]


@pytest.mark.parametrize(
    "words", ["mây tre đan", "MAY TRE DAN", "may  tre", "hà nhì", "Ha Nhi", "nam pung", "Mường Hum", "muong hum"]
)
def test_words_are_found_with_and_without_diacritics(story: Story, words: str) -> None:
    assert titles(story, words) == [story.row.title]


def test_words_typed_with_combining_marks_are_the_same_words(story: Story) -> None:
    import unicodedata

    assert titles(story, unicodedata.normalize("NFD", "Mây tre đan dân tộc Hà Nhì")) == [story.row.title]


@pytest.mark.parametrize("words", ["không có gì như vậy", "100%", "_", "%", "\\", "'; --", "()", "😀"])
def test_what_is_not_there_is_not_found_and_nothing_breaks(story: Story, words: str) -> None:
    assert titles(story, words) == []


def test_no_words_list_everything_in_sight(story: Story) -> None:
    assert titles(story, "") == titles(story, "   ") == [story.row.title]


def test_a_code_is_found_in_any_style(story: Story) -> None:
    story.up_to("environmental_appraisal")
    code = story.row.code
    bare = code.replace(".", "").replace("-", "")
    for typed in (code, code.lower(), bare, bare.lower(), f"  {code} ", code.replace("-", " "), code.replace(".", " ")):
        assert titles(story, typed) == [story.row.title], typed
    assert titles(story, code[:-1] + "9") == []


def test_another_commune_does_not_find_it(story: Story, people: People) -> None:
    stranger = people.person(people("commune_officer", commune="Y Tý"))
    with story.app.app_context():
        assert queries.search(stranger, "may tre dan").rows == []
    assert titles(story, "may tre dan", "dept_officer") == []


def test_the_page_keeps_the_words_and_says_when_nothing_fits(story: Story) -> None:
    client = story.people.client(story.who("commune_officer"))
    found = Page(client.get("/dossiers?q=may+tre"))
    assert story.row.title in found.links
    assert 'value="may tre"' in found.html
    nothing = Page(client.get("/dossiers?q=<b>gốm</b>"))
    assert "Không có hồ sơ nào khớp với “<b>gốm</b>”" in nothing.text


def test_pages_of_a_long_list_follow_each_other(story: Story) -> None:
    for _number in range(3):
        Story(story.app, story.people, MUONG_HUM).draft()
    person = story.people.person(story.who("commune_officer"))
    with story.app.app_context(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "PAGE", 3)
        first = queries.search(person)
        second = queries.search(person, before=first.after)
    assert len(first.rows) == 3
    assert len(second.rows) == 1
    assert second.after is None
    assert second.rows[0].id == story.id


@pytest.mark.parametrize(("query", "status"), [("before=x", 400), ("stage=nothing", 200), ("q=" + "a" * 3000, 200)])
def test_a_strange_address_still_answers(story: Story, query: str, status: int) -> None:
    assert Page(story.people.client(story.who("commune_officer")).get(f"/dossiers?{query}")).status == status
