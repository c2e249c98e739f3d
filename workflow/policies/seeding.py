"""The policies a new office begins with; the office's own catalogue counts from then on."""

from datetime import datetime

from sqlalchemy import func, select

from states.first_policies import FIRST_POLICIES, FirstPolicy
from states.policies import IN_FORCE
from workflow.audit.services import record
from workflow.extensions import new_id
from workflow.policies.models import Policy
from workflow.policies.services import POLICIES, Terms, add_version
from workflow.transactions import writing


def load_first_policies(at: datetime) -> int:
    """Write the first policies where there is none yet; how many. They count from the day of their text."""
    with writing() as session:
        if session.scalar(select(func.count()).select_from(Policy)):
            return 0
        for first in FIRST_POLICIES:
            policy_id = new_id()
            session.execute(POLICIES.insert().values(id=policy_id, lead=first.lead.value, versions=1))
            standing = {"state": IN_FORCE, "counts_from": first.valid_from, "put_at": at}
            add_version(session, policy_id, 1, _terms(first), by=None, at=at, **standing)
        record(session, "cli:policies:loaded", at=at, count=len(FIRST_POLICIES))
    return len(FIRST_POLICIES)


def _terms(first: FirstPolicy) -> Terms:
    note = f"Cần đối chiếu văn bản: {first.unsure}" if first.unsure else ""
    return Terms(
        first.title, first.legal_basis, first.mark, first.kinds, first.valid_from, None, first.rate, first.amount_vnd,
        first.each, first.covers, note,
    )  # fmt: skip
