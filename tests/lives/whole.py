"""What must be true of the books after every act of these lives; each breach is a sentence."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select, text

from tests.lives.hand import Hand
from tests.lives.memory import Life, symbol
from tests.lives.slow_clock import reading
from workflow.dossiers.models import Dossier, Entry
from workflow.extensions import db

DOSSIER, ENTRY = Dossier.__table__, Entry.__table__
COMMUNE, DEPARTMENT, PROVINCE, LEAD = "commune", "department", "province", "lead"
OWNERS: dict[str, str] = {
    "draft": COMMUNE, "commune_approval": COMMUNE, "submitted": DEPARTMENT, "environmental_appraisal": DEPARTMENT,
    "environmental_screening": DEPARTMENT, "department_review": DEPARTMENT, "department_approval": DEPARTMENT,
    "inspection": DEPARTMENT, "delivery": DEPARTMENT, "lead_review": LEAD, "lead_approval": LEAD,
    "implementation": LEAD, "provincial_review": PROVINCE, "provincial_approval": PROVINCE, "numbering": PROVINCE,
    "issuance": PROVINCE,
}  # fmt: skip
"""Who has the ball in each open stage, written down by hand."""

FUNDS = text(
    "SELECT l.allocation, l.committed, l.paid,"
    " (SELECT coalesce(sum(amount - released), 0) FROM commitment c WHERE c.fund_line_id = l.id),"
    " (SELECT coalesce(sum(paid), 0) FROM commitment c WHERE c.fund_line_id = l.id),"
    " (SELECT coalesce(sum(p.amount), 0) FROM payment p JOIN commitment c ON c.id = p.commitment_id"
    "  WHERE c.fund_line_id = l.id) FROM fund_line l ORDER BY l.id"
)
BOOK = text("SELECT year, number, symbol, state FROM decision_paper ORDER BY year, number")
REGISTER = text("SELECT dossier_id, kind, number FROM decision WHERE dossier_id IS NOT NULL")
REVOKED = text("SELECT id, revoked_on FROM unit WHERE status = 'revoked'")
QUESTIONS = text("SELECT due_on FROM opinion_request ORDER BY due_on")


def faults(hand: Hand) -> Iterator[str]:
    """Every way in which the books contradict what was done."""
    rows = {row.id: row for row in db.session.execute(select(DOSSIER))}
    if set(rows) != set(hand.memory.lives):
        yield "there are other dossiers than were begun"
    for life in hand.memory.lives.values():
        row = rows[life.id]
        if row != life.seen:
            yield from (f"{life.code} in {life.stage}: {fault}" for fault in _faults_of(hand, life, row))
            life.seen = row
    count = db.session.execute(text("SELECT count(*), coalesce(max(seq), 0) FROM entry")).one()
    if tuple(count) != (hand.memory.entries, hand.memory.entries):
        yield f"the journal has {tuple(count)} lines, {hand.memory.entries} acts were done"
    yield from _faults_of_money(hand)
    yield from _faults_of_decisions(hand)


def _faults_of(hand: Hand, life: Life, row: Any) -> Iterator[str]:
    if (row.stage, row.hold) != (life.stage, life.hold):
        yield f"the row stands in {row.stage} {row.hold}, the table leads to {life.stage} {life.hold}"
    if row.is_open is not life.is_open:
        yield f"open is {row.is_open}"
    lines = db.session.execute(select(ENTRY).where(ENTRY.c.dossier_id == life.id).order_by(ENTRY.c.number)).all()
    if row.entry_count != len(lines) or [line.number for line in lines] != list(range(1, len(lines) + 1)):
        yield f"counts {row.entry_count} entries, there are {len(lines)}"
    if (lines[-1].dest, lines[-1].hold_after, lines[-1].hash) != (row.stage, row.hold, row.entry_hash):
        yield "does not stand where its last entry says"
    yield from _faults_of_the_ball(hand, life, row)
    yield from _faults_of_days(hand, life, row, lines)


def _faults_of_the_ball(hand: Hand, life: Life, row: Any) -> Iterator[str]:
    """An open dossier has one owner who has somebody to act; a closed one has none."""
    owner = _owner(hand, life) if life.is_open else None
    if row.waiting_agency_id != owner:
        yield f"under {life.hold} the ball is with {row.waiting_agency_id}, not with {owner}"
    if life.is_open:
        posts = life.procedure.handlers(life.stage, life.hold)
        if not any(hand.office.cast.holding(post, owner) for post in posts):
            yield "nobody can act where the ball is"


def _owner(hand: Hand, life: Life) -> Any:
    who = OWNERS[life.stage]
    if life.hold == "ask_supplement":
        who = COMMUNE
    elif life.hold == "propose_supplement" and life.stage != "submitted":
        who = LEAD if life.code == "support" else DEPARTMENT
    owners = {COMMUNE: life.commune_id, LEAD: life.lead_id, PROVINCE: hand.office.province_id}
    return owners.get(who, hand.office.department_id)


def _faults_of_days(hand: Hand, life: Life, row: Any, lines: Any) -> Iterator[str]:
    """The days of the row are a cache: what stood after an earlier line stays while no clock runs."""
    for count in range(min(life.counted, len(lines) - 1), len(lines)):
        slow = reading(life.procedure, lines[: count + 1], hand.worked)
        life.due_on = slow.due_on or life.due_on
    life.counted = len(lines)
    expected = {
        "due_on": life.due_on, "stage_due_on": slow.stage_due_on, "promised_on": life.promised_on,
        "extended_to": life.extended_to, "answer_by": life.answer_by,
    }  # fmt: skip
    for name, day in expected.items():
        if getattr(row, name) != day:
            yield f"{name} is {getattr(row, name)}, the slow clock says {day}"


def _faults_of_money(hand: Hand) -> Iterator[str]:
    promised = spent = 0
    for allocation, committed, paid, *folded in db.session.execute(FUNDS):
        if not allocation >= committed >= paid >= 0:
            yield f"a fund line is overspent: {allocation}, {committed}, {paid}"
        if folded != [committed, paid, paid]:
            yield f"a fund line says {committed}, {paid}; its commitments and payments {folded}"
        promised, spent = promised + committed, spent + paid
    lives = hand.memory.lives.values()
    if (promised, spent) != (sum(one.committed for one in lives), sum(one.paid for one in lives)):
        yield f"{promised} promised and {spent} paid is not what was done"
    for life in lives:
        if life.code == "support" and not max(life.granted, life.paid) >= life.committed >= life.paid:
            yield f"granted {life.granted}, promised {life.committed}, paid {life.paid}"


def _faults_of_decisions(hand: Hand) -> Iterator[str]:
    """The book has every number once and no gap; the register is what was issued, and nothing else."""
    memory = hand.memory
    book = [tuple(row) for row in db.session.execute(BOOK)]
    known = sorted(memory.book, key=lambda one: (one.year, one.number))
    if book != [(one.year, one.number, symbol(one), one.state) for one in known]:
        yield f"the book has {book}"
    for year in {one.year for one in known}:
        numbers = [number for of, number, *_rest in book if of == year]
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"the numbers of {year} are {numbers}"
    register = {tuple(row) for row in db.session.execute(REGISTER)}
    if register != {(life_id.hex, *told) for life_id, told in memory.register.items()}:
        yield f"the register has {register}"
    revoked = {row.id: row.revoked_on for row in db.session.execute(REVOKED)}
    if revoked != {unit.hex: day.isoformat() for unit, day in memory.revoked.items()}:
        yield f"revoked in the register: {revoked}"
    due = [row.due_on for row in db.session.execute(QUESTIONS)]
    if due != sorted(day.isoformat() for day in memory.answers_due):
        yield f"opinions are due on {due}, not on {memory.answers_due}"
