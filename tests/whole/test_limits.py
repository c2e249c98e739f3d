"""The size of things: a file fits a screen or two, a function a screen, a template a page."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE, FUNCTION, TEMPLATE = 250, 30, 100
EXCEPTIONS: dict[str, str] = {}
"""What may be longer, with the reason."""
NAMES_THAT_SAY_NOTHING = {"helpers", "utils", "managers", "common", "misc", "base_service"}


def python_files() -> list[Path]:
    folders = ("states", "workflow", "tests", "bench", "docs")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    return [file for file in files if "migrations" not in file.parts]


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_no_file_is_too_long() -> None:
    long = {name(f): n for f in python_files() if (n := len(f.read_text().splitlines())) > FILE and name(f) not in EXCEPTIONS}
    assert long == {}


def test_no_function_is_too_long() -> None:
    long = {}
    for file in python_files():
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION and f"{name(file)}:{node.name}" not in EXCEPTIONS:
                    long[f"{name(file)}:{node.name}"] = lines
    assert long == {}


def test_no_template_is_too_long() -> None:
    templates = (ROOT / "templates").rglob("*.html")
    long = {name(f): n for f in templates if (n := len(f.read_text().splitlines())) > TEMPLATE and name(f) not in EXCEPTIONS}
    assert long == {}


def test_no_file_is_named_for_nothing() -> None:
    assert [name(file) for file in python_files() if file.stem in NAMES_THAT_SAY_NOTHING] == []


def test_a_stage_is_assigned_in_one_place_only() -> None:
    """`take_step` moves dossiers; nothing else writes the column (a new draft begins in its first stage)."""
    writers = [
        name(file)
        for file in (ROOT / "workflow").rglob("*.py")
        if "migrations" not in file.parts and any(mark in file.read_text() for mark in ('"stage": ', ".stage = ", "values(stage="))
    ]
    assert sorted(writers) == ["workflow/dossiers/opening.py", "workflow/dossiers/services.py"]


def test_nothing_inline_and_nothing_marked_safe_in_templates() -> None:
    forbidden = ("<script>", "<style", " style=", "|safe", " onclick=", "javascript:")
    found = [
        (name(file), mark) for file in (ROOT / "templates").rglob("*.html") for mark in forbidden if mark in file.read_text()
    ]
    assert found == []
