# ruff: noqa: E501 - a table is read in columns
"""A remedy: something an appraisal or an inspection found amiss, with a last day by which the commune puts it right.

A matter, not a dossier (`workflow/environment`). Law and decree ask that unmet conditions be put right and say no more of
how that is followed up: the table is the office's own working rule.
"""

from states.actors import COMMUNE_OFFICER, ENV_APPRAISER, AgencyKind
from states.asks import Ask, AskKind
from states.kernel import Procedure, Stage, Step
from states.rules.following import NEW_DAY, new_day_is_to_come

BOTH = (AgencyKind.COMMUNE, AgencyKind.AGRICULTURE_ENVIRONMENT)
DONE = Ask("done", "Đã khắc phục thế nào", AskKind.PARAGRAPH)
EVIDENCE = Ask(
    "evidence", "Minh chứng", AskKind.PARAGRAPH, required=False, hint="Số, ngày văn bản, ảnh, kết quả đo; nơi lưu giữ."
)
NOTE = Ask("reason", "Nhận xét", AskKind.PARAGRAPH, required=False)

# fmt: off
REMEDY_2026_1 = Procedure(
    code="remedy", version="2026.1",
    title="Theo dõi khắc phục về môi trường",
    basis="Quy tắc làm việc", legal_days=30, limit_is_target=True,
    opened_by=ENV_APPRAISER,
    stages=(
        #     name         for officers                     for the public            phase
        Stage("open",      "Chờ xã, phường khắc phục",      "Đang khắc phục",         "Khắc phục", seen_by=BOTH),
        Stage("reported",  "Chờ Sở kiểm tra, xác nhận",     "Đang khắc phục",         "Xác nhận",  seen_by=BOTH),
        Stage("confirmed", "Đã khắc phục",                  "Đã khắc phục",           "Kết quả",   final=True, seen_by=BOTH),
        Stage("withdrawn", "Không còn yêu cầu khắc phục",   "Không còn yêu cầu",      "Kết quả",   final=True, seen_by=BOTH),
    ),
    steps=(
        #    action      from                  to           who                  button, and on what condition
        Step("report",   "open",               "reported",  by=COMMUNE_OFFICER, title="Báo đã khắc phục",       asks=(DONE, EVIDENCE)),
        Step("confirm",  "reported",           "confirmed", by=ENV_APPRAISER,   title="Xác nhận đã khắc phục",  asks=(NOTE,)),
        Step("refuse",   "reported",           "open",      by=ENV_APPRAISER,   title="Chưa đạt, đặt hạn mới",  needs_reason=True, asks=(NEW_DAY,), when=(new_day_is_to_come,)),
        Step("postpone", "open",               None,        by=ENV_APPRAISER,   title="Đặt lại hạn",            needs_reason=True, asks=(NEW_DAY,), when=(new_day_is_to_come,), beside=True),
        Step("withdraw", ("open", "reported"), "withdrawn", by=ENV_APPRAISER,   title="Thôi yêu cầu khắc phục", needs_reason=True, beside=True),
    ),
)
# fmt: on
