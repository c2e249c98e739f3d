"""What an appraisal or an inspection wants put right: the commune reports, the appraiser confirms or refuses."""

from datetime import date

import pytest

from tests.environment.desk import Desk, in_days, typed
from tests.pages import Page
from tests.people import People
from tests.story import Story
from workflow.appraisal.services import DraftAnswer, save_answers
from workflow.environment.follow_models import Remedy, RemedyEntry
from workflow.extensions import db
from workflow.transactions import writing
from workflow.wall_clock import now, today


def entries(desk: Desk) -> list[tuple[str, str, date]]:
    rows = sorted(desk.rows(RemedyEntry), key=lambda row: row.number)
    return [(row.action, row.words, row.due_on) for row in rows]


def test_a_remedy_is_reported_refused_with_a_new_day_reported_again_and_confirmed(desk: Desk) -> None:
    remedy = desk.remedy(in_days(30))
    assert desk.act("commune_officer", remedy, "report", done="Đã đào rãnh", evidence="Ảnh số 4").status_code == 303
    assert desk.told("env_appraiser", "remedy_moved")
    assert desk.act("env_appraiser", remedy, "refuse", reason="Rãnh chưa có nắp").status_code == 422, "no new day"
    refused = {"reason": "Rãnh chưa có nắp", "new_due_on": typed(in_days(45))}
    assert desk.act("env_appraiser", remedy, "refuse", **refused).status_code == 303
    assert desk.told("commune_leader", "remedy_moved") == [], "was not there yet when it was refused"
    assert desk.told("commune_officer", "remedy_moved")
    assert desk.act("commune_officer", remedy, "report", done="Đã có nắp").status_code == 303
    assert desk.act("env_appraiser", remedy, "confirm", reason="Đạt").status_code == 303
    row = desk.one(Remedy)
    assert (row.state, row.due_on) == ("confirmed", in_days(45))
    assert entries(desk) == [
        ("opened", "Đào rãnh", in_days(30)), ("report", "Đã đào rãnh", in_days(30)),
        ("refuse", "Rãnh chưa có nắp", in_days(45)), ("report", "Đã có nắp", in_days(45)),
        ("confirm", "Đạt", in_days(45)),
    ]  # fmt: skip
    page = Page(desk.as_("commune_officer").get(f"/environment/remedies/{remedy.id}"))
    assert "Ảnh số 4" in page.text
    assert "Rãnh chưa có nắp" in page.text, "closing keeps the history"


def test_the_new_day_is_to_come(desk: Desk) -> None:
    remedy = desk.remedy()
    desk.act("commune_officer", remedy, "report", done="Xong")
    page = Page(desk.act("env_appraiser", remedy, "refuse", reason="Chưa", new_due_on=typed(today())))
    assert (page.status, "phải sau ngày hôm nay" in page.text) == (409, True)
    assert desk.one(Remedy).state == "reported"


@pytest.mark.parametrize(
    ("role", "action"),
    [
        ("commune_leader", "report"),
        ("env_appraiser", "report"),
        ("dept_leader", "report"),
        ("commune_officer", "withdraw"),
    ],
)
def test_each_act_is_of_its_post(desk: Desk, role: str, action: str) -> None:
    remedy = desk.remedy()
    assert desk.act(role, remedy, action, done="Xong", reason="Xong").status_code == 403
    assert desk.one(Remedy).state == "open"


def test_what_is_not_reported_is_not_confirmed(desk: Desk) -> None:
    assert desk.act("env_appraiser", desk.remedy(), "confirm").status_code == 409


def test_an_act_that_does_not_exist_is_not_found(desk: Desk) -> None:
    assert desk.act("env_appraiser", desk.remedy(), "forget").status_code == 404


def test_the_appraiser_may_set_another_day_or_ask_for_it_no_more(desk: Desk) -> None:
    remedy = desk.remedy(in_days(3))
    later = {"reason": "Mưa lũ", "new_due_on": typed(in_days(90))}
    assert desk.act("env_appraiser", remedy, "postpone", **later).status_code == 303
    assert desk.one(Remedy).due_on == in_days(90)
    assert desk.act("env_appraiser", remedy, "withdraw", reason="Hộ đã bỏ nghề").status_code == 303
    assert desk.one(Remedy).state == "withdrawn"


