"""The form of a supplement request (every thing of the dossier on one page), and of the answers to it."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from states.facts import GAP_TITLES, GapFault
from workflow.dossiers.supplements.things import Thing
from workflow.forms import Choice, Form, Paragraph
from workflow.supplements.services import Wanted

FAULTS = [("", _l("– không yêu cầu –")), *((fault.value, _l(title)) for fault, title in GAP_TITLES.items())]


class GapsForm(Form):
    """Built for one dossier by `gaps_form`: a fault and a note for each thing."""

    seen_version = HiddenField()
    things: Sequence[Thing]

    def rows(self) -> Iterator[tuple[Thing, Any, Any]]:
        for number, thing in enumerate(self.things):
            yield thing, self[f"fault-{number}"], self[f"note-{number}"]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whoever says that something is wrong says what to do, and the other way round."""
        fine = bool(super().validate(extra_validators))
        for _thing, fault, note in self.rows():
            if fault.data and not note.data:
                note.errors, fine = [_("Hãy ghi rõ phải bổ sung, sửa gì.")], False
            elif note.data and not fault.data:
                fault.errors, fine = [_("Hãy chọn: còn thiếu, chưa đúng hay đã hết hiệu lực.")], False
        return fine

    def wanted(self) -> list[Wanted]:
        """The gaps that were written."""
        return [
            Wanted(thing.where.split(":")[0] if thing.where.startswith("other") else thing.where,
                   GapFault(fault.data), note.data)
            for thing, fault, note in self.rows() if fault.data
        ]  # fmt: skip


def gaps_form(things: Sequence[Thing], written: Sequence[Any]) -> GapsForm:
    """The form showing what was written before; when a form was sent, what was typed."""
    fields: dict[str, Any] = {"things": things}
    for number, thing in enumerate(things):
        fields[f"fault-{number}"] = Choice(thing.title, choices=FAULTS, required=False)
        fields[f"note-{number}"] = Paragraph(_("%(thing)s: phải làm gì", thing=thing.title), longest=2000)
    made = cast("type[GapsForm]", type("GapsOfDossier", (GapsForm,), fields))
    return made(data=_standing(things, written))


def _standing(things: Sequence[Thing], written: Sequence[Any]) -> dict[str, str]:
    data: dict[str, str] = {}
    places = {thing.where: number for number, thing in enumerate(things)}
    free = iter(number for number, thing in enumerate(things) if thing.where.startswith("other"))
    for gap in written:
        number = places.get(gap.where)
        if number is None:
            number = next(free, None)
        if number is not None:
            data |= {f"fault-{number}": gap.fault, f"note-{number}": gap.note}
    return data


class AnswersForm(Form):
    """Built for one request by `answers_form`: a short answer for each gap."""

    seen_version = HiddenField()
    gaps: Sequence[Any]

    def rows(self) -> Iterator[tuple[Any, Any]]:
        for gap in self.gaps:
            yield gap, self[f"answer-{gap.position}"]


def answers_form(gaps: Sequence[Any]) -> AnswersForm:
    """The form showing the answers kept so far."""
    fields: dict[str, Any] = {"gaps": gaps}
    for gap in gaps:
        fields[f"answer-{gap.position}"] = Paragraph(_("Trả lời nội dung %(n)s", n=gap.position), longest=2000)
    made = cast("type[AnswersForm]", type("AnswersToGaps", (AnswersForm,), fields))
    return made(data={f"answer-{gap.position}": gap.answer for gap in gaps})
