# ruff: noqa: E501 - what papers say is read whole
"""Papers along a road: seen before the act, fixed in it, numbered after it, corrected by a new one."""

import hashlib
import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.pages import Page
from tests.papers.demo import PAPER, go, papers_of, recognised, refused
from tests.papers.test_papers_out import pages as pages_of
from tests.people import People
from tests.story import Story
from workflow.decisions.queries import find_signed
from workflow.dossiers.journal import verify
from workflow.dossiers.models import Entry
from workflow.extensions import db
from workflow.papers.official import is_draft
from workflow.papers.printed import render
from workflow.papers.secrets import paper_code
from workflow.transactions import writing


def entries(story: Any) -> list[Any]:
    table = Entry.__table__
    with story.app.app_context():
        return list(db.session.execute(select(table).where(table.c.dossier_id == story.id).order_by(table.c.number)))


def text_of(story: Any, paper: Any) -> str:
    with story.app.app_context():
        return " ".join(pages_of(render(paper.form, paper.facts)))


@pytest.fixture
def whole(app: Flask, people: People) -> Story:
    return recognised(app, people)[0]


def test_every_paper_stands_in_the_journal_with_the_digest_of_its_bytes(whole: Story) -> None:
    papers = {str(paper.id): paper for paper in papers_of(whole.app, whole.id) if not paper.form.startswith("M")}
    noted = {}
    for entry in entries(whole):
        for (code, paper_id), digest in zip(
            entry.payload.get("papers", ()), entry.payload.get("digests", ()), strict=True
        ):
            assert (papers[paper_id].form, papers[paper_id].entry_number) == (code, entry.number)
            noted[paper_id] = digest
    assert noted.keys() == papers.keys()
    with whole.app.app_context():
        for paper_id, digest in noted.items():
            facts = papers[paper_id].facts
            assert hashlib.sha256(render(papers[paper_id].form, facts)).hexdigest() == digest
            assert facts["paper"] == paper_id, "a paper knows its own id"
        assert verify(db.session()) == []
    forms = [paper.form for paper in papers.values()]
    assert forms == [
        "TTR-XA", "TTR-XA", "BB-KT", "BC-MT", "BC-MT", "CV-YK", "PHIEU-YK", "CV-YK", "BC-TH", "TTR-SO", "BC-TH", "TTR-SO",
        "BB-HD", "QD-CN", "QD-CN", "BANG-CN",
    ]  # fmt: skip


def test_each_paper_says_what_the_dossier_says(whole: Story) -> None:
    said = {
        "TTR-XA": ("Số: 45/TTr-UBND", "41 hộ trên tổng số 118 hộ", "900.000.000", "Vàng A Chú", "Mường Hum, ngày"),
        "BB-KT": ("Hệ thống thu gom nước thải", "Nguyễn Thị Hồng Ngọc"),
        "BC-MT": ("Số: 112/BC-SNNMT", "Tờ trình số 45/TTr-UBND", "Đạt các điều kiện bảo vệ môi trường./."),
        "CV-YK": ("V/v xin ý kiến", "Kính gửi: Sở Công Thương tỉnh Lào Cai", "thị trường tiêu thụ ổn định không?"),
        "PHIEU-YK": ("Đồng ý, có ý kiến", "dán nhãn sản phẩm", "Giàng Seo Phử", "KT. GIÁM ĐỐC"),
        "BC-TH": ("34,7 % (41/118 hộ)", "Tiếp thu, đưa vào báo cáo", "đề xuất công nhận"),
        "TTR-SO": ("Số: 204/TTr-SNNMT", "Đã lấy ý kiến 01 cơ quan", "Phạm Quốc Việt"),
        "BB-HD": ("TRÍCH BIÊN BẢN", "Đồng ý 6, không đồng ý 1", "Nguyễn Hữu Bình"),
        "QD-CN": ("Số: 01/QĐ-UBND", "Tờ trình số 204/TTr-SNNMT", "Điều 3.", "DANH SÁCH", "Phan Trung Bá"),
        "BANG-CN": ("BẰNG CÔNG NHẬN", "Hà Nhì, Nậm Pung", "Thôn Nậm Pung, xã Mường Hum", "Số: 01/BCN-", "Quyết định số 01/QĐ-UBND"),
    }  # fmt: skip
    for form, sentences in said.items():
        paper = papers_of(whole.app, whole.id, form)[-1]
        text = text_of(whole, paper)
        for sentence in sentences:
            assert sentence in text, (form, sentence)
        assert not is_draft(paper.facts)
        assert "DỰ THẢO" not in text


def test_a_signed_decision_is_a_draft_until_it_has_its_number(whole: Story) -> None:
    first, second = papers_of(whole.app, whole.id, "QD-CN")
    assert is_draft(first.facts)
    assert "Phan Trung Bá" in text_of(whole, first)
    assert second.facts["earlier"] == str(first.id)
    assert not is_draft(second.facts)


