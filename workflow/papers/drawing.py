"""Draws the first page of a PDF, or a picture, as a small WebP. A program of its own: what it opens is hostile.

`python drawing.py pdf|picture WIDTH` reads a file from standard input and writes the drawing to standard output. It
knows nothing of the office: no settings, no database, no addresses. Whatever a file does to it ends with its memory or
its time.
"""

import io
import sys
from typing import Any, BinaryIO

MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 10
LARGEST_DRAWING = 4 * 1024 * 1024
MOST_PIXELS = 120_000_000
TALLEST = 3
"""A page is drawn at most so many times as high as wide; the rest is cut off."""
QUALITY = 60


def confine() -> None:
    """Give up what is not needed, where the system can: memory, time, room for files, other programs."""
    try:
        import resource
    except ImportError:  # Windows: the caller's patience is the only limit
        return
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_DRAWING),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def draw_page(file: BinaryIO, width: int) -> Any:
    """The first page of a PDF."""
    import pypdfium2

    page = pypdfium2.PdfDocument(file)[0]
    wide, high = page.get_size()
    if not (1 <= wide <= 20_000 and 1 <= high <= 20_000):
        raise ValueError("no page of paper")
    scale = min(width / wide, TALLEST * width / high)
    return page.render(scale=scale, may_draw_forms=False).to_pil()


def draw_picture(file: BinaryIO, width: int) -> Any:
    """A picture, upright. A large JPEG is read at a fraction of its size."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    picture = Image.open(file, formats=("JPEG", "PNG"))
    picture.draft("RGB", (width * 2, width * 2))
    picture.thumbnail((width, width * TALLEST), reducing_gap=2.0)
    return ImageOps.exif_transpose(picture)


def main(kind: str, width: int) -> None:
    """Draw what stands on standard input."""
    draw = {"pdf": draw_page, "picture": draw_picture}[kind]
    drawn, out = draw(sys.stdin.buffer, width), io.BytesIO()  # type: ignore[arg-type]
    drawn.convert("RGB").save(out, "WEBP", quality=QUALITY)
    sys.stdout.buffer.write(out.getvalue())


if __name__ == "__main__":
    confine()
    main(sys.argv[1], int(sys.argv[2]))
