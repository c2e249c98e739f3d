"""Photographs as telephones make them: with place, time, owner and a way up."""

import io
import random

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

TAKEN, LATITUDE, LONGITUDE = "2026:03:02 08:15:00", 22.4, 103.8
OWNER = "May cua Ly Gio Xa"


def note(way_up: int = 1, south: bool = False) -> Image.Exif:
    """What the camera writes into it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x0110] = way_up, OWNER, "Telefon"
    exif.get_ifd(0x8769)[0x9003] = TAKEN
    exif.get_ifd(0x8825).update(
        {
            1: "S" if south else "N", 2: (IFDRational(22), IFDRational(24), IFDRational(0)),
            3: "E", 4: (IFDRational(103), IFDRational(48), IFDRational(0)),
        }
    )  # fmt: skip
    return exif


def photograph(size: tuple[int, int] = (400, 300), kind: str = "JPEG", **told: int) -> bytes:
    """Grainy enough to be as heavy as a real one."""
    grain = Image.frombytes("L", (size[0] // 4, size[1] // 4), random.Random(1).randbytes(size[0] * size[1] // 16))
    out = io.BytesIO()
    grain.resize(size).convert("RGB").save(out, kind, quality=92, exif=note(**told))
    return out.getvalue()
