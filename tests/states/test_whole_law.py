# ruff: noqa: E501 - a table is read in columns
"""The procedures of the whole law as stories: the shortest road of each, and every new reason to refuse, in its words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from states.actors import (
    COMMUNE_LEADER,
    COMMUNE_OFFICER,
    LEAD_LEADER,
    LEAD_OFFICER,
    SYSTEM,
    Actor,
    AgencyKind,
    HeldPost,
    Post,
    Role,
)
from states.case import Finding
from states.facts import (
    Answer,
    CorrectionFact,
    CouncilFact,
    DecisionFact,
    Gap,
    GapFault,
    InspectionFact,
    OpenSupplement,
    OpinionFact,
    SupportFact,
    UnitFact,
)
from states.kernel import Attempt, Forbidden, Procedure, Refused
from states.procedures import PROCEDURES
from states.procedures.correction import CORRECTION_2026_1
from states.procedures.recognition_2026_2 import RECOGNITION_2026_2
from states.procedures.revocation import REVOCATION_2026_1
from states.procedures.support import ARTISAN_TITLE_2026_1, SUPPORT_2026_1
from states.rules.registry import RULES
from tests.states.paper import COMMUNE, Paper, person

INDUSTRY = "so-ct"
ON = date(2026, 11, 23)
GAP = Gap("parts:CV-ENV", GapFault.MISSING, "Nộp phương án bảo vệ môi trường")
VOTE = CouncilFact("m1", ON, present=7, quorum=5, votes_for=6, votes_against=1, abstained=0, passed=True)
SIGNED = DecisionFact("recognise", ON)
NUMBERED = replace(SIGNED, number="118/QĐ-UBND")
ISSUED = replace(NUMBERED, issued_on=ON)
UNIT = UnitFact("u1", is_active=True, criteria_unmet_since=date(2021, 1, 1), unmet=("Tỷ lệ hộ",))
FOUND = InspectionFact(is_complete=True, unmet=("Tỷ lệ hộ",))
FIX = CorrectionFact((("name", "Ý Tý", "Y Tý"),))
SUPPORT = SupportFact("trade_promotion", 2026, cost=100, requested=50, ceiling=50, ceiling_words="50 % chi phí")
ASKED = OpenSupplement(ON, date(2026, 12, 31), "env_appraiser", (replace(GAP, is_answered=True),))
OPINION = OpinionFact(
    AgencyKind.FINANCE, "Sở Tài chính", ON, "answered", is_out=False, answer=Answer.AGREE, is_treated=True
)
READY: dict[str, Any] = {
    "council": VOTE, "decision": ISSUED, "unit": UNIT, "inspection": FOUND, "correction": FIX, "support": SUPPORT,
    "gaps": (GAP,), "open_supplement": ASKED, "due_on": date(2026, 12, 31), "opinions": (OPINION,),
}  # fmt: skip
"""A dossier in which everything is as the law wants it."""

TYPED = {
    "reason": "Theo biên bản", "extended_to": "2027-01-15", "delivered_on": "2026-11-23", "received_by": "Ly Xá Xuy",
    "granted": "50", "fund_line": "line", "amount": "10", "paid_on": "2026-11-20", "voucher": "PC-01", "accepted_on": "2026-11-22",
}  # fmt: skip


def stand_in(post: Post) -> Actor:
    """Somebody who holds a post, or the one that stands for it at the agency that leads here."""
    names = {LEAD_OFFICER: Role.CONSULTED_OFFICER, LEAD_LEADER: Role.CONSULTED_LEADER}
    if post in names:
        return Actor(post.role.value, frozenset({HeldPost(Post(names[post], AgencyKind.INDUSTRY_TRADE), INDUSTRY)}))
    return person(post)


def paper(stage: str, hold: str | None = None, **changes: Any) -> Paper:
    agencies = {AgencyKind.COMMUNE: COMMUNE, AgencyKind.LEAD: INDUSTRY}
    lines = {"line": "Ngân sách tỉnh 2026"}
    return Paper(stage, hold, agencies=agencies, fund_lines=lines, needs_at_hand=(), **(READY | changes))


def take(procedure: Procedure, action: str, case: Paper, **typed: str) -> Paper:
    """One step by somebody who may take it."""
    step = procedure.step(action, case.stage, case.hold)
    decision = procedure.decide(action, Attempt(procedure, case, stand_in(step.by), ON, TYPED | typed))
    case.stage, case.hold = decision.dest, decision.hold_after
    case.finding = step.finding or case.finding
    return case


ROADS: tuple[tuple[Procedure, str, str], ...] = (
    (
        RECOGNITION_2026_2,
        "recognised",
        "present submit receive sign_off recommend_recognition propose present_decision approve number issue deliver",
    ),
    (
        RECOGNITION_2026_2,
        "not_recognised",
        "present submit receive sign_off recommend_refusal propose present_decision reject",
    ),
    (
        SUPPORT_2026_1,
        "closed",
        "present submit receive sign_off recommend_support propose present_decision approve number issue commit pay accept close",
    ),
    (
        SUPPORT_2026_1,
        "not_supported",
        "present submit receive sign_off recommend_no_support propose present_decision reject",
    ),
    (
        ARTISAN_TITLE_2026_1,
        "honoured",
        "present submit receive recommend_support propose present_decision approve number issue deliver",
    ),
    (
        REVOCATION_2026_1,
        "revoked",
        "present submit receive conclude_revocation propose present_decision approve number issue deliver",
    ),
    (REVOCATION_2026_1, "kept", "present submit receive conclude_keep propose present_decision reject"),
    (CORRECTION_2026_1, "corrected", "present_correction approve number issue"),
    (RECOGNITION_2026_2, "lapsed", "present submit receive ask_supplement lapse"),
    (RECOGNITION_2026_2, "withdrawn", "present submit receive ask_supplement withdraw"),
    (RECOGNITION_2026_2, "stopped", "present submit receive extend stop"),
)


@pytest.mark.parametrize(("procedure", "end", "road"), ROADS, ids=lambda found: getattr(found, "code", found))
def test_every_procedure_has_its_road(procedure: Procedure, end: str, road: str) -> None:
    spent = SupportFact("trade_promotion", 2026, cost=100, requested=50, ceiling=50, granted=50)
    case = paper(procedure.first_stage.name)
    for action in road.split():
        late = action == "lapse"
        case.open_supplement = replace(ASKED, answer_by=date(2026, 11, 1)) if late else ASKED
        committed = 10 if action in ("pay", "accept", "close") else 0
        case.support = SUPPORT if action in ("present", "submit", "receive", "approve") else spent
        case.support = replace(
            case.support, committed=committed, paid=10 if action == "close" else 0, is_accepted=action == "close"
        )
        take(procedure, action, case)
    assert (case.stage, case.hold) == (end, None)
    assert procedure.stage(end).final


def test_a_second_request_for_supplements_waits_for_the_leader() -> None:
    case = paper("department_review", supplements_asked={"department_review": 1})
    with pytest.raises(Refused, match="lần nữa phải trình lãnh đạo"):
        take(RECOGNITION_2026_2, "ask_supplement", case)
    take(RECOGNITION_2026_2, "propose_supplement", case)
    assert not RECOGNITION_2026_2.pauses(case.stage, case.hold), "the clock runs while the leader thinks"
    assert [post.role for post in RECOGNITION_2026_2.handlers(case.stage, case.hold)] == [Role.DEPT_LEADER]
    take(RECOGNITION_2026_2, "approve_supplement", case)
    assert (case.stage, case.hold) == ("department_review", "ask_supplement")
    assert RECOGNITION_2026_2.pauses(case.stage, case.hold)
    take(RECOGNITION_2026_2, "supplement", case)
    assert (case.stage, case.hold) == ("department_review", None)


def test_a_second_request_may_be_declined() -> None:
    case = paper("environmental_appraisal", "propose_supplement")
    assert take(RECOGNITION_2026_2, "decline_supplement", case).hold is None


def test_a_closed_dossier_is_taken_up_again_by_a_leader_with_a_reason() -> None:
    for stage in ("lapsed", "stopped"):
        assert take(RECOGNITION_2026_2, "reopen", paper(stage)).stage == "department_review"
        with pytest.raises(Refused, match="Chưa nhập “Lý do”"):
            take(RECOGNITION_2026_2, "reopen", paper(stage), reason=" ")


def test_the_author_alone_cancels_a_request() -> None:
    case = paper("environmental_appraisal", "ask_supplement")
    assert take(RECOGNITION_2026_2, "cancel_supplement", case).hold is None


def test_only_the_lead_agency_leads() -> None:
    other = Actor("x", frozenset({HeldPost(Post(Role.CONSULTED_OFFICER, AgencyKind.FINANCE), "so-tc")}))
    with pytest.raises(Forbidden, match="Chuyên viên cơ quan chủ trì"):
        SUPPORT_2026_1.decide("recommend_support", Attempt(SUPPORT_2026_1, paper("lead_review"), other, ON, TYPED))
    nobody = replace_agencies(paper("lead_review"))
    with pytest.raises(Forbidden):
        SUPPORT_2026_1.decide("recommend_support", Attempt(SUPPORT_2026_1, nobody, stand_in(LEAD_OFFICER), ON, TYPED))


def replace_agencies(case: Paper) -> Paper:
    """The same dossier before its lead agency is known."""
    case.agencies = {AgencyKind.COMMUNE: COMMUNE}
    return case


GIVEN = Finding.RECOGNISE
# fmt: off
REFUSALS: tuple[tuple[Procedure, str, str, str | None, dict[str, Any], dict[str, str], str], ...] = (
    (RECOGNITION_2026_2, "ask_supplement",      "department_review", None, {"gaps": ()}, {}, "chưa có nội dung nào"),
    (RECOGNITION_2026_2, "ask_supplement",      "department_review", None, {"gaps": (replace(GAP, note=" "),)}, {}, "chưa ghi rõ phải làm gì"),
    (RECOGNITION_2026_2, "propose_supplement",  "department_review", None, {}, {}, "Chưa yêu cầu bổ sung lần nào"),
    (RECOGNITION_2026_2, "supplement",          "department_review", "ask_supplement", {"open_supplement": replace(ASKED, gaps=(GAP,))}, {}, "Chưa trả lời nội dung được yêu cầu: Nộp phương án"),
    (RECOGNITION_2026_2, "cancel_supplement",   "department_review", "ask_supplement", {}, {}, "chỉ người lập phiếu được hủy"),
    (RECOGNITION_2026_2, "lapse",               "department_review", "ask_supplement", {}, {}, "31/12/2026, chưa hết"),
    (RECOGNITION_2026_2, "lapse",               "department_review", "ask_supplement", {"open_supplement": None}, {}, "không có yêu cầu bổ sung nào"),
    (RECOGNITION_2026_2, "extend",              "department_review", None, {"due_on": None}, {}, "đang tạm dừng"),
    (RECOGNITION_2026_2, "extend",              "department_review", None, {"due_on": date(2026, 11, 20)}, {}, "đã quá hạn từ ngày 20/11/2026"),
    (RECOGNITION_2026_2, "extend",              "department_review", None, {"extensions": 1}, {}, "tối đa 1 lần"),
    (RECOGNITION_2026_2, "extend",              "department_review", None, {}, {"extended_to": "2026-12-31"}, "phải sau ngày hẹn cũ"),
    (RECOGNITION_2026_2, "reopen",              "lapsed", None, {"was_received": False}, {}, "hãy lập hồ sơ mới từ nội dung cũ"),
    (RECOGNITION_2026_2, "recommend_recognition", "department_review", None, {"opinions": (replace(OPINION, is_out=True),)}, {}, "Còn chờ ý kiến của Sở Tài chính"),
    (RECOGNITION_2026_2, "recommend_recognition", "department_review", None, {"opinions": (replace(OPINION, is_treated=False),)}, {}, "Chưa ghi cách xử lý ý kiến của Sở Tài chính"),
    (RECOGNITION_2026_2, "recommend_recognition", "department_review", None, {"conflicted": frozenset({"dept_officer"})}, {}, "xung đột lợi ích"),
    (RECOGNITION_2026_2, "present_decision",    "provincial_review", None, {"council": None, "finding": GIVEN}, {}, "Hội đồng chưa biểu quyết"),
    (RECOGNITION_2026_2, "approve",             "provincial_approval", None, {"council": None, "finding": GIVEN}, {}, "Hội đồng chưa biểu quyết"),
    (RECOGNITION_2026_2, "approve",             "provincial_approval", None, {"council": replace(VOTE, passed=False), "finding": GIVEN}, {}, "Hội đồng không thông qua (6 đồng ý, 1 không đồng ý"),
    (RECOGNITION_2026_2, "approve",             "provincial_approval", None, {"finding": Finding.REFUSE}, {}, "không đề nghị chấp thuận"),
    (RECOGNITION_2026_2, "number",              "numbering", None, {"decision": None}, {}, "Chưa ghi nhận chữ ký"),
    (RECOGNITION_2026_2, "number",              "numbering", None, {}, {"decision": "x"}, "không còn trong danh sách"),
    (RECOGNITION_2026_2, "issue",               "issuance", None, {"decision": SIGNED}, {}, "chưa có số"),
    (RECOGNITION_2026_2, "deliver",             "delivery", None, {}, {"delivered_on": "2026-11-24"}, "không được sau hôm nay"),
    (RECOGNITION_2026_2, "deliver",             "delivery", None, {}, {"delivered_on": "2026-11-22"}, "không được trước ngày phát hành"),
    (RECOGNITION_2026_2, "deliver",             "delivery", None, {}, {"delivered_on": ""}, "Chưa nhập “Ngày trả kết quả”"),
    (SUPPORT_2026_1,     "present",             "draft", None, {"support": None}, {}, "Chưa khai nội dung đề nghị"),
    (SUPPORT_2026_1,     "present",             "draft", None, {"support": replace(SUPPORT, blanks=(("Chưa khai chi phí.", "wizard:money"),))}, {}, "Chưa khai chi phí"),
    (SUPPORT_2026_1,     "present",             "draft", None, {"support": replace(SUPPORT, requested=51)}, {}, "vượt mức tối đa 50 đồng"),
    (SUPPORT_2026_1,     "present",             "draft", None, {"support": replace(SUPPORT, twins=("Cơ sở đã được hỗ trợ năm 2026.",))}, {}, "Hãy giải trình"),
    (SUPPORT_2026_1,     "recommend_support",   "lead_review", None, {"support": replace(SUPPORT, from_state=True), "opinions": ()}, {}, "cần ý kiến của Sở Tài chính"),
    (SUPPORT_2026_1,     "approve",             "provincial_approval", None, {"finding": Finding.SUPPORT}, {"granted": "51"}, "không được quá 50 đồng"),
    (SUPPORT_2026_1,     "approve",             "provincial_approval", None, {"finding": Finding.SUPPORT}, {"granted": "-1"}, "phải là số tiền bằng đồng"),
    (SUPPORT_2026_1,     "commit",              "implementation", None, {"support": replace(SUPPORT, granted=9)}, {}, "Chỉ còn được cam kết 9 đồng"),
    (SUPPORT_2026_1,     "pay",                 "implementation", None, {"support": replace(SUPPORT, granted=50, committed=9)}, {}, "Chỉ còn được giải ngân 9 đồng"),
    (SUPPORT_2026_1,     "pay",                 "implementation", None, {"support": replace(SUPPORT, committed=10)}, {"paid_on": "2026-11-24"}, "“Ngày giải ngân” không được sau hôm nay"),
    (SUPPORT_2026_1,     "close",               "implementation", None, {}, {}, "Chưa có nghiệm thu"),
    (SUPPORT_2026_1,     "close",               "implementation", None, {"support": replace(SUPPORT, is_accepted=True, committed=9)}, {}, "Còn 9 đồng đã cam kết nhưng chưa giải ngân"),
    (REVOCATION_2026_1,  "present",             "draft", None, {"unit": None}, {}, "chưa chọn đơn vị"),
    (REVOCATION_2026_1,  "present",             "draft", None, {"unit": replace(UNIT, is_active=False)}, {}, "không còn được công nhận"),
    (REVOCATION_2026_1,  "conclude_revocation", "inspection", None, {"unit": replace(UNIT, criteria_unmet_since=None)}, {}, "chưa ghi nhận đơn vị không đạt"),
    (REVOCATION_2026_1,  "conclude_revocation", "inspection", None, {"unit": replace(UNIT, criteria_unmet_since=date(2024, 2, 29))}, {}, "đủ vào ngày 28/02/2029"),
    (REVOCATION_2026_1,  "conclude_revocation", "inspection", None, {"inspection": None}, {}, "Chưa ghi kết quả kiểm tra"),
    (REVOCATION_2026_1,  "conclude_revocation", "inspection", None, {"inspection": InspectionFact(False, missing=("Tỷ lệ hộ",))}, {}, "kiểm tra tiêu chí “Tỷ lệ hộ”"),
    (REVOCATION_2026_1,  "conclude_revocation", "inspection", None, {"inspection": InspectionFact(True)}, {}, "mọi tiêu chí đều đạt"),
    (CORRECTION_2026_1,  "present_correction",  "draft", None, {"correction": CorrectionFact()}, {}, "Chưa ghi nội dung nào cần đính chính"),
)
# fmt: on


@pytest.mark.parametrize(("procedure", "action", "stage", "hold", "changes", "typed", "words"), REFUSALS)
def test_every_refusal_says_what_to_do(
    procedure: Procedure, action: str, stage: str, hold: str | None, changes: Mapping[str, Any], typed: dict[str, str], words: str
) -> None:  # fmt: skip
    with pytest.raises(Refused) as refusal:
        take(procedure, action, paper(stage, hold, **changes), **typed)
    assert words in str(refusal.value)
    assert len(refusal.value.reasons) == 1


def test_a_unit_that_is_not_chosen_is_told_once() -> None:
    with pytest.raises(Refused) as refusal:
        take(REVOCATION_2026_1, "conclude_revocation", paper("inspection", unit=None, inspection=None))
    assert [reason.where for reason in refusal.value.reasons] == ["inspection:"]


def test_whoever_acts_for_a_drafter_is_the_drafter() -> None:
    deputy = replace(person(COMMUNE_LEADER), stands_for=frozenset({"minh"}))
    case = paper("commune_approval", took={"present": frozenset({"minh"})})
    with pytest.raises(Refused, match="nên không được duyệt, ký"):
        RECOGNITION_2026_2.decide("submit", Attempt(RECOGNITION_2026_2, case, deputy, ON, TYPED))


def test_numbers_and_consulting_are_part_of_a_version() -> None:
    assert RECOGNITION_2026_2.number("extensions") == 1
    with pytest.raises(LookupError, match="no parameter song"):
        RECOGNITION_2026_2.number("song")
    assert SUPPORT_2026_1.may_consult("lead_review", Post(Role.CONSULTED_OFFICER, AgencyKind.INDUSTRY_TRADE))
    assert not SUPPORT_2026_1.may_consult("draft", COMMUNE_OFFICER)


def test_every_rule_of_every_table_is_known_by_name() -> None:
    used = {rule.name: rule for law in PROCEDURES.values() for step in law.all_steps for rule in step.when}
    assert used.items() <= RULES.items()
    assert set(RULES) == set(used), "a rule nobody asks"


def test_the_calendar_alone_lets_a_dossier_lapse() -> None:
    lapses = [step for law in PROCEDURES.values() for step in law.all_steps if step.by == SYSTEM]
    assert {step.action for step in lapses} == {"lapse"}
    assert LEAD_LEADER.title == "Lãnh đạo cơ quan chủ trì"
