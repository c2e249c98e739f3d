"""What comes before the council, and in which few lines."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import update

from states.actors import AgencyKind
from states.facts import Answer, InspectionFact, OpinionFact
from states.kinds import DossierBasis, Kind
from states.procedures import PROCEDURES
from tests.council.desk import STAGE, Chamber
from workflow.dossiers.case import DossierCase
from workflow.dossiers.meetings import agenda
from workflow.dossiers.models import Dossier
from workflow.transactions import writing
from workflow.wall_clock import today


def test_the_council_sits_where_the_law_asks_for_its_vote() -> None:
    asked = {key: agenda.stages_of_council(procedure) for key, procedure in PROCEDURES.items()}
    assert {code for (code, _version), stages in asked.items() if stages} == {"recognition", "revocation"}
    assert asked["recognition", "2026.2"] == asked["revocation", "2026.1"] == {STAGE}
    assert not asked["recognition", "2026.1"], "the first version knows no council"


def test_only_what_waits_there_is_proposed(chamber: Chamber) -> None:
    """Neither what stands elsewhere, nor what is held, nor what is on another agenda, nor an older law's dossier."""
    one, taken = chamber.dossier(), chamber.dossier("Làng nghề dệt")
    chamber.dossier("Làng nghề rèn", stage="department_review")
    chamber.dossier("Làng nghề mộc", hold="ask_supplement")
    older = chamber.dossier("Làng nghề bún")
    with chamber.app.app_context(), writing() as session:
        session.execute(update(Dossier).where(Dossier.id == older).values(procedure_version="2026.1"))
    chamber.plan(taken)
    with chamber.app.app_context():
        found = agenda.waiting(chamber.by(chamber.clerk), today())
    assert [summary.dossier_id for summary in found] == [one]


def test_a_summary_counts_criteria_and_dissent(chamber: Chamber, monkeypatch: pytest.MonkeyPatch) -> None:
    given = [
        OpinionFact(AgencyKind.FINANCE, "Sở Tài chính", today(), "answered", False, answer)
        for answer in (Answer.AGREE, Answer.DISAGREE, Answer.AGREE_WITH_REMARKS, None)
    ]
    monkeypatch.setattr(DossierCase, "opinions", given)
    monkeypatch.setattr(DossierCase, "confirmed", {"LN-A": True, "LN-B": False})
    one = chamber.dossier()
    with chamber.app.app_context():
        found = agenda.summaries([one], today())[one]
    assert (found.met, found.unmet, found.total) == (1, ("Hoạt động ổn định",), 3)
    assert (found.dissent, found.opinions) == (1, 3)
    assert (found.asked, found.finding, found.left) == ("Công nhận làng nghề", "Sở đề xuất công nhận", None)


def test_a_revocation_is_summed_up_by_its_inspection() -> None:
    fact = InspectionFact(is_complete=True, missing=(), unmet=("Tỷ lệ hộ tham gia",))
    case = SimpleNamespace(inspection=fact, kind=Kind.CRAFT_VILLAGE, basis=DossierBasis.FULL)
    assert agenda._criteria(cast("Any", case)) == (2, ("Tỷ lệ hộ tham gia",), 3)
