"""Correcting a decision: choose a unit of the register, and write down what is wrong."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.kernel import Forbidden
from states.kinds import KIND_TITLES
from workflow.access import current_person, signed_in
from workflow.accounts.person import Person
from workflow.decisions.corrections import get_correction
from workflow.dossiers import queries
from workflow.dossiers.correction import services
from workflow.dossiers.correction.forms import CorrectionForm, correction_form
from workflow.dossiers.decisions.readers import clerks_seat
from workflow.dossiers.queries import DossierView
from workflow.errors import NotFound, Stale
from workflow.register.queries import Search, get_unit, search_units
from workflow.text import nfc
from workflow.wall_clock import now, today

room = Blueprint("corrections", __name__, url_prefix="/corrections")


@room.get("/new")
@signed_in
def new() -> ResponseReturnValue:
    """Find the unit whose words are wrong."""
    _clerk()
    words = nfc(request.args.get("q", "")).strip()[:100]
    found = search_units(Search(text=words)) if words else None
    return render_template("correction/new.html", words=words, found=found, kinds=KIND_TITLES)


@room.get("/new/<uuid:unit_id>")
@signed_in
def confirm(unit_id: uuid.UUID) -> ResponseReturnValue:
    """The unit that was chosen, and the button that begins the dossier."""
    _clerk()
    return render_template("correction/confirm.html", unit=get_unit(unit_id), kinds=KIND_TITLES)


@room.post("/new/<uuid:unit_id>")
@signed_in
def begin(unit_id: uuid.UUID) -> ResponseReturnValue:
    """Begin the dossier, or go to the one that is open already."""
    dossier_id = services.begin(unit_id, by=_clerk(), on=today(), at=now())
    return redirect(url_for("corrections.edit", dossier_id=dossier_id), 303)


@room.get("/<uuid:dossier_id>")
@signed_in
def edit(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """What the register says, ready to be put right."""
    dossier = _dossier(dossier_id)
    form = _form(dossier)
    form.seen_version.data = str(dossier.row.version)
    return _shown(dossier, form)


@room.post("/<uuid:dossier_id>")
@signed_in
def save(dossier_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what should change. What was typed stays when it cannot be kept."""
    dossier = _dossier(dossier_id)
    form = _form(dossier)
    if not form.validate_on_submit():
        return _shown(dossier, form), 422
    try:
        changes = services.save(dossier_id, form.corrected(), by=current_person(), on=today(), seen_version=_seen(form))
    except Stale:
        form.form_errors.append(
            _("Hồ sơ vừa thay đổi ở nơi khác. Nội dung Ông/Bà nhập vẫn còn ở đây; hãy xem lại rồi lưu lần nữa.")
        )
        form.seen_version.data = str(dossier.row.version)
        return _shown(dossier, form), 409
    flash(
        _("Đã lưu %(count)s nội dung đính chính.", count=len(changes))
        if changes
        else _("Chưa có nội dung nào khác với danh bạ.")
    )
    return redirect(url_for("dossiers.show", dossier_id=dossier_id), 303)


def _clerk() -> Person:
    """Raises NotFound for anybody but the province's clerk."""
    if clerks_seat(current_person()) is None:
        raise NotFound
    return current_person()


def _dossier(dossier_id: uuid.UUID) -> DossierView:
    """A correction that may be edited now. Raises NotFound for a dossier of another procedure, Forbidden."""
    dossier = queries.get_dossier(dossier_id, current_person())
    if dossier.procedure.code != services.PROCEDURE:
        raise NotFound
    if not dossier.is_editable_by(current_person()):
        raise Forbidden(_("Nội dung đính chính do chuyên viên Văn phòng UBND tỉnh soạn, khi hồ sơ còn đang soạn."))
    return dossier


def _form(dossier: DossierView) -> CorrectionForm:
    return correction_form(get_unit(dossier.row.unit_id), get_correction(dossier.id))


def _seen(form: CorrectionForm) -> int | None:
    text = form.seen_version.data or ""
    return int(text) if text.isdecimal() else None


def _shown(dossier: DossierView, form: CorrectionForm) -> str:
    return render_template("correction/edit.html", dossier=dossier, form=form, unit=get_unit(dossier.row.unit_id))
