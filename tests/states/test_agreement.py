"""What a page promises is what the law does: rehearse and decide agree, on any dossier, for anybody."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from states.actors import POSTS, Actor, AgencyKind, HeldPost
from states.case import Finding
from states.checklist import ItemAnswer, ItemResult
from states.criteria import CRITERIA
from states.diagram import places
from states.environment import CHECKLIST_2026_1
from states.kernel import Forbidden, MovedOn, Reason, Refused
from states.kinds import BASES_OF_KIND, Kind
from states.parts import PARTS
from states.procedures.recognition import RECOGNITION_2026_1
from tests.states.paper import ANSWERS, COMMUNE, Paper, attempt

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
LAW = RECOGNITION_2026_1
PLACES = [place for place, _ in places(LAW)]
TYPED = {"reason": "Lý do", "decision_number": "1/QĐ-UBND", "decided_on": "2026-11-20"}
CODES = sorted({criterion.code for criteria in CRITERIA.values() for criterion in criteria})
RESULTS = st.builds(ItemAnswer, st.sampled_from(ItemResult), st.sampled_from(("", "Không có")))
PEOPLE = st.builds(
    Actor,
    st.sampled_from(("lan", "minh")),
    st.frozensets(st.builds(HeldPost, st.sampled_from(POSTS), st.sampled_from((COMMUNE, "elsewhere"))), max_size=12),
)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Any dossier at all, wherever it is."""
    stage, hold = draw(st.sampled_from(PLACES))
    kind = draw(st.sampled_from(Kind))
    return Paper(
        stage,
        hold,
        kind,
        draw(st.sampled_from(BASES_OF_KIND[kind])),
        {AgencyKind.COMMUNE: COMMUNE},
        replace(ANSWERS, households=draw(st.integers(0, 60)), trade=draw(st.sampled_from(("", "Nấu rượu")))),
        draw(st.frozensets(st.sampled_from(sorted(PARTS)))),
        appraisal=draw(st.dictionaries(st.sampled_from(sorted(CHECKLIST_2026_1.by_code)), RESULTS)),
        confirmed=draw(st.dictionaries(st.sampled_from(CODES), st.booleans())),
        finding=draw(st.sampled_from((None, *Finding))),
        took={action: frozenset({"lan"}) for action in draw(st.sets(st.sampled_from(LAW.actions)))},
        earlier_recognition=draw(st.sampled_from((None, "QĐ 2458/QĐ-UBND"))),
    )


@UNHURRIED
@given(papers(), PEOPLE)
def test_what_is_rehearsed_is_what_is_decided(case: Paper, actor: Actor) -> None:
    answers = {answer.step.action: answer for answer in LAW.rehearse(attempt(case, actor))}
    told: dict[str, tuple[Reason, ...]] = {}
    for action in LAW.actions:
        try:
            decision = LAW.decide(action, attempt(case, actor, TYPED))
        except MovedOn:
            assert action not in answers
        except Forbidden:
            assert not answers[action].mine
        except Refused as refusal:
            told[action] = refusal.reasons
        else:
            assert answers[action].allowed
            assert (decision.source, decision.hold_before) == (case.stage, case.hold)
            assert (decision.dest, decision.hold_after) in PLACES
    mine = [answer for answer in answers.values() if answer.mine]
    assert told == {answer.step.action: answer.reasons for answer in mine if not answer.allowed}
    assert all(told.values())


@UNHURRIED
@given(papers(), PEOPLE)
def test_every_reason_tells_a_person_something(case: Paper, actor: Actor) -> None:
    for answer in LAW.rehearse(attempt(case, actor)):
        for reason in answer.reasons:
            assert reason.text.endswith(".")
            assert "None" not in reason.text
            assert reason.basis is None or reason.basis.citable
