# ruff: noqa: E501 - a table is read in columns
"""Every way in which a table can contradict itself, with the sentence that says so."""

from dataclasses import replace
from typing import Any

import pytest

from states.actors import COMMUNE_OFFICER, DEPT_OFFICER, SYSTEM, AgencyKind, Post, Role
from states.basis import Basis, Mark
from states.kernel import Ask, AskKind, Consult, Hold, InvalidProcedure, Parameter, Procedure, Stage, Step

NUMBER = Parameter("days", "Days", 5, "days", Basis("practice", Mark.INFERENCE))
NOBODY = Post(Role.COMMUNE_OFFICER, AgencyKind.MEDIA)


def stage(name: str, **more: Any) -> Stage:
    return Stage(name, name, name, "road", **more)


def step(action: str, source: Any, dest: str, by: Any = COMMUNE_OFFICER, **more: Any) -> Step:
    return Step(action, source, dest, by=by, title=action, **more)


def hold(**more: Any) -> Hold:
    usual = {
        "action": "ask", "during": ("desk",), "by": DEPT_OFFICER, "title": "Ask", "ends_with": "answer",
        "ended_by": COMMUNE_OFFICER, "end_title": "Answer",
    }  # fmt: skip
    return Hold(**{**usual, **more})


SOUND = Procedure(
    code="sound",
    version="1",
    title="Sound",
    basis="None",
    legal_days=5,
    opened_by=COMMUNE_OFFICER,
    stages=(stage("draft"), stage("desk", days=5), stage("done", final=True)),
    steps=(step("send", "draft", "desk"), step("finish", "desk", "done", by=DEPT_OFFICER)),
    holds=(hold(),),
)


def steps(*more: Step) -> dict[str, Any]:
    return {"steps": (*SOUND.steps, *more)}


def stages(*more: Stage) -> dict[str, Any]:
    return {"stages": (*SOUND.stages, *more)}


def holds(**more: Any) -> dict[str, Any]:
    return {"holds": (hold(**more),)}


