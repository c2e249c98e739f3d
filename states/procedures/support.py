# ruff: noqa: E501 - a table is read in columns
"""Support applications under the plan (sections II.3 to II.8, IV and V), and artisan titles, which are honour without money.

The lead agency is that of the kind (states/support_kinds.py). The plan sets no time limit: the days are the office's own aim.
"""

from states.actors import (
    COMMUNE_LEADER,
    COMMUNE_OFFICER,
    ENV_APPRAISER,
    LEAD_LEADER,
    LEAD_OFFICER,
    PROVINCE_CLERK,
    PROVINCE_LEADER,
    RECEPTION_DESK,
)
from states.case import Finding
from states.kernel import Ask, AskKind, Clock, Consult, Effect, Procedure, Rule, Stage, Step
from states.procedures.rows import (
    COMMUNE,
    DEPARTMENT,
    LED,
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
    decision_is_numbered,
    decision_is_signed,
    delivery_day_is_possible,
    every_opinion_is_treated,
    opinions_are_in_or_out_of_time,
    proposal_is_in_favour,
    result_was_not_delivered,
)
from states.rules.recognition import (
    every_item_is_answered,
    finding_is_given,
    no_mandatory_item_is_unmet,
    no_site_visit_is_outstanding,
    parts_are_complete,
)
from states.rules.separation import (
    actor_has_no_conflict,
    appraiser_is_not_the_drafter,
    recommender_is_not_the_appraiser,
    signer_is_not_the_drafter,
)
from states.rules.support import (
    ACCEPTED_ON,
    AMOUNT,
    FUND_LINE,
    GRANTED,
    PAID_ON,
    VOUCHER,
    application_is_filled_in,
    commitment_is_within_the_grant,
    day_is_not_in_the_future,
    finance_was_asked,
    grant_is_within_the_ceiling,
    nothing_is_left_committed,
    payment_is_within_the_commitment,
    request_is_within_the_ceiling,
    result_is_accepted,
    twins_are_explained,
)

COMPLETE = (parts_are_complete, application_is_filled_in, request_is_within_the_ceiling, twins_are_explained)
CONSULTED = (opinions_are_in_or_out_of_time, every_opinion_is_treated)
SIGNING = (signer_is_not_the_drafter, actor_has_no_conflict)
PROPOSAL = Ask("reason", "Ý kiến đề xuất", AskKind.PARAGRAPH, required=False)
RESULT = Ask("reason", "Kết quả nghiệm thu", AskKind.PARAGRAPH)
BASIS = "Kế hoạch Bảo tồn và phát triển làng nghề tỉnh Lào Cai giai đoạn 2026-2030, mục II.3 đến II.8, IV, V"
AT_THE_LEAD, AT_THE_PROVINCE = ("lead_review", "lead_approval"), ("provincial_review", "provincial_approval")
ASKERS = {"submitted": RECEPTION_DESK, "environmental_screening": ENV_APPRAISER, "lead_review": LEAD_OFFICER}
TITLE_ASKERS = {"submitted": RECEPTION_DESK, "lead_review": LEAD_OFFICER}

