# ruff: noqa: E501 - a table is read in columns
"""Recognition, second version: holds with typed gaps, opinions, council, and a decision in four facts.

Decree 52/2018, art. 5 and 6: the commune makes the dossier, the department appraises it, a council votes, the province
decides. Who submits since July 2025, how the thirty days are divided, and the parameters are working rules of this version.
"""

from states.actors import (
    COMMUNE_LEADER,
    COMMUNE_OFFICER,
    DEPT_LEADER,
    DEPT_OFFICER,
    ENV_APPRAISER,
    PROVINCE_CLERK,
    PROVINCE_LEADER,
    RECEPTION_DESK,
)
from states.case import Finding
from states.kernel import Ask, AskKind, Clock, Consult, Effect, Procedure, Stage, Step
from states.procedures.rows import (
    COMMUNE,
    DEPARTMENT,
    PARAMETERS,
    extend,
    reopen,
    stop,
    supplement_holds,
    supplement_steps,
    withdrawals,
)
from states.rules.decisions import (
    DECISION,
    DELIVERED_ON,
    RECEIVED_BY,
    council_has_voted,
    council_has_voted_for,
    decision_is_numbered,
    decision_is_signed,
    delivery_day_is_possible,
    every_opinion_is_treated,
    opinions_are_in_or_out_of_time,
    proposal_is_in_favour,
)
from states.rules.recognition import (
    claimed_basis_is_in_the_register,
    criteria_are_confirmed,
    criteria_are_declared_met,
    every_criterion_is_met,
    every_item_is_answered,
    finding_is_given,
    no_mandatory_item_is_unmet,
    no_site_visit_is_outstanding,
    parts_are_complete,
    request_is_filled_in,
)
from states.rules.separation import (
    actor_has_no_conflict,
    appraiser_is_not_the_drafter,
    recommender_is_not_the_appraiser,
    signer_is_not_the_drafter,
)

COMPLETE = (parts_are_complete, request_is_filled_in, claimed_basis_is_in_the_register)
CONSULTED = (opinions_are_in_or_out_of_time, every_opinion_is_treated)
SIGNING = (signer_is_not_the_drafter, actor_has_no_conflict)
PROPOSAL = Ask("reason", "Ý kiến đề xuất", AskKind.PARAGRAPH, required=False)
ASKERS = {"submitted": RECEPTION_DESK, "environmental_appraisal": ENV_APPRAISER, "department_review": DEPT_OFFICER}
AT_THE_DEPARTMENT = ("environmental_appraisal", "department_review", "department_approval")
AT_THE_PROVINCE = ("provincial_review", "provincial_approval")

