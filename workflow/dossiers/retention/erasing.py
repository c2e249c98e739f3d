"""What goes when a dossier's period is over: people, how to reach them, what was typed about them, files, lists.

Each function runs inside the caller's transaction. Ids, days, places of the road, codes and every hash stay.
"""

import hashlib
import json
import uuid
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from states.papers_out import LASTING
from workflow.appraisal.models import CriterionConfirmation, ItemAnswer
from workflow.dossiers.journal import digest_of_reason
from workflow.dossiers.models import Entry, Submission
from workflow.dossiers.request_models import Household, Request
from workflow.dossiers.retention.models import PurgedFile
from workflow.extensions import JsonDict, new_id
from workflow.opinions.models import OpinionPaper, OpinionRequest, OpinionRound
from workflow.papers.models import Attachment, Paper, PhotoFact
from workflow.supplements.models import SupplementCopy, SupplementGap, SupplementRequest
from workflow.support.models import SupportRequest

ERASED = "(đã xóa theo thời hạn lưu)"
CONTACT_ON_PAPER = ("proposer", "phone", "address", "reason", "message", "author_phone")
"""Facts of an issued paper that name a person or were typed about one."""

SAID = ("blocks", "annex", "to", "lines")
"""Facts of a paper that officers made in which its text stands."""

_REQUEST = ("proposer_name", "proposer_role", "proposer_phone", "proposer_address", "artisan_names")
_SUPPORT = (
    "applicant_name", "applicant_role", "applicant_phone", "applicant_address", "establishment", "establishment_key",
    "twin_note",
)  # fmt: skip


def files(session: Session, dossier_id: uuid.UUID) -> int:
    """The rows of files, so that the sweep of the store takes their bytes; their place and hash stay. How many."""
    table, gone = Attachment.__table__, PurgedFile.__table__
    rows = session.execute(select(table).where(table.c.dossier_id == dossier_id)).all()
    if not rows:
        return 0
    kept = ("dossier_id", "part_code", "item_code", "digest", "size", "media_type", "at")
    session.execute(insert(gone), [{"id": new_id(), **{name: getattr(row, name) for name in kept}} for row in rows])
    ids = [row.id for row in rows]
    session.execute(delete(OpinionPaper).where(OpinionPaper.attachment_id.in_(ids)))
    session.execute(delete(PhotoFact).where(PhotoFact.attachment_id.in_(ids)))
    session.execute(update(table).where(table.c.dossier_id == dossier_id).values(replaced_by_id=None))
    session.execute(delete(table).where(table.c.dossier_id == dossier_id))
    return len(rows)


def people(session: Session, dossier_id: uuid.UUID) -> int:
    """The list of households and whoever is named in the request. How many households."""
    gone = session.connection().execute(delete(Household).where(Household.dossier_id == dossier_id)).rowcount
    for model, names in ((Request, _REQUEST), (SupportRequest, _SUPPORT)):
        blank: Any = update(model).where(model.dossier_id == dossier_id)
        session.execute(blank.values(dict.fromkeys(names, "")))
    return int(gone)


def versions(session: Session, dossier_id: uuid.UUID) -> None:
    """What was handed in; the digest that the journal knows stays."""
    held = Submission.__table__
    session.execute(update(held).where(held.c.dossier_id == dossier_id).values(content={"purged": True}))
    session.execute(delete(SupplementCopy).where(SupplementCopy.dossier_id == dossier_id))


def papers(session: Session, dossier_id: uuid.UUID) -> None:
    """People on issued papers. The paper can still be printed; the digest of what it said stays among its facts.

    Decisions and certificates are kept for ever, as they are (states.retention).
    """
    table = Paper.__table__
    mine = table.c.dossier_id == dossier_id, table.c.form.not_in(LASTING)
    for row in session.execute(select(table.c.id, table.c.facts).where(*mine)).all():
        session.execute(update(table).where(table.c.id == row.id).values(facts=bare(row.facts)))


def bare(facts: JsonDict) -> JsonDict:
    """The facts of a paper without people, and the SHA-256 of what they were."""
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    blank: JsonDict = {name: "" for name in CONTACT_ON_PAPER if name in facts}
    wanted = {"wanted": [[what, fault, ""] for what, fault, _note in facts["wanted"]]} if "wanted" in facts else {}
    blank |= {name: [] for name in SAID if name in facts}
    return facts | blank | wanted | {"purged": hashlib.sha256(canonical.encode()).hexdigest()}


def reasons(session: Session, dossier_id: uuid.UUID) -> int:
    """What was typed as a reason in the journal; the digest the chain is made of takes its place. How many."""
    table = Entry.__table__
    rows = session.execute(
        select(table.c.id, table.c.reason).where(table.c.dossier_id == dossier_id, table.c.reason != "")
    ).all()
    for row in rows:
        digest = digest_of_reason(row.id, row.reason)
        session.execute(update(table).where(table.c.id == row.id).values(reason="", reason_digest=digest))
    return len(rows)


def remarks(session: Session, dossier_id: uuid.UUID) -> None:
    """Free text beside the road: gaps and answers, opinions and how they were treated, remarks of the appraisal."""
    asked, gap = SupplementRequest.__table__, SupplementGap.__table__
    requests = select(asked.c.id).where(asked.c.dossier_id == dossier_id)
    session.execute(update(gap).where(gap.c.request_id.in_(requests)).values(note=ERASED))
    session.execute(update(gap).where(gap.c.request_id.in_(requests), gap.c.answer != "").values(answer=ERASED))
    for model, name, erased in (
        (OpinionRound, "question", ERASED), (OpinionRequest, "treatment", ERASED), (OpinionRequest, "remarks", ""),
        (OpinionRequest, "closed_reason", ""), (ItemAnswer, "reason", ERASED), (ItemAnswer, "remark", ""),
        (CriterionConfirmation, "remark", ""),
    ):  # fmt: skip
        table = model.__table__
        filled = (table.c.dossier_id == dossier_id) & (table.c[name] != "")
        session.execute(update(table).where(filled).values({name: erased}))
