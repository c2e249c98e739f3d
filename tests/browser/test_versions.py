"""The pages of versions and of the calendar's editor, on a desk and on a phone, with axe."""

import pytest
from flask import Flask

from tests.browser.conftest import Enter
from tests.people import People
from tests.procedures.desk import ENVIRONMENT, M03, RECOGNITION, Desk, filled
from tests.story import Story
from workflow.procedures.loading import forget
from workflow.wall_clock import today

pytestmark = pytest.mark.browser


@pytest.fixture
def drafts(app: Flask, people: People, story: Story) -> dict[str, str]:
    """A draft of each kind, each with something changed, and a dossier they would meet."""
    app.config["WTF_CSRF_ENABLED"] = False
    story.up_to("submitted")
    desk = Desk(app, people)
    procedure, checklist, form = (desk.begin(base) for base in (RECOGNITION, ENVIRONMENT, M03))
    figures = filled(desk.page(procedure))
    desk.save(procedure, "numbers", **figures | {"legal_days": "45"})
    items = {"new_code": "ENV-V14", "new_text": "Có biển báo khu vực sản xuất", "item-12-gone": "y"}
    desk.save(checklist, "items", **filled(desk.page(checklist)) | items)
    desk.save(form, "layout", **filled(desk.page(form)) | {"circular": "Thông tư 09/2027/TT-VPCP"})
    app.config["WTF_CSRF_ENABLED"] = True
    return {"procedure": str(procedure), "checklist": str(checklist), "form": str(form)}


def test_versions_are_read_and_written(enter: Enter, drafts: dict[str, str]) -> None:
    visitor = enter("quantri", screens="versions")
    visitor.go("/procedures").look("index")
    visitor.go(ENVIRONMENT).look("checklist")
    visitor.go(M03).look("form")
    visitor.go(f"{ENVIRONMENT}/new").look("begin")
    for kind, draft in drafts.items():
        visitor.go(f"/procedures/drafts/{draft}").look(f"draft-{kind}")
    for kind in ("procedure", "checklist"):
        visitor.go(f"/procedures/drafts/{drafts[kind]}/rehearsal").look(f"rehearsal-{kind}")
    visitor.go(f"/procedures/drafts/{drafts['form']}")
    visitor.page.get_by_label("Mẫu in (Typst)").fill('#read("/etc/passwd")')
    visitor.press("Lưu mẫu in")
    visitor.reads("Chưa ban hành được", "file not found")
    visitor.look("draft-form-wrong")
    forget()


def test_the_calendar_is_edited(enter: Enter, story: Story) -> None:
    story.up_to("environmental_appraisal")
    visitor = enter("quantri", screens="versions")
    visitor.go(f"/calendar/{today().year}/edit").look("calendar-edit")
    visitor.page.get_by_label("Ngày", exact=True).fill(f"{story.row.due_on:%d/%m/%Y}")
    visitor.page.get_by_label("Nghỉ", exact=True).check()
    visitor.write("Lý do", "Nghỉ bù")
    visitor.write("Nguồn", "Công văn 01")
    visitor.press("Xem trước")
    visitor.reads("Thay đổi này làm dịch 1 hồ sơ")
    visitor.look("calendar-preview")
    visitor.press("Lưu thay đổi")
    visitor.reads("1 hồ sơ đổi hạn")
    appraiser = enter("thamdinh", screens="versions")
    appraiser.go(f"/dossiers/{story.id}").look("two-clocks")
    appraiser.go(f"/dossiers/{story.id}/clock").look("clock")
