"""What is followed up, as pages see it: where it stands in its procedure, and what its reader can do from there."""

import uuid
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import Any

from states.kernel import Attempt, Procedure, Rehearsal
from states.rules.following import FollowedCase
from workflow.accounts.person import Person


@dataclass(frozen=True)
class FollowedView(ABC):
    """One remedy, or one request for an inspection, that the reader may see, on a day."""

    row: Any
    on: date

    @property
    @abstractmethod
    def procedure(self) -> Procedure:
        """The law it goes by."""

    @property
    @abstractmethod
    def case(self) -> FollowedCase:
        """It as the kernel sees it."""

    @property
    def id(self) -> uuid.UUID:
        found: uuid.UUID = self.row.id
        return found

    @property
    def state_title(self) -> str:
        return self.procedure.stage(self.row.state).title

    @property
    def is_over(self) -> bool:
        return self.procedure.stage(self.row.state).final

    def rehearse(self, person: Person) -> tuple[Rehearsal, ...]:
        """What the law would answer for every act from here."""
        return self.procedure.rehearse(Attempt(self.procedure, self.case.as_case, person.actor, self.on))
