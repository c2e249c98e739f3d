"""Putting photos and stories of a unit on its public page, and taking them down."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from states.consents import ConsentKind
from states.kernel import Refused
from workflow.access import current_person, signed_in
from workflow.consents import exhibits, files, queries, services
from workflow.consents.exhibits import NewExhibit
from workflow.consents.forms import PhotoForm, StoryForm, ids_in, upload_of
from workflow.consents.room import room
from workflow.errors import BadInput
from workflow.register.queries import get_unit
from workflow.wall_clock import now, today


@room.get("/photos/new")
@signed_in
def new_photo(unit_id: uuid.UUID) -> ResponseReturnValue:
    """The form of a photo."""
    return _page(unit_id, _form(PhotoForm(), unit_id, ConsentKind.PHOTO))


@room.post("/photos/new")
@signed_in
def add_photo(unit_id: uuid.UUID) -> ResponseReturnValue:
    """Put a photo on the public page."""
    form, upload = _form(PhotoForm(), unit_id, ConsentKind.PHOTO), upload_of("photo")
    fine = form.validate_on_submit()
    if upload is None:
        form.photo.errors = [_("Chưa chọn ảnh; lời chú thích vẫn còn. Hãy bấm ô chọn tệp, chọn ảnh rồi gửi lại.")]
    if not fine or upload is None:
        return _page(unit_id, form), 422
    try:
        services.refuse_others(current_person(), unit_id)
        photo = files.photograph(upload)
    except BadInput as refusal:
        form.photo.errors = [str(refusal)]
        return _page(unit_id, form), 400
    return _shown(unit_id, form, NewExhibit(form.title.data, ids_in(form.people), photo=photo))


@room.get("/stories/new")
@signed_in
def new_story(unit_id: uuid.UUID) -> ResponseReturnValue:
    """The form of a story."""
    return _page(unit_id, _form(StoryForm(), unit_id, ConsentKind.STORY))


@room.post("/stories/new")
@signed_in
def add_story(unit_id: uuid.UUID) -> ResponseReturnValue:
    """Put a story on the public page."""
    form = _form(StoryForm(), unit_id, ConsentKind.STORY)
    if not form.validate_on_submit():
        return _page(unit_id, form), 422
    return _shown(unit_id, form, NewExhibit(form.title.data, ids_in(form.people), form.body.data))


@room.post("/exhibits/<uuid:exhibit_id>/withdraw")
@signed_in
def take_down(unit_id: uuid.UUID, exhibit_id: uuid.UUID) -> ResponseReturnValue:
    """Take a photo or a story off the public page."""
    queries.rights(current_person(), unit_id)
    exhibits.take_down(exhibit_id, request.form.get("why", ""), by=current_person(), on=today(), at=now())
    flash(_("Đã gỡ khỏi trang công khai; lý do được giữ lại."))
    return redirect(url_for("consents.index", unit_id=unit_id), 303)


@room.post("/exhibits/<uuid:exhibit_id>/erase")
@signed_in
def erase(unit_id: uuid.UUID, exhibit_id: uuid.UUID) -> ResponseReturnValue:
    """Erase a photo or a story that is not shown any more."""
    queries.rights(current_person(), unit_id)
    exhibits.erase(exhibit_id, by=current_person(), on=today(), at=now())
    flash(_("Đã xóa nội dung; tệp ảnh được xóa khỏi kho trong lần dọn kế tiếp."))
    return redirect(url_for("consents.index", unit_id=unit_id), 303)


def _shown(unit_id: uuid.UUID, form: Any, new: NewExhibit) -> ResponseReturnValue:
    """Show it and go back to the list; when it is refused, the page again with what was typed and every reason."""
    try:
        exhibits.show(unit_id, new, by=current_person(), on=today(), at=now())
    except Refused as refusal:
        form.form_errors = [reason.text for reason in refusal.reasons]
        return _page(unit_id, form), 409
    flash(_("Đã đăng lên trang công khai của làng nghề."))
    return redirect(url_for("consents.index", unit_id=unit_id), 303)


def _form(form: Any, unit_id: uuid.UUID, kind: ConsentKind) -> Any:
    """The form with the people who agreed to this kind, for whoever reads the consents. Raises NotFound."""
    queries.rights(current_person(), unit_id)
    form.people.choices = queries.live_consents(unit_id, kind)
    return form


def _page(unit_id: uuid.UUID, form: Any) -> str:
    return render_template("consents/exhibit.html", unit=get_unit(unit_id), form=form, is_photo="photo" in form)
