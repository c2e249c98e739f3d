"""The form of a correction: the words of the register, ready to be put right."""

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from workflow.decisions.corrections import Correction
from workflow.dossiers.correction.services import Corrected, Words
from workflow.forms import Choice, Form, Line, Paragraph
from workflow.register.corrections import FIELD_TITLES, decisions_of, words_of_unit
from workflow.register.models import Unit

LONGEST = {"name": 300, "trade": 300, "village": 200, "former_commune": 100}
MAY_BE_EMPTY = frozenset({"village", "former_commune"})


class CorrectionForm(Form):
    seen_version = HiddenField()
    corrects = Choice(_l("Quyết định có chỗ sai"), required=False)
    ground = Paragraph(
        _l("Căn cứ đính chính"), longest=1000, required=True,
        description=_l("Ví dụ: văn bản số … của UBND xã, đối chiếu với hồ sơ gốc."),
    )  # fmt: skip

    @property
    def words(self) -> list[Any]:
        """The fields that hold words of the register, in the order of the page."""
        return [self[name] for name in self._fields if name.startswith("word_")]

    def corrected(self) -> Corrected:
        """What was written, as the service takes it."""
        words: Words = {key_of(field.name): field.data or "" for field in self.words}
        corrects = uuid.UUID(self.corrects.data) if self.corrects.data else None
        return Corrected(words, corrects, self.ground.data or "")


def correction_form(unit: Unit, correction: Correction) -> CorrectionForm:
    """A form with a field for each word of the unit, filled in with what was written before or what stands."""
    known = words_of_unit(unit)
    shown = known | {(change.field, change.position): change.after for change in correction.changes}
    fields = {name_of(key): _field(key, words, len(unit.sites)) for key, words in shown.items() if key in known}
    form: CorrectionForm = type("CorrectionOfUnit", (CorrectionForm,), fields)()
    options = [(str(found.id), f"{found.number}, {found.decided_on:%d/%m/%Y}") for found in decisions_of(unit.id)]
    form.corrects.choices = [("", _("Chưa có số quyết định trong danh bạ")), *options]
    form.corrects.coerce = str
    if not form.is_submitted():
        form.corrects.data = str(correction.corrects_id) if correction.corrects_id else options[0][0] if options else ""
        form.ground.data = correction.ground
    return form


def name_of(key: tuple[str, int]) -> str:
    return f"word_{key[0]}_{key[1]}"


def key_of(name: str) -> tuple[str, int]:
    """Field and place of a form field's name."""
    field, _underscore, position = name.removeprefix("word_").rpartition("_")
    return field, int(position)


def _field(key: tuple[str, int], words: str, places: int) -> Line:
    field, position = key
    title = _(FIELD_TITLES[field])
    label = _("%(title)s (nơi thứ %(number)s)", title=title, number=position) if places > 1 and position else title
    return Line(label, longest=LONGEST[field], required=field not in MAY_BE_EMPTY, default=words)