# fmt: off
BEGINNING = (
    Stage("draft",                   "Đang lập hồ sơ",              "Đang lập hồ sơ",              "Lập hồ sơ",            editable=True, seen_by=COMMUNE),
    Stage("commune_approval",        "Chờ lãnh đạo cấp xã duyệt",   "Đang lập hồ sơ",              "Lập hồ sơ",            seen_by=COMMUNE),
    Stage("submitted",               "Chờ tiếp nhận",               "Chờ tiếp nhận",               "Tiếp nhận",            days=1, seen_by=DEPARTMENT),
)
SCREENING = (
    Stage("environmental_screening", "Sàng lọc môi trường",         "Đang xem xét về môi trường",  "Thẩm định môi trường", days=5, seen_by=LED),
)
MIDDLE = (
    Stage("lead_review",             "Cơ quan chủ trì xem xét",     "Cơ quan chủ trì đang xem xét", "Cơ quan chủ trì xem xét", days=12, seen_by=LED),
    Stage("lead_approval",           "Chờ lãnh đạo cơ quan chủ trì duyệt", "Cơ quan chủ trì đang xem xét", "Cơ quan chủ trì xem xét", days=3, seen_by=LED),
    Stage("provincial_review",       "Văn phòng UBND tỉnh xem xét", "UBND tỉnh đang xem xét",      "UBND tỉnh quyết định", days=4, seen_by=LED),
    Stage("provincial_approval",     "Chờ UBND tỉnh phê duyệt",     "UBND tỉnh đang xem xét",      "UBND tỉnh quyết định", days=3, seen_by=LED),
    Stage("numbering",               "Chờ cấp số quyết định",       "Đang phát hành quyết định",   "UBND tỉnh quyết định", days=1, seen_by=LED),
    Stage("issuance",                "Chờ phát hành quyết định",    "Đang phát hành quyết định",   "UBND tỉnh quyết định", days=1, seen_by=LED),
)
ENDS = (
    Stage("not_supported",           "Không được chấp thuận",       "Không được chấp thuận",       "Kết quả", final=True, again=True, seen_by=LED),
    Stage("refused",                 "Từ chối tiếp nhận",           "Bị từ chối tiếp nhận",        "Kết quả", final=True, again=True, seen_by=DEPARTMENT),
    Stage("withdrawn",               "Đã rút hồ sơ",                "Đã rút",                      "Kết quả", final=True, again=True, seen_by=LED),
    Stage("stopped",                 "Dừng giải quyết",             "Đã dừng giải quyết",          "Kết quả", final=True, again=True, seen_by=LED),
    Stage("lapsed",                  "Dừng vì quá hạn bổ sung",     "Đã dừng vì quá hạn bổ sung",  "Kết quả", final=True, again=True, seen_by=LED),
    Stage("discarded",               "Đã bỏ",                       "Đã bỏ",                       "Kết quả", final=True, seen_by=COMMUNE),
)


def _from_draft_to_reception(first: str) -> tuple[Step, ...]:
    """The commune makes and sends the application; the desk receives it into the first stage of its appraisal."""
    return (
        Step("present",           "draft",            "commune_approval", by=COMMUNE_OFFICER, title="Trình lãnh đạo cấp xã", when=COMPLETE),
        Step("discard",           "draft",            "discarded",        by=COMMUNE_OFFICER, title="Bỏ hồ sơ",              needs_reason=True),
        Step("submit",            "commune_approval", "submitted",        by=COMMUNE_LEADER,  title="Gửi hồ sơ",             when=(*COMPLETE, *SIGNING)),
        Step("return_to_officer", "commune_approval", "draft",            by=COMMUNE_LEADER,  title="Trả lại công chức",     needs_reason=True),
        Step("receive",           "submitted",        first,              by=RECEPTION_DESK,  title="Tiếp nhận hồ sơ",       when=COMPLETE, paper="M01", clock=Clock.START, effect=Effect.RECEIVE),
        Step("refuse",            "submitted",        "refused",          by=RECEPTION_DESK,  title="Từ chối tiếp nhận",     needs_reason=True, paper="M03"),
    )