# fmt: off
WRONG = (
    (stages(stage("desk")),                                     "stage desk is declared twice"),
    (stages(stage("island")),                                   "stage island cannot be reached"),
    (stages(stage("island")),                                   "stage island has no way to an end"),
    (stages(stage("a@b")),                                      "stage a@b has an @ in its name"),
    (stages(stage("short", days=0)),                            "stage short has 0 days"),
    (stages(stage("end", final=True, days=2)),                  "final stage end has days"),
    ({"legal_days": 4},                                         "the stages take 5 working days, the law gives 4"),
    ({"stages": ()},                                            "there is no stage"),
    (steps(step("go", "nowhere", "desk")),                      "step go leaves an unknown stage nowhere"),
    (steps(step("go", "desk", "nowhere")),                      "step go enters an unknown stage nowhere"),
    (steps(step("go", (), "desk")),                             "step go leaves no stage"),
    (steps(step("reopen", "done", "draft")),                    "step reopen leaves the final stage done"),
    (steps(step("send", "draft", "done")),                      "step send from draft is declared twice"),
    (steps(step("ask", "desk", "done")),                        "step ask from desk is declared twice"),
    ({"steps": (step("send", "draft", "desk"), step("back", "desk", "draft"))}, "stage desk has no way to an end"),
    (steps(step("go", "desk", "done", by=None)),                "step go belongs to a post that does not exist: nobody"),
    (steps(step("go", "desk", "done", by=NOBODY)),              "step go belongs to a post that does not exist: commune_officer at media"),
    (steps(step("go", "desk", "done", paper="M08")),            "step go issues a paper that does not exist: M08"),
    (steps(step("go", "desk", "done", clock="rewind")),         "step go does something unknown to the clock: rewind"),
    (steps(step("go", "desk", "done", effect="explode")),       "step go has an unknown effect: explode"),
    (steps(step("go", "desk", "done", finding="perhaps")),      "step go records an unknown finding: perhaps"),
    (steps(step("go", "desk", "done", asks=(Ask("a", "A"), Ask("a", "B")))), "step go asks twice for a"),
    (steps(step("go", "desk", "done", asks=(Ask("a", "A", "song"),))),       "step go asks for a as an unknown kind: song"),
    (holds(during=("nowhere",)),                                "hold ask is laid on an unknown stage nowhere"),
    (holds(during=("done",)),                                   "hold ask is laid on the final stage done"),
    (holds(during=()),                                          "hold ask may be laid on no stage"),
    (holds(ended_by=None),                                      "hold ask can be ended by nobody: nobody"),
    (holds(ended_by=NOBODY),                                    "hold ask can be ended by nobody: commune_officer at media"),
    (holds(ends_with="ask"),                                    "hold ask ends with the action that opens it"),
    (holds(by=NOBODY),                                          "step ask belongs to a post that does not exist: commune_officer at media"),
    (holds(paper="M99"),                                        "step ask issues a paper that does not exist: M99"),
    ({"holds": (hold(), hold())},                               "step answer from desk under ask is declared twice"),
    (steps(step("reopen", "done", "draft", reopens=True)),      "step reopen reopens a dossier silently"),
    (steps(step("go", "desk", "done", reopens=True, needs_reason=True)), "step go reopens the stage desk, which is not final"),
    (steps(step("go", "desk", "done", closes="sleep")),         "step go speaks of the hold sleep, which desk does not have"),
    (steps(step("go", "draft", None, opens="ask")),             "step go speaks of the hold ask, which draft does not have"),
    (steps(step("go", "desk", "done", closes="ask", opens="ask", beside=True)), "step go opens a hold and leaves the stage at once"),
    (steps(step("go", "desk", "done", asks=(Ask("a", "A", AskKind.CHOICE),))), "step go asks for a without saying what to choose from, or the other way round"),
    (steps(step("go", "desk", "done")),                         "in desk a dossier waits for two agencies"),
    ({"steps": (step("send", "draft", "desk", beside=True), step("finish", "desk", "done", by=DEPT_OFFICER))}, "in draft a dossier waits for nobody"),
    ({"steps": (step("send", "draft", "desk"), step("finish", "desk", "done", by=SYSTEM)), "holds": ()}, "in desk a dossier waits for the calendar alone"),
    (stages(stage("hidden", seen_by=(AgencyKind.PROVINCE,))) | steps(step("hide", "draft", "hidden"), step("show", "hidden", "done")), "in hidden a dossier waits for commune, which cannot see it"),
    ({"parameters": (NUMBER, NUMBER)},                          "parameter days is declared twice"),
    ({"parameters": (replace(NUMBER, value=0),)},               "parameter days is 0"),
    ({"consults": (Consult(("done",), DEPT_OFFICER),)},         "opinions are asked in an unknown stage done"),
    ({"consults": (Consult(("desk",), NOBODY),)},               "opinions are asked by a post that does not exist: commune_officer at media"),
    ({"opened_by": NOBODY},                                     "the procedure is opened by a post that does not exist: commune_officer at media"),
)
# fmt: on


@pytest.mark.parametrize(("change", "sentence"), WRONG, ids=[sentence for _, sentence in WRONG])
def test_a_table_that_contradicts_itself_is_not_loaded(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidProcedure) as found:
        replace(SOUND, **change)
    assert sentence in found.value.problems


def test_every_contradiction_is_told_at_once() -> None:
    with pytest.raises(InvalidProcedure, match="sound 1: ") as found:
        replace(SOUND, legal_days=1, **steps(step("go", "x", "y", by=None)))
    assert len(found.value.problems) == 4


def test_a_step_must_name_its_post() -> None:
    with pytest.raises(TypeError, match="by"):
        Step("go", "draft", "done", title="Go")  # type: ignore[call-arg]