def test_who_signs_sees_the_exact_paper_first(app: Flask, people: People) -> None:
    story = Story(app, people).draft().up_to("provincial_approval")
    client = people.client(story.who("province_leader"))
    step = Page(client.get(f"/dossiers/{story.id}/steps/approve"))
    assert "Quyết định công nhận" in step.text
    before = f"/dossiers/{story.id}/papers/before/approve"
    assert "DỰ THẢO" in Page(client.get(before)).text
    seen = pages_of(client.get(f"{before}/QD-CN.pdf").data)
    assert client.get(f"{before}/QD-CN-1.png").data.startswith(b"\x89PNG")
    assert client.get(f"{before}/QD-CN-9.png").status_code == 404
    assert client.get(f"{before}/QD-CN.docx").data.startswith(b"PK")
    assert client.get(f"{before}/BANG-CN.pdf").status_code == 404
    assert papers_of(app, story.id, "QD-CN") == [], "a look keeps nothing"
    go(story, "approve")
    kept = papers_of(app, story.id, "QD-CN")[0]
    with app.app_context():
        assert pages_of(render("QD-CN", kept.facts)) == seen
    stranger = people.client(story.who("commune_officer"))
    assert stranger.get(before).status_code in (403, 404, 409)


def test_a_refusal_gives_its_reason(app: Flask, people: People) -> None:
    story = refused(app, people)
    text = text_of(story, papers_of(app, story.id, "TL-KCN")[-1])
    assert "không công nhận với lý do sau: Chưa có phương án xử lý nước thải tập trung" in text
    assert "Số: 09/UBND-NLN" in text


def test_forms_to_fill_by_hand_and_papers_of_the_council(app: Flask, people: People) -> None:
    story, chamber = recognised(app, people)
    client = people.client(story.who("dept_officer"))
    for code in ("DS-HO", "PKT-MT"):
        answer = client.get(f"/dossiers/{story.id}/papers/blank/{code}.pdf")
        assert "Nậm Pung" in " ".join(pages_of(answer.data))
    assert client.get(f"/dossiers/{story.id}/papers/blank/QD-CN.pdf").status_code == 404
    clerk = people.client(chamber.clerk)
    minutes = clerk.get(f"/council/meetings/{chamber.meeting_id}/minutes.pdf")
    assert "Đề nghị xã duy trì tổ tự quản" in " ".join(pages_of(minutes.data))
    assert clerk.get(f"/council/meetings/{chamber.meeting_id}/minutes.pdf").data == minutes.data
    decision = " ".join(pages_of(clerk.get(f"/council/{chamber.council_id}/decision.pdf").data))
    assert "Số: 77/QĐ-UBND" in decision
    assert "DỰ THẢO" in decision, "nobody has signed it here"
    assert client.get(f"/council/{chamber.council_id}/decision.docx").status_code == 404
    assert client.get(f"/dossiers/{uuid.uuid4()}/papers/blank/DS-HO.pdf").status_code == 404


def test_a_ballot_is_a5_and_names_nobody(app: Flask, people: People) -> None:
    from tests.council.desk import Chamber

    chamber = Chamber(app, people)
    chamber.plan(chamber.dossier()).open()
    clerk = people.client(chamber.clerk)
    text = " ".join(
        pages_of(clerk.get(f"/council/meetings/{chamber.meeting_id}/items/{chamber.item().id}/ballot.pdf").data)
    )
    assert "PHIẾU BIỂU QUYẾT" in text
    assert "Nguyễn Hữu Bình" not in text


def test_under_the_first_version_of_the_law_the_number_is_the_one_typed_at_issue(old_story: Story) -> None:
    old_story.up_to("recognised")
    first, second = papers_of(old_story.app, old_story.id, "QD-CN")
    assert first.facts["signatures"] == second.facts["signatures"]
    assert not is_draft(second.facts)
    assert "Số: 118/QĐ-UBND" in text_of(old_story, second)


def test_a_decision_that_took_another_dossier_is_fixed_anew_with_its_whole_list(app: Flask, people: People) -> None:
    one, two = Story(app, people), Story(app, people)
    two.cast = one.cast
    for story in (one, two):
        story.draft().up_to("numbering")
    one.step("number", "province_clerk")
    with app.app_context():
        decision = find_signed(one.id)
    assert decision is not None
    two.step("number", "province_clerk", decision=str(decision.decision_id))
    one.step("issue", "province_clerk")
    last = papers_of(app, one.id, "QD-CN")[-1]
    assert "đối với 02 đơn vị" in text_of(one, last)
    assert last.facts["number"] == "01"
    two.step("issue", "province_clerk")
    assert len(papers_of(app, two.id, "QD-CN")) == 2, "what was numbered has not changed"
    assert papers_of(app, two.id, "BANG-CN")[-1].facts["number"] == "02"


def test_a_paper_whose_facts_were_touched_is_found_out(app: Flask, people: People) -> None:
    story = Story(app, people).draft().up_to("submitted")
    paper = papers_of(app, story.id, "TTR-XA")[0]
    with app.app_context(), writing() as session:
        session.execute(update(PAPER).where(PAPER.c.id == paper.id).values(facts=paper.facts | {"place": "Y Tý"}))
    client = people.client(story.who("commune_officer"))
    assert "không khớp với mã băm" in Page(client.get(f"/dossiers/{story.id}/papers/{paper.id}")).text


def test_a_receipt_too_has_its_digest_in_the_journal_and_leads_to_its_verification(app: Flask, people: People) -> None:
    story = Story(app, people).draft().up_to("environmental_appraisal")
    (receipt,) = papers_of(app, story.id, "M01")
    entry = next(entry for entry in entries(story) if entry.action == "receive")
    client = people.client(story.who("reception_desk"))
    given = client.get(f"/dossiers/{story.id}/papers/{receipt.id}.pdf").data
    assert hashlib.sha256(given).hexdigest() == entry.payload["digest"]
    with app.app_context():
        code = paper_code(receipt.id)
    assert code in " ".join(pages_of(given)).replace("\u200b", "")
