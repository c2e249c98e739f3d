"""What a commune reports when it asks that a recognition be taken back."""

import uuid
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workflow.extensions import Base


class RevocationReport(Base):
    """The report of one revocation dossier. Which unit it is about stands on the dossier (`unit_id`)."""

    __tablename__ = "revocation_report"

    dossier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    why: Mapped[str] = mapped_column(default="")
    unmet_since: Mapped[date | None]
    efforts: Mapped[str] = mapped_column(default="")
    wishes: Mapped[str] = mapped_column(default="")
