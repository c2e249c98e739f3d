"""People for a demonstration: one for every post on the road of a dossier.

They do not exist; production refuses them.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app
from sqlalchemy import column, select, table
from sqlalchemy.orm import Session

from states.actors import ROLE_TITLES, AgencyKind, Role
from workflow.accounts import passwords
from workflow.accounts.first_agencies import FIRST_DAY
from workflow.accounts.models import Account, Agency
from workflow.accounts.people_services import create_account
from workflow.accounts.post_services import hold_post
from workflow.audit.services import record
from workflow.errors import NotFound
from workflow.transactions import writing


class NotInProduction(RuntimeError):
    """Demo people have a password that everybody knows."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One invented person. `commune` is the exact name of the commune of a commune's post."""

    username: str
    name: str
    role: Role
    kind: AgencyKind
    commune: str = ""

    @property
    def title(self) -> str:
        return ROLE_TITLES[self.role]


_LEAD, _COMMUNE, _PROVINCE = AgencyKind.AGRICULTURE_ENVIRONMENT, AgencyKind.COMMUNE, AgencyKind.PROVINCE
DEMO_PEOPLE = (
    DemoPerson("canbo.muonghum", "Lý Thị Mẩy", Role.COMMUNE_OFFICER, _COMMUNE, "Mường Hum"),
    DemoPerson("lanhdao.muonghum", "Vàng A Páo", Role.COMMUNE_LEADER, _COMMUNE, "Mường Hum"),
    DemoPerson("canbo.yty", "Phu Gió Xe", Role.COMMUNE_OFFICER, _COMMUNE, "Y Tý"),
    DemoPerson("lanhdao.yty", "Ly Giờ Có", Role.COMMUNE_LEADER, _COMMUNE, "Y Tý"),
    DemoPerson("tiepnhan", "Nguyễn Thu Hà", Role.RECEPTION_DESK, _LEAD),
    DemoPerson("thamdinh", "Trần Minh Châu", Role.ENV_APPRAISER, _LEAD),
    DemoPerson("thamdinh2", "Hoàng Văn Thắng", Role.ENV_APPRAISER, _LEAD),
    DemoPerson("chuyenvien", "Đỗ Quang Huy", Role.DEPT_OFFICER, _LEAD),
    DemoPerson("lanhdao.so", "Phạm Quốc Việt", Role.DEPT_LEADER, _LEAD),
    DemoPerson("vanphong", "Lê Hồng Nhung", Role.PROVINCE_CLERK, _PROVINCE),
    DemoPerson("phochutich", "Nguyễn Hữu Bình", Role.PROVINCE_LEADER, _PROVINCE),
    DemoPerson("congthuong", "Bùi Đức Long", Role.CONSULTED_OFFICER, AgencyKind.INDUSTRY_TRADE),
    DemoPerson("lanhdao.congthuong", "Đặng Thị Hương", Role.CONSULTED_LEADER, AgencyKind.INDUSTRY_TRADE),
    DemoPerson("taichinh", "Hoàng Kim Oanh", Role.CONSULTED_OFFICER, AgencyKind.FINANCE),
    DemoPerson("lanhdao.taichinh", "Trịnh Quang Minh", Role.CONSULTED_LEADER, AgencyKind.FINANCE),
    DemoPerson("vanhoa", "Lò Thị Xuân", Role.CONSULTED_OFFICER, AgencyKind.CULTURE_SPORTS_TOURISM),
    DemoPerson("giaoduc", "Sùng Thị Mai", Role.CONSULTED_OFFICER, AgencyKind.EDUCATION_TRAINING),
    DemoPerson("khoahoc", "Ngô Tiến Đạt", Role.CONSULTED_OFFICER, AgencyKind.SCIENCE_TECHNOLOGY),
    DemoPerson("quantri", "Vũ Anh Tuấn", Role.ADMINISTRATOR, _LEAD),
)
_COMMUNES = table("commune", column("code"), column("name"))


def make_demo_people(on: date, at: datetime) -> list[DemoPerson]:
    """Create the demo people that are missing, each with a post from the first day of the agencies; returns those made.

    Needs the agencies (`make_agencies`). All share the password DEMO_PASSWORD of the settings. Raises NotInProduction
    when the settings say production, NotFound when an agency is missing.
    """
    if current_app.config["PRODUCTION"]:
        raise NotInProduction("demo people are refused in production")
    kept = passwords.hash_password(current_app.config["DEMO_PASSWORD"])
    with writing() as session:
        known = set(session.execute(select(Account.username)).scalars())
        missing = [person for person in DEMO_PEOPLE if person.username not in known]
        for person in missing:
            account_id = create_account(session, person.username, person.name, at, password_hash=kept)
            hold_post(session, account_id, person.role, _agency(session, person), min(FIRST_DAY, on), at=at)
        if missing:
            record(session, "cli:demo:made", at=at, count=len(missing))
    return missing


def _agency(session: Session, person: DemoPerson) -> uuid.UUID:
    asked = select(Agency.id).where(Agency.kind == person.kind.value, Agency.valid_to.is_(None))
    if person.commune:
        asked = asked.join(_COMMUNES, _COMMUNES.c.code == Agency.commune_code).where(_COMMUNES.c.name == person.commune)
    agency_id = session.execute(asked.limit(1)).scalar()
    if agency_id is None:
        raise NotFound(f"no agency for {person.username}: run `flask init` first")
    return agency_id
