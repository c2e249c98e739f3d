"""Reading verdicts and signed files of papers whose reader was checked before."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from workflow.accounts.models import Account
from workflow.errors import NotFound
from workflow.extensions import db
from workflow.papers.models import FileScan
from workflow.papers.scans import Scanned
from workflow.papers.signatures.models import SignatureVerdict, SignedFile
from workflow.papers.signatures.trust import fingerprint
from workflow.papers.signatures.verdicts import Told, Verdict, told

VERDICT, SIGNED, SCAN = SignatureVerdict.__table__, SignedFile.__table__, FileScan.__table__


@dataclass(frozen=True, slots=True)
class SignedRow(Scanned):
    """A signed file of a paper or of a decision, as its page shows it."""

    id: uuid.UUID
    paper_id: uuid.UUID | None
    decision_id: uuid.UUID | None
    digest: bytes
    name: str
    size: int
    at: datetime
    by_name: str
    replaced_at: datetime | None
    scan_state: str | None
    found: str | None

    @property
    def is_current(self) -> bool:
        return self.replaced_at is None


def told_of(digests: Iterable[bytes]) -> Mapping[bytes, Told]:
    """A sentence on each of these PDFs. One statement; a verdict by another trust store is being made anew."""
    wanted, trust = list(digests), fingerprint()
    if not wanted:
        return {}
    columns = (VERDICT.c.digest, VERDICT.c.verdict, VERDICT.c.signers)
    rows = db.session.execute(select(*columns).where(VERDICT.c.digest.in_(wanted), VERDICT.c.trust == trust))
    found = {bytes(row.digest): told(Verdict(row.verdict), row.signers) for row in rows}
    return {digest: found.get(digest) or told(None) for digest in wanted}


def is_valid(digest: bytes) -> bool:
    """Whether the signatures of a file were found valid by the present trust store."""
    wanted = select(VERDICT.c.verdict).where(VERDICT.c.digest == digest, VERDICT.c.trust == fingerprint())
    return db.session.scalar(wanted) == Verdict.VALID.value


def signed_files(paper_ids: Sequence[uuid.UUID], decision_ids: Sequence[uuid.UUID] = ()) -> Sequence[SignedRow]:
    """The signed files of papers and of decisions, newest first, earlier ones included."""
    beside = {"by_name": Account.name, "scan_state": SCAN.c.state, "found": SCAN.c.found}
    columns = [beside[name] if name in beside else SIGNED.c[name] for name in SignedRow.__slots__]
    return [
        SignedRow(*row)
        for row in db.session.execute(
            select(*columns)
            .join(Account, Account.id == SIGNED.c.uploaded_by)
            .outerjoin(SCAN, SCAN.c.digest == SIGNED.c.digest)
            .where(or_(SIGNED.c.paper_id.in_(paper_ids), SIGNED.c.decision_id.in_(decision_ids)))
            .order_by(SIGNED.c.at.desc(), SIGNED.c.id.desc())
        )
    ]


def get_signed(
    signed_id: uuid.UUID, paper_ids: Sequence[uuid.UUID], decision_ids: Sequence[uuid.UUID] = ()
) -> SignedRow:
    """One signed file of these very papers. Raises NotFound."""
    for row in signed_files(paper_ids, decision_ids):
        if row.id == signed_id:
            return row
    raise NotFound
