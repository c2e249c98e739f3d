# ruff: noqa: E501 - a table is read in columns
"""Taking a recognition back (Decree 52/2018, art. 6.5, to be verified): report, inspection, council, decision.

The commune reports, the department inspects, the council votes, the province decides. The days are the office's own aim.
"""

from states.actors import (
    COMMUNE_LEADER,
    COMMUNE_OFFICER,
    DEPT_LEADER,
    DEPT_OFFICER,
    PROVINCE_CLERK,
    PROVINCE_LEADER,
    RECEPTION_DESK,
)
from states.basis import DECREE_52, Basis, Mark
from states.case import Finding
from states.kernel import Ask, AskKind, Clock, Consult, Effect, Parameter, Procedure, Stage, Step
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
from states.rules.recognition import finding_is_given, parts_are_complete
from states.rules.revocation import (
    criteria_are_unmet_long_enough,
    inspection_found_a_criterion_unmet,
    inspection_is_complete,
    unit_is_active,
)
from states.rules.separation import actor_has_no_conflict, signer_is_not_the_drafter

COMPLETE = (parts_are_complete, unit_is_active)
CONSULTED = (opinions_are_in_or_out_of_time, every_opinion_is_treated)
SIGNING = (signer_is_not_the_drafter, actor_has_no_conflict)
PROPOSAL = Ask("reason", "Ý kiến đề xuất", AskKind.PARAGRAPH, required=False)
ASKERS = {"submitted": RECEPTION_DESK, "inspection": DEPT_OFFICER}
AT_THE_DEPARTMENT, AT_THE_PROVINCE = ("inspection", "department_approval"), ("provincial_review", "provincial_approval")

