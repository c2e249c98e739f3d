"""The journal of dossiers: one entry for each act, in the transaction of the act, chained by hashes.

`prev_hash` chains the entries of one dossier; `head` chains all entries of the office in the order of `seq`. Free text
enters the chain as a digest only, so that it can be erased one day and the chain still verifies.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, text
from sqlalchemy.orm import Session

from workflow.dossiers.models import Entry
from workflow.extensions import new_id

APPENDING = 7_380_001
ERASING = "purge"
"""The act after which the reasons of a dossier may be digests only (retention)."""

ENTRY = Entry.__table__
_LAST = select(ENTRY.c.seq, ENTRY.c.head).order_by(ENTRY.c.seq.desc()).limit(1)
_INSERT = insert(ENTRY)
_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
_LOCK = text("SELECT pg_advisory_xact_lock(:key)")


class Line(NamedTuple):
    """What laws and deadlines need of an entry."""

    number: int
    action: str
    source: str
    dest: str
    hold_before: str | None
    hold_after: str | None
    actor_id: uuid.UUID
    on: date
    until_on: date | None = None
    acting_for: uuid.UUID | None = None

    @property
    def hands(self) -> frozenset[str]:
        """Whose act it is: of who acted, and of the person whose post was lent for it."""
        return frozenset(str(one) for one in (self.actor_id, self.acting_for) if one)


_LINES = (
    select(*(ENTRY.c[name] for name in Line._fields))
    .where(ENTRY.c.dossier_id == bindparam("dossier_id"))
    .order_by(ENTRY.c.number)
)


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did, before it is written down. `at` is the UTC instant, `on` the day in Lào Cai."""

    dossier_id: uuid.UUID
    number: int
    action: str
    source: str
    dest: str
    hold_before: str | None
    hold_after: str | None
    actor_id: uuid.UUID
    role: str
    agency_id: uuid.UUID
    on: date
    at: datetime
    reason: str
    payload: Mapping[str, Any]
    until_on: date | None = None
    acting_for: uuid.UUID | None = None


def lines_of(session: Session, dossier_id: uuid.UUID) -> Sequence[Line]:
    """The entries of a dossier in order, in the columns that decide."""
    return [Line(*row) for row in session.connection().execute(_LINES, {"dossier_id": dossier_id}).all()]


def append(session: Session, act: Act, prev_hash: bytes) -> bytes:
    """Write an entry at the end of the journal; give its hash. Runs inside the caller's transaction.

    Appends are serialised: on SQLite by BEGIN IMMEDIATE, on PostgreSQL by an advisory lock held to the end of the
    transaction; two writers would otherwise fork the chain.
    """
    connection = session.connection()
    hold_journal(session)
    last = connection.execute(_LAST).first()
    seq, head = (last.seq + 1, last.head) if last else (1, b"")
    facts = {name: getattr(act, name) for name in Act.__slots__} | {"id": new_id(), "payload": dict(act.payload)}
    values = sealed(facts, seq, prev_hash, head)
    connection.execute(_INSERT, values)
    digest: bytes = values["hash"]
    return digest


def hold_journal(session: Session) -> None:
    """Wait until no other transaction appends. Whoever writes here and into the journal of the office (`audit`) takes
    this one first: two that took them in different order would wait for each other for ever.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"key": APPENDING})


def sealed(facts: Mapping[str, Any], seq: int, prev_hash: bytes, head: bytes) -> dict[str, Any]:
    """The facts of an entry with its place and its hashes; `head` is that of the line before it."""
    digest = hash_of(facts, prev_hash)
    chained = hashlib.sha256(head + digest).digest()
    return {**facts, "seq": seq, "prev_hash": prev_hash, "hash": digest, "head": chained}


def hash_of(values: Mapping[str, Any], prev_hash: bytes) -> bytes:
    """SHA-256 over the facts of an entry and the hash before it. The reason goes in as a digest salted by the id."""
    reason = (values.get("reason_digest") or digest_of_reason(values["id"], values["reason"])).hex()
    facts = [
        prev_hash.hex(), str(values["id"]), str(values["dossier_id"]), values["number"], values["action"],
        values["source"], values["dest"], values["hold_before"], values["hold_after"], str(values["actor_id"]),
        values["role"], str(values["agency_id"]), values["on"].isoformat(), (values["at"] - _EPOCH) // _MICROSECOND,
        reason, values["payload"], *((values["until_on"].isoformat(),) if values["until_on"] else ()),
        *((f"for {values['acting_for']}",) if values["acting_for"] else ()),
    ]  # fmt: skip
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).digest()


def digest_of_reason(entry_id: uuid.UUID, reason: str) -> bytes:
    """What the chain knows of a reason: SHA-256 over the entry's id and the text."""
    return hashlib.sha256(entry_id.bytes + reason.encode()).digest()


class Broken(NamedTuple):
    """Where the journal does not agree with itself."""

    seq: int
    sentence: str


def verify(session: Session) -> list[Broken]:
    """Re-compute every hash of the journal, oldest first; an empty list means it is whole.

    It cannot know of lines cut off at the end, nor of a journal computed anew: that takes a checkpoint kept elsewhere.
    """
    return broken_lines(dict(row) for row in session.execute(select(ENTRY).order_by(ENTRY.c.seq)).mappings())


def broken_lines(rows: Iterable[Mapping[str, Any]]) -> list[Broken]:
    """Where entries, given in the order of `seq`, do not follow from each other.

    A reason may be gone for its digest only when a later line of the same dossier says that it was erased.
    """
    found: list[Broken] = []
    erased: dict[uuid.UUID, int] = {}
    chains: dict[uuid.UUID, tuple[int, bytes]] = {}
    expected, head = 1, b""
    for row in rows:
        number, prev_hash = chains.get(row["dossier_id"], (0, b""))
        head = hashlib.sha256(head + row["hash"]).digest()
        if row["seq"] != expected:
            found.append(Broken(row["seq"], f"thiếu dòng {expected} của nhật ký"))
        elif row["number"] != number + 1 or row["prev_hash"] != prev_hash:
            found.append(Broken(row["seq"], "không nối tiếp dòng trước của hồ sơ"))
        elif hash_of(row, prev_hash) != row["hash"] or head != row["head"]:
            found.append(Broken(row["seq"], "nội dung không khớp với mã băm"))
        expected, head = row["seq"] + 1, row["head"]
        chains[row["dossier_id"]] = (row["number"], row["hash"])
        if row.get("reason_digest"):
            erased.setdefault(row["dossier_id"], row["seq"])
        elif row["action"] == ERASING:
            erased.pop(row["dossier_id"], None)
    return found + [Broken(seq, "lý do đã mất mà nhật ký không ghi việc xóa") for seq in erased.values()]
