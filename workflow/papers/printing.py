"""How a paper is printed: layouts with versions, bundled type, PDF/A-2b; the same facts always give the same bytes."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import typst

from states.papers_out import OUT_PAPERS
from workflow.extensions import JsonDict

HERE = Path(__file__).parent
FOLDER = HERE / "templates"
"""All that a layout may read: the program's own layouts and what they share."""
CIRCULAR = "Thông tư 03/2025/TT-VPCP"
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Template:
    """One layout of a form. A paper keeps the version it was printed by.

    `symbol` is what follows the number the office gives such a paper ("05/HDHS"); empty when the clerk writes it in.
    `layout` is the Typst text of a version the office wrote; the program's own stand in `file`.
    """

    form: str
    version: str
    circular: str
    valid_from: date
    valid_to: date | None
    file: str = ""
    symbol: str = ""
    layout: str = ""

    @property
    def text(self) -> str:
        """The layout itself."""
        return self.layout or (FOLDER / self.file).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the office: `words` puts the facts of a paper into the words of its layout.

    `instant` names the fact that says when the paper was made (ISO, with its zone); it dates the file.
    """

    code: str
    instant: str
    words: Callable[[JsonDict, bool], JsonDict]


_SINCE = date(2025, 9, 15)
TEMPLATES = [
    Template("M01", "v1", CIRCULAR, _SINCE, None, "m01-v1.typ"),
    Template("M02", "v1", CIRCULAR, _SINCE, None, "m02-v1.typ", "HDHS"),
    Template("M03", "v1", CIRCULAR, _SINCE, None, "m03-v1.typ"),
    Template("M04", "v1", CIRCULAR, _SINCE, None, "m04-v1.typ"),
    Template("M05", "v1", CIRCULAR, _SINCE, None, "m05-v1.typ"),
    Template("M06", "v1", CIRCULAR, _SINCE, None, "m06-v1.typ"),
    Template("M07", "v1", CIRCULAR, _SINCE, None, "m07-v1.typ"),
    Template("M01", "v2", CIRCULAR, _SINCE, None, "m01-v2.typ"),
    Template("M02", "v2", CIRCULAR, _SINCE, None, "m02-v2.typ", "HDHS"),
    Template("M03", "v2", CIRCULAR, _SINCE, None, "m03-v2.typ"),
    Template("M04", "v2", CIRCULAR, _SINCE, None, "m04-v2.typ"),
    Template("M05", "v2", CIRCULAR, _SINCE, None, "m05-v2.typ"),
]
"""Every layout there ever was: papers that were issued are printed by theirs. The second ones add the QR by which
anybody learns whether the paper is genuine.
"""

_DECREE, _HOUSE = "Nghị định 30/2020/NĐ-CP", date(2026, 1, 1)
OFFICIAL = [
    Template(code, "v1", _DECREE, _HOUSE, None, "certificate-v1.typ" if code == "BANG-CN" else "paper-v1.typ")
    for code in OUT_PAPERS
]
"""The layouts of papers that officers make (states.papers_out)."""


def publish_template(template: Template) -> None:
    """Add a layout to this process. A version is never replaced: raises ValueError."""
    if any((known.form, known.version) == (template.form, template.version) for known in TEMPLATES):
        raise ValueError(f"there is a template {template.version} of {template.form} already")
    TEMPLATES.append(template)


def withdraw_template(template: Template) -> None:
    """Take a layout that never came into use out of this process again."""
    TEMPLATES.remove(template)


def template_on(form: str, on: date) -> Template:
    """The layout in force on a day: of several the newest. Raises LookupError when there is none."""
    valid = [each for each in versions_of(form) if each.valid_from <= on <= (each.valid_to or on)]
    if not valid:
        raise LookupError(f"no template of {form} on {on}")
    return valid[-1]


def versions_of(form: str) -> list[Template]:
    """Every layout of a form, the oldest first; of two with one first day, the one published later is the newer."""
    return sorted((each for each in (*TEMPLATES, *OFFICIAL) if each.form == form), key=lambda each: each.valid_from)


def template_of(form: str, version: str) -> Template:
    """The layout a paper was issued by. Raises LookupError for one that never was."""
    for template in (*TEMPLATES, *OFFICIAL):
        if (template.form, template.version) == (form, version):
            return template
    raise LookupError(f"no template {version} of {form}")


def print_pdf(form: Form, facts: JsonDict, *, draft: bool = False) -> bytes:
    """The paper as PDF/A-2b. A draft carries DỰ THẢO."""
    return cast("bytes", _compile(form, facts, draft, format="pdf", pdf_standards=["a-2b"]))


def print_pictures(form: Form, facts: JsonDict, *, draft: bool = False) -> list[bytes]:
    """The pages as PNG, for a look on the screen."""
    pages = _compile(form, facts, draft, format="png", ppi=110)
    return pages if isinstance(pages, list) else [cast("bytes", pages)]


def _compile(form: Form, facts: JsonDict, draft: bool, **options: Any) -> bytes | list[bytes] | None:
    made = datetime.fromisoformat(facts[form.instant])
    template, words = template_of(form.code, facts["version"]), form.words(facts, draft)
    return compiled(template, words, draft, timestamp=int(made.timestamp()), **options)


def compiled(
    template: Template, words: JsonDict, draft: bool, *, timestamp: int, **options: Any
) -> bytes | list[bytes] | None:
    """What a layout makes of words. Raises typst.TypstError."""
    inputs = {"facts": json.dumps(words, ensure_ascii=False), "draft": "1" if draft else "0"}
    source = template.layout.encode() or str(FOLDER / template.file)
    with _ONE_AT_A_TIME:
        return _compiler().compile(input=source, sys_inputs=inputs, timestamp=timestamp, **options)


@lru_cache
def _compiler() -> typst.Compiler:
    """One compiler for all layouts. It reads files of their folder and nothing above it; nothing is written."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")])
    return typst.Compiler(root=str(FOLDER), font_paths=fonts)


def written_day(day: date) -> str:
    """A day in running text: "ngày 05 tháng 02 năm 2026"; months 3 to 9 take no zero (Decree 30/2020 practice)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def form_note(form: str, version: str) -> str:
    """The line at the foot of a paper: "Mẫu số 01 · Thông tư 03/2025/TT-VPCP"."""
    return note_of(template_of(form, version))


def note_of(template: Template) -> str:
    """The same for a layout that is not published yet."""
    return f"Mẫu số {template.form[1:]} · {template.circular}"


def qr(address: str) -> str:
    """The address as a QR in SVG."""
    import segno

    return segno.make(address, error="m", micro=False).svg_inline(border=0, omitsize=True)
