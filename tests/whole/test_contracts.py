"""The contracts of imports speak of every module they are meant for: a new page is not left out quietly."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = "Pages never touch the session"


def contract(name: str) -> dict[str, object]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: dict[str, object] = next(each for each in told["tool"]["importlinter"]["contracts"] if each["name"] == name)
    return found


def test_every_page_is_under_the_contract_of_pages() -> None:
    files = [
        file
        for file in (ROOT / "workflow").rglob("*.py")
        if file.stem in ("views", "pages") or file.stem.endswith(("_views", "_pages"))
    ]
    names = sorted(".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files)
    assert contract(PAGES)["source_modules"] == names


def test_every_room_has_its_place_in_the_order() -> None:
    rooms = {f"workflow.{file.parent.name}" for file in (ROOT / "workflow").glob("*/__init__.py")}
    order = " ".join(contract("Rooms stand in one order, so that no circle can close")["layers"])  # type: ignore[arg-type]
    missing = {room for room in rooms if room not in order.replace("|", " ").split()}
    assert missing == {"workflow.migrations"} & missing, missing
