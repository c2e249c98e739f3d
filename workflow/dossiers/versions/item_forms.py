"""The items of a checklist that is being written: their words, what each weighs, one taken out, one added."""

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from states.basis import Mark
from states.checklist import LEVEL_TITLES, MANDATORY_TITLES
from states.document import ITEM_CODE, Document
from workflow.forms import Choice, Form, Line, Paragraph, Tick
from workflow.procedures.editing import items_of

LEVELS = [(level.value, title) for level, title in LEVEL_TITLES.items()]
WEIGHTS = [(weight.value, title) for weight, title in MANDATORY_TITLES.items()]
LONGEST_TEXT, LONGEST_EVIDENCE = 1000, 500


class ItemFields(NamedTuple):
    """The fields of one item of the draft."""

    code: str
    level: str
    bases: tuple[str, ...]
    text: Any
    evidence: Any
    mandatory: Any
    gone: Any


class ItemsForm(Form):
    """Built for one draft by `items_form`; items go by their place, for a draft may give a code twice."""

    new_code = Line(_l("Mã của mục mới"), longest=20, description=_l("Ví dụ ENV-V14; không dùng lại mã đã có"))
    new_level = Choice(_l("Cấp"), choices=LEVELS)
    new_text = Paragraph(_l("Nội dung của mục mới"), longest=LONGEST_TEXT)
    new_evidence = Paragraph(_l("Minh chứng"), longest=LONGEST_EVIDENCE)
    new_mandatory = Choice(_l("Mức bắt buộc"), choices=WEIGHTS)
    new_basis = Line(_l("Căn cứ"), description=_l("Điều, khoản của văn bản"))
    items: tuple[Document, ...]

    def rows(self) -> Iterator[ItemFields]:
        for number, item in enumerate(self.items):
            fields = (self[f"item-{number}-{name}"] for name in ("text", "evidence", "mandatory", "gone"))
            yield ItemFields(item["code"], str(item.get("level", "")), tuple(_bases(item)), *fields)

    def validate(self, extra_validators: Any = None) -> bool:
        """A new item has a code of its own and says something."""
        fine = bool(super().validate(extra_validators))
        code = self.new_code.data or ""
        if code and (not ITEM_CODE.fullmatch(code) or code in {item["code"] for item in self.items}):
            self.new_code.errors = [_("Mã gồm chữ in hoa không dấu, chữ số, gạch nối, và chưa mục nào có.")]
        elif self.new_text.data and not code:
            self.new_code.errors = [_("Hãy đặt mã cho mục mới.")]
        elif code and not self.new_text.data:
            self.new_text.errors = [_("Hãy nhập nội dung của mục mới.")]
        return fine and not (self.new_code.errors or self.new_text.errors)

    def words(self) -> list[Document | None]:
        """What each item says now; None for one that was taken out."""
        return [
            None if row.gone.data else {
                "text": row.text.data or "", "evidence": row.evidence.data or "", "mandatory": row.mandatory.data,
            }
            for row in self.rows()
        ]  # fmt: skip

    def new_item(self) -> Document | None:
        """The item that was added, if one was."""
        if not self.new_code.data:
            return None
        bases = [{"text": self.new_basis.data, "mark": Mark.FOUND.value}] if self.new_basis.data else []
        return {
            "code": self.new_code.data, "level": self.new_level.data, "text": self.new_text.data,
            "evidence": self.new_evidence.data or "", "bases": bases, "mandatory": self.new_mandatory.data,
        }  # fmt: skip


def items_form(told: Any) -> ItemsForm:
    """The form of the items of a draft's document."""
    items = tuple(items_of(told))
    fields: dict[str, Any] = {"items": items}
    data: dict[str, Any] = {}
    for number, item in enumerate(items):
        name = f"item-{number}"
        fields[f"{name}-text"] = Paragraph(
            _("%(code)s: nội dung", code=item["code"]), longest=LONGEST_TEXT, required=True
        )
        fields[f"{name}-evidence"] = Paragraph(_("%(code)s: minh chứng", code=item["code"]), longest=LONGEST_EVIDENCE)
        fields[f"{name}-mandatory"] = Choice(_("%(code)s: mức bắt buộc", code=item["code"]), choices=WEIGHTS)
        fields[f"{name}-gone"] = Tick(_("Bỏ mục %(code)s", code=item["code"]))
        data |= {f"{name}-{part}": str(item.get(part, "")) for part in ("text", "evidence", "mandatory")}
    made = cast("type[ItemsForm]", type("ItemsOfDraft", (ItemsForm,), fields))
    return made(data=data)


def _bases(item: Document) -> Iterator[str]:
    for basis in item.get("bases") or ():
        if isinstance(basis, dict) and basis.get("mark") in (Mark.FOUND.value, Mark.PLAN.value):
            yield str(basis.get("text", ""))
