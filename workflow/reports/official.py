"""The periodic report as the paper that leaves the office: letterhead, to whom, who signs (Decree 30/2020)."""

from typing import Any

from states.actors import AgencyKind
from states.paper_words import PLAN, authority, letters_of
from states.reports import APPROVES
from workflow.accounts.person import Person
from workflow.extensions import JsonDict
from workflow.papers.printing import written_day
from workflow.reports.periodic_queries import kept
from workflow.reports.periodic_report import subject_of
from workflow.reports.renderings.paper import Letterhead

TO = ("Ủy ban nhân dân tỉnh Lào Cai", "Bộ Nông nghiệp và Môi trường")
RECIPIENTS = ("Như trên;", "Văn phòng UBND tỉnh;", "Lãnh đạo Sở;", "Lưu: VT, CCCLPTNT.")
BLANK = "…………"


def letterhead_of(row: Any, signer: Person | None) -> Letterhead:
    """The head and the foot of the report of a row; without a signer the place for the name stays empty."""
    seat = next((seat for seat in signer.seats if seat.post == APPROVES), None) if signer else None
    signed_as = authority(APPROVES.agency, APPROVES.role, seat.signs_as if seat else "")
    intro = f"Thực hiện {PLAN}, Sở Nông nghiệp và Môi trường báo cáo kết quả như sau:"
    return Letterhead(
        _number_line(""), subject_of(row.first, row.last), TO, (intro,), RECIPIENTS, signed_as,
        signer.name if signer else "", None,
    )  # fmt: skip


def sent_paper(row: Any) -> JsonDict:
    """The words of the paper of an approved report, with the number and the day once they are recorded."""
    words: JsonDict = kept(row)["paper"]
    if not row.number:
        return words
    return words | {"number_line": f"Số: {row.number}", "place_and_day": f"Lào Cai, {written_day(row.issued_on)}"}


def _number_line(number: str) -> str:
    return f"Số: {number or BLANK}/BC-{letters_of(AgencyKind.AGRICULTURE_ENVIRONMENT)}"
