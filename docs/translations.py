"""Keep the English catalogue in step with what the pages say.

`python docs/translations.py` collects every sentence a person can read: those wrapped in gettext, and those of the law,
which the law keeps as plain Vietnamese and pages show through the `law` filter. With `--check` nothing is written; the
exit status is 1 when the catalogue is out of date, has an empty or doubtful entry, or loses a placeholder.

A sentence of the law that is composed (`f"Thiếu giấy tờ: {need.title}."`) is kept in the context "law" with named
holes; `workflow/law_sentences.py` recognises it by its shape.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
CATALOGUE = ROOT / "workflow" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
LAW = "law"
HEADER = """# English translations of the pages, the law and the calendar.
# The key of an entry is the Vietnamese sentence. Run `python docs/translations.py` after changing one."""
KEPT_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # a date of extraction would change with every run
NOISE = ('"Report-Msgid-Bugs-To', '"Last-Translator', '"Language-Team', '"Generated-By')
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
WRAPPERS = frozenset(KEYWORDS)
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
OPTIONS = {"**.html": {"newstyle_gettext": "true", "silent": "false"}}
FOR_JURISTS = {"sheet.py", "diagram.py", "contradictions.py", "paper_words.py"}
SPEAK_FOR_THE_LAW = (
    "appraisal/summaries.py",
    "audit/kinds.py",
    "calendar/seeding.py",
    "dossiers/acts.py",
    "dossiers/appraisal_pages.py",
    "dossiers/control/handovers.py",
    "dossiers/journal_lines.py",
    "dossiers/pages.py",
    "dossiers/reports/overdue.py",
    "dossiers/retention/due.py",
    "dossiers/wizard_start_services.py",
    "environment/feeds.py",
    "errands/views.py",
    "feeds/services.py",
    "register/plan_queries.py",
    "register/queries.py",
    "reviews/feeds.py",
    "training/feeds.py",
    "access.py",
)
WITHOUT_ACCENTS = ("%(role)s (%(agency)s)", "%(first)s. %(then)s")
OF_THE_CALENDAR = (
    "%(name)s (nghỉ bù)",
    "Ngày nghỉ (thay cho ngày %(day)s)",
    "Làm bù cho ngày nghỉ %(day)s",
    "Lịch nghỉ lễ năm %(year)s",
    "Văn bản %(number)s ngày %(day)s",
)
VIETNAMESE = re.compile(r"[À-ỹĐđ]")
PLACEHOLDER = re.compile(r"%(?:\(\w+\)[sd]|%)")


class Sentences(ast.NodeVisitor):
    """The Vietnamese in a module, outside gettext and docstrings: whole sentences, and composed ones with holes."""

    def __init__(self) -> None:
        self.whole: list[str] = []
        self.composed: list[str] = []

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if not (isinstance(node.func, ast.Name) and node.func.id in WRAPPERS):
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and VIETNAMESE.search(node.value):
            self.whole.append(node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        sentence, names = "", []
        for part in node.values:
            if isinstance(part, ast.Constant):
                sentence += str(part.value).replace("%", "%%")
            elif isinstance(part, ast.FormattedValue):
                names.append(hole(part.value, names))
                sentence += f"%({names[-1]})s"
                self.visit(part.value)
        if VIETNAMESE.search(sentence):
            self.composed.append(sentence)


def hole(value: ast.expr, taken: list[str]) -> str:
    """A name for what stands in a hole: the last name in its expression, numbered when it repeats."""
    nodes = [node for node in ast.walk(value) if isinstance(node, ast.Attribute | ast.Name)]
    found = [node.attr if isinstance(node, ast.Attribute) else node.id for node in nodes]
    name = (found[-1] if isinstance(value, ast.Call) else found[0]).lower() if found else "value"
    return name if name not in taken else f"{name}_{len(taken) + 1}"


def law_modules() -> Iterator[Path]:
    """Every file whose plain Vietnamese reaches a page."""
    yield from (file for file in sorted((ROOT / "states").rglob("*.py")) if file.name not in FOR_JURISTS)
    yield from (ROOT / "workflow" / name for name in SPEAK_FOR_THE_LAW)


def days_of_the_calendar() -> set[str]:
    """Grounds of days off and worked days, and where they come from."""
    from workflow.calendar.seeding import YEARS, seed_days

    named = {text for year in YEARS for day in seed_days(year) for text in (day.ground, day.source)}
    return {text for text in named if not any(shape(known).fullmatch(text) for known in OF_THE_CALENDAR)}


def shape(sentence: str) -> re.Pattern[str]:
    """What a composed sentence looks like once it is filled in."""
    return re.compile(".+?".join(re.escape(part) for part in PLACEHOLDER.split(sentence)))


def collect() -> Catalog:
    """Every sentence there is, untranslated."""
    catalogue = Catalog(
        locale="en", project="Làng nghề Lào Cai", version="en", creation_date=KEPT_DAY, revision_date=KEPT_DAY,
        header_comment=HEADER, fuzzy=False,
    )  # fmt: skip
    for folder in ("workflow", "templates"):
        for _file, _line, found, _comments, context in extract_from_dir(ROOT / folder, METHODS, OPTIONS, KEYWORDS):
            catalogue.add(found, context=context)
    sentences = Sentences()
    for module in law_modules():
        sentences.visit(ast.parse(module.read_text(encoding="utf-8")))
    for whole in {*sentences.whole, *days_of_the_calendar()}:
        catalogue.add(whole)
    for composed in {*sentences.composed, *OF_THE_CALENDAR, *WITHOUT_ACCENTS}:
        catalogue.add(composed, context=LAW)
    return catalogue


def translated(catalogue: Catalog, kept: Catalog) -> Catalog:
    """The collected sentences with the translations that are kept; sentences nobody shows any more are dropped."""
    for message in catalogue:
        known = kept.get(message.id, message.context) if message.id else None
        if known is not None:
            message.string, message.flags = known.string, known.flags | message.flags
    return catalogue


def faults(catalogue: Catalog) -> Iterator[str]:
    """What is wrong with the translations, one line each."""
    for message in catalogue:
        if not message.id:
            continue
        said = forms(message.string)
        if message.fuzzy:
            yield f"doubtful: {message.id}"
        if not said or not all(said):
            yield f"not translated: {message.id}"
        elif wanted(message) not in [set(PLACEHOLDER.findall(one)) for one in said]:
            yield f"placeholders differ: {message.id}"


def wanted(message: Message) -> set[str]:
    return set(PLACEHOLDER.findall(forms(message.id)[-1]))


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """The singular and plural of an entry, or its one form."""
    return [text] if isinstance(text, str) else list(text or ())


def written(catalogue: Catalog) -> str:
    """The catalogue as it stands in the file."""
    page = io.BytesIO()
    write_po(page, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
    lines = page.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(NOISE))


def main(arguments: list[str]) -> int:
    """Write the catalogue, or check it; the exit status."""
    before = CATALOGUE.read_text(encoding="utf-8") if CATALOGUE.exists() else ""
    kept = read_po(io.BytesIO(before.encode("utf-8")), locale="en") if before else Catalog(locale="en")
    catalogue = translated(collect(), kept)
    found = list(faults(catalogue))
    after = written(catalogue)
    if "--check" not in arguments:
        CATALOGUE.write_text(after, encoding="utf-8")
    elif after != before:
        found.insert(0, "out of date: run `python docs/translations.py`")
    for line in found:
        print(line)
    return 1 if found and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
