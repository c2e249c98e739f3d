"""The pieces a paper's text is made of, as plain JSON: a layout gives each its look, in PDF and in Word alike."""

from collections.abc import Sequence

from workflow.extensions import JsonDict

Blocks = list[JsonDict]


def paragraph(text: str) -> JsonDict:
    """Running text, its first line indented."""
    return {"k": "p", "t": text}


def heading(text: str) -> JsonDict:
    return {"k": "h", "t": text}


def item(text: str) -> JsonDict:
    """A line of a list."""
    return {"k": "item", "t": text}


def said(label: str, text: str) -> JsonDict:
    """A fact under its label."""
    return {"k": "said", "label": label, "t": text}


def article(label: str, text: str) -> JsonDict:
    """An article of a decision; `label` is "Điều 1."."""
    return {"k": "article", "label": label, "t": text}


def centred(text: str) -> JsonDict:
    return {"k": "center", "t": text}


def note(text: str) -> JsonDict:
    return {"k": "note", "t": text}


def choice(text: str) -> JsonDict:
    """A box to tick by hand."""
    return {"k": "choice", "t": text}


def lines(count: int) -> JsonDict:
    """Dotted lines to write on by hand."""
    return {"k": "lines", "n": count}


def page(title: str, subject: str, under: str = "") -> JsonDict:
    """An annex begins on a page of its own."""
    return {"k": "page", "t": title, "subject": subject, "note": under}


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], align: str, row_height: int = 0
) -> JsonDict:
    """A table. Widths are millimetres, shares of what is left (below 10) or 0 for the content's own; `align` has one of
    l, c, r for each column; `row_height` in millimetres makes room for handwriting.
    """
    return {
        "k": "table", "head": list(head), "rows": [list(row) for row in rows], "widths": list(widths),
        "align": list(align), "row_height": row_height,
    }  # fmt: skip


def numbered(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The same rows with their number in front."""
    return [[str(number), *row] for number, row in enumerate(rows, start=1)]


def ended(blocks: Blocks) -> Blocks:
    """The text with "./." at the end of its last paragraph (Decree 30/2020)."""
    for place in range(len(blocks) - 1, -1, -1):
        if blocks[place]["k"] in ("p", "article"):
            closed = blocks[place] | {"t": f"{blocks[place]['t'].rstrip(' .')}./."}
            return [*blocks[:place], closed, *blocks[place + 1 :]]
    return blocks
