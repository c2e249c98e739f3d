"""The agencies of the plan's section V and the 99 communes, made once by `flask init`.

Everything here is editable afterwards.
"""

from datetime import date, datetime

from sqlalchemy import column, select, table
from sqlalchemy.orm import Session

from states.actors import AgencyKind
from workflow.accounts.agency_services import AgencyData, insert_agency
from workflow.accounts.models import Agency
from workflow.accounts.system import make_system_account
from workflow.audit.services import record
from workflow.transactions import writing
from workflow.wall_clock import now

FIRST_DAY = date(2025, 7, 1)
"""The two-level local government and the merged province begin (1 July 2025)."""

PROVINCIAL = (
    AgencyData(AgencyKind.PROVINCE, "Ủy ban nhân dân tỉnh Lào Cai", "UBND tỉnh"),
    AgencyData(
        AgencyKind.AGRICULTURE_ENVIRONMENT, "Sở Nông nghiệp và Môi trường tỉnh Lào Cai", "Sở NN&MT", None, "H38.12"
    ),
    AgencyData(AgencyKind.INDUSTRY_TRADE, "Sở Công Thương tỉnh Lào Cai", "Sở Công Thương"),
    AgencyData(AgencyKind.SCIENCE_TECHNOLOGY, "Sở Khoa học và Công nghệ tỉnh Lào Cai", "Sở KH&CN"),
    AgencyData(AgencyKind.FINANCE, "Sở Tài chính tỉnh Lào Cai", "Sở Tài chính"),
    AgencyData(AgencyKind.EDUCATION_TRAINING, "Sở Giáo dục và Đào tạo tỉnh Lào Cai", "Sở GD&ĐT"),
    AgencyData(AgencyKind.CULTURE_SPORTS_TOURISM, "Sở Văn hóa, Thể thao và Du lịch tỉnh Lào Cai", "Sở VHTTDL"),
    AgencyData(AgencyKind.MEDIA, "Báo và Phát thanh - Truyền hình tỉnh Lào Cai", "Báo và PT-TH"),
)
_COMMUNE = table("commune", column("code"), column("kind"), column("name"))


def make_agencies(on: date, at: datetime | None = None) -> int:
    """Make what is missing: the province, its departments, one People's Committee per commune of the commune table, and
    the system's account.

    Idempotent: an agency of that commune or (outside communes) of that kind is left as it is, even when renamed or
    ended. `on` bounds the first day: agencies begin on 1 July 2025, or on `on` when that is earlier. Returns how many
    were made.
    """
    with writing() as session:
        make_system_account(session, at or now())
        known = session.execute(select(Agency.kind, Agency.commune_code)).all()
        kinds, codes = {row.kind for row in known}, {row.commune_code for row in known}
        wanted = [data for data in PROVINCIAL if data.kind.value not in kinds]
        wanted += [data for data in _communes(session) if data.commune_code not in codes]
        for data in wanted:
            insert_agency(session, data, min(FIRST_DAY, on))
        if wanted:
            record(session, "cli:agencies:made", at=at or now(), count=len(wanted))
    return len(wanted)


def _communes(session: Session) -> list[AgencyData]:
    titles = {"commune": "xã", "ward": "phường"}
    rows = session.execute(select(_COMMUNE).order_by(_COMMUNE.c.code)).all()
    return [
        AgencyData(AgencyKind.COMMUNE, f"Ủy ban nhân dân {place} {row.name}", f"UBND {place} {row.name}", row.code)
        for row in rows
        for place in [titles[row.kind]]
    ]
