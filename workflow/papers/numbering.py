"""Dossier codes: prefix of the receiving agency, day of reception, number within that day (domain: Mã hồ sơ).

And the numbers of papers that the office numbers itself: one count for each agency, form and year.
"""

import re
import uuid
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import Date, bindparam, text
from sqlalchemy.orm import Session

from states.kernel import Reason, Refused
from workflow.extensions import IdType

HIGHEST = 9999

_TAKE = text(
    "INSERT INTO code_counter (prefix, day, last) VALUES (:prefix, :day, 1) "
    "ON CONFLICT (prefix, day) DO UPDATE SET last = code_counter.last + 1 WHERE code_counter.last < 9999 "
    "RETURNING last"
).bindparams(bindparam("day", type_=Date))
_TAKE_PAPER = text(
    "INSERT INTO paper_counter (agency_id, form, year, last) VALUES (:agency_id, :form, :year, 1) "
    "ON CONFLICT (agency_id, form, year) DO UPDATE SET last = paper_counter.last + 1 RETURNING last"
).bindparams(bindparam("agency_id", type_=IdType))

_NEW_STYLE = re.compile(r"([A-Z]\d\d)((?:\d\d)*)(\d{6})(\d{4})")
_OLD_STYLE = re.compile(r"(\d{3})(\d\d)(\d\d)([A-Z]\d\d)(\d{6})(\d{4})")
_MISREAD = str.maketrans("OIL", "011")


def next_code(session: Session, prefix: str, on: date) -> str:
    """Take the next code of `prefix` on the day `on`, e.g. "H38.12-261102-0004".

    Runs inside the caller's transaction: a roll-back gives the number back, so numbers have no gaps. Raises Refused
    when the day's 9999 numbers are used up, ValueError for a prefix whose codes could not be typed into the look-up.
    """
    if normalise_code(f"{prefix}-{on:%y%m%d}-0001") != f"{prefix}-{on:%y%m%d}-0001":
        raise ValueError(f"{prefix!r} is not a prefix of dossier codes such as H38.12 or 000.12.34.H38")
    number = session.execute(_TAKE, {"prefix": prefix, "day": on}).scalar_one_or_none()
    if number is None:
        raise Refused(Reason(_out_of_numbers(prefix, on)))
    return f"{prefix}-{on:%y%m%d}-{number:04d}"


def next_paper_number(session: Session, agency_id: uuid.UUID, form: str, year: int) -> int:
    """Take the next number of a form at an agency in a year (that of Lào Cai). A roll-back gives it back."""
    taken: int = session.execute(_TAKE_PAPER, {"agency_id": agency_id, "form": form, "year": year}).scalar_one()
    return taken


def _out_of_numbers(prefix: str, on: date) -> str:
    said: str = _(
        "Ngày %(day)s đã dùng hết %(highest)s số của mã %(prefix)s. Hồ sơ chưa được tiếp nhận và vẫn còn nguyên. "
        "Hãy tiếp nhận vào ngày làm việc sau, hoặc nhờ quản trị đặt thêm mã cơ quan.",
        day=on.strftime("%d/%m/%Y"), highest=HIGHEST, prefix=prefix,
    )  # fmt: skip
    return said


def normalise_code(typed: str) -> str | None:
    """The code a person means: any case, with or without dots, dashes, spaces. None when it cannot be a code."""
    bare = re.sub(r"[^0-9A-Z]", "", typed.upper()).translate(_MISREAD)
    if old := _OLD_STYLE.fullmatch(bare):
        prefix, day, number = ".".join(old.groups()[:4]), old[5], old[6]
    elif new := _NEW_STYLE.fullmatch(bare):
        prefix, day, number = ".".join([new[1], *re.findall("..", new[2])]), new[3], new[4]
    else:
        return None
    return f"{prefix}-{day}-{number}" if _is_day(day) and number != "0000" else None


def _is_day(yymmdd: str) -> bool:
    try:
        date(2000 + int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:]))
    except ValueError:
        return False
    return True
