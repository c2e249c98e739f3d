"""Layouts the office writes: read from a document, tried on invented facts, refused with every reason.

A layout is a program, so it is given little: it imports the shared pieces of the layouts by name, and whatever could
build code at run time or fetch a package is refused before it is compiled. Typst itself keeps it below its root.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, cast

import typst
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from states.document import BadDocument
from workflow.extensions import JsonDict
from workflow.papers.printed import FORMS
from workflow.papers.printing import FOLDER, Template, compiled, note_of, qr, versions_of
from workflow.papers.samples import AT, SAMPLES

TOLD = ("code", "version", "valid_from", "circular", "symbol", "layout")
LONGEST = 40_000
FACTS = {
    "code": _l("mã hồ sơ"),
    "agency": _l("tên cơ quan"), "desk": _l("bộ phận tiếp nhận"), "parent": _l("cơ quan chủ quản"),
    "number": _l("số văn bản"), "place_and_day": _l("địa danh và ngày"), "who": _l("người nộp và nội dung yêu cầu"),
    "parts": _l("thành phần hồ sơ"), "terms": _l("thời hạn và ngày trả kết quả"), "qr": _l("mã QR tra cứu"),
    "address": _l("địa chỉ tra cứu"), "secret": _l("mã tra cứu"), "signatures": _l("chỗ ký"), "note": _l("ghi chú"),
    "submitter": _l("nơi nhận"), "reason": _l("lý do"), "title": _l("chức danh người ký"), "author": _l("người ký"),
    "wanted": _l("nội dung cần bổ sung"), "until": _l("thời hạn"), "why": _l("căn cứ yêu cầu"),
    "help": _l("người liên hệ"), "told": _l("việc tiếp nhận"), "sorry": _l("lời xin lỗi"),
    "stopped": _l("việc dừng giải quyết"),
    "ground": _l("căn cứ dừng"), "form_note": _l("số mẫu và thông tư"), "draft": _l("chữ DỰ THẢO trên bản nháp"),
}  # fmt: skip
"""The words a paper says, by their key. Which of them a form must say is what the program's own layout says."""

_IMPORT = re.compile(r"\b(?:import|include)\b")
_SHARED = re.compile(r'\b(?:import|include)\s+"(?P<file>[a-z0-9-]+\.typ)"')
_BUILDS_CODE = re.compile(r"(?<![\w-])(?:eval|std|plugin)(?![\w-])")
_SEARCHED = re.compile(r" \(searched at [^)]*\)")
_LINE = re.compile(r":(\d+):\d+")


def written_down(template: Template) -> dict[str, Any]:
    """A layout as a document; `template` reads it back."""
    return {
        "code": template.form, "version": template.version, "valid_from": template.valid_from.isoformat(),
        "circular": template.circular, "symbol": template.symbol, "layout": template.text,
    }  # fmt: skip


def template(told: Any) -> Template:
    """The layout of a document. Raises BadDocument for what is missing or no text; `problems_of` tries it."""
    if (
        not isinstance(told, dict)
        or set(told) != set(TOLD)
        or not all(isinstance(value, str) for value in told.values())
    ):
        raise BadDocument(_("Văn bản của mẫu phải gồm đúng các mục: %(names)s, mỗi mục là chữ.", names=", ".join(TOLD)))
    problems = [
        *([_("Chưa ghi thông tư ban hành mẫu.")] if not told["circular"].strip() else []),
        *([_("Mẫu in còn trống.")] if not told["layout"].strip() else []),
        *([_("Mẫu in dài quá %(most)s ký tự.", most=LONGEST)] if len(told["layout"]) > LONGEST else []),
        *([_("Không có mẫu %(code)s.", code=told["code"])] if told["code"] not in SAMPLES else []),
    ]
    try:
        since = date.fromisoformat(told["valid_from"])
    except ValueError:
        raise BadDocument(_("Ngày có hiệu lực không phải là ngày."), *problems) from None
    if problems:
        raise BadDocument(*problems)
    return Template(
        told["code"], told["version"], told["circular"], since, None, symbol=told["symbol"], layout=told["layout"]
    )


