"""Versions of printed forms: edited, tried, published; papers that were issued are printed as they were."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import select

from states.answers import Refused
from tests.pages import Page
from tests.people import People
from tests.procedures.desk import M03, Desk, filled, tomorrow
from tests.story import Story
from workflow.extensions import db
from workflow.papers import layouts
from workflow.papers.models import Paper
from workflow.papers.printed import render
from workflow.papers.printing import FOLDER, TEMPLATES, template_of, template_on
from workflow.procedures import services
from workflow.wall_clock import today

Reads = Callable[[Any], Page]
CIRCULAR = "Thông tư 09/2027/TT-VPCP"
GREETING = "Kính mong Ông/Bà thông cảm."


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join("\n".join(page.get_textpage().get_text_bounded() for page in document).split())


def edited(desk: Desk, base: str = M03, **fields: str) -> Any:
    """A draft of a form with a sentence more, under another circular."""
    draft = desk.begin(base, "v3")
    form = filled(desk.page(draft))
    form |= {"circular": CIRCULAR, "symbol": "TCTN", "layout": form["layout"] + f"\n#running[{GREETING}]\n"}
    desk.save(draft, "layout", **form | fields)
    return draft


def issued(app: Flask, story: Story) -> Any:
    """The last paper of a dossier."""
    with app.app_context():
        wanted = select(Paper.__table__).where(Paper.dossier_id == story.id).order_by(Paper.entry_number.desc())
        return db.session.execute(wanted).first()


@pytest.mark.parametrize("form", sorted(layouts.SAMPLES))
def test_a_form_is_a_page_with_a_sample(people: People, page: Reads, form: str) -> None:
    officer = people.client(people("dept_officer"))
    shown = page(officer.get(f"/procedures/forms/{form}/v1"))
    assert f"Mẫu {form[1:]}" in shown.h1
    assert "Thông tư 03/2025/TT-VPCP" in shown.text
    sample = officer.get(f"/procedures/forms/{form}/v1/sample.pdf")
    assert sample.mimetype == "application/pdf"
    assert "DỰ THẢO" in text_of(sample.data)
    assert officer.get("/procedures/forms/M09/v1/sample.pdf").status_code == 404


def test_an_officers_paper_has_no_version_of_the_offices_own(people: People, page: Reads) -> None:
    administrator = people.client(people("administrator"))
    assert "Soạn phiên bản mới" not in page(administrator.get("/procedures/forms/QD-CN/v1")).text
    for address in ("sample.pdf", "new"):
        assert administrator.get(f"/procedures/forms/QD-CN/v1/{address}").status_code == 404


@pytest.mark.parametrize("form", sorted(layouts.SAMPLES))
def test_the_programs_own_layouts_lose_nothing(app: Flask, form: str) -> None:
    told = layouts.written_down(template_of(form, "v1"))
    with app.test_request_context():
        assert layouts.problems_of(layouts.template(told)) == ()


def test_a_draft_is_printed_on_invented_facts(desk: Desk) -> None:
    draft = edited(desk)
    assert "Không có mâu thuẫn" in desk.page(draft).text
    sample = desk.client.get(f"/procedures/drafts/{draft}/sample.pdf")
    said = text_of(sample.data)
    for words in ("DỰ THẢO", GREETING, CIRCULAR, "05/TCTN", "Ly Giờ Xá"):
        assert words in said


def test_papers_issued_from_its_first_day_use_it_and_those_before_stay(desk: Desk, people: People) -> None:
    before = Story(desk.app, people).draft().up_to("submitted")
    before.step("refuse", "reception_desk", reason="Không thuộc thẩm quyền")
    paper = issued(desk.app, before)
    address = f"/dossiers/{before.id}/papers/{paper.id}.pdf"
    printed = people.client(before.who("reception_desk")).get(address).data
    desk.publish(edited(desk))
    desk.client.get("/procedures")
    same_day = Story(desk.app, people, "Y Tý").draft().up_to("submitted")
    same_day.step("refuse", "reception_desk", reason="Không thuộc thẩm quyền")
    assert issued(desk.app, same_day).template_version == "v2"
    with tomorrow():
        late = Story(desk.app, people, "Bát Xát").draft().up_to("submitted")
        late.step("refuse", "reception_desk", reason="Không thuộc thẩm quyền")
        newer = issued(desk.app, late)
        client = people.client(late.who("reception_desk"))
        said = text_of(client.get(f"/dossiers/{late.id}/papers/{newer.id}.pdf").data)
        again = people.client(before.who("reception_desk")).get(address).data
    assert newer.template_version == "v3"
    assert newer.facts["number"].endswith("/TCTN")
    assert GREETING in said
    assert CIRCULAR in said
    assert again == printed
    assert GREETING not in text_of(printed)


def test_a_layout_is_compiled_again_and_again_to_the_same_bytes(desk: Desk, people: People) -> None:
    shipped = sorted(file.name for file in FOLDER.iterdir())
    desk.publish(edited(desk))
    with tomorrow():
        story = Story(desk.app, people).draft().up_to("submitted")
        desk.client.get("/procedures")
        story.step("refuse", "reception_desk", reason="Không thuộc thẩm quyền")
    paper = issued(desk.app, story)
    with desk.app.app_context():
        first, _other, second = (render(paper.form, facts) for facts in (paper.facts, paper.facts | {"version": "v1"},
                                                                         paper.facts))  # fmt: skip
    assert first == second
    assert sorted(file.name for file in FOLDER.iterdir()) == shipped


WRONG = {
    "#for (label, value) in facts.who { said(label, value) }": "người nộp và nội dung yêu cầu",
    "#running(facts.reason)": "lý do",
    '#letterhead(facts.agency, "Bộ phận tiếp nhận\\nvà trả kết quả")': "tên cơ quan",
    '#signed(hint: "(Ký và ghi rõ họ tên)")': "người ký",
}


@pytest.mark.parametrize("part", WRONG)
def test_a_layout_that_loses_a_fact_is_not_published(desk: Desk, page: Reads, part: str) -> None:
    draft = edited(desk, layout=(FOLDER / "m03-v1.typ").read_text("utf-8").replace(part, ""))
    assert f"Bản in không còn {WRONG[part]}" in desk.page(draft).text
    refused = page(desk.send(draft, "publish"))
    assert (refused.status, WRONG[part] in refused.text) == (409, True)
    assert template_on("M03", today() + timedelta(days=9)).version == "v2"


BAD = {
    "#no-such-thing": "không biên dịch được",
    "#read(\"/etc/passwd\")": "file not found",
    "#read(\"../printing.py\")": "escape the project root",
    "#read(\"/../../../requirements.in\")": "escape the project root",
    "#image(\"../fonts/OFL.txt\")": "escape the project root",
    "#import \"@preview/cetz:0.3.0\": *": "chỉ được dùng lại tệp của thư mục mẫu",
    "#import \"\\u{40}preview/cetz:0.3.0\": *": "chỉ được dùng lại tệp của thư mục mẫu",
    "#import (\"@preview\" + \"/cetz:0.3.0\"): *": "chỉ được dùng lại tệp của thư mục mẫu",
    "#include \"../printing.py\"": "chỉ được dùng lại tệp của thư mục mẫu",
    "#import \"other-v1.typ\": *": "không có tệp other-v1.typ",
    "#eval(\"import \\u{22}@preview/cetz:0.3.0\\u{22}\")": "không được dùng “eval”",
    "#dictionary(std).at(\"e\" + \"val\")(\"1\")": "không được dùng “std”",
    "#plugin(\"x.wasm\")": "không được dùng “plugin”",
}  # fmt: skip


@pytest.mark.parametrize("line", BAD)
def test_a_layout_reads_nothing_outside_its_folder_and_fetches_nothing(desk: Desk, line: str) -> None:
    draft = edited(desk, layout=(FOLDER / "m03-v1.typ").read_text("utf-8") + f"\n{line}\n")
    shown = desk.page(draft)
    assert BAD[line] in shown.text
    assert str(FOLDER) not in shown.html
    assert desk.send(draft, "publish").status_code == 409
    assert desk.client.get(f"/procedures/drafts/{draft}/sample.pdf").status_code == 409


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"circular": " "}, "Chưa ghi thông tư"), ({"layout": ""}, "Mẫu in còn trống"), ({"layout": 3}, "mỗi mục là chữ"),
     ({"more": "x"}, "đúng các mục"), ({"layout": "x" * 40_001}, "dài quá 40000 ký tự")],
)  # fmt: skip
def test_a_document_of_another_shape_is_told(desk: Desk, page: Reads, changed: Any, words: str) -> None:
    draft = desk.begin(M03, "v3")
    desk.save_document(draft, **changed)
    assert words in desk.page(draft).text
    assert desk.send(draft, "publish").status_code == 409
    assert page(desk.client.get(f"/procedures/drafts/{draft}/sample.pdf")).status == 409


def test_a_form_is_not_read_as_a_checklist(desk: Desk, app: Flask) -> None:
    told = desk.row(desk.begin(M03, "v3")).document
    with app.test_request_context():
        made = services.check("form", told)
        assert (made.version, type(made).__name__) == ("v3", "Template")
        with pytest.raises(Refused):
            services.check("checklist", told)


def test_a_form_with_an_empty_circular_is_asked_again(desk: Desk, page: Reads) -> None:
    draft = desk.begin(M03, "v3")
    shown = page(desk.send(draft, "layout", **filled(desk.page(draft)) | {"circular": ""}))
    assert shown.status == 422
    assert "Hãy nhập mục này" in shown.text


def test_the_list_of_forms_is_left_clean(desk: Desk) -> None:
    shipped = len(TEMPLATES)
    desk.publish(edited(desk))
    desk.client.get("/procedures")
    assert template_of("M03", "v3").circular == CIRCULAR
    assert Page(desk.client.get("/procedures/forms/M03/v3")).status == 200
    from workflow.procedures.loading import forget

    forget()
    assert len(TEMPLATES) == shipped
