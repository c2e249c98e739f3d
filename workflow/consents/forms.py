"""What an officer types of consents, photos and stories. No box is ticked beforehand."""

import uuid
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import FileField, SelectMultipleField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from states.consents import CHANNEL_TITLES, KIND_TITLES, Channel, ConsentKind
from workflow.consents.files import Upload
from workflow.consents.services import Given
from workflow.forms import Choice, Choices, DayField, Form, Line, OneOf, Paragraph, Tick
from workflow.law_sentences import in_readers_language


class Several(SelectMultipleField):  # type: ignore[misc]
    """Some of a few, all in sight, none chosen beforehand."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any = "", choices: Choices = None, **kwargs: Any) -> None:
        super().__init__(label, validate_choice=False, **kwargs)
        self.choices = choices

    def iter_choices(self) -> Any:
        for choice in super().iter_choices():
            yield choice._replace(label=in_readers_language(str(choice.label)))

    def pre_validate(self, form: Any) -> None:
        known = {str(choice[0]) for choice in self.choices or ()}
        if not known.issuperset(self.data or ()):
            raise ValidationError(_("Lựa chọn này không có trong danh sách; hãy chọn lại."))


class ConsentForm(Form):
    """Who agreed, to what, when and how."""

    subject = Choice(_l("Người đã ghi trước đây"), required=False, choices=[])
    name = Line(_l("Họ và tên, nếu là người mới"), longest=200)
    kinds = Several(_l("Đồng ý về"), choices=[(kind.value, title) for kind, title in KIND_TITLES.items()])
    phone = Line(_l("Số điện thoại, nếu đồng ý công khai"), longest=30)
    given_on = DayField(_l("Ngày đồng ý"), required=True, description=_l("Ví dụ 05/02/2026"))
    channel = OneOf(_l("Cách đồng ý"), choices=[(each.value, title) for each, title in CHANNEL_TITLES.items()])
    scan = FileField(_l("Bản giấy đã ký, quét hoặc chụp (PDF, JPEG, PNG)"))
    was_read = Tick(_l("Tôi đã cho người đó đọc, hoặc đọc cho nghe, toàn văn nội dung đồng ý ở trang này"))

    def given(self) -> Given:
        """What was typed."""
        assert self.given_on.data
        subject = uuid.UUID(self.subject.data) if self.subject.data else None
        kinds = frozenset(ConsentKind(kind) for kind in self.kinds.data or ())
        words = self.name.data or "", self.phone.data or ""
        return Given(subject, *words, kinds, self.given_on.data, Channel(self.channel.data))


class PhotoForm(Form):
    photo = FileField(_l("Ảnh (JPEG, PNG), không quá 20 MB"))
    title = Line(_l("Lời chú thích, không ghi họ tên"), longest=300, required=True)
    people = Several(_l("Người có trong ảnh, đã đồng ý"), choices=[])


class StoryForm(Form):
    title = Line(_l("Tên câu chuyện"), longest=300, required=True)
    body = Paragraph(_l("Câu chuyện, đúng như bản người kể đã xem"), longest=8000, required=True)
    people = Several(_l("Người kể, đã đồng ý"), choices=[])


class DayForm(Form):
    """The day a person came to take a consent back."""

    withdrawn_on = DayField(_l("Ngày rút lại"), required=True)


def ids_in(field: Several) -> frozenset[uuid.UUID]:
    """The ids that were ticked; they come from our own list."""
    return frozenset(uuid.UUID(each) for each in field.data or ())


def upload_of(name: str) -> Upload | None:
    """A file that came with the form, or None."""
    file: FileStorage | None = request.files.get(name)
    return Upload(file.stream, file.filename) if file is not None and file.filename else None
