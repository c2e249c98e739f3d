"""The pages beside the road, each seen by somebody who has business there: on a desk and on a phone, with axe."""

import uuid
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.browser.conftest import Enter
from tests.browser.troupe import someone
from tests.story import Story
from workflow.accounts.models import Agency
from workflow.extensions import db
from workflow.register.models import Unit

pytestmark = pytest.mark.browser


def one_of(app: Flask, model: type[Agency | Unit]) -> uuid.UUID:
    with app.app_context():
        found: uuid.UUID = db.session.scalars(select(model.id).order_by(model.id)).first()
    return found


def test_what_anybody_may_read(enter: Enter, app: Flask) -> None:
    visitor = enter(screens="pages")
    for path in ("/", "/lookup", "/register/communes", "/guide", "/privacy", "/reset"):
        visitor.go(path).look(f"public{path.replace('/', '-')}")
    visitor.go(f"/register/{one_of(app, Unit)}").look("public-unit")
    visitor.go("/register?q=khong+co+lang+nao+ten+nay").look("public-nothing-found")
    with visitor.expecting(404):
        visitor.go("/register/khong-co").look("public-not-found")


def test_what_an_officer_reads(enter: Enter, story: Story) -> None:
    visitor = enter("canbo.muonghum", screens="pages")
    for path in ("/dossiers", "/dossiers/new", "/plan", "/calendar/", "/account", "/inbox?tab=late"):
        visitor.go(path).look(f"officer{path.replace('/', '-').replace('?', '-')}")
    for path in ("", "/clock", "/request", "/request/households/print"):
        visitor.go(f"/dossiers/{story.id}{path}").look(f"officer-dossier{path.replace('/', '-')}")


def test_what_the_department_reads(enter: Enter, story: Story) -> None:
    story.up_to("environmental_appraisal")
    visitor = enter("thamdinh", screens="pages")
    for path in ("/clock", "/appraisal/ENV-V01", "/steps/sign_off", "/steps/ask_supplement", "/criteria"):
        visitor.go(f"/dossiers/{story.id}{path}").look(f"department{path.replace('/', '-')}")


def test_what_the_plan_has_come_to(enter: Enter) -> None:
    visitor = enter("khoahoc", screens="pages")
    for path in ("indicators", "indicators/1", "indicators/3?on=01/11/2026&villages=D3", "achievements/ip_right"):
        visitor.go(f"/plan/{path}").look(f"plan-{path.replace('/', '-').partition('?')[0]}")
    officer = enter("chuyenvien", screens="pages")
    for path in ("board", "indicators/trend", "annex", "annex/add"):
        officer.go(f"/plan/{path}").look(f"plan-{path.replace('/', '-')}")
    keeper = enter("giaoduc", screens="pages")
    keeper.go("/plan/training").look("plan-training")
    keeper.go("/plan/feeds").look("plan-feeds")


def test_how_dossiers_kept_their_days(enter: Enter, story: Story) -> None:
    story.up_to("department_review")
    late = story.row.due_on + timedelta(3)
    visitor = enter("lanhdao.so", screens="pages")
    visitor.go(f"/reports/overdue?first=01/11/2026&last={late:%d/%m/%Y}").look("report-overdue")
    visitor.go("/board").look("board")
    visitor.go("/board/list?when=all").look("board-list")


def test_what_an_administrator_reads(enter: Enter, app: Flask) -> None:
    visitor = enter("quantri", screens="pages")
    for path in ("/admin/people", "/admin/people/new", "/admin/agencies", "/admin/agencies/new", "/admin/journal"):
        visitor.go(path).look(f"administrator{path.replace('/', '-')}")
    visitor.go(f"/admin/people/{someone(app, 'congthuong').id}").look("administrator-person")
    agency = one_of(app, Agency)
    visitor.go(f"/admin/agencies/{agency}").look("administrator-agency")
    visitor.go(f"/admin/agencies/{agency}/end").look("administrator-end-agency")
