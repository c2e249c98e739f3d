"""The province: the clerk who prepares and issues, the leader who decides."""

from tests.browser.desks.desk import Desk


class Clerk(Desk):
    """Presents the draft decision, and later issues it under a number."""


class Leader(Desk):
    """Approves."""