def problems_of(draft: Template) -> tuple[str, ...]:
    """Why a layout may not be used: what it must not contain, where it does not compile, which facts it loses."""
    forbidden = tuple(_forbidden(draft.layout))
    if forbidden:
        return forbidden
    try:
        lost = _lost(draft)
    except typst.TypstError as wrong:
        line = _LINE.search(wrong.diagnostic)
        where = _("dòng %(n)s", n=line[1]) if line else _("không rõ dòng")
        return (_("Mẫu in không biên dịch được (%(where)s): %(why)s", where=where, why=_told(wrong)),)
    return tuple(_("Bản in không còn %(what)s (facts.%(key)s).", what=FACTS[key], key=key) for key in lost)


def _told(wrong: typst.TypstError) -> str:
    """What the compiler says, without the folders of this machine."""
    return _SEARCHED.sub("", wrong.message)


def _forbidden(layout: str) -> Iterator[str]:
    named = {found["file"] for found in _SHARED.finditer(layout)}
    if len(_IMPORT.findall(layout)) > len(_SHARED.findall(layout)):
        yield _('Mẫu in chỉ được dùng lại tệp của thư mục mẫu, ghi thẳng tên, ví dụ #import "letter-v1.typ": *.')
    for name in sorted(named):
        if not (FOLDER / name).is_file():
            yield _("Thư mục mẫu không có tệp %(name)s.", name=name)
    for word in sorted(set(_BUILDS_CODE.findall(layout))):
        yield _("Mẫu in không được dùng “%(word)s”.", word=word)


def sample(draft: Template, *, marked: bool = True) -> bytes:
    """The layout on invented facts as PDF/A-2b, marked DỰ THẢO. Raises BadDocument when it cannot be printed."""
    problems = tuple(_forbidden(draft.layout))
    if problems:
        raise BadDocument(*problems)
    try:
        return cast("bytes", _tried(draft, _words(draft, marked), marked, format="pdf", pdf_standards=["a-2b"]))
    except typst.TypstError as wrong:
        raise BadDocument(_told(wrong)) from wrong


def _words(draft: Template, marked: bool) -> JsonDict:
    """The invented facts in the words of the form, as this layout would be given them."""
    facts = SAMPLES[draft.form]()
    facts["version"] = versions_of(draft.form)[0].version
    if draft.symbol:
        facts["number"] = f"05/{draft.symbol}"
    return FORMS[draft.form].words(facts, marked) | {"form_note": note_of(draft)}


def _tried(draft: Template, words: JsonDict, marked: bool, **options: Any) -> Any:
    return compiled(draft, words, marked, timestamp=int(AT.timestamp()), **options)


def _lost(draft: Template) -> tuple[str, ...]:
    """What the program's own layout of the form shows and this one does not."""
    _tried(draft, _words(draft, False), False, format="pdf", pdf_standards=["a-2b"])
    lost = {key for key, _place in _shown(versions_of(draft.form)[0]) - _shown(draft)}
    return tuple(key for key in FACTS if key in lost)


@lru_cache(maxsize=32)
def _shown(draft: Template) -> frozenset[tuple[str, str]]:
    """Every word (by key and place) that is seen on the paper: where another word there gives another picture."""
    words = _words(draft, False)

    def picture(told: JsonDict, marked: bool = False) -> Any:
        return _tried(draft, told, marked, format="svg")

    plain = picture(words)
    found = {(key, place) for key, place, told in _altered(words) if picture(told) != plain}
    return frozenset(found | ({("draft", "")} if picture(words, True) != plain else set()))


def _altered(words: JsonDict) -> Iterator[tuple[str, str, JsonDict]]:
    """The same words with one of them changed, for each of them."""
    for key, value in words.items():
        if key in ("qr", "verify_qr"):
            yield key, "", words | {key: qr("https://another.example")}
        else:
            for place, changed in _changed(value):
                yield key, place, words | {key: changed}


def _changed(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, str):
        yield place, f"Zq7 {value}"
    elif isinstance(value, list):
        for number, each in enumerate(value):
            for deeper, changed in _changed(each, f"{place}/{number}"):
                yield deeper, [*value[:number], changed, *value[number + 1 :]]
    elif isinstance(value, dict):
        for name, each in value.items():
            for deeper, changed in _changed(each, f"{place}/{name}"):
                yield deeper, value | {name: changed}
