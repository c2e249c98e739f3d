"""The reports on recognised units: the list by commune, and the list for promotion. No person is in either."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from states.achievements import KEEPINGS, Achievement
from states.kinds import KIND_TITLES, TRADE_GROUPS, Kind
from states.reports import REPORTS
from workflow.achievements.queries import ACHIEVEMENT, valid_at
from workflow.extensions import db
from workflow.formats import law, vndate
from workflow.register.models import Commune, Decision, Unit, UnitSite
from workflow.register.queries import recognised_at
from workflow.reports.shape import Column, CutOff, Is, Linked, Report, Row, Section, Table

UNIT, SITE, COMMUNE, DECISION = Unit.__table__, UnitSite.__table__, Commune.__table__, Decision.__table__
KINDS = tuple(Kind)


def places_at(on: date) -> Any:
    """A statement that gives every place of every unit recognised on a day, in the order of communes and names."""
    return (
        select(
            UNIT.c.id, UNIT.c.name, UNIT.c.kind, UNIT.c.trade, UNIT.c.trade_group, UNIT.c.recognised_year,
            SITE.c.village, SITE.c.former_commune, COMMUNE.c.code.label("commune_code"),
            COMMUNE.c.full_name.label("commune"),
            _decision(DECISION.c.number, on), _decision(DECISION.c.decided_on, on),
        )
        .join(SITE, SITE.c.unit_id == UNIT.c.id)
        .join(COMMUNE, COMMUNE.c.code == SITE.c.commune_code)
        .where(recognised_at(on))
        .order_by(COMMUNE.c.sort_key, UNIT.c.sort_key, UNIT.c.id, SITE.c.position)
    )  # fmt: skip


def _decision(column: Any, on: date) -> Any:
    """A column of the last decision by a day that recognised the unit."""
    mine = DECISION.c.unit_id == UNIT.c.id, DECISION.c.kind == "recognise", DECISION.c.decided_on <= on
    last = select(column).where(*mine).order_by(DECISION.c.decided_on.desc(), DECISION.c.id.desc()).limit(1)
    return last.correlate(UNIT).scalar_subquery().label(column.name)


def recognised_report(on: date, cut: CutOff) -> Report:
    """How many of each kind each commune has, and which."""
    rows = db.session.execute(places_at(on)).all()
    seen: set[tuple[str, uuid.UUID]] = set()
    by: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if (row.commune, row.id) not in seen:
            seen.add((row.commune, row.id))
            by[row.commune][row.kind] += 1
    kinds = Counter({row.id: row.kind for row in rows}.values())
    sections = (
        Section(_("Số lượng theo xã, phường"), _counts(by, kinds), (_twice(),)),
        Section(_("Danh sách"), Table(place_columns(), list(place_rows(rows)))),
    )
    scope = _("Toàn tỉnh Lào Cai · %(n)s làng nghề, nghề đang được công nhận.", n=sum(kinds.values()))
    figures = {"units": sum(kinds.values()), "kinds": {kind.value: kinds[kind] for kind in KINDS}}
    return Report("recognised", law(REPORTS["recognised"].title), scope, cut, sections, True, figures)


def _twice() -> str:
    said: str = _("Đơn vị nằm ở hai xã, phường được tính ở cả hai; dòng cộng tính mỗi đơn vị một lần.")
    return said


def _counts(by: Mapping[str, Mapping[str, int]], kinds: Mapping[str, int]) -> Table:
    columns = (
        Column(_("Xã, phường")), *(Column(law(KIND_TITLES[kind]), Is.WHOLE) for kind in KINDS),
        Column(_("Cộng"), Is.WHOLE),
    )  # fmt: skip
    rows: list[Row] = [
        (name, *(found.get(kind, 0) for kind in KINDS), sum(found.values())) for name, found in by.items()
    ]
    totals = (_("Cộng"), *(kinds.get(kind, 0) for kind in KINDS), sum(kinds.values()))
    return Table(columns, rows, totals if rows else None, _("Chưa có đơn vị nào được công nhận."))


def place_columns() -> tuple[Column, ...]:
    """The columns of a list of places of units."""
    return (
        Column(_("Tên"), width=34), Column(_("Loại"), width=22), Column(_("Nghề"), width=28),
        Column(_("Nhóm ngành nghề"), width=30), Column(_("Thôn, bản, tổ dân phố"), width=24),
        Column(_("Xã cũ"), width=18), Column(_("Xã, phường"), width=20), Column(_("Năm công nhận"), width=10),
        Column(_("Số quyết định"), width=20), Column(_("Ngày quyết định"), Is.DAY),
    )  # fmt: skip


def place_rows(rows: Any) -> Iterator[Row]:
    """The rows of such a list, one at a time."""
    kinds = {kind.value: law(title) for kind, title in KIND_TITLES.items()}
    groups = {number: law(title) for number, title in TRADE_GROUPS.items()}
    for row in rows:
        yield (
            Linked(row.name, f"/register/{row.id}"), kinds[row.kind], row.trade, groups[row.trade_group], row.village,
            row.former_commune, row.commune, str(row.recognised_year), row.number or "", row.decided_on,
        )  # fmt: skip


def promotion_report(on: date, cut: CutOff) -> Report:
    """Recognised units with what is known of them for promotion, those with most to show first."""
    known = _known(on)
    units: dict[uuid.UUID, list[Any]] = {}
    for row in db.session.execute(places_at(on)):
        units.setdefault(row.id, []).append(row)
    ordered = sorted(units.values(), key=lambda rows: -sum((rows[0].id, kind) in known for kind in Achievement))
    columns = (
        Column(_("Tên"), width=30), Column(_("Loại"), width=18), Column(_("Nghề"), width=24),
        Column(_("Địa điểm"), width=36), Column(_("Năm công nhận"), width=10),
        *(Column(law(KEEPINGS[kind].title), width=26) for kind in Achievement),
    )  # fmt: skip
    rows = [_promoted(places, known) for places in ordered]
    words = _("Không có tên người, số điện thoại hay địa chỉ riêng; ảnh chỉ dùng khi người trong ảnh đồng ý.")
    scope = _("Toàn tỉnh Lào Cai · %(n)s làng nghề, nghề đang được công nhận.", n=len(rows))
    having = {kind.value: len({unit for unit, of in known if of is kind and unit in units}) for kind in Achievement}
    return Report(
        "promotion", law(REPORTS["promotion"].title), scope, cut,
        (Section(_("Danh mục"), Table(columns, rows), (words,)),), True, {"units": len(rows), "having": having},
    )  # fmt: skip


def _known(on: date) -> Mapping[tuple[uuid.UUID, Achievement], str]:
    """What each unit has of each kind on a day, in words: name and form, the end where there is one."""
    found: defaultdict[tuple[uuid.UUID, Achievement], list[str]] = defaultdict(list)
    for row in db.session.execute(select(ACHIEVEMENT).where(valid_at(on)).order_by(ACHIEVEMENT.c.id)):
        kind = Achievement(row.kind)
        until = ", " + _("đến %(day)s", day=vndate(row.valid_until)) if row.valid_until else ""
        found[row.unit_id, kind].append(f"{row.what} ({law(KEEPINGS[kind].forms.get(row.form, row.form))}{until})")
    return {key: "; ".join(words) for key, words in found.items()}


def _promoted(places: Sequence[Any], known: Mapping[tuple[uuid.UUID, Achievement], str]) -> Row:
    unit = places[0]
    where = "; ".join(dict.fromkeys(", ".join(w for w in (p.village, p.commune) if w) for p in places))
    having = (known.get((unit.id, kind), "") for kind in Achievement)
    return (
        Linked(unit.name, f"/register/{unit.id}"), law(KIND_TITLES[Kind(unit.kind)]), unit.trade, where,
        str(unit.recognised_year), *having,
    )  # fmt: skip
