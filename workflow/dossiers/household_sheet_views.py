"""The household list as files: the template to fill in, and the stored list to take away."""

import io
import uuid

from flask import request, send_file
from flask.typing import ResponseReturnValue

from workflow.access import current_person, signed_in
from workflow.dossiers import household_services, request_queries
from workflow.dossiers.household_sheets import list_csv, list_workbook, template_workbook
from workflow.dossiers.wizard_room import open_section, room
from workflow.errors import BadInput
from workflow.sheets import CSV, XLSX
from workflow.wall_clock import now

FORMATS = {"xlsx": (list_workbook, XLSX), "csv": (list_csv, CSV)}


@room.get("/household-template.xlsx")
@signed_in
def household_template() -> ResponseReturnValue:
    """An empty list to fill in Excel or to print and fill by hand."""
    return _file(template_workbook(), XLSX, "danh-sach-ho-mau.xlsx")


@room.post("/<uuid:dossier_id>/request/households/export")
@signed_in
def export_households(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """The stored list as a spreadsheet or CSV. Names leave the office with it, so that it is an act that is noted."""
    dossier = open_section(dossier_id, "households")
    wanted = request.form.get("format", "")
    if wanted not in FORMATS:
        raise BadInput
    rows = request_queries.every_household(dossier_id)
    household_services.note_export(dossier_id, len(rows), wanted, by=current_person().id, at=now())
    made, media_type = FORMATS[wanted]
    return _file(made(rows), media_type, f"danh-sach-ho-{dossier.row.code or 'ban-nhap'}.{wanted}")


def _file(content: bytes, media_type: str, name: str) -> ResponseReturnValue:
    return send_file(io.BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name)
