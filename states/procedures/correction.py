# ruff: noqa: E501 - a table is read in columns
"""Correcting a decision whose words are wrong: a new decision that names the old one. The office's own practice."""

from states.actors import PROVINCE_CLERK, PROVINCE_LEADER, AgencyKind
from states.case import Finding
from states.kernel import Clock, Effect, Procedure, Stage, Step
from states.rules.decisions import DECISION, decision_is_numbered, decision_is_signed
from states.rules.revocation import correction_says_something, unit_is_active
from states.rules.separation import actor_has_no_conflict, signer_is_not_the_drafter

INSIDE = (AgencyKind.AGRICULTURE_ENVIRONMENT, AgencyKind.PROVINCE)

# fmt: off
CORRECTION_2026_1 = Procedure(
    code="correction", version="2026.1",
    title="Đính chính quyết định về nghề truyền thống, làng nghề, làng nghề truyền thống",
    basis="Quy tắc làm việc",
    legal_days=10, limit_is_target=True,
    opened_by=PROVINCE_CLERK,
    stages=(
        Stage("draft",               "Đang soạn đính chính",     "Đang soạn đính chính",      "Soạn đính chính", editable=True, seen_by=INSIDE),
        Stage("provincial_approval", "Chờ UBND tỉnh phê duyệt",  "UBND tỉnh đang xem xét",    "UBND tỉnh quyết định", days=3, seen_by=INSIDE),
        Stage("numbering",           "Chờ cấp số quyết định",    "Đang phát hành quyết định", "UBND tỉnh quyết định", days=1, seen_by=INSIDE),
        Stage("issuance",            "Chờ phát hành quyết định", "Đang phát hành quyết định", "UBND tỉnh quyết định", days=1, seen_by=INSIDE),
        Stage("corrected",           "Đã đính chính",            "Đã đính chính",             "Kết quả", final=True),
        Stage("discarded",           "Đã bỏ",                    "Đã bỏ",                     "Kết quả", final=True, seen_by=INSIDE),
    ),
    steps=(
        Step("present_correction", "draft",               "provincial_approval", by=PROVINCE_CLERK,  title="Trình lãnh đạo UBND tỉnh",  when=(correction_says_something, unit_is_active), finding=Finding.RECOGNISE),
        Step("discard",            "draft",               "discarded",           by=PROVINCE_CLERK,  title="Bỏ hồ sơ",                  needs_reason=True),
        Step("approve",            "provincial_approval", "numbering",           by=PROVINCE_LEADER, title="Ký quyết định đính chính",  when=(correction_says_something, signer_is_not_the_drafter, actor_has_no_conflict), effect=Effect.SIGN),
        Step("return_to_clerk",    "provincial_approval", "draft",               by=PROVINCE_LEADER, title="Trả lại Văn phòng",         needs_reason=True),
        Step("number",             "numbering",           "issuance",            by=PROVINCE_CLERK,  title="Cấp số quyết định",         when=(decision_is_signed,), asks=(DECISION,), effect=Effect.NUMBER),
        Step("issue",              "issuance",            "corrected",           by=PROVINCE_CLERK,  title="Phát hành quyết định",      when=(decision_is_numbered, unit_is_active), clock=Clock.STOP, effect=Effect.ISSUE_CORRECTION),
    ),
)
