"""What refers to stored bytes: every foreign key to a stored file, in whatever room. What nothing names is swept."""

from typing import Any

from sqlalchemy import CompoundSelect, select, union

from workflow.extensions import Base
from workflow.papers.models import FileScan, StoredFile

_KEY = f"{StoredFile.__tablename__}.digest"
_OF_THE_FILE_ITSELF = frozenset({FileScan.__tablename__})
"""Tables that tell about bytes and go with them."""


def referenced() -> CompoundSelect[Any]:
    """The digests that some row needs."""
    columns = [
        column
        for table in Base.metadata.sorted_tables
        if table.name not in _OF_THE_FILE_ITSELF
        for column in table.columns
        if any(key.target_fullname == _KEY for key in column.foreign_keys)
    ]
    return union(*(select(column).where(column.is_not(None)) for column in columns))
