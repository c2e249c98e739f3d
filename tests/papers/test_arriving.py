"""Files sent in pieces: they go on where they were, two tabs do no harm, and the right is asked for every time."""

import hashlib
import io
import uuid
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from tests.papers.corpus import HOSTILE, pdf
from tests.papers.desk import Draft, count, draft
from tests.papers.sender import Sender
from tests.people import People
from tests.story import Story
from workflow.accounts.models import PostHolding
from workflow.jobs.sweeping import sweep
from workflow.papers import arriving, queries
from workflow.papers.arriving_models import Arriving, Piece
from workflow.papers.models import Attachment, StoredFile
from workflow.papers.pieces import LARGEST_PIECE, pieces
from workflow.transactions import writing
from workflow.wall_clock import now, today

A = pdf(b"A" * 3000)
HALF = len(A) // 2


@pytest.fixture
def mine(app: Flask, people: People) -> Draft:
    return draft(app, people)


@pytest.fixture
def sender(mine: Draft) -> Sender:
    return Sender(mine.client, mine.id)


def left(app: Flask) -> list[str]:
    """Names of pieces on the disk."""
    with app.app_context():
        root = pieces().root
        return [path.name for path in root.iterdir()] if root.exists() else []


def names(app: Flask, dossier_id: uuid.UUID, part: str = "CV-RESULTS") -> list[str]:
    with app.app_context():
        return [row.name for row in queries.attachments_of(dossier_id).get(part, ())]


def test_a_file_in_pieces_is_kept_as_if_it_came_at_once(app: Flask, mine: Draft, sender: Sender) -> None:
    ended = sender.send("Kết quả.pdf", A, step=1000).json
    assert (ended["outcome"], ended["said"]) == ("kept", "Đã lưu: Kết quả.pdf.")
    assert names(app, mine.id) == ["Kết quả.pdf"]
    with app.app_context():
        assert queries.attachments_of(mine.id)["CV-RESULTS"][0].digest == hashlib.sha256(A).digest()
    assert left(app) == []
    assert count(app, Piece) == 0


def test_the_same_file_chosen_again_goes_on_where_it_was(app: Flask, sender: Sender) -> None:
    first = sender.begin("a.pdf", len(A)).json
    sender.piece(first["id"], 0, A[:HALF])
    again = sender.begin("a.pdf", len(A)).json
    assert (again["id"], again["offset"]) == (first["id"], HALF)
    assert sender.client.get(f"{sender.url}/{first['id']}").json["offset"] == HALF
    other = sender.begin("a.pdf", len(A), mark="another file of this name").json
    assert (other["id"] != first["id"], other["offset"]) == (True, 0)


def test_the_page_says_what_is_on_its_way_and_offers_to_drop_it(app: Flask, mine: Draft, sender: Sender) -> None:
    begun = sender.begin("Kết quả.pdf", len(A)).json
    sender.piece(begun["id"], 0, A[:HALF])
    here = f"/dossiers/{mine.id}/request/papers"
    assert "Gửi dở" in mine.client.get(here).text
    answer = mine.client.post(f"{sender.url}/{begun['id']}/drop", data={"back": f"{here}#CV-RESULTS"})
    assert (answer.status_code, answer.location) == (303, f"{here}#CV-RESULTS")
    assert "Gửi dở" not in mine.client.get(here).text
    assert left(app) == []
    assert count(app, Arriving) == 0


def test_two_tabs_do_not_mix_their_pieces(app: Flask, sender: Sender) -> None:
    begun = sender.begin("a.pdf", len(A)).json["id"]
    assert sender.piece(begun, 0, A[:HALF]).json == {"offset": HALF}
    late = sender.piece(begun, 0, b"x" * HALF)
    assert (late.status_code, late.json) == (409, {"offset": HALF})
    assert sender.piece(begun, HALF + 1, b"x").status_code == 409
    assert len(left(app)) == 1
    sender.piece(begun, HALF, A[HALF:])
    assert sender.finish(begun).json["outcome"] == "kept"


