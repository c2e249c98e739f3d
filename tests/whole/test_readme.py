"""What the README and the page for production promise is true."""

import re
import shlex
from pathlib import Path

import pytest
from flask import Flask

from workflow.accounts.demo import DEMO_PEOPLE
from workflow.settings import SECRET_FILES, from_environment

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PRODUCTION = (ROOT / "docs" / "production.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
DECISIONS = ROOT / "docs" / "decisions"
FLASK = ".venv/bin/flask --app wsgi "
WORKER = "worker"
"""The one command that is shown and does not end by itself; tests/jobs/test_worker.py starts and stops it."""
PLACEHOLDERS = ("<", "*", "…", "$", "/dossiers/", "instance/")
ON = {"SMTP_STARTTLS"}
"""Settings that are on unless they are told otherwise."""
SOURCES = ("states", "workflow", "templates", "tests", "docs", "bench")


def blocks(text: str) -> list[str]:
    """The lines of every shell block."""
    return [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]


def commands() -> list[str]:
    """The flask commands shown, once each."""
    lines = [*blocks(README), *blocks(PRODUCTION)]
    return sorted({line.removeprefix(FLASK) for line in lines if line.startswith(FLASK)} - {WORKER})


def named_paths(text: str) -> set[str]:
    """Everything in backticks or in a link that looks like a path of the project."""
    named = set(re.findall(r"`([\w.<>*$-]+/[\w.<>*$/-]*|[\w-]+\.(?:md|py|in|txt))`", text))
    named |= set(re.findall(r"\]\(((?!https?:)[^)#]+)\)", text))
    return {path for path in named if not any(sign in path for sign in PLACEHOLDERS)}


def settings_read() -> set[str]:
    source = (ROOT / "workflow" / "settings.py").read_text(encoding="utf-8")
    one_by_one = re.findall(r'(?:env\.get\(|_read\(env, )"(\w+)"', source)
    in_rows = [name for row in re.findall(r"for name in \(([^)]*)\)", source) for name in re.findall(r'"(\w+)"', row)]
    return {*one_by_one, *in_rows, *SECRET_FILES}


def described() -> list[str]:
    """Settings of the table, without LANGNGHE_."""
    return re.findall(r"^\| `LANGNGHE_([A-Z_]+)`", PRODUCTION, re.MULTILINE)


@pytest.mark.parametrize("command", commands())
def test_a_command_that_is_shown_runs(app: Flask, command: str) -> None:
    with app.app_context():  # as `flask` itself has it
        done = app.test_cli_runner().invoke(args=shlex.split(command))
    assert done.exit_code == 0, done.output


def test_there_are_commands_to_run() -> None:
    assert {"register check", "journal verify", "files verify"} <= set(commands())


def test_every_target_of_make_that_is_named_exists() -> None:
    named = set(re.findall(r"(?:`|^|\d )make ([a-z]+)", README, re.MULTILINE))
    assert named >= {"run", "test", "check", "bench", "sheets"}
    assert {target for target in named if not re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)} == set()


@pytest.mark.parametrize("page", sorted(["README.md", "CHANGELOG.md", "docs/production.md"]))
def test_every_path_that_is_named_exists(page: str) -> None:
    named = named_paths((ROOT / page).read_text(encoding="utf-8"))
    assert {path for path in named if not (ROOT / path).exists()} == set()


def test_every_path_that_a_decision_names_exists() -> None:
    for decision in DECISIONS.glob("*.md"):
        named = named_paths(decision.read_text(encoding="utf-8")) - {"ab/cd/"}
        assert {path for path in named if not (ROOT / path).exists()} == set(), decision.name


def test_every_setting_that_is_named_is_read() -> None:
    named = set(re.findall(r"LANGNGHE_([A-Z_]+)", README + PRODUCTION))
    assert named - settings_read() == set()


def test_every_setting_that_is_read_is_described() -> None:
    assert settings_read() == set(described())


@pytest.mark.parametrize("name", described())
def test_a_setting_that_is_described_has_an_effect(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in described():
        monkeypatch.delenv(f"LANGNGHE_{setting}", raising=False)
    before = from_environment(tmp_path)
    monkeypatch.setenv(f"LANGNGHE_{name}", "0" if name in ON else "1")
    assert from_environment(tmp_path) != before


def test_the_demo_people_are_those_of_the_readme(tmp_path: Path) -> None:
    table = README.split("## People of the demonstration")[1].split("## ")[0]
    named = {name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in re.findall(r"`(.+?)`", row)}
    assert named == {person.username for person in DEMO_PEOPLE}
    assert f"`{from_environment(tmp_path)['DEMO_PASSWORD']}`" in table


def test_every_room_is_on_the_map() -> None:
    rooms = {file.parent.name for file in (ROOT / "workflow").glob("*/*.py")} - {"versions"}
    missing = {room for room in rooms if f"`workflow/{room}/`" not in README}
    assert missing == set()


def test_every_decision_that_the_code_cites_is_there() -> None:
    cited: set[str] = set()
    for folder in SOURCES:
        for file in (ROOT / folder).rglob("*.*"):
            if file.suffix in {".py", ".md", ".html"}:
                cited |= set(re.findall(r"docs/decisions/([\w-]+\.md)", file.read_text(encoding="utf-8")))
    assert {name for name in cited if not (DECISIONS / name).is_file()} == set()


def test_decisions_are_numbered_without_gaps_and_fit_a_page() -> None:
    names = sorted(file.name for file in DECISIONS.glob("*.md"))
    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]
    for name in names:
        lines = (DECISIONS / name).read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith(f"# {name[:4]} ")
        assert 20 <= len(lines) <= 45, name


def test_the_screenshot_is_small() -> None:
    assert (ROOT / "docs" / "images" / "dossier.png").stat().st_size < 200_000
