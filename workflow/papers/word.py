"""Drafts for Word, for the papers officers edit before they are signed: the same facts as the PDF, in a kept .docx.

The .docx is a template with version, built once by `docs/build_docx.py`. It is rendered in a sandbox, and what people
typed goes in escaped: neither Jinja nor WordprocessingML in a name is ever read as such.
"""

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Template
from jinja2.sandbox import SandboxedEnvironment

from workflow.extensions import JsonDict
from workflow.papers.official import OFFICIAL, is_draft

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FOLDER = Path(__file__).parent / "docx"
_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))
"""Characters that XML cannot hold at all."""


class _Sandbox(SandboxedEnvironment):
    """A sandbox that compiles the parts of a kept template once; compiling is most of the work of a draft."""

    def __init__(self) -> None:
        super().__init__(autoescape=True)
        self._compiled: dict[str, Template] = {}

    def from_string(self, source: Any, *arguments: Any, **named: Any) -> Template:
        """Only parts of templates in `docx/` come here, so that there are few."""
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, *arguments, **named)
        return self._compiled[source]


_SANDBOX = _Sandbox()


def render_docx(code: str, facts: JsonDict) -> bytes:
    """The paper as a Word document to work on. A draft says DỰ THẢO."""
    draft = is_draft(facts)
    words = OFFICIAL[code].words(facts, True) | {"draft": "DỰ THẢO" if draft else ""}
    out = io.BytesIO()
    template = DocxTemplate(io.BytesIO(_kept(facts["version"])))
    template.render(_plain(words), jinja_env=_SANDBOX, autoescape=True)
    template.save(out)
    return out.getvalue()


@lru_cache
def _kept(version: str) -> bytes:
    return (FOLDER / f"paper-{version}.docx").read_bytes()


def _plain(value: object) -> object:
    """The same words without characters that a Word document cannot hold."""
    if isinstance(value, str):
        return value.translate(_FORBIDDEN)
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value