def test_a_race_for_one_offset_has_one_winner(app: Flask, mine: Draft, sender: Sender) -> None:
    begun = uuid.UUID(sender.begin("a.pdf", len(A)).json["id"])
    with app.app_context(), writing() as session:
        assert arriving.take(session, begun, 0, 10, "first", now()) == 10
    with app.app_context(), pytest.raises(arriving.Misplaced) as wrong, writing() as session:
        arriving.take(session, begun, 0, 20, "second", now())
    assert wrong.value.offset == 10


def test_a_lost_answer_is_asked_for_again(sender: Sender) -> None:
    begun = sender.begin("a.pdf", len(A)).json["id"]
    sender.piece(begun, 0, A)
    first, second = sender.finish(begun).json, sender.finish(begun).json
    assert first == second
    assert first["outcome"] == "kept"


def test_a_file_that_is_not_all_there_is_not_finished(sender: Sender) -> None:
    begun = sender.begin("a.pdf", len(A)).json["id"]
    sender.piece(begun, 0, A[:HALF])
    early = sender.finish(begun)
    assert (early.status_code, early.json) == (409, {"offset": HALF})


def test_pieces_are_neither_empty_nor_too_large_nor_beyond_the_end(app: Flask, sender: Sender) -> None:
    begun = sender.begin("a.pdf", LARGEST_PIECE * 2).json["id"]
    assert sender.piece(begun, 0, b"").status_code == 400
    assert sender.piece(begun, 0, b"x" * (LARGEST_PIECE + 1)).status_code == 400
    assert sender.piece(begun, 0, b"x" * (LARGEST_PIECE + 2000)).status_code == 413
    short = sender.begin("b.pdf", 10).json["id"]
    assert sender.piece(short, 0, b"x" * 11).status_code == 400
    assert left(app) == []


@pytest.mark.parametrize(
    ("name", "size", "word"),
    [("a.exe", 10, ".exe"), ("a.pdf", 0, "rỗng"), ("a.pdf", 101 * 1024 * 1024, "100 MB"), ("a.svg", 5, ".svg")],
)
def test_what_will_be_refused_is_refused_before_it_is_sent(
    app: Flask, sender: Sender, name: str, size: int, word: str
) -> None:
    answer = sender.begin(name, size)
    assert answer.status_code == 400
    assert word in answer.json["said"]
    assert count(app, Arriving) == 0


def test_a_refused_file_is_judged_in_the_words_of_the_form_and_forgotten(app: Flask, sender: Sender) -> None:
    for name, content, word in HOSTILE.values():
        told = sender.send(name, content or b"").json
        assert word in told["said"] or "đuôi" in told["said"], (name, told)
    assert count(app, Attachment) == count(app, StoredFile) == count(app, Piece) == 0
    assert left(app) == []


def test_bytes_that_changed_on_the_way_are_not_kept(app: Flask, sender: Sender) -> None:
    begun = sender.begin("a.pdf", len(A)).json["id"]
    sender.piece(begun, 0, A)
    told = sender.finish(begun, sha256=hashlib.sha256(b"else").hexdigest()).json
    assert told["outcome"] == "refused"
    assert "không giống" in told["said"]
    assert count(app, Attachment) == 0


def test_a_file_takes_the_place_of_another(app: Flask, mine: Draft, sender: Sender) -> None:
    sender.send("a.pdf", A)
    with app.app_context():
        old = queries.attachments_of(mine.id)["CV-RESULTS"][0].id
    assert sender.send("b.pdf", pdf(b"B"), replaces=str(old)).json["outcome"] == "kept"
    assert names(app, mine.id) == ["b.pdf"]


