"""What was signed outside comes back: kept by whoever issues the paper, judged, replaced but never lost."""

import hashlib
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from tests.pages import Page
from tests.papers.bundles import members, repacked, taken
from tests.papers.corpus import picture
from tests.signatures import forge
from tests.signatures.desk import decision_of, keep, paper_of
from tests.story import Story
from workflow.dossiers.bundle.verify import verify
from workflow.dossiers.models import Entry
from workflow.extensions import db, new_id
from workflow.papers.models import StoredFile
from workflow.papers.queries import referenced_digests
from workflow.papers.services import forget_unreferenced
from workflow.papers.signatures.models import SignatureVerdict, SignedFile
from workflow.papers.signatures.services import judge_waiting
from workflow.transactions import writing
from workflow.wall_clock import now


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, Any]:
    return {"TRUST_STORE": str(forge.trust_store(tmp_path / "trust"))}


@pytest.fixture
def numbered(story: Story) -> Story:
    return story.up_to("issuance")


def page_of(story: Story, role: str = "province_clerk") -> Page:
    return Page(story.people.client(story.who(role)).get(f"/dossiers/{story.id}/signed"))


def kept(story: Story) -> list[Any]:
    with story.app.app_context():
        return list(db.session.execute(select(SignedFile.__table__).order_by(SignedFile.at, SignedFile.id)).all())


def acts(story: Story) -> list[Any]:
    wanted = select(Entry.__table__).where(Entry.dossier_id == story.id, Entry.action == "keep_signed_file")
    with story.app.app_context():
        return list(db.session.execute(wanted.order_by(Entry.number)).all())


def test_the_clerk_keeps_the_signed_decision_and_its_signature_is_told(numbered: Story) -> None:
    assert "Chưa có tệp đã ký" in page_of(numbered).text
    content = forge.sign(forge.document(), forge.signer())
    assert keep(numbered, decision_of(numbered), content).status_code == 303
    with numbered.app.app_context():
        judge_waiting(now)
    shown = page_of(numbered).text
    assert "Chữ ký số hợp lệ: Nguyễn Văn A" in shown
    (act,) = acts(numbered)
    assert act.payload == {"signed": hashlib.sha256(content).hexdigest(), "decision": str(decision_of(numbered))}
    address = f"/dossiers/{numbered.id}/signed/files/{kept(numbered)[0].id}"
    with numbered.people.client(numbered.who("dept_officer")).get(address) as given:
        assert given.data == content


def test_a_new_file_takes_the_place_of_the_old_one_which_stays(numbered: Story) -> None:
    first, second = (forge.sign(forge.document(words), forge.signer()) for words in ("Mot", "Hai"))
    for content in (first, second, second):
        assert keep(numbered, decision_of(numbered), content).status_code == 303
    assert [row.replaced_at is None for row in kept(numbered)] == [False, True]
    assert len(acts(numbered)) == 2
    assert "Tệp đã ký trước đây (1)" in page_of(numbered).text


def test_a_decision_of_several_dossiers_is_noted_in_each(numbered: Story) -> None:
    other = Story(numbered.app, numbered.people)
    other.cast = numbered.cast
    other.draft().up_to("numbering")
    other.step("number", "province_clerk", decision=str(decision_of(numbered)))
    keep(numbered, decision_of(numbered), forge.sign(forge.document(), forge.signer()))
    assert [len(acts(one)) for one in (numbered, other)] == [1, 1]
    assert "x.pdf" in page_of(other).text


def test_a_receipt_comes_back_through_the_desk_that_issues_it(story: Story) -> None:
    story.up_to("environmental_appraisal")
    receipt = paper_of(story, "M01").id
    content = forge.sign(forge.document(), forge.signer())
    assert keep(story, receipt, content, role="province_clerk").status_code == 403
    assert keep(story, receipt, content, role="env_appraiser").status_code == 403
    assert keep(story, receipt, content, role="reception_desk").status_code == 303
    assert [row.paper_id for row in kept(story)] == [receipt]


@pytest.mark.parametrize("role", ["commune_officer", "dept_leader", "province_leader", "reception_desk"])
def test_only_the_post_that_numbers_keeps_a_decision(numbered: Story, role: str) -> None:
    answer = keep(numbered, decision_of(numbered), forge.document(), role=role)
    assert answer.status_code in (403, 404)
    assert kept(numbered) == []
    assert f"/signed/{decision_of(numbered)}" not in page_of(numbered, role).html


def test_a_strangers_commune_has_no_such_page(numbered: Story) -> None:
    keep(numbered, decision_of(numbered), forge.sign(forge.document(), forge.signer()))
    stranger = numbered.people.client(numbered.people("commune_officer", commune="Y Tý"))
    assert stranger.get(f"/dossiers/{numbered.id}/signed").status_code == 404
    assert stranger.get(f"/dossiers/{numbered.id}/signed/files/{kept(numbered)[0].id}").status_code == 404


