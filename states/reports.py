"""Which reports the office gives, on what ground, who reads each, and how the periodic one is approved.

Section V of the plan asks the standing department to report to the province and the Ministry (V.1), and to supply the
list from which culture and the press promote villages (V.6, V.8). What is an inference is said in `basis`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from states.actors import (
    COMMUNE_LEADER,
    COMMUNE_OFFICER,
    DEPT_LEADER,
    DEPT_OFFICER,
    ENV_APPRAISER,
    POSTS,
    PROVINCE_CLERK,
    PROVINCE_LEADER,
    Actor,
    Post,
    Role,
)


class Asks(StrEnum):
    """What a report is asked for: a period, both days included, or the end of a day."""

    PERIOD = "period"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One report. `readers` are the posts that may read it; what of the dossiers each sees is for visibility to say."""

    code: str
    title: str
    meant_for: str
    basis: str
    asks: Asks
    readers: frozenset[Post]


DEPARTMENT = frozenset({DEPT_OFFICER, DEPT_LEADER})
PROVINCE = frozenset({PROVINCE_CLERK, PROVINCE_LEADER})
OFFICES = frozenset(post for post in POSTS if post.role is not Role.ADMINISTRATOR)
ENVIRONMENT = DEPARTMENT | PROVINCE | {ENV_APPRAISER, COMMUNE_OFFICER, COMMUNE_LEADER}

# fmt: off
REPORTS: Mapping[str, ReportKind] = {
    each.code: each
    for each in (
        ReportKind("recognised", "Danh sách làng nghề, nghề được công nhận theo xã, phường",
                   "UBND xã, phường; các sở, ngành", "Kế hoạch, mục V.1, V.9", Asks.DAY, OFFICES),
        ReportKind("promotion", "Danh mục làng nghề phục vụ quảng bá",
                   "Sở Văn hóa, Thể thao và Du lịch; Báo và Phát thanh - Truyền hình tỉnh",
                   "Kế hoạch, mục V.6, V.8", Asks.DAY, OFFICES),
        ReportKind("overdue", "Báo cáo thời hạn giải quyết hồ sơ",
                   "Lãnh đạo các cơ quan", "Quy tắc làm việc", Asks.PERIOD, OFFICES),
        ReportKind("quality", "Báo cáo chất lượng giải quyết hồ sơ",
                   "Lãnh đạo Sở, Văn phòng UBND tỉnh", "Quy tắc làm việc", Asks.PERIOD, DEPARTMENT | PROVINCE),
        ReportKind("environment", "Báo cáo theo dõi môi trường làng nghề",
                   "Sở NN&MT, UBND tỉnh; xã, phường về địa bàn của mình", "Kế hoạch, mục I.2, V.1, V.9",
                   Asks.DAY, ENVIRONMENT),
        ReportKind("periodic", "Báo cáo định kỳ về bảo tồn và phát triển làng nghề",
                   "UBND tỉnh; Bộ Nông nghiệp và Môi trường", "Kế hoạch, mục V.1", Asks.PERIOD, DEPARTMENT | PROVINCE),
    )
}
# fmt: on


class Standing(StrEnum):
    """Where a periodic report stands."""

    DRAFT = "draft"
    PRESENTED = "presented"
    APPROVED = "approved"


STANDING_TITLES: Mapping[Standing, str] = {
    Standing.DRAFT: "Đang soạn", Standing.PRESENTED: "Chờ lãnh đạo Sở duyệt", Standing.APPROVED: "Đã duyệt",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Move:
    """A step of a periodic report: who takes it from where to where; with a reason when it goes back."""

    action: str
    title: str
    source: Standing
    dest: Standing
    by: Post
    needs_reason: bool = False
    by_another: bool = False


DRAFTS, APPROVES = DEPT_OFFICER, DEPT_LEADER
MOVES: Mapping[str, Move] = {
    each.action: each
    for each in (
        Move("present", "Trình lãnh đạo Sở", Standing.DRAFT, Standing.PRESENTED, DRAFTS),
        Move("return", "Trả lại chuyên viên", Standing.PRESENTED, Standing.DRAFT, APPROVES, needs_reason=True),
        Move("approve", "Duyệt báo cáo", Standing.PRESENTED, Standing.APPROVED, APPROVES, by_another=True),
    )
}
"""`by_another`: whoever drafted the report does not take the step (also not by a post that was lent)."""


def moves_of(standing: Standing, actor: Actor) -> tuple[Move, ...]:
    """The moves that the actor's posts have there."""
    posts = {held.post for held in actor.posts}
    return tuple(move for move in MOVES.values() if move.source is standing and move.by in posts)