def test_nobody_else_knows_of_a_file_on_its_way(app: Flask, people: People, mine: Draft, sender: Sender) -> None:
    begun = sender.begin("a.pdf", len(A)).json["id"]
    colleague = Sender(people.client(people("commune_officer")), mine.id)
    stranger = Sender(people.client(people("commune_officer", commune="Bát Xát")), mine.id)
    for other in (colleague, stranger):
        assert other.client.get(f"{other.url}/{begun}").status_code == 404
        assert other.piece(begun, 0, A).status_code == 404
        assert other.finish(begun).status_code == 404
        assert other.client.post(f"{other.url}/{begun}/drop").status_code == 404
    assert stranger.begin("a.pdf", 10).status_code == 404
    theirs = draft(app, people)
    assert Sender(mine.client, theirs.id).client.get(f"/dossiers/{theirs.id}/arriving/{begun}").status_code == 404


def test_a_leader_may_read_but_not_send(people: People, mine: Draft) -> None:
    leader = Sender(people.client(people("commune_leader")), mine.id)
    answer = leader.begin("a.pdf", 10)
    assert answer.status_code == 403
    assert answer.json["said"]


def test_a_right_that_ended_ends_between_two_pieces(app: Flask, mine: Draft, sender: Sender) -> None:
    begun = sender.begin("a.pdf", len(A)).json["id"]
    sender.piece(begun, 0, A[:HALF])
    with app.app_context(), writing() as session:
        ended = update(PostHolding).where(PostHolding.account_id == mine.officer.id)
        session.execute(ended.values(ended_at=now(), ended_by=mine.officer.id))
    assert sender.piece(begun, HALF, A[HALF:]).status_code in (403, 404)
    assert len(left(app)) == 1


def test_a_dossier_that_moved_on_takes_no_more_pieces(story: Story) -> None:
    sender = Sender(story.people.client(story.who("commune_officer")), story.id)
    begun = sender.begin("a.pdf", len(A)).json["id"]
    sender.piece(begun, 0, A[:HALF])
    story.up_to("environmental_appraisal")
    moved = sender.piece(begun, HALF, A[HALF:])
    assert moved.status_code == 410
    assert "không sửa được nữa" in moved.json["said"]


def test_pieces_do_not_make_an_open_page_stale(app: Flask, mine: Draft, sender: Sender) -> None:
    def seen() -> str:
        page = mine.client.get(f"/dossiers/{mine.id}/request/results").text
        return page.partition('name="seen_version" value="')[2].partition('"')[0]

    before = seen()
    assert before
    begun = sender.begin("a.pdf", len(A)).json["id"]
    sender.piece(begun, 0, A[:HALF])
    assert seen() == before


def test_one_person_may_have_so_many_files_on_the_way(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "MOST_UNFINISHED", 2)
    assert [sender.begin(f"{n}.pdf", 10).status_code for n in range(3)] == [201, 201, 400]


def test_what_nobody_goes_on_with_is_swept(app: Flask, sender: Sender) -> None:
    begun = sender.begin("a.pdf", len(A)).json["id"]
    sender.piece(begun, 0, A[:HALF])
    with app.app_context():
        assert sweep(today(), now()) == 0
        assert sweep(today(), now() + arriving.KEPT + timedelta(minutes=1)) == 1
        assert pieces().sweep(frozenset(), older_than=-1) == 1
    assert sender.piece(begun, HALF, A[HALF:]).status_code == 404
    assert left(app) == []


def test_pieces_read_as_one_stream(app: Flask) -> None:
    with app.app_context():
        kept = pieces()
        parts = [b"abc", b"defgh", b"i"]
        with kept.open([kept.write(part) for part in parts]) as stream:
            whole, model = b"".join(parts), io.BytesIO(b"".join(parts))
            assert stream.read() == whole
            for offset, length in ((0, 4), (2, 2), (3, 6), (8, 5), (9, 1), (20, 1)):
                stream.seek(offset)
                model.seek(offset)
                assert stream.read(length) == model.read(length)
            assert stream.seek(-2, 2) == 7
            assert stream.read() == b"hi"
