# ruff: noqa: E501 - a table is read in columns
"""Recognition of traditional crafts, craft villages and traditional craft villages (Decree 52/2018, art. 5 and 6).

The commune makes the dossier, the department appraises it, the province decides: who submits since July 2025, and how the
thirty days are divided, are working rules of this version, not text of the decree.
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
    AgencyKind,
)
from states.case import Finding
from states.kernel import Ask, AskKind, Clock, Effect, Hold, Procedure, Stage, Step
from states.rules.recognition import (
    DECISION_DAY,
    DECISION_NUMBER,
    claimed_basis_is_in_the_register,
    criteria_are_confirmed,
    criteria_are_declared_met,
    decision_is_not_in_the_future,
    every_criterion_is_met,
    every_item_is_answered,
    finding_is_given,
    no_mandatory_item_is_unmet,
    no_site_visit_is_outstanding,
    parts_are_complete,
    proposal_is_positive,
    request_is_filled_in,
)
from states.rules.separation import (
    appraiser_is_not_the_drafter,
    recommender_is_not_the_appraiser,
    signer_is_not_the_drafter,
)

COMMUNE = (AgencyKind.COMMUNE,)
DEPARTMENT = (AgencyKind.COMMUNE, AgencyKind.AGRICULTURE_ENVIRONMENT)

COMPLETE = (parts_are_complete, request_is_filled_in, claimed_basis_is_in_the_register)
WHAT_IS_MISSING = Ask(
    "reason", "Nội dung cần bổ sung, hoàn thiện", AskKind.PARAGRAPH, hint="Ghi đủ mọi nội dung trong một lần."
)
PROPOSAL = Ask("reason", "Ý kiến đề xuất", AskKind.PARAGRAPH, required=False)

# fmt: off
RECOGNITION_2026_1 = Procedure(
    code="recognition", version="2026.1",
    title="Công nhận nghề truyền thống, làng nghề, làng nghề truyền thống",
    basis="Nghị định 52/2018/NĐ-CP, Điều 5, Điều 6",
    legal_days=30,
    opened_by=COMMUNE_OFFICER,
    stages=(
        #     name                        for officers                   for the public                    phase                   working days
        Stage("draft",                   "Đang lập hồ sơ",              "Đang lập hồ sơ",                 "Lập hồ sơ",            editable=True, seen_by=COMMUNE),
        Stage("commune_approval",        "Chờ lãnh đạo cấp xã duyệt",   "Đang lập hồ sơ",                 "Lập hồ sơ",            seen_by=COMMUNE),
        Stage("submitted",               "Chờ tiếp nhận",               "Chờ tiếp nhận",                  "Tiếp nhận",            days=1,  seen_by=DEPARTMENT),
        Stage("environmental_appraisal", "Thẩm định môi trường",        "Đang thẩm định môi trường",      "Thẩm định môi trường", days=10),
        Stage("department_review",       "Sở xem xét",                  "Sở đang xem xét",                "Sở xem xét",           days=9),
        Stage("department_approval",     "Chờ lãnh đạo Sở duyệt",       "Sở đang xem xét",                "Sở xem xét",           days=3),
        Stage("provincial_review",       "Văn phòng UBND tỉnh xem xét", "UBND tỉnh đang xem xét",         "UBND tỉnh quyết định", days=3),
        Stage("provincial_approval",     "Chờ UBND tỉnh phê duyệt",     "UBND tỉnh đang xem xét",         "UBND tỉnh quyết định", days=3),
        Stage("issuance",                "Chờ phát hành quyết định",    "Đang phát hành quyết định",      "UBND tỉnh quyết định", days=1),
        Stage("recognised",              "Đã công nhận",                "Đã công nhận",                   "Kết quả",              final=True),
        Stage("not_recognised",          "Không công nhận",             "Không được công nhận",           "Kết quả",              final=True),
        Stage("refused",                 "Từ chối tiếp nhận",           "Bị từ chối tiếp nhận",           "Kết quả",              final=True, seen_by=DEPARTMENT),
        Stage("discarded",               "Đã bỏ",                       "Đã bỏ",                          "Kết quả",              final=True, seen_by=COMMUNE),
    ),
    steps=(
        #    action                   from                       to                         who                 button, and on what condition
        Step("present",               "draft",                   "commune_approval",        by=COMMUNE_OFFICER, title="Trình lãnh đạo cấp xã", when=(*COMPLETE, criteria_are_declared_met)),
        Step("discard",               "draft",                   "discarded",               by=COMMUNE_OFFICER, title="Bỏ hồ sơ",              needs_reason=True),
        Step("submit",                "commune_approval",        "submitted",               by=COMMUNE_LEADER,  title="Gửi hồ sơ",             when=(*COMPLETE, criteria_are_declared_met, signer_is_not_the_drafter)),
        Step("return_to_officer",     "commune_approval",        "draft",                   by=COMMUNE_LEADER,  title="Trả lại công chức",     needs_reason=True),
        Step("receive",               "submitted",               "environmental_appraisal", by=RECEPTION_DESK,  title="Tiếp nhận hồ sơ",       when=COMPLETE, paper="M01", clock=Clock.START, effect=Effect.RECEIVE),
        Step("return_to_commune",     "submitted",               "draft",                   by=RECEPTION_DESK,  title="Trả lại để hoàn thiện", asks=(WHAT_IS_MISSING,), paper="M02"),
        Step("refuse",                "submitted",               "refused",                 by=RECEPTION_DESK,  title="Từ chối tiếp nhận",     needs_reason=True, paper="M03"),
        Step("sign_off",              "environmental_appraisal", "department_review",       by=ENV_APPRAISER,   title="Kết luận thẩm định",    when=(every_item_is_answered, no_site_visit_is_outstanding, appraiser_is_not_the_drafter)),
        Step("recommend_recognition", "department_review",       "department_approval",     by=DEPT_OFFICER,    title="Đề xuất công nhận",     when=(criteria_are_confirmed, every_criterion_is_met, no_mandatory_item_is_unmet, recommender_is_not_the_appraiser), asks=(PROPOSAL,), finding=Finding.RECOGNISE),
        Step("recommend_refusal",     "department_review",       "department_approval",     by=DEPT_OFFICER,    title="Đề xuất không công nhận", when=(criteria_are_confirmed, recommender_is_not_the_appraiser), needs_reason=True, finding=Finding.REFUSE),
        Step("return_to_appraisal",   "department_review",       "environmental_appraisal", by=DEPT_OFFICER,    title="Trả lại thẩm định",     needs_reason=True),
        Step("propose",               "department_approval",     "provincial_review",       by=DEPT_LEADER,     title="Trình UBND tỉnh",       when=(finding_is_given, signer_is_not_the_drafter)),
        Step("return_to_review",      "department_approval",     "department_review",       by=DEPT_LEADER,     title="Trả lại chuyên viên",   needs_reason=True),
        Step("present_decision",      "provincial_review",       "provincial_approval",     by=PROVINCE_CLERK,  title="Trình lãnh đạo UBND tỉnh", when=(finding_is_given,)),
        Step("return_to_department",  "provincial_review",       "department_review",       by=PROVINCE_CLERK,  title="Trả lại Sở",            needs_reason=True),
        Step("approve",               "provincial_approval",     "issuance",                by=PROVINCE_LEADER, title="Phê duyệt công nhận",   when=(proposal_is_positive, signer_is_not_the_drafter)),
        Step("reject",                "provincial_approval",     "not_recognised",          by=PROVINCE_LEADER, title="Không công nhận",       when=(signer_is_not_the_drafter,), needs_reason=True),
        Step("return_to_clerk",       "provincial_approval",     "provincial_review",       by=PROVINCE_LEADER, title="Trả lại Văn phòng",     needs_reason=True),
        Step("issue",                 "issuance",                "recognised",              by=PROVINCE_CLERK,  title="Phát hành quyết định",  when=(decision_is_not_in_the_future,), asks=(DECISION_NUMBER, DECISION_DAY), effect=Effect.RECOGNISE),
    ),
    holds=(
        #    opened by         during                        who                title                  ends with     who ends it
        Hold("ask_supplement", ("environmental_appraisal",), by=ENV_APPRAISER,  title="Yêu cầu bổ sung", ends_with="supplement", ended_by=COMMUNE_OFFICER, end_title="Gửi nội dung bổ sung",
             end_when=COMPLETE, asks=(WHAT_IS_MISSING,), paper="M02"),
        Hold("ask_supplement", ("department_review",),       by=DEPT_OFFICER,   title="Yêu cầu bổ sung", ends_with="supplement", ended_by=COMMUNE_OFFICER, end_title="Gửi nội dung bổ sung",
             end_when=COMPLETE, asks=(WHAT_IS_MISSING,), paper="M02"),
    ),
)