# fmt: off
REVOCATION_2026_1 = Procedure(
    code="revocation", version="2026.1",
    title="Thu hồi công nhận nghề truyền thống, làng nghề, làng nghề truyền thống",
    basis="Nghị định 52/2018/NĐ-CP, Điều 6",
    legal_days=30, limit_is_target=True,
    opened_by=COMMUNE_OFFICER,
    stages=(
        #     name                        for officers                    for the public                    phase                   working days
        Stage("draft",                   "Đang lập báo cáo",             "Đang lập hồ sơ",                 "Lập hồ sơ",            editable=True, seen_by=COMMUNE),
        Stage("commune_approval",        "Chờ lãnh đạo cấp xã duyệt",    "Đang lập hồ sơ",                 "Lập hồ sơ",            seen_by=COMMUNE),
        Stage("submitted",               "Chờ tiếp nhận",                "Chờ tiếp nhận",                  "Tiếp nhận",            days=1,  seen_by=DEPARTMENT),
        Stage("inspection",              "Sở kiểm tra thực tế",          "Sở đang kiểm tra",               "Sở kiểm tra",          days=15),
        Stage("department_approval",     "Chờ lãnh đạo Sở duyệt",        "Sở đang xem xét",                "Sở kiểm tra",          days=3),
        Stage("provincial_review",       "Văn phòng UBND tỉnh xem xét, Hội đồng họp", "UBND tỉnh đang xem xét", "UBND tỉnh quyết định", days=6),
        Stage("provincial_approval",     "Chờ UBND tỉnh phê duyệt",      "UBND tỉnh đang xem xét",         "UBND tỉnh quyết định", days=3),
        Stage("numbering",               "Chờ cấp số quyết định",        "Đang phát hành quyết định",      "UBND tỉnh quyết định", days=1),
        Stage("issuance",                "Chờ phát hành quyết định",     "Đang phát hành quyết định",      "UBND tỉnh quyết định", days=1),
        Stage("delivery",                "Đã thu hồi, chờ gửi quyết định", "Đã thu hồi công nhận",         "Kết quả"),
        Stage("revoked",                 "Đã thu hồi công nhận",         "Đã thu hồi công nhận",           "Kết quả",              final=True),
        Stage("kept",                    "Giữ nguyên công nhận",         "Giữ nguyên công nhận",           "Kết quả",              final=True),
        Stage("refused",                 "Từ chối tiếp nhận",            "Bị từ chối tiếp nhận",           "Kết quả",              final=True, seen_by=DEPARTMENT),
        Stage("withdrawn",               "Đã rút hồ sơ",                 "Đã rút",                         "Kết quả",              final=True),
        Stage("stopped",                 "Dừng giải quyết",              "Đã dừng giải quyết",             "Kết quả",              final=True),
        Stage("lapsed",                  "Dừng vì quá hạn bổ sung",      "Đã dừng vì quá hạn bổ sung",     "Kết quả",              final=True),
        Stage("discarded",               "Đã bỏ",                        "Đã bỏ",                          "Kết quả",              final=True, seen_by=COMMUNE),
    ),
    steps=(
        #    action                   from                       to                         who                 button, and on what condition
        Step("present",               "draft",                   "commune_approval",        by=COMMUNE_OFFICER, title="Trình lãnh đạo cấp xã", when=COMPLETE),
        Step("discard",               "draft",                   "discarded",               by=COMMUNE_OFFICER, title="Bỏ hồ sơ",              needs_reason=True),
        Step("submit",                "commune_approval",        "submitted",               by=COMMUNE_LEADER,  title="Gửi báo cáo",           when=(*COMPLETE, *SIGNING)),
        Step("return_to_officer",     "commune_approval",        "draft",                   by=COMMUNE_LEADER,  title="Trả lại công chức",     needs_reason=True),
        Step("receive",               "submitted",               "inspection",              by=RECEPTION_DESK,  title="Tiếp nhận hồ sơ",       when=COMPLETE, paper="M01", clock=Clock.START, effect=Effect.RECEIVE),
        Step("refuse",                "submitted",               "refused",                 by=RECEPTION_DESK,  title="Từ chối tiếp nhận",     needs_reason=True, paper="M03"),
        Step("conclude_revocation",   "inspection",              "department_approval",     by=DEPT_OFFICER,    title="Đề xuất thu hồi",       when=(inspection_is_complete, inspection_found_a_criterion_unmet, criteria_are_unmet_long_enough, *CONSULTED, actor_has_no_conflict), asks=(PROPOSAL,), finding=Finding.REVOKE),
        Step("conclude_keep",         "inspection",              "department_approval",     by=DEPT_OFFICER,    title="Đề xuất giữ nguyên",    when=(inspection_is_complete, *CONSULTED, actor_has_no_conflict), needs_reason=True, finding=Finding.KEEP),
        Step("propose",               "department_approval",     "provincial_review",       by=DEPT_LEADER,     title="Trình UBND tỉnh",       when=(finding_is_given, *SIGNING)),
        Step("return_to_review",      "department_approval",     "inspection",              by=DEPT_LEADER,     title="Trả lại chuyên viên",   needs_reason=True),
        Step("present_decision",      "provincial_review",       "provincial_approval",     by=PROVINCE_CLERK,  title="Trình lãnh đạo UBND tỉnh", when=(finding_is_given, council_has_voted, actor_has_no_conflict)),
        Step("return_to_department",  "provincial_review",       "inspection",              by=PROVINCE_CLERK,  title="Trả lại Sở",            needs_reason=True),
        Step("approve",               "provincial_approval",     "numbering",               by=PROVINCE_LEADER, title="Ký quyết định thu hồi", when=(proposal_is_in_favour, unit_is_active, council_has_voted_for, *SIGNING), effect=Effect.SIGN),
        Step("reject",                "provincial_approval",     "kept",                    by=PROVINCE_LEADER, title="Giữ nguyên công nhận",  when=SIGNING, needs_reason=True, clock=Clock.STOP),
        Step("return_to_clerk",       "provincial_approval",     "provincial_review",       by=PROVINCE_LEADER, title="Trả lại Văn phòng",     needs_reason=True),
        Step("number",                "numbering",               "issuance",                by=PROVINCE_CLERK,  title="Cấp số quyết định",     when=(decision_is_signed,), asks=(DECISION,), effect=Effect.NUMBER),
        Step("issue",                 "issuance",                "delivery",                by=PROVINCE_CLERK,  title="Phát hành quyết định",  when=(decision_is_numbered, unit_is_active), clock=Clock.STOP, effect=Effect.ISSUE_REVOCATION),
        Step("deliver",               "delivery",                "revoked",                 by=RECEPTION_DESK,  title="Gửi quyết định",        when=(delivery_day_is_possible,), asks=(DELIVERED_ON, RECEIVED_BY), effect=Effect.DELIVER),
        *supplement_steps(ASKERS, DEPT_LEADER),
        extend(AT_THE_DEPARTMENT, DEPT_LEADER),
        extend(AT_THE_PROVINCE, PROVINCE_LEADER),
        *withdrawals(("submitted", *AT_THE_DEPARTMENT, *AT_THE_PROVINCE), tuple(ASKERS)),
        stop(AT_THE_DEPARTMENT, DEPT_LEADER),
        stop(AT_THE_PROVINCE, PROVINCE_LEADER),
        reopen("inspection"),
    ),
    holds=supplement_holds(ASKERS, DEPT_LEADER, COMPLETE),
    parameters=(*PARAMETERS, Parameter("unmet_years", "Số năm không đạt tiêu chí trước khi thu hồi", 5, "năm", Basis(f"{DECREE_52}, Điều 6 khoản 5", Mark.MEMORY))),
    consults=(Consult(("inspection",), by=DEPT_OFFICER),),
)
