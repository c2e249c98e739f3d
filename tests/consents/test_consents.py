"""Consents as people meet them: asked in full, given by a tick, taken back at once, kept by the commune alone."""

import io
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from states.consents import WORDINGS, ConsentKind, wording_on
from tests.consents.desk import TODAY, Desk
from tests.pages import Page
from tests.papers.photographs import OWNER, photograph
from tests.people import People
from workflow.consents import shown
from workflow.consents.models import Consent, DataSubject, Exhibit
from workflow.consents.queries import answer_by
from workflow.consents.services import withdraw
from workflow.errors import NotFound, Stale
from workflow.extensions import db
from workflow.papers.models import StoredFile
from workflow.papers.queries import referenced_digests
from workflow.papers.storage import store
from workflow.wall_clock import now, today

Read = Callable[[Any], Page]
MAY, PAO = "Lý Thị Mẩy", "Vàng A Páo"


def test_the_form_reads_every_wording_and_ticks_nothing(desk: Desk, page: Read) -> None:
    form = page(desk.client.get(f"{desk.here}/consents/new"))
    for kind in ConsentKind:
        for paragraph in wording_on(kind, today()).paragraphs:
            assert paragraph in form.text
    assert [box.get("checked") for box in form.all("input") if box.get("type") in ("checkbox", "radio")] == [None] * 8


def test_wordings_are_added_and_never_changed() -> None:
    keys = [(each.kind, each.version) for each in WORDINGS]
    assert len(set(keys)) == len(keys)
    assert {each.kind for each in WORDINGS} == set(ConsentKind)
    for each in WORDINGS:
        assert wording_on(each.kind, each.valid_from).version == each.version
        assert any("Luật Bảo vệ dữ liệu cá nhân" in words for words in each.paragraphs)
        assert any("rút lại" in words for words in each.paragraphs)


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"was_read": ""}, 422, "Người đồng ý phải được biết đầy đủ trước khi đồng ý."),
        ({"kinds": []}, 409, "im lặng không phải là đồng ý"),
        ({"given_on": f"{today() + timedelta(1):%d/%m/%Y}"}, 409, "Ngày đồng ý chưa tới."),
        ({"given_on": "05/02/2025"}, 409, "Chưa có lời văn đồng ý cho ngày này"),
        ({"kinds": ["phone"], "phone": ""}, 409, "Hãy nhập số điện thoại"),
        ({"channel": ""}, 422, "Hãy chọn một mục."),
        ({"scan": (io.BytesIO(b"MZ program"), "giay.pdf")}, 400, "là chương trình máy tính"),
    ],
)
def test_what_is_no_consent_is_refused_and_stays_typed(
    desk: Desk, page: Read, change: dict[str, Any], status: int, sentence: str
) -> None:
    said = page(desk.agree(MAY, "photo", **change))
    assert said.status == status
    assert sentence in said.text
    assert MAY in [field.get("value") for field in said.all("input")]
    with desk.app.app_context():
        assert db.session.scalars(select(Consent.id)).all() == []


def test_a_photo_is_shown_while_everybody_in_it_agrees(desk: Desk, page: Read) -> None:
    assert desk.agree(MAY, "photo", "story").status_code == 303
    assert desk.agree(PAO, "photo").status_code == 303
    assert desk.add_photo("Hai người chạm bạc", MAY, PAO).status_code == 303
    assert desk.add_photo("Một mình", MAY).status_code == 303
    assert desk.add_story("Nghề của mẹ", "Mẹ dạy tôi\nchạm hoa.", MAY).status_code == 303
    assert desk.picture("Hai người chạm bạc") == 200
    seen = desk.everything_public()
    assert seen.count("Hai người chạm bạc") >= 2
    assert "Mẹ dạy tôi" in seen
    assert MAY not in seen, "a photo names nobody"
    assert desk.withdraw(PAO, "photo").status_code == 303
    assert (desk.picture("Hai người chạm bạc"), desk.picture("Một mình")) == (404, 200)
    assert "Hai người chạm bạc" not in desk.everything_public()
    kept = page(desk.client.get(f"{desk.here}/consents"))
    assert "không công khai: có người đã rút lại" in kept.text
    assert desk.agree(PAO, "photo").status_code == 303
    assert desk.picture("Hai người chạm bạc") == 404, "a new yes is not to what was put up under the old one"


def test_a_withdrawal_is_answered_within_two_working_days(desk: Desk, page: Read) -> None:
    desk.agree(MAY, "name", "phone")
    assert "0912 345 678" in desk.everything_public()
    assert desk.withdraw(MAY, "phone", on=f"{today() - timedelta(1):%d/%m/%Y}").status_code == 409, (
        "before it was given"
    )
    desk.withdraw(MAY, "phone")
    with desk.app.app_context():
        due = answer_by(today())
        assert due is not None
        assert due > today() + timedelta(1)
        assert db.session.scalars(select(DataSubject.phone)).all() == [""], "what is not to be shown is not kept"
    kept = page(desk.client.get(f"{desk.here}/consents"))
    assert f"trả lời trước hết ngày {due:%d/%m/%Y}" in kept.text
    waiting = page(desk.client.get("/register/withdrawals")).text
    assert MAY in waiting
    assert f"{due:%d/%m/%Y}" in waiting
    told = f"{desk.here}/consents/{desk.consent(MAY, 'phone')}/told"
    assert [desk.client.post(told).status_code for _twice in range(2)] == [303, 409]
    assert MAY not in page(desk.client.get("/register/withdrawals")).text
    assert f"đã trả lời ngày {TODAY}" in page(desk.client.get(f"{desk.here}/consents")).text
    assert desk.withdraw(MAY, "phone").status_code == 409, "it is taken back already"


