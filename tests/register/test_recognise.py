"""What a decision of the province leaves in the register."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from states.kinds import DossierBasis
from tests.people import People
from tests.register.decided import DAY, Site, decide, dossier, item_id
from workflow.errors import NotFound
from workflow.extensions import db, new_id
from workflow.register import queries
from workflow.register.models import Decision, PlanItem, Unit
from workflow.register.queries import Search


def test_a_recognised_plan_item_stands_in_the_register_with_its_decision(app: Flask, people: People) -> None:
    officer = people("commune_officer")
    with app.app_context():
        entered = decide(dossier(officer, "A.II.25"), plan_item_id=item_id("A.II.25"))
        unit = queries.get_unit(entered.unit_id)
        assert (unit.recognised_year, unit.recognised_on, unit.status) == (2026, DAY, "active")
        assert [(d.id, d.number, d.signer_name) for d in unit.decisions] == [
            (entered.decision_id, "2458/QĐ-UBND", "Nguyễn Văn A")
        ]
        assert [row.key for row in queries.plan_rows_of(unit.id)] == ["A.II.25"]
        assert unit.id in {found.id for found in queries.search_units(Search(text="nam pung")).units}
        assert queries.count_by_kind()["craft_village"] == 24


def test_entering_the_same_decision_twice_is_one_unit(app: Flask, people: People) -> None:
    officer = people("commune_officer")
    with app.app_context():
        asked = dossier(officer)
        assert decide(asked) == decide(asked, name="Tên khác")
        assert db.session.scalar(select(func.count()).select_from(Decision)) == 1
        assert queries.count_by_kind()["craft_village"] == 24


def test_an_earlier_unit_of_another_kind_stays_and_is_named(app: Flask, people: People) -> None:
    officer = people("commune_officer")
    with app.app_context():
        village = db.session.scalars(
            select(Unit).where(Unit.trade == "nấu rượu thóc", Unit.kind == "craft_village")
        ).first()
        assert village is not None
        earlier = village.id
        entered = decide(dossier(officer), kind="traditional_craft_village", unit_id=earlier)
        assert entered.unit_id != earlier
        assert queries.get_unit(entered.unit_id).earlier_id == earlier
        assert queries.get_unit(earlier).status == "active"


def test_a_unit_of_the_same_kind_is_renewed_and_keeps_its_year(app: Flask, people: People) -> None:
    officer = people("commune_officer")
    with app.app_context():
        earlier = db.session.scalars(select(PlanItem.unit_id).where(PlanItem.key == "A.I.20")).one()
        entered = decide(
            dossier(officer), unit_id=earlier, name="Làng nghề đá mỹ nghệ Tân Lĩnh", sites=(Site("04336"),)
        )
        unit = queries.get_unit(entered.unit_id)
        assert (unit.id, unit.recognised_year, unit.name) == (earlier, 2019, "Làng nghề đá mỹ nghệ Tân Lĩnh")
        assert [site.village for site in unit.sites] == ["Thôn 1"]
        assert queries.search_units(Search(text="da my nghe tan linh")).total == 1


def test_a_decision_proves_what_a_later_dossier_starts_from(app: Flask, people: People) -> None:
    officer = people("commune_officer")
    with app.app_context():
        entered = decide(dossier(officer))
        proof = queries.earlier_recognition(entered.unit_id, DossierBasis.FROM_CRAFT_VILLAGE)
        assert proof == "Quyết định số 2458/QĐ-UBND ngày 15/12/2026"


@pytest.mark.parametrize(
    "wrong", [{"sites": (Site("00000"),)}, {"sites": ()}, {"unit_id": new_id()}, {"plan_item_id": new_id()}]
)
def test_what_does_not_exist_leaves_nothing_behind(app: Flask, people: People, wrong: dict[str, object]) -> None:
    officer = people("commune_officer")
    with app.app_context():
        asked = dossier(officer)
        with pytest.raises(NotFound):
            decide(asked, **wrong)
        assert db.session.scalar(select(func.count()).select_from(Unit)) == 61
        assert db.session.scalar(select(func.count()).select_from(Decision)) == 0