def test_a_file_of_another_dossier_is_not_found(numbered: Story) -> None:
    keep(numbered, decision_of(numbered), forge.sign(forge.document(), forge.signer()))
    other = Story(numbered.app, numbered.people)
    other.cast = numbered.cast
    other.draft().up_to("issuance")
    clerk = numbered.people.client(numbered.who("province_clerk"))
    assert clerk.get(f"/dossiers/{other.id}/signed/files/{kept(numbered)[0].id}").status_code == 404
    assert keep(other, decision_of(numbered), forge.document()).status_code == 404


@pytest.mark.parametrize(("content", "name"), [(picture("PNG"), "x.png"), (b"%PDF-", "x.pdf"), (b"", "x.pdf")])
def test_what_is_no_pdf_is_refused_with_a_reason(numbered: Story, content: bytes, name: str) -> None:
    answer = keep(numbered, decision_of(numbered), content, name=name)
    assert answer.status_code == 400
    assert "Chưa lưu được tệp" in Page(answer).text
    assert kept(numbered) == []


def test_a_file_that_is_too_large_is_refused(numbered: Story) -> None:
    answer = keep(numbered, decision_of(numbered), forge.document() + b"\0" * (20 * 1024 * 1024))
    assert answer.status_code == 400
    assert "20 MB" in Page(answer).text


def test_a_dossier_without_a_number_has_no_decision_to_sign(story: Story) -> None:
    story.up_to("provincial_approval")
    assert "Quyết định" not in page_of(story).text.partition("Tệp trước")[2]


def test_the_sweep_keeps_signed_files_and_forgets_verdicts_of_what_is_gone(numbered: Story) -> None:
    content = forge.sign(forge.document(), forge.signer())
    keep(numbered, decision_of(numbered), content)
    digest = hashlib.sha256(content).digest()
    gone = {"digest": b"g" * 32, "size": 1, "media_type": "application/pdf"}
    verdict = {
        "verdict": "unsigned",
        "signatures": 0,
        "signers": [],
        "trust": b"t" * 32,
        "tries": 1,
        "checked_at": now(),
    }
    with numbered.app.app_context():
        with writing() as session:
            session.execute(insert(StoredFile), gone)
            session.execute(insert(SignatureVerdict), [{"digest": one} | verdict for one in (b"g" * 32, digest)])
        with writing() as session:
            assert forget_unreferenced(session) == 1
        assert digest in referenced_digests()
        assert [bytes(one) for one in db.session.scalars(select(SignatureVerdict.digest))] == [digest]


@pytest.mark.parametrize("column", ["paper_id", "decision_id"])
def test_a_paper_has_one_signed_file_in_force(numbered: Story, column: str) -> None:
    keep(numbered, decision_of(numbered), forge.sign(forge.document(), forge.signer()))
    row = dict(kept(numbered)[0]._mapping)
    if column == "paper_id":
        row |= {"decision_id": None, "paper_id": paper_of(numbered, "M01").id}
    both = [row | {"id": new_id()} for _ in range(2)]
    with numbered.app.app_context(), pytest.raises(IntegrityError), writing() as session:
        session.execute(insert(SignedFile), both)


def test_two_clerks_at_once_leave_one_file_in_force(numbered: Story) -> None:
    decision = decision_of(numbered)
    contents = [forge.sign(forge.document(words), forge.signer()) for words in ("Mot", "Hai", "Ba", "Bon")]
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda one=one: answers.append(keep(numbered, decision, one).status_code))
        for one in contents
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303] * 4
    assert [row.replaced_at is None for row in kept(numbered)].count(True) == 1
    assert len(kept(numbered)) == len(acts(numbered)) == 4


def test_the_bundle_holds_the_signed_file_and_the_one_it_replaced_byte_for_byte(
    numbered: Story, tmp_path: Path
) -> None:
    decision = decision_of(numbered)
    first, second = forge.sign(forge.document(), forge.signer()), forge.sign(forge.document(), forge.signer())
    assert keep(numbered, decision, first, name="lần một.pdf").status_code == 303
    assert keep(numbered, decision, second, name="lần hai.pdf").status_code == 303
    held = members(taken(numbered))
    assert held["Tệp đã ký/01 lần một.pdf"] == first
    assert held["Tệp đã ký/02 lần hai.pdf"] == second
    assert "Bản đã ký (bản đã thay), Quyết định" in held["index.html"].decode()
    assert [fault for fault in verify(repacked(held, tmp_path / "bundle.zip")).faults if "đã ký" in fault] == []
