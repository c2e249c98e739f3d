"""Estimates, the overview of money, policies and doubles, on a desk and on a phone, with axe."""

import pytest
from flask import Flask

from states.support import Fund
from tests.browser.conftest import Enter
from tests.browser.troupe import someone
from tests.money.desk import put_at
from tests.money.test_doubles import commit, sent
from tests.people import People
from workflow.accounts.queries import person_in_force
from workflow.estimates import services
from workflow.estimates.services import Act, NewLine
from workflow.extensions import db
from workflow.wall_clock import now, today

pytestmark = pytest.mark.browser


def an_estimate(app: Flask) -> str:
    """Three lines of Mường Hum for next year, not sent yet; the address of its page."""
    with app.app_context():
        officer = person_in_force(db.session(), someone(app, "canbo.muonghum").id, today())
        assert officer
        made = services.begin(officer.commune_codes[0], today().year + 1, by=officer, on=today(), at=now())
        for seen, (purpose, source, amount) in enumerate(
            (("training", "B", 45_000_000), ("env_water", "C", 1_200_000_000), ("media", "L", 8_500_000)), 1
        ):
            line = NewLine(purpose, Fund(source), amount, None, "Mở lớp, mua vật tư, thuê chuyên gia")
            services.add_line(made, line, Act(officer, today(), now(), seen))
    return f"/estimates/{made}"


def two_applications(app: Flask, people: People) -> None:
    """Of one establishment; one draws on two programmes. They are made before anybody has a page with a token."""
    app.config["WTF_CSRF_ENABLED"] = False
    fair = sent(app, people, "trade_promotion", "HTX Chạm bạc Séo Pờ Hồ")
    sent(app, people, "trade_promotion", "HTX chạm bạc Séo Pờ Hồ", purpose="Thuê gian hàng ở Sa Pa")
    commit(app, fair, "Khuyến công địa phương", "Chương trình mục tiêu quốc gia xây dựng nông thôn mới")
    put_at(app, fair.id, stage="implementation")
    app.config["WTF_CSRF_ENABLED"] = True


def test_money_and_policies(enter: Enter, app: Flask, people: People) -> None:
    two_applications(app, people)
    commune = enter("canbo.muonghum", screens="money")
    commune.go(an_estimate(app)).look("estimate")
    desk = enter("chuyenvien", screens="money")
    desk.go("/money?by=programme").look("money")
    desk.go("/money/doubles").look("doubles")
    desk.go("/support/policies/all").look("policies")