def _from_review_to_number(recommended: tuple[Rule, ...], asks: tuple[Ask, ...], granted: tuple[Rule, ...], effect: Effect) -> tuple[Step, ...]:
    """The lead agency proposes, the province signs and numbers."""
    return (
        Step("recommend_support",    "lead_review",         "lead_approval",       by=LEAD_OFFICER,    title="Đề xuất chấp thuận",       when=(*recommended, *CONSULTED, recommender_is_not_the_appraiser, actor_has_no_conflict), asks=(PROPOSAL,), finding=Finding.SUPPORT),
        Step("recommend_no_support", "lead_review",         "lead_approval",       by=LEAD_OFFICER,    title="Đề xuất không chấp thuận", when=(*CONSULTED, recommender_is_not_the_appraiser, actor_has_no_conflict), needs_reason=True, finding=Finding.NO_SUPPORT),
        Step("propose",              "lead_approval",       "provincial_review",   by=LEAD_LEADER,     title="Trình UBND tỉnh",          when=(finding_is_given, *SIGNING)),
        Step("return_to_review",     "lead_approval",       "lead_review",         by=LEAD_LEADER,     title="Trả lại chuyên viên",      needs_reason=True),
        Step("present_decision",     "provincial_review",   "provincial_approval", by=PROVINCE_CLERK,  title="Trình lãnh đạo UBND tỉnh", when=(finding_is_given, actor_has_no_conflict)),
        Step("return_to_lead",       "provincial_review",   "lead_review",         by=PROVINCE_CLERK,  title="Trả lại cơ quan chủ trì",  needs_reason=True),
        Step("approve",              "provincial_approval", "numbering",           by=PROVINCE_LEADER, title="Ký quyết định",            when=(proposal_is_in_favour, *granted, *SIGNING), asks=asks, effect=effect),
        Step("reject",               "provincial_approval", "not_supported",       by=PROVINCE_LEADER, title="Không chấp thuận",         when=SIGNING, needs_reason=True, clock=Clock.STOP),
        Step("return_to_clerk",      "provincial_approval", "provincial_review",   by=PROVINCE_LEADER, title="Trả lại Văn phòng",        needs_reason=True),
        Step("number",               "numbering",           "issuance",            by=PROVINCE_CLERK,  title="Cấp số quyết định",        when=(decision_is_signed,), asks=(DECISION,), effect=Effect.NUMBER),
    )


SUPPORT_2026_1 = Procedure(
    code="support", version="2026.1",
    title="Hỗ trợ bảo tồn và phát triển làng nghề",
    basis=BASIS, legal_days=30, limit_is_target=True, opened_by=COMMUNE_OFFICER,
    stages=(
        *BEGINNING, *SCREENING, *MIDDLE,
        Stage("implementation",      "Đang thực hiện",              "Đang thực hiện",              "Thực hiện", seen_by=LED),
        Stage("closed",              "Đã hoàn thành",               "Đã hoàn thành",               "Kết quả", final=True, seen_by=LED),
        *ENDS,
    ),
    steps=(
        *_from_draft_to_reception("environmental_screening"),
        Step("sign_off",             "environmental_screening", "lead_review",     by=ENV_APPRAISER,  title="Kết luận sàng lọc",   when=(every_item_is_answered, no_site_visit_is_outstanding, appraiser_is_not_the_drafter, actor_has_no_conflict)),
        *_from_review_to_number((no_mandatory_item_is_unmet, request_is_within_the_ceiling, finance_was_asked), (GRANTED,), (grant_is_within_the_ceiling,), Effect.GRANT),
        Step("return_to_screening",  "lead_review",         "environmental_screening", by=LEAD_OFFICER, title="Trả lại sàng lọc môi trường", needs_reason=True),
        Step("issue",                "issuance",            "implementation",      by=PROVINCE_CLERK,  title="Phát hành quyết định", when=(decision_is_numbered,), clock=Clock.STOP, effect=Effect.ISSUE_SUPPORT),
        Step("deliver",              "implementation",      None,                  by=RECEPTION_DESK,  title="Trả kết quả",          when=(delivery_day_is_possible, result_was_not_delivered), asks=(DELIVERED_ON, RECEIVED_BY), beside=True, effect=Effect.DELIVER),
        Step("commit",               "implementation",      None,                  by=LEAD_OFFICER,    title="Ghi cam kết chi",      when=(commitment_is_within_the_grant,), asks=(FUND_LINE, AMOUNT), effect=Effect.COMMIT),
        Step("pay",                  "implementation",      None,                  by=LEAD_OFFICER,    title="Ghi giải ngân",        when=(payment_is_within_the_commitment, day_is_not_in_the_future), asks=(AMOUNT, PAID_ON, VOUCHER), effect=Effect.PAY),
        Step("accept",               "implementation",      None,                  by=LEAD_OFFICER,    title="Ghi nghiệm thu",       when=(day_is_not_in_the_future,), asks=(ACCEPTED_ON, RESULT), effect=Effect.ACCEPT),
        Step("close",                "implementation",      "closed",              by=LEAD_OFFICER,    title="Kết thúc hồ sơ",       when=(result_is_accepted, nothing_is_left_committed)),
        *supplement_steps(ASKERS, LEAD_LEADER),
        extend(("environmental_screening", *AT_THE_LEAD), LEAD_LEADER),
        extend(AT_THE_PROVINCE, PROVINCE_LEADER),
        *withdrawals(("submitted", "environmental_screening", *AT_THE_LEAD, *AT_THE_PROVINCE), tuple(ASKERS)),
        stop(("environmental_screening", *AT_THE_LEAD, "implementation"), LEAD_LEADER),
        stop(AT_THE_PROVINCE, PROVINCE_LEADER),
        reopen("lead_review", LEAD_LEADER),
    ),
    holds=supplement_holds(ASKERS, LEAD_LEADER, COMPLETE),
    parameters=PARAMETERS,
    consults=(Consult(("environmental_screening", "lead_review"), by=LEAD_OFFICER),),
)