# fmt: off
RECOGNITION_2026_2 = Procedure(
    code="recognition", version="2026.2",
    title="Công nhận nghề truyền thống, làng nghề, làng nghề truyền thống",
    basis="Nghị định 52/2018/NĐ-CP, Điều 5, Điều 6",
    legal_days=30,
    opened_by=COMMUNE_OFFICER,
    stages=(
        #     name                        for officers                    for the public                    phase                   working days
        Stage("draft",                   "Đang lập hồ sơ",               "Đang lập hồ sơ",                 "Lập hồ sơ",            editable=True, seen_by=COMMUNE),
        Stage("commune_approval",        "Chờ lãnh đạo cấp xã duyệt",    "Đang lập hồ sơ",                 "Lập hồ sơ",            seen_by=COMMUNE),
        Stage("submitted",               "Chờ tiếp nhận",                "Chờ tiếp nhận",                  "Tiếp nhận",            days=1,  seen_by=DEPARTMENT),
        Stage("environmental_appraisal", "Thẩm định môi trường",         "Đang thẩm định môi trường",      "Thẩm định môi trường", days=8),
        Stage("department_review",       "Sở xem xét",                   "Sở đang xem xét",                "Sở xem xét",           days=9),
        Stage("department_approval",     "Chờ lãnh đạo Sở duyệt",        "Sở đang xem xét",                "Sở xem xét",           days=2),
        Stage("provincial_review",       "Văn phòng UBND tỉnh xem xét, Hội đồng họp", "UBND tỉnh đang xem xét", "UBND tỉnh quyết định", days=6),
        Stage("provincial_approval",     "Chờ UBND tỉnh phê duyệt",      "UBND tỉnh đang xem xét",         "UBND tỉnh quyết định", days=2),
        Stage("numbering",               "Chờ cấp số quyết định",        "Đang phát hành quyết định",      "UBND tỉnh quyết định", days=1),
        Stage("issuance",                "Chờ phát hành quyết định",     "Đang phát hành quyết định",      "UBND tỉnh quyết định", days=1),
        Stage("delivery",                "Đã công nhận, chờ trả kết quả", "Đã công nhận, chờ trả kết quả", "Kết quả"),
        Stage("recognised",              "Đã công nhận",                 "Đã công nhận",                   "Kết quả",              final=True),
        Stage("not_recognised",          "Không công nhận",              "Không được công nhận",           "Kết quả",              final=True, again=True),
        Stage("refused",                 "Từ chối tiếp nhận",            "Bị từ chối tiếp nhận",           "Kết quả",              final=True, again=True, seen_by=DEPARTMENT),
        Stage("withdrawn",               "Đã rút hồ sơ",                 "Đã rút",                         "Kết quả",              final=True, again=True),
        Stage("stopped",                 "Dừng giải quyết",              "Đã dừng giải quyết",             "Kết quả",              final=True, again=True),
        Stage("lapsed",                  "Dừng vì quá hạn bổ sung",      "Đã dừng vì quá hạn bổ sung",     "Kết quả",              final=True, again=True),
        Stage("discarded",               "Đã bỏ",                        "Đã bỏ",                          "Kết quả",              final=True, seen_by=COMMUNE),
    ),
    steps=(
        #    action                   from                       to                         who                 button, and on what condition
        Step("present",               "draft",                   "commune_approval",        by=COMMUNE_OFFICER, title="Trình lãnh đạo cấp xã", when=(*COMPLETE, criteria_are_declared_met)),
        Step("discard",               "draft",                   "discarded",               by=COMMUNE_OFFICER, title="Bỏ hồ sơ",              needs_reason=True),
        Step("submit",                "commune_approval",        "submitted",               by=COMMUNE_LEADER,  title="Gửi hồ sơ",             when=(*COMPLETE, criteria_are_declared_met, *SIGNING)),
        Step("return_to_officer",     "commune_approval",        "draft",                   by=COMMUNE_LEADER,  title="Trả lại công chức",     needs_reason=True),
        Step("receive",               "submitted",               "environmental_appraisal", by=RECEPTION_DESK,  title="Tiếp nhận hồ sơ",       when=COMPLETE, paper="M01", clock=Clock.START, effect=Effect.RECEIVE),
        Step("refuse",                "submitted",               "refused",                 by=RECEPTION_DESK,  title="Từ chối tiếp nhận",     needs_reason=True, paper="M03"),
        Step("sign_off",              "environmental_appraisal", "department_review",       by=ENV_APPRAISER,   title="Kết luận thẩm định",    when=(every_item_is_answered, no_site_visit_is_outstanding, appraiser_is_not_the_drafter, actor_has_no_conflict)),
        Step("recommend_recognition", "department_review",       "department_approval",     by=DEPT_OFFICER,    title="Đề xuất công nhận",     when=(criteria_are_confirmed, every_criterion_is_met, no_mandatory_item_is_unmet, *CONSULTED, recommender_is_not_the_appraiser, actor_has_no_conflict), asks=(PROPOSAL,), finding=Finding.RECOGNISE),
        Step("recommend_refusal",     "department_review",       "department_approval",     by=DEPT_OFFICER,    title="Đề xuất không công nhận", when=(criteria_are_confirmed, *CONSULTED, recommender_is_not_the_appraiser, actor_has_no_conflict), needs_reason=True, finding=Finding.REFUSE),
        Step("return_to_appraisal",   "department_review",       "environmental_appraisal", by=DEPT_OFFICER,    title="Trả lại thẩm định",     needs_reason=True),
        Step("propose",               "department_approval",     "provincial_review",       by=DEPT_LEADER,     title="Trình UBND tỉnh",       when=(finding_is_given, *SIGNING)),
        Step("return_to_review",      "department_approval",     "department_review",       by=DEPT_LEADER,     title="Trả lại chuyên viên",   needs_reason=True),
        Step("present_decision",      "provincial_review",       "provincial_approval",     by=PROVINCE_CLERK,  title="Trình lãnh đạo UBND tỉnh", when=(finding_is_given, council_has_voted, actor_has_no_conflict)),
        Step("return_to_department",  "provincial_review",       "department_review",       by=PROVINCE_CLERK,  title="Trả lại Sở",            needs_reason=True),
        Step("approve",               "provincial_approval",     "numbering",               by=PROVINCE_LEADER, title="Ký quyết định công nhận", when=(proposal_is_in_favour, council_has_voted_for, *SIGNING), effect=Effect.SIGN),
        Step("reject",                "provincial_approval",     "not_recognised",          by=PROVINCE_LEADER, title="Không công nhận",       when=SIGNING, needs_reason=True, clock=Clock.STOP),
        Step("return_to_clerk",       "provincial_approval",     "provincial_review",       by=PROVINCE_LEADER, title="Trả lại Văn phòng",     needs_reason=True),
        Step("number",                "numbering",               "issuance",                by=PROVINCE_CLERK,  title="Cấp số quyết định",     when=(decision_is_signed,), asks=(DECISION,), effect=Effect.NUMBER),
        Step("issue",                 "issuance",                "delivery",                by=PROVINCE_CLERK,  title="Phát hành quyết định",  when=(decision_is_numbered,), clock=Clock.STOP, effect=Effect.ISSUE_RECOGNITION),
        Step("deliver",               "delivery",                "recognised",              by=RECEPTION_DESK,  title="Trả kết quả",           when=(delivery_day_is_possible,), asks=(DELIVERED_ON, RECEIVED_BY), effect=Effect.DELIVER),
        *supplement_steps(ASKERS, DEPT_LEADER),
        extend(AT_THE_DEPARTMENT, DEPT_LEADER),
        extend(AT_THE_PROVINCE, PROVINCE_LEADER),
        *withdrawals(("submitted", *AT_THE_DEPARTMENT, *AT_THE_PROVINCE), tuple(ASKERS)),
        stop(AT_THE_DEPARTMENT, DEPT_LEADER),
        stop(AT_THE_PROVINCE, PROVINCE_LEADER),
        reopen("department_review"),
    ),
    holds=supplement_holds(ASKERS, DEPT_LEADER, COMPLETE),
    parameters=PARAMETERS,
    consults=(Consult(("environmental_appraisal", "department_review"), by=DEPT_OFFICER),),
)
