"""Every job that has to be done on a day, in the order in which they run.

A job is a function `(on, at) -> how many things it did`. It is idempotent: twice on one day, or after a week in which
nobody ran it, it leaves what a daily run would have left. Each dossier is a transaction of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Job:
    """One dated job. `name` stands in the ledger, `title` in the words of the office."""

    name: str
    title: str
    run: Callable[[date, datetime], int]


def registered() -> tuple[Job, ...]:
    """All jobs. Imported when asked for: a page does not need them."""
    from workflow.dossiers.consultation import jobs as opinions
    from workflow.dossiers.retention import jobs as retention
    from workflow.dossiers.supplements import jobs as supplements
    from workflow.environment import jobs as environment
    from workflow.jobs import reminders, sweeping
    from workflow.reviews import jobs as reviews

    return (
        Job("supplements:lapse", "Dừng hồ sơ quá hạn bổ sung", supplements.lapse),
        Job("supplements:warn", "Báo hồ sơ sắp hết hạn bổ sung", supplements.warn),
        Job("opinions:silent", "Ghi không có ý kiến trong thời hạn", opinions.fall_silent),
        Job("opinions:remind", "Nhắc cơ quan được hỏi ý kiến", opinions.remind),
        Job("dossiers:due_soon", "Nhắc hồ sơ sắp đến hạn", reminders.due_soon),
        Job("dossiers:late", "Báo hồ sơ quá hạn", reminders.late),
        Job("reviews:remind", "Nhắc xã, phường rà soát làng nghề", reviews.remind),
        Job("reviews:warn", "Cảnh báo làng nghề không đạt tiêu chí", reviews.warn),
        Job("environment:remedies", "Nhắc khắc phục về môi trường", environment.remind_of_remedies),
        Job("environment:inspections", "Nhắc yêu cầu đánh giá ô nhiễm", environment.remind_of_inspections),
        Job("environment:plans", "Báo phương án bảo vệ môi trường hết chu kỳ", environment.warn_of_plans),
        Job("retention:notice", "Báo hồ sơ sắp hết thời hạn lưu", retention.give_notice),
        Job("retention:purge", "Xóa nội dung hồ sơ hết thời hạn lưu", retention.delete_what_is_due),
        Job("office:sweep", "Dọn các dòng đã dùng xong", sweeping.sweep),
    )