def test_of_two_who_act_at_once_one_wins_and_the_other_is_told(desk: Desk, people: People) -> None:
    remedy = desk.remedy()
    other = people.client(people("commune_officer", commune=desk.commune))
    assert desk.act("commune_officer", remedy, "report", done="Xong").status_code == 303
    late = other.post(
        f"/environment/remedies/{remedy.id}/report", data={"report-done": "Xong", "report-seen_version": "1"}
    )
    assert late.status_code == 409
    assert [entry for entry in entries(desk) if entry[0] == "report"] == [("report", "Xong", remedy.due_on)]


def test_an_old_page_changes_nothing(desk: Desk) -> None:
    remedy = desk.remedy()
    desk.act("env_appraiser", remedy, "postpone", reason="Mưa", new_due_on=typed(in_days(50)))
    page = Page(desk.act("commune_officer", remedy, "report", done="Xong", seen_version="1"))
    assert page.status == 409
    assert desk.one(Remedy).state == "open"


def test_an_overdue_one_is_red_and_one_that_was_reported_is_not(desk: Desk) -> None:
    remedy = desk.remedy()
    with desk.app.app_context(), writing() as session:
        session.execute(Remedy.__table__.update().values(due_on=in_days(-1)))
    assert "quá hạn" in Page(desk.as_("commune_officer").get("/environment/remedies")).text
    desk.act("commune_officer", remedy, "report", done="Xong")
    assert "quá hạn" not in Page(desk.as_("commune_officer").get("/environment/remedies")).text


# those of an appraisal


def asked(story: Story, **days: date | None) -> None:
    """Answers of the appraiser that are met but have a day for a remedy."""
    drafts = {code.replace("_", "-"): draft(day) for code, day in days.items()}
    with story.app.app_context(), writing() as session:
        from states.environment import current_checklist

        save_answers(
            session,
            story.id,
            current_checklist(today()),
            drafts,
            by=story.who("env_appraiser").id,
            on=today(),
            at=now(),
        )


def draft(day: date | None) -> DraftAnswer:
    from states.checklist import ItemResult

    return DraftAnswer(ItemResult.MET, "", "Bổ sung biển báo", day)


def remedies(story: Story) -> list[tuple[str, str, date]]:
    with story.app.app_context():
        rows = db.session.execute(Remedy.__table__.select().order_by(Remedy.item_code, Remedy.opened_at))
        return [(row.item_code, row.state, row.due_on) for row in rows]


def test_what_an_appraisal_demands_is_followed_from_its_conclusion_and_not_before(story: Story) -> None:
    story.up_to("environmental_appraisal")
    story.appraise()
    asked(story, ENV_V08=in_days(30))
    assert remedies(story) == []
    commune = story.people.client(story.who("commune_officer"))
    assert "Bổ sung biển báo" not in Page(commune.get("/environment/remedies")).text
    story.step("sign_off", "env_appraiser")
    assert remedies(story) == [("ENV-V08", "open", in_days(30))]
    assert "Bổ sung biển báo" in Page(commune.get("/environment/remedies")).text
    page = Page(commune.get(f"/dossiers/{story.id}"))
    assert "1 nội dung đang phải khắc phục" in page.text


def test_concluded_again_a_demand_moves_or_ends_and_is_never_doubled(story: Story) -> None:
    story.up_to("environmental_appraisal")
    story.appraise()
    asked(story, ENV_V08=in_days(30), ENV_V09=in_days(30))
    story.step("sign_off", "env_appraiser")
    story.step("return_to_appraisal", "dept_officer", reason="Xem lại")
    asked(story, ENV_V08=in_days(60), ENV_V09=None)
    story.step("sign_off", "env_appraiser")
    assert remedies(story) == [("ENV-V08", "open", in_days(60)), ("ENV-V09", "withdrawn", in_days(30))]
