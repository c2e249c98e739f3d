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
    (stages(stage("desk")),                                     "bước desk được khai hai lần"),
    (stages(stage("island")),                                   "không có đường đến bước island"),
    (stages(stage("island")),                                   "bước island không có đường đến kết thúc"),
    (stages(stage("a@b")),                                      "bước a@b có dấu @ trong tên"),
    (stages(stage("short", days=0)),                            "bước short có thời hạn 0 ngày"),
    (stages(stage("end", final=True, days=2)),                  "bước kết thúc end lại có thời hạn"),
    ({"legal_days": 4},                                         "các bước cộng lại 5 ngày làm việc, thời hạn chung chỉ có 4"),
    ({"stages": ()},                                            "chưa có bước nào"),
    (steps(step("go", "nowhere", "desk")),                      "thao tác go đi từ bước không có: nowhere"),
    (steps(step("go", "desk", "nowhere")),                      "thao tác go dẫn đến bước không có: nowhere"),
    (steps(step("go", (), "desk")),                             "thao tác go không đi từ bước nào"),
    (steps(step("reopen", "done", "draft")),                    "thao tác reopen đi từ bước kết thúc done"),
    (steps(step("send", "draft", "done")),                      "thao tác send từ draft được khai hai lần"),
    (steps(step("ask", "desk", "done")),                        "thao tác ask từ desk được khai hai lần"),
    ({"steps": (step("send", "draft", "desk"), step("back", "desk", "draft"))}, "bước desk không có đường đến kết thúc"),
    (steps(step("go", "desk", "done", by=None)),                "thao tác go thuộc về chức vụ không có: không ai"),
    (steps(step("go", "desk", "done", by=NOBODY)),              "thao tác go thuộc về chức vụ không có: commune_officer@media"),
    (steps(step("go", "desk", "done", paper="M08")),            "thao tác go phát hành mẫu giấy không có: M08"),
    (steps(step("go", "desk", "done", clock="rewind")),         "thao tác go làm điều lạ với thời hạn: rewind"),
    (steps(step("go", "desk", "done", effect="explode")),       "thao tác go có tác dụng lạ: explode"),
    (steps(step("go", "desk", "done", finding="perhaps")),      "thao tác go ghi kết luận lạ: perhaps"),
    (steps(step("go", "desk", "done", asks=(Ask("a", "A"), Ask("a", "B")))), "thao tác go hỏi hai lần mục a"),
    (steps(step("go", "desk", "done", asks=(Ask("a", "A", "song"),))),       "thao tác go hỏi mục a theo kiểu lạ: song"),
    (holds(during=("nowhere",)),                                "tạm dừng ask đặt ở bước không có: nowhere"),
    (holds(during=("done",)),                                   "tạm dừng ask đặt ở bước kết thúc done"),
    (holds(during=()),                                          "tạm dừng ask không đặt được ở bước nào"),
    (holds(ended_by=None),                                      "không chức vụ nào kết thúc được tạm dừng ask: không ai"),
    (holds(ended_by=NOBODY),                                    "không chức vụ nào kết thúc được tạm dừng ask: commune_officer@media"),
    (holds(ends_with="ask"),                                    "tạm dừng ask kết thúc bằng chính thao tác mở nó"),
    (holds(by=NOBODY),                                          "thao tác ask thuộc về chức vụ không có: commune_officer@media"),
    (holds(paper="M99"),                                        "thao tác ask phát hành mẫu giấy không có: M99"),
    ({"holds": (hold(), hold())},                               "thao tác answer từ desk (ask) được khai hai lần"),
    (steps(step("reopen", "done", "draft", reopens=True)),      "thao tác reopen mở lại hồ sơ mà không cần lý do"),
    (steps(step("go", "desk", "done", reopens=True, needs_reason=True)), "thao tác go mở lại bước desk là bước chưa kết thúc"),
    (steps(step("go", "desk", "done", closes="sleep")),         "thao tác go nói đến tạm dừng sleep mà bước desk không có"),
    (steps(step("go", "draft", None, opens="ask")),             "thao tác go nói đến tạm dừng ask mà bước draft không có"),
    (steps(step("go", "desk", "done", closes="ask", opens="ask", beside=True)), "thao tác go vừa mở tạm dừng vừa rời bước"),
    (steps(step("go", "desk", "done", asks=(Ask("a", "A", AskKind.CHOICE),))), "thao tác go hỏi mục a để chọn mà không có danh sách chọn, hoặc ngược lại"),
    (steps(step("go", "desk", "done")),                         "ở desk, hồ sơ chờ hai cơ quan cùng lúc"),
    ({"steps": (step("send", "draft", "desk", beside=True), step("finish", "desk", "done", by=DEPT_OFFICER))}, "ở draft, hồ sơ không chờ ai"),
    ({"steps": (step("send", "draft", "desk"), step("finish", "desk", "done", by=SYSTEM)), "holds": ()}, "ở desk, hồ sơ chỉ chờ đến ngày"),
    (stages(stage("hidden", seen_by=(AgencyKind.PROVINCE,))) | steps(step("hide", "draft", "hidden"), step("show", "hidden", "done")), "ở hidden, hồ sơ chờ commune là nơi không xem được"),
    ({"parameters": (NUMBER, NUMBER)},                          "con số days được khai hai lần"),
    ({"parameters": (replace(NUMBER, value=0),)},               "con số days là 0"),
    ({"consults": (Consult(("done",), DEPT_OFFICER),)},         "hỏi ý kiến ở bước không có: done"),
    ({"consults": (Consult(("desk",), NOBODY),)},               "hỏi ý kiến bởi chức vụ không có: commune_officer@media"),
    ({"opened_by": NOBODY},                                     "quy trình được mở bởi chức vụ không có: commune_officer@media"),
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
