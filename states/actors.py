"""Who can act: a role, held at an agency. What the plan asks of each agency is in `responsibilities`."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    COMMUNE_OFFICER = "commune_officer"
    COMMUNE_LEADER = "commune_leader"
    RECEPTION_DESK = "reception_desk"
    ENV_APPRAISER = "env_appraiser"
    DEPT_OFFICER = "dept_officer"
    DEPT_LEADER = "dept_leader"
    PROVINCE_CLERK = "province_clerk"
    PROVINCE_LEADER = "province_leader"
    CONSULTED_OFFICER = "consulted_officer"
    CONSULTED_LEADER = "consulted_leader"
    ADMINISTRATOR = "administrator"
    LEAD_OFFICER = "lead_officer"
    LEAD_LEADER = "lead_leader"
    ASKED_OFFICER = "asked_officer"
    ASKED_LEADER = "asked_leader"
    SYSTEM = "system"


class AgencyKind(StrEnum):
    COMMUNE = "commune"
    AGRICULTURE_ENVIRONMENT = "agriculture_environment"
    INDUSTRY_TRADE = "industry_trade"
    SCIENCE_TECHNOLOGY = "science_technology"
    FINANCE = "finance"
    EDUCATION_TRAINING = "education_training"
    CULTURE_SPORTS_TOURISM = "culture_sports_tourism"
    OTHER_DEPARTMENT = "other_department"
    MEDIA = "media"
    PROVINCE = "province"
    LEAD = "lead"
    CONSULTED = "consulted"


ABSTRACT_AGENCIES = frozenset({AgencyKind.LEAD, AgencyKind.CONSULTED})
"""Agencies that a law names by what they are to the dossier; no agency is of such a kind, one stands for it."""

ROLE_TITLES: dict[Role, str] = {
    Role.COMMUNE_OFFICER: "Công chức cấp xã",
    Role.COMMUNE_LEADER: "Lãnh đạo UBND cấp xã",
    Role.RECEPTION_DESK: "Bộ phận tiếp nhận và trả kết quả",
    Role.ENV_APPRAISER: "Cán bộ thẩm định môi trường",
    Role.DEPT_OFFICER: "Chuyên viên Sở",
    Role.DEPT_LEADER: "Lãnh đạo Sở",
    Role.PROVINCE_CLERK: "Chuyên viên Văn phòng UBND tỉnh",
    Role.PROVINCE_LEADER: "Lãnh đạo UBND tỉnh",
    Role.CONSULTED_OFFICER: "Chuyên viên cơ quan phối hợp",
    Role.CONSULTED_LEADER: "Lãnh đạo cơ quan phối hợp",
    Role.ADMINISTRATOR: "Quản trị hệ thống",
    Role.LEAD_OFFICER: "Chuyên viên cơ quan chủ trì",
    Role.LEAD_LEADER: "Lãnh đạo cơ quan chủ trì",
    Role.ASKED_OFFICER: "Chuyên viên cơ quan được hỏi ý kiến",
    Role.ASKED_LEADER: "Lãnh đạo cơ quan được hỏi ý kiến",
    Role.SYSTEM: "Hệ thống (việc theo lịch)",
}

AGENCY_TITLES: dict[AgencyKind, str] = {
    AgencyKind.COMMUNE: "UBND xã, phường",
    AgencyKind.AGRICULTURE_ENVIRONMENT: "Sở Nông nghiệp và Môi trường",
    AgencyKind.INDUSTRY_TRADE: "Sở Công Thương",
    AgencyKind.SCIENCE_TECHNOLOGY: "Sở Khoa học và Công nghệ",
    AgencyKind.FINANCE: "Sở Tài chính",
    AgencyKind.EDUCATION_TRAINING: "Sở Giáo dục và Đào tạo",
    AgencyKind.CULTURE_SPORTS_TOURISM: "Sở Văn hóa, Thể thao và Du lịch",
    AgencyKind.OTHER_DEPARTMENT: "Sở, ban, ngành liên quan",
    AgencyKind.MEDIA: "Báo và Phát thanh - Truyền hình tỉnh",
    AgencyKind.PROVINCE: "UBND tỉnh",
    AgencyKind.LEAD: "Cơ quan chủ trì",
    AgencyKind.CONSULTED: "Cơ quan được hỏi ý kiến",
}


@dataclass(frozen=True, slots=True)
class Post:
    """A role at a kind of agency: what the law names."""

    role: Role
    agency: AgencyKind

    @property
    def title(self) -> str:
        """The post in words, e.g. "Lãnh đạo Sở (Sở Nông nghiệp và Môi trường)"."""
        if self.agency in ABSTRACT_AGENCIES:
            return ROLE_TITLES[self.role]
        return f"{ROLE_TITLES[self.role]} ({AGENCY_TITLES[self.agency]})"


@dataclass(frozen=True, slots=True)
class HeldPost:
    """One person's post at one concrete agency."""

    post: Post
    agency_id: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person as the law sees them: an id, the posts held today, and the people whose posts are held by delegation."""

    id: str
    posts: frozenset[HeldPost]
    stands_for: frozenset[str] = frozenset()

    @property
    def ids(self) -> frozenset[str]:
        """Everyone whose hand this is: rules on the separation of duties ask for all of them."""
        return self.stands_for | {self.id}


CONSULTED_AGENCIES: tuple[AgencyKind, ...] = (
    AgencyKind.INDUSTRY_TRADE,
    AgencyKind.SCIENCE_TECHNOLOGY,
    AgencyKind.FINANCE,
    AgencyKind.EDUCATION_TRAINING,
    AgencyKind.CULTURE_SPORTS_TOURISM,
    AgencyKind.OTHER_DEPARTMENT,
)

COMMUNE_OFFICER = Post(Role.COMMUNE_OFFICER, AgencyKind.COMMUNE)
COMMUNE_LEADER = Post(Role.COMMUNE_LEADER, AgencyKind.COMMUNE)
RECEPTION_DESK = Post(Role.RECEPTION_DESK, AgencyKind.AGRICULTURE_ENVIRONMENT)
ENV_APPRAISER = Post(Role.ENV_APPRAISER, AgencyKind.AGRICULTURE_ENVIRONMENT)
DEPT_OFFICER = Post(Role.DEPT_OFFICER, AgencyKind.AGRICULTURE_ENVIRONMENT)
DEPT_LEADER = Post(Role.DEPT_LEADER, AgencyKind.AGRICULTURE_ENVIRONMENT)
PROVINCE_CLERK = Post(Role.PROVINCE_CLERK, AgencyKind.PROVINCE)
PROVINCE_LEADER = Post(Role.PROVINCE_LEADER, AgencyKind.PROVINCE)
ADMINISTRATOR = Post(Role.ADMINISTRATOR, AgencyKind.AGRICULTURE_ENVIRONMENT)
SYSTEM = Post(Role.SYSTEM, AgencyKind.AGRICULTURE_ENVIRONMENT)
LEAD_OFFICER = Post(Role.LEAD_OFFICER, AgencyKind.LEAD)
LEAD_LEADER = Post(Role.LEAD_LEADER, AgencyKind.LEAD)
CONSULTED_OFFICER = Post(Role.ASKED_OFFICER, AgencyKind.CONSULTED)
CONSULTED_LEADER = Post(Role.ASKED_LEADER, AgencyKind.CONSULTED)

POSTS: tuple[Post, ...] = (
    COMMUNE_OFFICER,
    COMMUNE_LEADER,
    RECEPTION_DESK,
    ENV_APPRAISER,
    DEPT_OFFICER,
    DEPT_LEADER,
    PROVINCE_CLERK,
    PROVINCE_LEADER,
    *(Post(role, kind) for kind in CONSULTED_AGENCIES for role in (Role.CONSULTED_OFFICER, Role.CONSULTED_LEADER)),
    ADMINISTRATOR,
)
"""Every post that a person can be given."""

_OFFICERS = frozenset(
    {COMMUNE_OFFICER, DEPT_OFFICER, *(Post(Role.CONSULTED_OFFICER, kind) for kind in CONSULTED_AGENCIES)}
)
_LEADERS = frozenset({COMMUNE_LEADER, DEPT_LEADER, *(Post(Role.CONSULTED_LEADER, kind) for kind in CONSULTED_AGENCIES)})
STAND_INS: dict[Post, frozenset[Post]] = {
    LEAD_OFFICER: _OFFICERS,
    LEAD_LEADER: _LEADERS,
    CONSULTED_OFFICER: _OFFICERS,
    CONSULTED_LEADER: _LEADERS,
}
"""The posts that stand for an abstract one, at the agency that leads the dossier or is asked about it."""

GIVEN_ROLES: tuple[Role, ...] = tuple(role for role in Role if any(post.role is role for post in POSTS))
REAL_AGENCIES: tuple[AgencyKind, ...] = tuple(kind for kind in AgencyKind if kind not in ABSTRACT_AGENCIES)

ACTING_POSTS: tuple[Post, ...] = (*POSTS, SYSTEM, *STAND_INS)
"""Every post a step may name. A step by any other post is refused when the table is loaded."""


def concrete(post: Post) -> frozenset[Post]:
    """The posts a person can hold that count as this one."""
    return STAND_INS.get(post, frozenset({post}))
