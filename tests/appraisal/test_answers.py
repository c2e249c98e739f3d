"""Answers are evidence: none is lost, and the law reads what stands."""

import uuid
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from states.checklist import ItemResult
from states.kernel import Attempt, Refused
from tests.appraisal.dossiers import CODES, Office, a_dossier, office
from tests.people import People
from workflow.appraisal.models import Appraisal, ItemAnswer
from workflow.appraisal.queries import answers_of, checklist_of, confirmed_of, sheet_of
from workflow.appraisal.services import DraftAnswer
from workflow.dossiers.appraisal_services import save_appraisal
from workflow.dossiers.queries import get_dossier
from workflow.errors import BadInput, Stale
from workflow.extensions import new_id
from workflow.transactions import writing
from workflow.wall_clock import now, today

MET, NOT_MET = (
    DraftAnswer(ItemResult.MET),
    DraftAnswer(ItemResult.NOT_MET, remark="Chưa có", remedy_due_on=date(2027, 6, 30)),
)


@pytest.fixture
def who(people: People) -> Office:
    return office(people)


def save(
    app: Flask,
    people: People,
    who: Office,
    dossier: uuid.UUID,
    drafts: dict[str, DraftAnswer],
    version: int | None = None,
) -> tuple[str, ...]:
    by = people.person(who.appraiser)
    with app.app_context():
        return save_appraisal(dossier, drafts, by=by, on=today(), at=now(), seen_version=version)


def test_an_earlier_answer_stays_behind_the_new_one(app: Flask, people: People, who: Office) -> None:
    dossier = a_dossier(app, people, who)
    save(app, people, who, dossier, {"ENV-V01": NOT_MET})
    save(app, people, who, dossier, {"ENV-V01": MET})
    with app.app_context():
        kept = sheet_of(dossier)
    assert kept.standing["ENV-V01"].result is ItemResult.MET
    assert [answer.remark for answer in kept.earlier["ENV-V01"]] == ["Chưa có"]
    assert kept.earlier["ENV-V01"][0].by == "Lý Thị Mẩy"
    assert kept.earlier["ENV-V01"][0].remedy_due_on == date(2027, 6, 30)


def test_an_unchanged_answer_makes_no_new_row(app: Flask, people: People, who: Office) -> None:
    dossier = a_dossier(app, people, who)
    assert save(app, people, who, dossier, {"ENV-V01": MET, "ENV-V02": DraftAnswer()}) == ("ENV-V01",)
    assert save(app, people, who, dossier, {"ENV-V01": MET}) == ()
    with app.app_context():
        assert sheet_of(dossier).earlier == {}


def test_an_answer_may_be_taken_back(app: Flask, people: People, who: Office) -> None:
    dossier = a_dossier(app, people, who)
    save(app, people, who, dossier, {"ENV-V01": MET})
    save(app, people, who, dossier, {"ENV-V01": DraftAnswer()})
    with app.app_context():
        assert answers_of(dossier) == {}
        assert len(sheet_of(dossier).earlier["ENV-V01"]) == 1


def test_the_version_of_the_checklist_is_kept_from_the_first_save(app: Flask, people: People, who: Office) -> None:
    dossier = a_dossier(app, people, who)
    save(app, people, who, dossier, {"ENV-V01": MET})
    with app.app_context():
        kept = select(Appraisal.checklist_version, Appraisal.started_on).where(Appraisal.dossier_id == dossier)
        with writing() as session:
            assert session.execute(kept).one() == ("2026.1", today())
        assert checklist_of(dossier, date(2099, 1, 1)).version == "2026.1"


@pytest.mark.parametrize(
    "drafts",
    [
        {"ENV-V01": MET, "ENV-V99": MET},
        {"ENV-V01": MET, "ENV-V07": DraftAnswer(ItemResult.NOT_APPLICABLE, reason="  ")},
    ],
)
def test_one_unusable_answer_keeps_none(
    app: Flask, people: People, who: Office, drafts: dict[str, DraftAnswer]
) -> None:
    dossier = a_dossier(app, people, who)
    with pytest.raises(BadInput):
        save(app, people, who, dossier, drafts)
    with app.app_context():
        assert answers_of(dossier) == {}


def test_of_two_tabs_the_second_is_told(app: Flask, people: People, who: Office) -> None:
    dossier = a_dossier(app, people, who)
    save(app, people, who, dossier, {"ENV-V01": MET}, version=1)
    with pytest.raises(Stale):
        save(app, people, who, dossier, {"ENV-V01": NOT_MET}, version=1)


def test_the_sign_off_names_every_item_that_is_not_answered(app: Flask, people: People, who: Office) -> None:
    dossier, by = a_dossier(app, people, who), people.person(who.appraiser)
    save(
        app, people, who, dossier, dict.fromkeys(CODES[:-2], MET) | {CODES[0]: DraftAnswer(ItemResult.NEEDS_SITE_VISIT)}
    )
    with app.app_context():
        case = get_dossier(dossier, by).case(today())
        with pytest.raises(Refused) as refusal:
            case.procedure.decide("sign_off", Attempt(case.procedure, case, by.actor, today()))
    assert {reason.where for reason in refusal.value.reasons} == {f"appraisal:{c}" for c in (CODES[0], *CODES[-2:])}


def test_the_environmental_criterion_follows_the_appraisal(app: Flask, people: People, who: Office) -> None:
    dossier = a_dossier(app, people, who)
    save(app, people, who, dossier, dict.fromkeys(CODES[:-1], MET))
    with app.app_context():
        assert confirmed_of(dossier) == {}
    save(app, people, who, dossier, {CODES[-1]: MET})
    with app.app_context():
        assert confirmed_of(dossier) == {"LN-C": True}
    save(app, people, who, dossier, {"ENV-V05": NOT_MET})
    with app.app_context():
        assert confirmed_of(dossier) == {"LN-C": False}


@pytest.mark.parametrize(
    ("change", "rule"),
    [({"result": "fine"}, "known_result"), ({"result": "not_applicable", "reason": ""}, "not_applicable_says_why")],
)
def test_the_database_refuses_what_no_page_would_send(
    app: Flask, people: People, who: Office, change: dict[str, str], rule: str
) -> None:
    dossier = a_dossier(app, people, who)
    save(app, people, who, dossier, {"ENV-V01": MET})
    with app.app_context(), pytest.raises(IntegrityError, match=rule), writing() as session:
        session.execute(update(ItemAnswer).values(**change))


def test_an_item_has_one_answer_that_stands(app: Flask, people: People, who: Office) -> None:
    dossier = a_dossier(app, people, who)
    save(app, people, who, dossier, {"ENV-V01": MET})
    row = {
        "id": new_id(), "dossier_id": dossier, "item_code": "ENV-V01", "result": "met", "reason": "", "remark": "",
        "answered_by": who.appraiser.id, "at": now(), "is_current": True,
    }  # fmt: skip
    with app.app_context(), pytest.raises(IntegrityError), writing() as session:
        session.execute(insert(ItemAnswer), row)