def test_the_commune_keeps_and_others_read_withdraw_or_know_nothing(desk: Desk, people: People) -> None:
    desk.agree(MAY, "photo")
    desk.add_photo("Chạm bạc", MAY)
    other, reception, finance, leader = (
        people.client(someone)
        for someone in (
            people("commune_officer", commune="Y Tý"), people("reception_desk"),
            people("consulted_officer", kind="finance"), people("commune_leader"),
        )
    )  # fmt: skip
    assert finance.get("/register/withdrawals").status_code == 404
    for path in ("consents", "consents/new", "photos/new", "stories/new"):
        assert [who.get(f"{desk.here}/{path}").status_code for who in (other, finance)] == [404, 404]
        assert reception.get(f"{desk.here}/{path}").status_code == 200
        assert desk.app.test_client().get(f"{desk.here}/{path}").status_code in (302, 303, 401)
    assert desk.agree(PAO, "photo", client=reception).status_code == 403
    assert desk.agree(PAO, "photo", client=other).status_code == 404
    for stranger in (other, finance):
        assert desk.withdraw(MAY, "photo", client=stranger).status_code == 404
    down = f"{desk.here}/exhibits/{desk.exhibit('Chạm bạc')}/withdraw"
    assert leader.post(down, data={"why": "Mờ"}).status_code == 403
    assert desk.client.post(down, data={"why": " "}).status_code == 409
    assert desk.withdraw(MAY, "photo", client=reception).status_code == 303
    assert desk.picture("Chạm bạc") == 404


def test_what_is_not_shown_any_more_can_be_erased(desk: Desk, page: Read) -> None:
    desk.agree(MAY, "photo", "story")
    desk.add_photo("Chạm bạc", MAY)
    desk.add_story("Nghề của mẹ", "Mẹ dạy tôi.", MAY)
    kinds = {"photo": "Chạm bạc", "story": "Nghề của mẹ"}
    erase = {kind: f"{desk.here}/exhibits/{desk.exhibit(title)}/erase" for kind, title in kinds.items()}
    assert desk.client.post(erase["photo"]).status_code == 409, "it is shown"
    for kind in kinds:
        desk.withdraw(MAY, kind)
        assert [desk.client.post(erase[kind]).status_code for _twice in range(2)] == [303, 409]
    kept = page(desk.client.get(f"{desk.here}/consents")).text
    assert "đã xóa ngày" in kept
    assert not [title for title in kinds.values() if title in kept]
    with desk.app.app_context():
        assert referenced_digests() == frozenset()


def test_a_photo_leaves_its_camera_behind_and_is_kept_from_the_sweep(desk: Desk) -> None:
    desk.agree(MAY, "photo")
    assert OWNER.encode() in photograph()
    desk.add_photo("Chạm bạc", MAY)
    with desk.app.app_context():
        (digest,) = db.session.scalars(select(Exhibit.digest))
        with store().open(digest) as file:
            assert OWNER.encode() not in file.read()
        assert digest in referenced_digests()
    answer = desk.app.test_client().get(f"{desk.here}/photos/{desk.exhibit('Chạm bạc')}")
    assert answer.mimetype == "image/webp"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("file", "name", "sentence"),
    [
        (b"%PDF-1.4\n%%EOF", "anh.pdf", "anh.pdf"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 64, "anh.heic", "là ảnh HEIC của iPhone"),
        (photograph()[:600], "anh.jpg", "chụp hoặc quét lại rồi tải lên"),
    ],
)
def test_what_is_no_photo_is_refused_with_what_to_do(
    desk: Desk, page: Read, file: bytes, name: str, sentence: str
) -> None:
    desk.agree(MAY, "photo")
    said = page(desk.add_photo("Chạm bạc", MAY, file=file, name=name))
    assert said.status == 400
    assert sentence in said.text
    assert "Chạm bạc" in [field.get("value") for field in said.all("input")]
    with desk.app.app_context():
        assert db.session.scalars(select(StoredFile.digest)).all() == []


def test_a_withdrawal_while_a_picture_is_drawn_counts(desk: Desk, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.agree(MAY, "photo")
    desk.add_photo("Chạm bạc", MAY)
    said: list[int] = []

    def slow(*_about: object) -> bytes:
        hand = threading.Thread(target=lambda: said.append(desk.withdraw(MAY, "photo").status_code))
        hand.start()
        hand.join()
        return b"drawn"

    monkeypatch.setattr(shown, "preview", slow)
    assert desk.picture("Chạm bạc") == 404
    assert said == [303]


def test_of_two_who_withdraw_at_once_one_is_told(desk: Desk, app: Flask) -> None:
    desk.agree(MAY, "photo")
    by, consent_id = desk.people.person(desk.officer), desk.consent(MAY, "photo")
    gate, said = threading.Barrier(2), []

    def act() -> None:
        with app.app_context():
            found = db.session.scalars(select(Consent.id)).one()
            gate.wait()
            try:
                said.append(withdraw(found, today(), by=by, on=today(), at=now()).value)
            except (Stale, NotFound) as late:
                said.append(type(late).__name__)

    hands = [threading.Thread(target=act) for _hand in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert sorted(said) == ["Stale", "photo"], consent_id