ARTISAN_TITLE_2026_1 = Procedure(
    code="artisan_title", version="2026.1",
    title="Xét tặng danh hiệu Nghệ nhân nhân dân, Nghệ nhân ưu tú trong lĩnh vực thủ công mỹ nghệ",
    basis="Kế hoạch Bảo tồn và phát triển làng nghề tỉnh Lào Cai giai đoạn 2026-2030, mục V.2",
    legal_days=30, limit_is_target=True, opened_by=COMMUNE_OFFICER,
    stages=(
        *BEGINNING, *MIDDLE,
        Stage("delivery",            "Đã có quyết định, chờ trả kết quả", "Đã có quyết định",      "Kết quả", seen_by=LED),
        Stage("honoured",            "Đã có quyết định",            "Đã có quyết định",            "Kết quả", final=True, seen_by=LED),
        *ENDS,
    ),
    steps=(
        *_from_draft_to_reception("lead_review"),
        *_from_review_to_number((application_is_filled_in,), (), (), Effect.SIGN),
        Step("issue",                "issuance",            "delivery",            by=PROVINCE_CLERK,  title="Phát hành quyết định", when=(decision_is_numbered,), clock=Clock.STOP, effect=Effect.ISSUE_SUPPORT),
        Step("deliver",              "delivery",            "honoured",            by=RECEPTION_DESK,  title="Trả kết quả",          when=(delivery_day_is_possible,), asks=(DELIVERED_ON, RECEIVED_BY), effect=Effect.DELIVER),
        *supplement_steps(TITLE_ASKERS, LEAD_LEADER),
        extend(AT_THE_LEAD, LEAD_LEADER),
        extend(AT_THE_PROVINCE, PROVINCE_LEADER),
        *withdrawals(("submitted", *AT_THE_LEAD, *AT_THE_PROVINCE), tuple(TITLE_ASKERS)),
        stop(AT_THE_LEAD, LEAD_LEADER),
        stop(AT_THE_PROVINCE, PROVINCE_LEADER),
        reopen("lead_review", LEAD_LEADER),
    ),
    holds=supplement_holds(TITLE_ASKERS, LEAD_LEADER, COMPLETE),
    parameters=PARAMETERS,
    consults=(Consult(("lead_review",), by=LEAD_OFFICER),),
)
