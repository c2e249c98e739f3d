"""What a fresh installation holds before its first dossier."""

from collections.abc import Iterator
from datetime import date, datetime

from workflow.accounts.first_agencies import make_agencies
from workflow.calendar.services import seed
from workflow.policies.seeding import load_first_policies
from workflow.register.importer import import_annex


def install(on: date, at: datetime) -> Iterator[str]:
    """Communes and the annex, agencies, the calendar, policies, in that order; each part may be there already."""
    added = import_annex(on=on, at=at).added
    yield f"Phụ lục Kế hoạch: thêm {added.total()} dòng (xã, phường, mục kế hoạch, làng nghề)"
    yield f"Cơ quan: thêm {make_agencies(on)}"
    years = seed(at=at)
    yield f"Lịch làm việc: {years[0]}–{years[-1]}" if years else "Lịch làm việc: đã có"
    yield f"Chính sách hỗ trợ: thêm {load_first_policies(at)}"
