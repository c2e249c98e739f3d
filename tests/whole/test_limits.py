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


def templates() -> list[Path]:
    return list((ROOT / "templates").rglob("*.html"))


def length(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def too_long(files: list[Path], most: int) -> dict[str, int]:
    """Files over a limit that are not in the list of exceptions, with their lines."""
    return {name(file): lines for file in files if (lines := length(file)) > most and name(file) not in EXCEPTIONS}


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_no_file_is_too_long() -> None:
    long = {
        name(file): lines for file in python_files() if (lines := length(file)) > FILE and name(file) not in EXCEPTIONS
    }
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
    long = {
        name(file): lines for file in templates() if (lines := length(file)) > TEMPLATE and name(file) not in EXCEPTIONS
    }
    assert long == {}


def test_no_file_is_named_for_nothing() -> None:
    assert [name(file) for file in python_files() if file.stem in NAMES_THAT_SAY_NOTHING] == []


def test_a_stage_is_assigned_in_one_place_only() -> None:
    """`take_step` moves dossiers; nothing else writes the column (a new draft begins in its first stage)."""
    marks = ('"stage": ', ".stage = ", "values(stage=")
    office = [file for file in python_files() if "workflow" in file.relative_to(ROOT).parts]
    writers = [name(file) for file in office if any(mark in file.read_text() for mark in marks)]
    notes = ["workflow/supplements/services.py"]  # keeps at which stage a request was written; moves no dossier
    assert sorted(writers) == ["workflow/dossiers/opening.py", "workflow/dossiers/services.py", *notes]


def test_nothing_inline_and_nothing_marked_safe_in_templates() -> None:
    forbidden = ("<script>", "<style", " style=", "|safe", " onclick=", "javascript:")
    assert [(name(file), mark) for file in templates() for mark in forbidden if mark in file.read_text()] == []
