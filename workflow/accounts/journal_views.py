"""The journal of acts that concern no dossier, for the administrator."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from workflow.access import administrator
from workflow.accounts import people_queries
from workflow.accounts.room import office
from workflow.audit import queries as audit


@office.get("/journal")
@administrator
def journal() -> ResponseReturnValue:
    """Newest first; further pages by the number of the last line seen."""
    before = request.args.get("before", type=int)
    subject = request.args.get("subject", "")[:80]
    lines, older = audit.journal(before if before and before < 2**62 else None, subject)
    names = people_queries.names_of(audit.actor_ids(lines))
    return render_template("admin/journal.html", lines=lines, older=older, names=names, subject=subject)
